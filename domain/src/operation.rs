//! What an administrator does to the machinery: letting a run that was given up run again, cancelling
//! one, sending a mail again, confirming the clock. Each with a reason, each in the ledger.

use crate::{
    access::Actor,
    code::Role,
    event::{ClockConfirmed, Draft, Event, MailHandled, RunHandled},
    id::{ActorId, Obj},
    refusal::{Refusal, text},
    sanity::Suspicion,
    time::Timestamp,
};

/// An act on the machinery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationCommand {
    /// A run that was given up runs again.
    RunAgain {
        /// The run.
        run: String,
    },
    /// A run that is not over does not run any more.
    CancelRun {
        /// The run.
        run: String,
    },
    /// A mail that could not go is tried again.
    SendAgain {
        /// The mail.
        mail: String,
    },
    /// The machine's clock is right after all.
    ConfirmClock,
}

/// What the act is about, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Machinery {
    /// A run.
    Run {
        /// Its job.
        job: String,
        /// Its tick.
        scheduled_for: Timestamp,
        /// Whether it was given up.
        dead: bool,
        /// Whether it is over.
        over: bool,
    },
    /// A mail, and whether it could not go.
    Mail {
        /// Whether it could not go, and there is somebody to receive it.
        failed: bool,
    },
    /// The clock: why it is not believed and since when, while it is not.
    Clock(Option<(Suspicion, Timestamp)>),
    /// There is no such thing.
    Nothing,
}

/// Whether somebody works on the machinery.
#[must_use]
pub fn may_operate(actor: &Actor) -> bool {
    actor.is(Role::Admin) || matches!(actor.id, ActorId::CommandLine(_))
}

/// What follows from the act.
///
/// # Errors
/// `access.denied`, `field.required`, `operation.not_found`, `operation.not_dead`,
/// `operation.over_already`, `operation.not_failed`, `operation.clock_believed`.
pub fn decide(
    command: &OperationCommand,
    reason: &str,
    machinery: &Machinery,
    actor: &Actor,
) -> Result<Draft, Refusal> {
    if !may_operate(actor) {
        return Err(Refusal::new("access.denied"));
    }
    text("reason", reason)?;
    let run = |job: &String, scheduled_for: &Timestamp| RunHandled {
        job: job.clone(),
        scheduled_for: *scheduled_for,
    };
    let event = match (command, machinery) {
        (
            OperationCommand::RunAgain { .. },
            Machinery::Run {
                job,
                scheduled_for,
                dead,
                ..
            },
        ) => {
            if !dead {
                return Err(Refusal::new("operation.not_dead"));
            }
            Event::RunRequeued(run(job, scheduled_for))
        }
        (
            OperationCommand::CancelRun { .. },
            Machinery::Run {
                job,
                scheduled_for,
                over,
                ..
            },
        ) => {
            if *over {
                return Err(Refusal::new("operation.over_already"));
            }
            Event::RunCancelled(run(job, scheduled_for))
        }
        (OperationCommand::SendAgain { mail }, Machinery::Mail { failed }) => {
            if !failed {
                return Err(Refusal::new("operation.not_failed"));
            }
            Event::MailRequeued(MailHandled { mail: mail.clone() })
        }
        (OperationCommand::ConfirmClock, Machinery::Clock(Some((suspicion, since)))) => {
            Event::ClockConfirmed(ClockConfirmed {
                suspicion: *suspicion,
                since: *since,
            })
        }
        (OperationCommand::ConfirmClock, Machinery::Clock(None)) => {
            return Err(Refusal::new("operation.clock_believed"));
        }
        _ => return Err(Refusal::new("operation.not_found")),
    };
    Ok(Draft::new(Obj::Organisation, event).with("reason", reason))
}
