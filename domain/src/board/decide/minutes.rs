//! After the meeting: minutes written, approved, signed.

use super::Acting;
use crate::{
    board::{MeetingCommand, minutes_digest},
    code::MeetingStage,
    event::{Event, MinutesSigned, MinutesWritten},
    measure::{Guard, require},
    refusal::{Refusal, text},
};

pub(super) fn keep(act: &mut Acting<'_>, command: &MeetingCommand) -> Result<(), Refusal> {
    use MeetingCommand as C;
    match command {
        C::WriteMinutes { text: minutes } => {
            text("text", minutes)?;
            act.say(
                Event::MinutesWritten(MinutesWritten {
                    minutes: minutes_digest(minutes),
                }),
                &[("text", minutes)],
            );
            Ok(())
        }
        C::ApproveMinutes { minutes } => approve_minutes(act, minutes),
        C::SignMinutes {
            minutes,
            file,
            by,
            reference,
        } => {
            text("reference", reference)?;
            same_minutes(act, minutes)?;
            let file = file.trim().to_ascii_lowercase();
            if file.len() != 64 || !file.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(Refusal::of_field("meeting.bad_digest", "file"));
            }
            act.say(
                Event::MinutesSigned(MinutesSigned {
                    minutes: minutes.clone(),
                    file,
                    by: *by,
                }),
                &[("reference", reference)],
            );
            Ok(())
        }
        _ => Err(Refusal::new("meeting.not_now")),
    }
}

fn same_minutes(act: &Acting<'_>, digest: &str) -> Result<(), Refusal> {
    let same = act
        .meeting
        .minutes
        .as_ref()
        .is_some_and(|minutes| minutes.digest == digest);
    if same {
        Ok(())
    } else {
        Err(Refusal::of_field("proposal.changed", "minutes"))
    }
}

/// Minutes are approved by somebody who sat there, and not by whoever wrote them.
fn approve_minutes(act: &mut Acting<'_>, digest: &str) -> Result<(), Refusal> {
    same_minutes(act, digest)?;
    let meeting = act.meeting;
    if !act.cx.actor.id.people().any(|person| meeting.sat(person)) {
        return Err(Refusal::new("access.denied"));
    }
    let writer = meeting.minutes.as_ref().map(|minutes| &minutes.by);
    require(
        Guard::SecondPerson,
        writer.is_none_or(|by| !act.cx.actor.id.shares_a_person(by)),
    )?;
    if meeting.stage != MeetingStage::Closed {
        return Err(Refusal::new("meeting.not_now"));
    }
    act.say(
        Event::MinutesApproved(MinutesWritten {
            minutes: digest.to_owned(),
        }),
        &[],
    );
    Ok(())
}
