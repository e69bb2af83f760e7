//! The jobs of this program: name, schedule, policies, body.

use crate::{
    escalate::escalate,
    index::index,
    outbox::{Carrier, outbox},
    plan::{Schedule, ScheduleError},
    purge::purge,
    targets::targets,
};
use domain::time::Timestamp;
use std::{collections::BTreeMap, fmt, pin::Pin, sync::Arc, time::Duration};
use store::{
    Office,
    runs::{Catchup, Failure, JobSpec, Lease, Overlap, Run, RunError, RunLedger},
};
use tokio_util::sync::CancellationToken;

/// What a body gives back.
pub type BodyFuture = Pin<Box<dyn Future<Output = Result<Done, Failure>> + Send>>;

/// The work of a job. Any `Fn(Context) -> impl Future<Output = Result<Done, Failure>>` is one.
pub trait Body: Send + Sync + 'static {
    /// Does the work of one run, from `context.run.cursor` on.
    fn run(&self, context: Context) -> BodyFuture;
}

impl<F, Fut> Body for F
where
    F: Fn(Context) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Done, Failure>> + Send + 'static,
{
    fn run(&self, context: Context) -> BodyFuture {
        Box::pin(self(context))
    }
}

/// How a body ended when nothing went wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Done {
    /// All is done.
    #[default]
    Finished,
    /// All is done, and this is the lower-case hexadecimal SHA-256 of what was made.
    Made(String),
    /// All is done but what is named here: it cannot be done and waits for a person. Identities only.
    But(Vec<String>),
    /// It stopped because [`Context::stopping`] asked; what is left is done by the next holder.
    Interrupted,
}

impl Done {
    /// All is done but this, if it is anything.
    pub(crate) fn but(set_aside: impl IntoIterator<Item = String>) -> Self {
        let set_aside: Vec<String> = set_aside.into_iter().collect();
        if set_aside.is_empty() {
            Self::Finished
        } else {
            Self::But(set_aside)
        }
    }
}

/// What a body is given.
#[derive(Clone, Debug)]
pub struct Context {
    /// Business time: the one `now` of this run.
    pub now: Timestamp,
    /// The run: the tick it belongs to, where to resume, how many attempts there were.
    pub run: Run,
    /// The right to do it: every transaction with an effect begins with `check_fence(&tx, &lease)`.
    pub lease: Lease,
    /// For progress.
    pub ledger: RunLedger,
    /// Set when the process wants to stop: finish the current step and return [`Done::Interrupted`].
    pub stopping: CancellationToken,
}

impl Context {
    /// Shows how far the run is.
    ///
    /// # Errors
    /// When the run is no longer ours, or the database fails.
    pub async fn progress(
        &self,
        done_count: i64,
        total_count: Option<i64>,
    ) -> Result<(), RunError> {
        self.ledger
            .progress(&self.lease, done_count, total_count)
            .await
    }
}

/// One job of the program.
#[derive(Clone)]
pub struct Job {
    /// Stable name.
    pub name: &'static str,
    /// When it is due: a cron expression of five fields, or six with seconds first.
    pub cron: &'static str,
    /// The IANA zone in which `cron` is read.
    pub zone: &'static str,
    /// What becomes of missed ticks.
    pub catchup: Catchup,
    /// Missed ticks older than this are skipped under any policy.
    pub catchup_window: Duration,
    /// What becomes of a tick whose predecessor is not over.
    pub overlap: Overlap,
    /// After so many failed attempts a run is dead.
    pub max_attempts: i32,
    /// How long a holder that died keeps others out.
    pub lease: Duration,
    /// A body that runs longer is stopped and counts as failed.
    pub longest: Duration,
    /// Destroys, seals or writes to people: waits while the clock is not believed.
    pub irreversible: bool,
    /// On a new installation the latest tick before it is run at once; otherwise the first to come.
    pub at_once: bool,
    /// The work.
    pub body: Arc<dyn Body>,
}

impl Job {
    /// A reversible job: the latest missed tick is caught up, ticks over a living predecessor are
    /// skipped, five attempts, a lease of one minute, at most an hour.
    pub fn new(
        name: &'static str,
        cron: &'static str,
        zone: &'static str,
        body: impl Body,
    ) -> Self {
        Self {
            name,
            cron,
            zone,
            catchup: Catchup::Latest,
            catchup_window: Duration::from_hours(24 * 400),
            overlap: Overlap::Skip,
            max_attempts: 5,
            lease: Duration::from_mins(1),
            longest: Duration::from_hours(1),
            irreversible: false,
            at_once: false,
            body: Arc::new(body),
        }
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Job({} {} {})", self.name, self.cron, self.zone)
    }
}

/// Every job of the program, with its schedule read.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    jobs: BTreeMap<&'static str, (Job, Schedule)>,
}

impl Registry {
    /// Every job of this program, for one office; mail goes out when there is somebody to carry it.
    ///
    /// # Errors
    /// As [`Registry::new`]; the tests keep it from happening.
    pub fn of(office: &Office, carrier: Option<Arc<dyn Carrier>>) -> Result<Self, ScheduleError> {
        let mail = carrier.map(|carrier| outbox(office.clone(), carrier));
        let always = [
            escalate(office.clone()),
            index(office.clone()),
            targets(office.clone()),
            purge(office.clone()),
        ];
        Self::new(always.into_iter().chain(mail))
    }

    /// Reads the schedules.
    ///
    /// # Errors
    /// When a schedule or zone is not valid, a name stands twice, or a job wants every missed tick run
    /// and also every tick over a living predecessor skipped, which is a contradiction.
    pub fn new(jobs: impl IntoIterator<Item = Job>) -> Result<Self, ScheduleError> {
        let mut registry = Self::default();
        for job in jobs {
            let name = job.name;
            if job.catchup == Catchup::All && job.overlap == Overlap::Skip {
                return Err(ScheduleError::Contradiction(name.to_owned()));
            }
            let schedule = Schedule::parse(job.cron, job.zone)?;
            if registry.jobs.insert(name, (job, schedule)).is_some() {
                return Err(ScheduleError::Twice(name.to_owned()));
            }
        }
        Ok(registry)
    }

    /// The names of the jobs; while the clock is not `believed` only of those whose work can be taken
    /// back.
    pub(crate) fn names(&self, believed: bool) -> Vec<&'static str> {
        self.jobs
            .iter()
            .filter(|(_, (job, _))| believed || !job.irreversible)
            .map(|(name, _)| *name)
            .collect()
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Job> {
        self.jobs.get(name).map(|(job, _)| job)
    }

    /// What the database is told, at `now`.
    pub(crate) fn specs(&self, now: Timestamp) -> Vec<JobSpec> {
        self.jobs
            .values()
            .map(|(job, schedule)| JobSpec {
                name: job.name.to_owned(),
                cron: job.cron.to_owned(),
                tz: job.zone.to_owned(),
                catchup: job.catchup,
                catchup_window_ms: milliseconds(job.catchup_window),
                overlap: job.overlap,
                max_attempts: job.max_attempts,
                lease_ms: milliseconds(job.lease),
                irreversible: job.irreversible,
                planned_from: if job.at_once {
                    schedule
                        .latest(now)
                        .map_or(now, |tick| tick.plus_micros(-1))
                } else {
                    now
                },
            })
            .collect()
    }
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
