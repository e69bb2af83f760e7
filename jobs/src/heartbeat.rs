//! What wakes us: the scheduler library, and a timer on the monotonic clock.
//!
//! This is the only file that knows the library. It loses ticks when many are due at once, falls silent
//! when the clock goes back, and forgets everything at a restart; so it carries one job that only says
//! "look at the ledger now", every five seconds in UTC, registered before it starts. The timer says the
//! same every fifteen seconds whatever the wall clock does. Ticks that come while we are busy become one.

use std::{pin::Pin, sync::Arc, time::Duration};
use tokio::{
    sync::Notify,
    time::{Interval, MissedTickBehavior, interval},
};
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

/// The library's broadcast channel; its default of 200 loses ticks.
const CHANNEL: usize = 4096;
/// Every five seconds.
const TICK: &str = "0/5 * * * * *";
/// The longest silence, whatever the wall clock does.
const LONGEST_SILENCE: Duration = Duration::from_secs(15);

/// Something that says "look now". A tick carries no information: losing, doubling or delaying one may
/// only cost time.
pub trait TickSource: Send {
    /// Waits for the next tick. Dropping the future loses at most that one.
    fn next(&mut self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The scheduler library could not be started.
#[derive(Debug, thiserror::Error)]
#[error("the scheduler does not start: {0}")]
pub struct HeartbeatError(#[from] JobSchedulerError);

/// Both sources of ticks.
pub struct Heartbeat {
    scheduler: JobScheduler,
    woken: Arc<Notify>,
    timer: Interval,
}

impl Heartbeat {
    /// Starts ticking.
    ///
    /// # Errors
    /// When the library does not start.
    pub async fn start() -> Result<Self, HeartbeatError> {
        let woken = Arc::new(Notify::new());
        let scheduler = JobScheduler::new_with_channel_size(CHANNEL).await?;
        let wake = Arc::clone(&woken);
        // Asynchronous, because a synchronous job that panics never runs again; and it cannot fail.
        let tick = Job::new_async(TICK, move |_, _| {
            let wake = Arc::clone(&wake);
            Box::pin(async move { wake.notify_one() })
        })?;
        scheduler.add(tick).await?;
        scheduler.start().await?;
        let mut timer = interval(LONGEST_SILENCE);
        timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(Self {
            scheduler,
            woken,
            timer,
        })
    }

    /// Stops ticking. The library's own stop does not wait for what it has started; ours are waited for
    /// by the runner.
    ///
    /// # Errors
    /// When the library does not stop.
    pub async fn stop(mut self) -> Result<(), HeartbeatError> {
        Ok(self.scheduler.shutdown().await?)
    }
}

impl TickSource for Heartbeat {
    fn next(&mut self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            tokio::select! {
                () = self.woken.notified() => {}
                _ = self.timer.tick() => {}
            }
        })
    }
}

impl std::fmt::Debug for Heartbeat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Heartbeat")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, timeout};

    #[tokio::test]
    async fn the_library_wakes_us_within_its_period() {
        let mut heartbeat = Heartbeat::start().await.unwrap();
        heartbeat.next().await; // the timer's first tick is at once
        let waited = Instant::now();
        timeout(Duration::from_secs(8), heartbeat.next())
            .await
            .unwrap();
        assert!(waited.elapsed() < Duration::from_secs(8));
        heartbeat.stop().await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn the_timer_wakes_us_when_the_library_is_silent() {
        let woken = Arc::new(Notify::new());
        let mut timer = interval(LONGEST_SILENCE);
        timer.tick().await;
        let mut silent = Heartbeat {
            scheduler: JobScheduler::new_with_channel_size(CHANNEL).await.unwrap(),
            woken,
            timer,
        };
        let start = Instant::now();
        silent.next().await;
        assert_eq!(start.elapsed().as_secs(), 15);
    }
}
