//! Hearing the member (B36, 3.4).

use super::{
    super::{Guard, Measure, MeasureCommand, require},
    Acting, Context,
};
use crate::{
    clock::Trigger,
    code::{HearingForm, HearingOutcome, MeasureStage},
    event::{
        Draft, Event, Happened, HearingClosed, HearingFixed, MeasureSent, MemberSpoke,
        OfficerAppointed,
    },
    refusal::{Refusal, short_enough, text},
    time::Timestamp,
};
use jiff::Span;

/// The clock by which the notice of an oral hearing counts back.
const NOTICE: &str = "HEARING_NOTICE";

pub(super) fn hear(
    act: &mut Acting<'_>,
    measure: &Measure,
    command: &MeasureCommand,
) -> Result<(), Refusal> {
    use MeasureCommand as C;
    let now = act.cx.now;
    match command {
        C::AppointOfficer { officer } => {
            if !act.cx.facts.officer_fit {
                return Err(Refusal::of_field("measure.officer_unfit", "officer"));
            }
            require(
                Guard::OfficerApart,
                !measure.is_behind_it(*officer) && !measure.is_recused(*officer),
            )?;
            act.say(
                Event::OfficerAppointed(OfficerAppointed { officer: *officer }),
                &[],
            );
            Ok(())
        }
        C::FixHearing { at, place } => {
            require(Guard::Explained, measure.explained_at().is_some())?;
            apart(measure)?;
            text("place", place)?;
            let held_at = Timestamp::from_jst(*at);
            if act.open(NOTICE).is_some() {
                // A date that is given up takes its notice period with it.
                act.happens(Trigger::HearingNotified, now)?;
            }
            act.say(
                Event::HearingFixed(HearingFixed { at: held_at }),
                &[("place", place)],
            );
            act.happens(Trigger::HearingFixed, held_at)?;
            let due = act.open(NOTICE).map_or(held_at, |d| d.due.ends_at);
            if now >= due {
                return Err(Refusal::of_field("measure.hearing_too_soon", "at"));
            }
            Ok(())
        }
        C::NotifyHearing { by, letter } => {
            text("letter", letter)?;
            apart(measure)?;
            act.say(
                Event::HearingNotified(MeasureSent { by: *by }),
                &[("letter", letter)],
            );
            act.happens(
                match measure.hearing.form {
                    HearingForm::AtMeeting => Trigger::MeetingNotified,
                    HearingForm::Written | HearingForm::Oral => Trigger::HearingNotified,
                },
                now,
            )
        }
        C::Excuse { cause } => {
            text("cause", cause)?;
            apart(measure)?;
            act.say(Event::HearingExcused(Happened {}), &[("cause", cause)]);
            Ok(())
        }
        C::Hold { record } => {
            text("record", record)?;
            apart(measure)?;
            if measure.hearing.fixed_at.is_none_or(|at| now < at) {
                return Err(Refusal::new("measure.hearing_not_yet"));
            }
            told(act.cx, measure)?;
            act.say(Event::HearingHeld(Happened {}), &[("record", record)]);
            Ok(())
        }
        C::SendRecord { by, letter } => {
            text("letter", letter)?;
            apart(measure)?;
            act.say(
                Event::HearingRecordSent(MeasureSent { by: *by }),
                &[("letter", letter)],
            );
            Ok(())
        }
        C::CloseHearing { summary } => close(act, measure, summary),
        _ => speak(act, command),
    }
}

/// What the member says about being heard.
fn speak(act: &mut Acting<'_>, command: &MeasureCommand) -> Result<(), Refusal> {
    use MeasureCommand as C;
    let now = act.cx.now;
    match command {
        C::AskOral { by, words } => {
            text("words", words)?;
            act.say(
                Event::OralHearingAsked(MemberSpoke { at: now, by: *by }),
                &[("words", words)],
            );
            Ok(())
        }
        C::Statement {
            by,
            on,
            statement,
            original,
        } => {
            text("statement", statement)?;
            short_enough("original", original)?;
            let at = act.instant(*on)?;
            act.say(
                Event::StatementReceived(MemberSpoke { at, by: *by }),
                &[("statement", statement), ("original", original)],
            );
            act.happens(Trigger::StatementReceived, at)
        }
        C::Waive { by, on, original } => {
            // Waived in writing (B36): the paper, or the member's own word in its portal.
            if *by != crate::code::Delivery::Portal {
                text("original", original)?;
            }
            let at = act.instant(*on)?;
            act.say(
                Event::HearingWaived(MemberSpoke { at, by: *by }),
                &[("original", original)],
            );
            act.happens(Trigger::HearingWaived, at)
        }
        C::CorrectRecord { by, correction } => {
            text("correction", correction)?;
            act.say(
                Event::HearingRecordCorrected(MemberSpoke { at: now, by: *by }),
                &[("correction", correction)],
            );
            Ok(())
        }
        _ => Err(Refusal::new("measure.not_now")),
    }
}

