//! What the member did about a measure, and how it ends (B35, B37).

use super::{
    super::{Measure, MeasureCommand},
    Acting,
};
use crate::{
    clock::Trigger,
    code::{Finding, MeasureStage},
    event::{ComplianceVerified, Event, Happened, MeasureSent, MemberSpoke},
    refusal::{Refusal, short_enough, text},
};

pub(super) fn comply(
    act: &mut Acting<'_>,
    measure: &Measure,
    command: &MeasureCommand,
) -> Result<(), Refusal> {
    let now = act.cx.now;
    match command {
        MeasureCommand::Remind { by, letter } => {
            text("letter", letter)?;
            act.say(
                Event::ComplianceReminded(MeasureSent { by: *by }),
                &[("letter", letter)],
            );
            Ok(())
        }
        MeasureCommand::Report {
            by,
            on,
            report,
            original,
        } => {
            text("report", report)?;
            short_enough("original", original)?;
            let at = act.instant(*on)?;
            act.say(
                Event::ComplianceReported(MemberSpoke { at, by: *by }),
                &[("report", report), ("original", original)],
            );
            act.happens(Trigger::ComplianceReported, at)
        }
        MeasureCommand::Verify { finding, reason } => {
            text("reason", reason)?;
            if measure.stage == MeasureStage::Notified {
                // Without a report there is nothing to check until its time is over.
                let late = act
                    .open("REC_COMPLY")
                    .is_none_or(|d| d.paused.is_none() && now >= d.due.ends_at);
                if *finding != Finding::NotFollowed || !late {
                    return Err(Refusal::of_field("measure.no_report_yet", "finding"));
                }
            }
            if *finding == Finding::Partly && measure.had_more_time() {
                return Err(Refusal::of_field("measure.partly_once", "finding"));
            }
            act.say(
                Event::ComplianceVerified(ComplianceVerified { finding: *finding }),
                &[("reason", reason)],
            );
            act.happens(Trigger::ComplianceVerified, now)?;
            match finding {
                Finding::Fulfilled => act.happens(Trigger::Closed, now),
                Finding::Partly => act.happens(Trigger::PartlyFulfilled, now),
                Finding::NotFollowed => Ok(()),
            }
        }
        _ => Err(Refusal::new("measure.not_now")),
    }
}

pub(super) fn finish(act: &mut Acting<'_>, measure: &Measure, reason: &str) -> Result<(), Refusal> {
    let now = act.cx.now;
    if measure.stage == MeasureStage::NotFollowed {
        // Revocation may follow and need not (B37); that it does not is somebody's word.
        text("reason", reason)?;
    }
    if act.open("OBJECTION").is_some_and(|d| now < d.due.ends_at) {
        return Err(Refusal::new("measure.objection_possible"));
    }
    short_enough("reason", reason)?;
    act.say(Event::MeasureFinal(Happened {}), &[("reason", reason)]);
    act.happens(Trigger::Closed, now)
}
