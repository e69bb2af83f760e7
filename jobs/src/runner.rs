//! One pass after another: plan, give up dead leases, claim, run.
//!
//! A body runs in a task of its own, so that a panic in it is caught, and beside it stands the holder's
//! watch: it renews the lease at a third of its length and stops the body at once when a renewal fails or
//! does not come within three quarters, because then somebody else may soon hold the run. What the body
//! has already begun is refused by the fence. On a stop of the process bodies are asked first, aborted
//! after a grace, and their runs given back; the caller waits for *these* tasks.

use crate::{
    heartbeat::TickSource,
    machine::Machine,
    plan::{Schedule, plan},
    registry::{Context, Done, Registry},
};
use domain::time::Timestamp;
use std::{sync::Arc, time::Duration};
use store::{
    Office,
    runs::{Claimed, Ending, Failure, Lease, RunError, RunLedger, RunState},
    source::random,
};
use tokio::{
    sync::Notify,
    task::JoinError,
    time::{Instant, sleep, sleep_until, timeout, timeout_at},
};
use tokio_util::{
    sync::CancellationToken,
    task::{AbortOnDropHandle, TaskTracker},
};

/// Business time, injected.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Randomness for spreading retries, injected.
pub type Random = Arc<dyn Fn() -> u64 + Send + Sync>;

/// How long a body may go on after it was asked to stop.
const GRACE: Duration = Duration::from_secs(20);
/// Between two tries to note how a run ended.
const NOTE_AGAIN: Duration = Duration::from_millis(300);

/// What one pass did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pass {
    /// Ticks queued.
    pub planned: usize,
    /// Leases of dead holders given up.
    pub expired: usize,
    /// The runs claimed, and how each ended; `None` when it was lost to another holder, or goes on in
    /// the background.
    pub runs: Vec<(String, Option<RunState>)>,
}

/// Does the scheduled work of one process.
#[derive(Clone)]
pub struct Runner {
    ledger: RunLedger,
    registry: Arc<Registry>,
    clock: Clock,
    random: Random,
    tracker: TaskTracker,
    stop: CancellationToken,
    finished: Arc<Notify>,
    machine: Option<Machine>,
}