/// Whoever hears must still stand apart: an interest can come to light later.
fn apart(measure: &Measure) -> Result<(), Refusal> {
    let fits = match measure.hearing.form {
        HearingForm::AtMeeting => true,
        HearingForm::Written | HearingForm::Oral => measure
            .hearing
            .officer
            .is_some_and(|o| !measure.is_behind_it(o) && !measure.is_recused(o)),
    };
    require(Guard::OfficerApart, fits)
}

/// The member was told so many clear days before as the law leaves no room below.
fn told(cx: &Context<'_>, measure: &Measure) -> Result<(), Refusal> {
    let least = measure.least_notice(cx.rules.profile);
    require(Guard::HearingNotice, measure.hearing.was_told(least))
}

fn close(act: &mut Acting<'_>, measure: &Measure, summary: &str) -> Result<(), Refusal> {
    require(
        Guard::Explained,
        measure.explained_at().is_some() && measure.stage != MeasureStage::Proposed,
    )?;
    apart(measure)?;
    let outcome = outcome(act, measure)?;
    if outcome != HearingOutcome::Waived {
        text("summary", summary)?;
    }
    end(act, measure, outcome, summary)
}

fn end(
    act: &mut Acting<'_>,
    measure: &Measure,
    outcome: HearingOutcome,
    summary: &str,
) -> Result<(), Refusal> {
    let now = act.cx.now;
    act.say(
        Event::HearingClosed(HearingClosed {
            outcome,
            form: measure.hearing.form,
        }),
        &[("summary", summary)],
    );
    act.happens(Trigger::HearingClosed, now)
}

/// How hearing the member ended, if it has.
fn outcome(act: &Acting<'_>, measure: &Measure) -> Result<HearingOutcome, Refusal> {
    let hearing = &measure.hearing;
    let now = act.cx.now;
    let not_over = || Refusal::new("measure.hearing_not_over");
    if hearing.waived_at.is_some() {
        return Ok(HearingOutcome::Waived);
    }
    if hearing.held_at.is_some() {
        // The member has some days to correct the record that was served on it (3.4).
        let days = i64::from(act.cx.rules.profile.board.record_days);
        let served = hearing
            .record
            .as_ref()
            .and_then(|record| record.delivered_at);
        let over = served.is_some_and(|at| {
            let last = at.date().saturating_add(Span::new().days(days));
            hearing.corrected_at.is_some() || now.date() > last
        });
        require(Guard::RecordServed, over)?;
        return Ok(HearingOutcome::Held);
    }
    match hearing.form {
        HearingForm::Written if hearing.statement_at.is_some() => Ok(HearingOutcome::Written),
        HearingForm::Written => {
            let late = act
                .open("STATEMENT")
                .is_none_or(|d| d.paused.is_none() && now >= d.due.ends_at);
            if late {
                Ok(HearingOutcome::Missed)
            } else {
                Err(not_over())
            }
        }
        HearingForm::Oral | HearingForm::AtMeeting => {
            let Some(fixed_at) = hearing.fixed_at else {
                return Err(not_over());
            };
            if now.date() <= fixed_at.date() {
                return Err(not_over());
            }
            told(act.cx, measure)?;
            // Who does not come but wrote is heard by what it wrote.
            Ok(if hearing.statement_at.is_some() {
                HearingOutcome::Written
            } else {
                HearingOutcome::Missed
            })
        }
    }
}

/// A statutory member was heard, or did not come, at the meeting that decides on its expulsion.
pub(crate) fn heard_at_meeting(
    measure: &Measure,
    came: bool,
    words: &str,
    cx: &Context<'_>,
) -> Result<Vec<Draft>, Refusal> {
    if measure.hearing.form != HearingForm::AtMeeting || measure.hearing.closed.is_some() {
        return Err(Refusal::new("measure.not_now"));
    }
    require(Guard::Explained, measure.explained_at().is_some())?;
    told(cx, measure)?;
    if came {
        text("words", words)?;
    }
    let mut act = Acting::of(cx, measure);
    let outcome = if came {
        HearingOutcome::AtMeeting
    } else {
        HearingOutcome::Missed
    };
    end(&mut act, measure, outcome, words)?;
    Ok(act.done())
}
