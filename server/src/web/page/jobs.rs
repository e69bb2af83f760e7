//! Scheduled work and its runs, the mail, and whether the clock is believed.

use super::case::Outcome;
use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    problem::Problem,
    refused::refused,
    site::Site,
    view::admin::{Job, Jobs, MailBox, MailRow, Run},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use poem::{
    Response, Result, handler,
    web::{Data, Query},
};
use store::{
    mail::{Mail, MailState},
    runs::{RunLedger, RunState},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "jobs.html")]
pub struct JobsPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a Jobs,
}

impl<'a> JobsPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Jobs) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("jobs-title")),
            tab: "jobs",
            v,
        }
    }
}

/// Runs shown.
const RECENT: u64 = 50;

const fn state(state: RunState) -> &'static str {
    match state {
        RunState::Queued => "queued",
        RunState::Running => "running",
        RunState::Retry => "retry",
        RunState::Succeeded => "succeeded",
        RunState::SucceededWithErrors => "succeeded-with-errors",
        RunState::Dead => "dead",
        RunState::Skipped => "skipped",
        RunState::Cancelled => "cancelled",
    }
}

fn shown(run: &store::runs::Run) -> Run {
    Run {
        job: run.job.clone(),
        nominal: run.scheduled_for,
        began: run.started_at,
        ended: run.finished_at,
        state: state(run.state).to_owned(),
        attempt: u32::try_from(run.attempt).unwrap_or(0),
        // A skipped row may stand for many ticks; their number is what it did.
        done: run
            .total_count
            .filter(|_| run.state == RunState::Skipped)
            .unwrap_or(run.done_count)
            .unsigned_abs(),
        error: match (run.state, &run.last_error, &run.reason) {
            (RunState::SucceededWithErrors, _, Some(set_aside)) => set_aside.clone(),
            (_, Some(error), _) => error.clone(),
            (_, None, reason) => reason.clone().unwrap_or_default(),
        },
        lease: run.lease_until.map(|until| (until, run.fence)),
        percent: run
            .total_count
            .filter(|total| run.state == RunState::Running && *total > 0)
            .map(|total| (run.done_count * 100 / total).clamp(0, 100)),
        act: match run.state {
            RunState::Dead => Some(("run-again", format!("/admin/jobs/run-again/{}", run.id))),
            RunState::Queued | RunState::Running | RunState::Retry => {
                Some(("cancel-run", format!("/admin/jobs/cancel-run/{}", run.id)))
            }
            _ => None,
        },
    }
}

/// Mails shown of each kind.
const MAILS: u64 = 20;

/// The mail, as it is for an administrator: who, when and whether, never what.
async fn mail(visit: &Visit, site: &Site) -> Result<MailBox, Failure> {
    let refuse = |e| refused(&visit.ui, &e);
    let counts = site.office.mail_counts().await.map_err(refuse)?;
    let directory = site.office.directory().await.map_err(refuse)?;
    let rows = site.office.mail_log(MAILS).await.map_err(refuse)?;
    let row = |mail: Mail| MailRow {
        kind: mail.kind.code(),
        to: mail
            .account
            .and_then(|id| directory.name(id))
            .unwrap_or_default()
            .to_owned(),
        written: mail.created_at,
        state: mail.state.code(),
        attempts: mail.attempts,
        error: mail.error.unwrap_or_default(),
        at: mail.sent_at.or(mail.next_at),
        again: (mail.account.is_some()
            && matches!(mail.state, MailState::Dead | MailState::Unaddressed))
        .then(|| format!("/admin/jobs/send-again/{}", mail.id)),
    };
    Ok(MailBox {
        waiting: counts.waiting,
        oldest: counts.oldest,
        sent: counts.sent_within_a_day,
        failed: counts.dead + counts.unaddressed,
        configured: !site.installation.config.mail.smtp.is_empty(),
        rows: rows.into_iter().map(row).collect(),
    })
}

/// `/admin/jobs`
#[handler]
pub(crate) async fn get_jobs(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    viewer.enters("/admin/jobs")?;
    let ledger = RunLedger::new(site.office.database().clone(), "page");
    let overview = jobs::overview(&ledger, site.office.now(), RECENT)
        .await
        .map_err(|error| {
            tracing::error!(code = error.code(), "the job ledger failed");
            Failure::new(Problem::Internal)
        })?;
    let doubt = ledger.doubt().await.map_err(|error| {
        tracing::error!(code = error.code(), "the job ledger failed");
        Failure::new(Problem::Internal)
    })?;
    let images_past = site.office.images_past_purge().await;
    let v = Jobs {
        images_past: images_past.map_err(|e| refused(&visit.ui, &e))?,
        jobs: overview
            .jobs
            .iter()
            .map(|job| Job {
                name: job.definition.name.clone(),
                schedule: job.definition.cron.clone(),
                last_ok: job
                    .last
                    .as_ref()
                    .filter(|run| run.state == RunState::Succeeded)
                    .and_then(|run| run.finished_at),
                next: job.next.clone(),
                dead: u32::try_from(
                    overview
                        .dead
                        .iter()
                        .filter(|run| run.job == job.definition.name)
                        .count(),
                )
                .unwrap_or(u32::MAX),
            })
            .collect(),
        dead: overview.dead.iter().map(shown).collect(),
        runs: overview.recent.iter().map(shown).collect(),
        doubt: doubt.map(|(why, since)| (why.code(), since)),
        mail: mail(visit, site).await?,
    };
    let mut shown = JobsPage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}