impl Runner {
    /// Makes the jobs known to the database at `clock()` and is ready to pass.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn new(
        ledger: RunLedger,
        registry: Registry,
        clock: Clock,
        random: Random,
    ) -> Result<Self, RunError> {
        let now = clock();
        ledger.register(&registry.specs(now), now).await?;
        Ok(Self {
            ledger,
            registry: Arc::new(registry),
            clock,
            random,
            tracker: TaskTracker::new(),
            stop: CancellationToken::new(),
            finished: Arc::new(Notify::new()),
            machine: None,
        })
    }

    /// The same, on the clock of this machine: before each pass it is looked at, and while it is not
    /// believed nothing begins that cannot be taken back. A simulated time is not judged.
    #[must_use]
    pub fn on(self, machine: Option<Machine>) -> Self {
        Self { machine, ..self }
    }

    /// The runner of an office: its clock, its database, every job of the program. `holder` names this
    /// process and is random for each start.
    ///
    /// # Errors
    /// When the database fails, or is open for reading only.
    pub async fn of(office: &Office, registry: Registry, holder: &str) -> Result<Self, RunError> {
        let ledger = RunLedger::new(office.database().clone(), holder);
        let clock: Clock = {
            let office = office.clone();
            Arc::new(move || office.now())
        };
        // Without chance every pause has its middle length.
        let random = || random::<8>().map_or(u64::MAX / 2, u64::from_le_bytes);
        Self::new(ledger, registry, clock, Arc::new(random)).await
    }

    /// One pass at `now`, to its end: what is due then runs one after another in this task's sight.
    ///
    /// # Errors
    /// When the database fails; what was planned or done before stays.
    pub async fn tick(&self, now: Timestamp) -> Result<Pass, RunError> {
        let mut pass = self.prepare(now).await?;
        while !self.stop.is_cancelled()
            && let Some(claimed) = self.claim(now).await?
        {
            let id = claimed.run.id.clone();
            let fixed: Clock = Arc::new(move || now);
            pass.runs.push((id, self.execute(claimed, &fixed).await));
        }
        Ok(pass)
    }

    /// One pass at the clock's time that leaves the claimed runs working in the background.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pass(&self) -> Result<Pass, RunError> {
        if let Some(machine) = &self.machine {
            let (boot, mark) = machine.read();
            self.ledger.look_at_clock(&boot, mark).await?;
        }
        let mut pass = self.prepare((self.clock)()).await?;
        while !self.stop.is_cancelled()
            && let Some(claimed) = self.claim((self.clock)()).await?
        {
            pass.runs.push((claimed.run.id.clone(), None));
            let runner = self.clone();
            self.tracker.spawn(async move {
                let clock = Arc::clone(&runner.clock);
                runner.execute(claimed, &clock).await;
                // The next run of the same job may have been waiting for this one.
                runner.finished.notify_one();
            });
        }
        Ok(pass)
    }

    /// Passes at every tick until [`Runner::stop`]. A failed pass is logged and the next tick tries
    /// again, so that a database that comes back is found without a restart.
    pub async fn serve(&self, ticks: &mut dyn TickSource) {
        while !self.stop.is_cancelled() {
            if let Err(error) = self.pass().await {
                tracing::error!(code = error.code(), "a pass over the job ledger failed");
            }
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = ticks.next() => {}
                () = self.finished.notified() => {}
            }
        }
    }

    /// Claims nothing more, asks the bodies to stop, and waits for them at most `limit`. Returns whether
    /// all have ended and their runs are given back.
    pub async fn stop(&self, limit: Duration) -> bool {
        self.stop.cancel();
        self.tracker.close();
        timeout(limit, self.tracker.wait()).await.is_ok()
    }

    /// Runs one job now for the instant `scheduled_for`, whether it is due or not. `None` when another
    /// process holds it or has taken it.
    ///
    /// # Errors
    /// [`RunError::UnknownJob`], or when the database fails.
    pub async fn run_once(
        &self,
        job: &str,
        scheduled_for: Timestamp,
        reason: &str,
        now: Timestamp,
    ) -> Result<Option<RunState>, RunError> {
        if self.registry.find(job).is_none() {
            return Err(RunError::UnknownJob(job.to_owned()));
        }
        let id = self.ledger.enqueue(job, scheduled_for, reason, now).await?;
        // An earlier run of the job may stand before ours.
        let not_before = now.max(scheduled_for);
        while !self.stop.is_cancelled()
            && let Some(claimed) = self.ledger.claim(&[job], not_before).await?
        {
            let ours = claimed.run.id == id;
            let fixed: Clock = Arc::new(move || now);
            let state = self.execute(claimed, &fixed).await;
            if ours {
                return Ok(state);
            }
        }
        Ok(None)
    }

    async fn prepare(&self, now: Timestamp) -> Result<Pass, RunError> {
        let mut planned = 0;
        loop {
            let mut steps = Vec::new();
            for definition in self.ledger.definitions().await? {
                // A job of another version of the program is planned there.
                if self.registry.find(&definition.name).is_none() {
                    continue;
                }
                if let Ok(schedule) = Schedule::parse(&definition.cron, &definition.tz) {
                    steps.extend(plan(&definition, &schedule, now));
                } else {
                    tracing::error!(job = definition.name, "its schedule cannot be read");
                }
            }
            if steps.is_empty() {
                break;
            }
            planned += self.ledger.plan(&steps, now).await?;
        }
        Ok(Pass {
            planned,
            expired: self.ledger.expire(now).await?,
            runs: Vec::new(),
        })
    }

    async fn claim(&self, now: Timestamp) -> Result<Option<Claimed>, RunError> {
        let believed = self.ledger.doubt().await?.is_none();
        self.ledger.claim(&self.registry.names(believed), now).await
    }

    /// Does one claimed run and notes how it ended; `None` when it is no longer ours.
    async fn execute(&self, claimed: Claimed, clock: &Clock) -> Option<RunState> {
        let Claimed { run, lease } = claimed;
        let job = self.registry.find(&run.job)?;
        tracing::info!(run = run.id, attempt = lease.attempt, "run begins");
        let context = Context {
            now: clock(),
            run,
            lease: lease.clone(),
            ledger: self.ledger.clone(),
            stopping: self.stop.clone(),
        };
        let mut trust = Trust::new(&lease);
        let body = AbortOnDropHandle::new(tokio::spawn(job.body.run(context)));
        let Some(ending) = self.watch(body, &lease, &mut trust, job.longest).await else {
            tracing::warn!(run = lease.run_id, "run lost to another holder");
            return None;
        };
        let state = self.note(&lease, &ending, &trust, clock).await;
        match (&ending, state) {
            (Ending::Failed(failure), state) => {
                tracing::error!(
                    run = lease.run_id,
                    code = failure.code,
                    ?state,
                    "run failed"
                );
            }
            (_, state) => tracing::info!(run = lease.run_id, ?state, "run ends"),
        }
        state
    }

    /// Waits for the body and keeps the lease meanwhile. `None` when the lease was lost.
    async fn watch(
        &self,
        mut body: AbortOnDropHandle<Result<Done, Failure>>,
        lease: &Lease,
        trust: &mut Trust,
        longest: Duration,
    ) -> Option<Ending> {
        let give_up = Instant::now() + longest;
        let mut grace = None;
        loop {
            tokio::select! {
                biased;
                ended = &mut body => return Some(ending(ended, self.stop.is_cancelled())),
                () = sleep_until(trust.renew_at) => {
                    let asked_at = Instant::now();
                    let renewal = timeout_at(trust.until, self.ledger.renew(lease)).await;
                    if !matches!(renewal, Ok(Ok(()))) {
                        end(body).await;
                        return None;
                    }
                    trust.renewed(asked_at, lease);
                }
                () = self.stop.cancelled(), if grace.is_none() => {
                    grace = Some(Instant::now() + GRACE);
                }
                () = sleep_until(grace.unwrap_or(give_up)), if grace.is_some() => {
                    end(body).await;
                    return Some(Ending::Released);
                }
                () = sleep_until(give_up) => {
                    end(body).await;
                    return Some(Ending::Failed(Failure { code: "job.too_long", permanent: false }));
                }
            }
        }
    }

    /// Notes the ending; a database that is away for a moment is asked again while we are sure to hold
    /// the run. After that its lease runs out and the next holder finds the work done.
    async fn note(
        &self,
        lease: &Lease,
        ending: &Ending,
        trust: &Trust,
        clock: &Clock,
    ) -> Option<RunState> {
        loop {
            let random = (self.random)();
            match self.ledger.finish(lease, ending, random, clock()).await {
                Ok(state) => return Some(state),
                Err(RunError::Database(_)) if Instant::now() < trust.until => {
                    sleep(NOTE_AGAIN).await;
                }
                Err(_) => return None,
            }
        }
    }
}

/// Until when this process may believe that it holds a run, on its own monotonic clock.
struct Trust {
    renew_at: Instant,
    until: Instant,
}

impl Trust {
    fn new(lease: &Lease) -> Self {
        let now = Instant::now();
        let mut trust = Self {
            renew_at: now,
            until: now,
        };
        trust.renewed(now, lease);
        trust
    }

    /// The lease counts from when it was asked for, not from the answer.
    fn renewed(&mut self, asked_at: Instant, lease: &Lease) {
        let length = Duration::from_millis(lease.lease_ms.unsigned_abs());
        self.renew_at = asked_at + length / 3;
        self.until = asked_at + length * 3 / 4;
    }
}

/// Stops a body and waits until it is gone: what it held open is rolled back by then.
async fn end(body: AbortOnDropHandle<Result<Done, Failure>>) {
    body.abort();
    let _: Result<_, JoinError> = body.await;
}

fn ending(joined: Result<Result<Done, Failure>, JoinError>, stopping: bool) -> Ending {
    let failed = |code| {
        Ending::Failed(Failure {
            code,
            permanent: false,
        })
    };
    match joined {
        Ok(Ok(Done::Finished)) => Ending::Succeeded {
            result_sha256: None,
        },
        Ok(Ok(Done::But(set_aside))) => Ending::SucceededWithErrors { set_aside },
        Ok(Ok(Done::Made(sha256))) => Ending::Succeeded {
            result_sha256: Some(sha256),
        },
        // Given back only when we are stopping: else we would claim it again at once, for ever.
        Ok(Ok(Done::Interrupted)) if stopping => Ending::Released,
        Ok(Ok(Done::Interrupted)) => failed("job.interrupted"),
        Ok(Err(failure)) => Ending::Failed(failure),
        // What it said may hold personal data and is not kept.
        Err(_) => failed("job.panicked"),
    }
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Runner({})", self.ledger.holder())
    }
}
