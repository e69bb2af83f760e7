//! Demands to the member, more time, and suspected non-cooperation (B18-B20).

use super::{Acting, request::delivered_at, short_enough, text};
use crate::{
    case::{CaseFile, CooperationCommand},
    clock::{MoreTime, Trigger, extend},
    code::{Channel, Delivery, DemandKind, Party},
    demand::{Demand, DemandCommand, DemandState},
    event::{
        DemandDelivered, DemandMade, DemandMet, Event, JustCauseClaimed, JustCauseDecided,
        NonCooperationDecided, NonCooperationHeard, TimeAsked,
    },
    refusal::Refusal,
};
use jiff::civil::Date;

fn owed(file: &CaseFile, ordinal: u32) -> Result<&Demand, Refusal> {
    file.owed_demand(ordinal)
        .ok_or_else(|| Refusal::of_field("demand.not_owed", "demand"))
}

/// Carries out a command about a demand.
pub(super) fn demand(
    act: &mut Acting<'_>,
    file: &CaseFile,
    command: &DemandCommand,
) -> Result<(), Refusal> {
    match command {
        DemandCommand::Make { kind, by, letter } => make(act, file, *kind, *by, letter, None),
        DemandCommand::Deliver {
            demand,
            by,
            on,
            proof,
        } => deliver(act, owed(file, *demand)?, *by, *on, proof),
        DemandCommand::Meet {
            demand,
            channel,
            met_at,
            supplied,
            original,
        } => {
            text("supplied", supplied)?;
            short_enough("original", original)?;
            let owed = owed(file, *demand)?;
            let met_at = met_at.unwrap_or(act.cx.now);
            if met_at > act.cx.now {
                return Err(Refusal::of_field("request.replied_in_future", "met_at"));
            }
            act.say(
                Event::DemandMet(DemandMet {
                    demand: *demand,
                    channel: *channel,
                    met_at,
                }),
                &[("supplied", supplied), ("original", original)],
            );
            let trigger = match owed.kind {
                DemandKind::Documents => Trigger::DocumentsSupplied,
                DemandKind::StatusReport => Trigger::StatusReported,
            };
            act.happens(trigger, met_at)
        }
        DemandCommand::Claim {
            demand,
            channel,
            claim: words,
        } => claim(act, owed(file, *demand)?, *channel, words),
        DemandCommand::Decide {
            demand,
            just,
            reason,
        } => {
            text("reason", reason)?;
            if !matches!(owed(file, *demand)?.state, DemandState::Claimed { .. }) {
                return Err(Refusal::of_field("demand.nothing_claimed", "demand"));
            }
            act.say(
                Event::JustCauseDecided(JustCauseDecided {
                    demand: *demand,
                    just: *just,
                }),
                &[("reason", reason)],
            );
            let trigger = if *just {
                Trigger::JustCauseAccepted
            } else {
                Trigger::JustCauseDenied
            };
            act.happens(trigger, act.cx.now)
        }
    }
}

/// One demand of each kind at a time, so that its clock is beyond doubt.
pub(super) fn is_owed_once(file: &CaseFile, kind: DemandKind) -> Result<(), Refusal> {
    if file.demands.iter().any(|d| d.kind == kind && d.is_owed()) {
        return Err(Refusal::of_field("demand.still_owed", "kind"));
    }
    Ok(())
}

/// Makes a demand.
pub(super) fn make(
    act: &mut Acting<'_>,
    file: &CaseFile,
    kind: DemandKind,
    by: Delivery,
    letter: &str,
    proposal: Option<String>,
) -> Result<(), Refusal> {
    text("letter", letter)?;
    is_owed_once(file, kind)?;
    let made = DemandMade {
        demand: u32::try_from(file.demands.len()).unwrap_or(u32::MAX - 1) + 1,
        what: kind,
        by,
        proposal,
    };
    act.say(Event::DemandMade(made), &[("letter", letter)]);
    Ok(())
}

fn deliver(
    act: &mut Acting<'_>,
    demand: &Demand,
    by: Delivery,
    on: Option<Date>,
    proof: &str,
) -> Result<(), Refusal> {
    short_enough("proof", proof)?;
    let DemandState::Issued { at } = demand.state else {
        return Err(Refusal::of_field("demand.delivered_already", "demand"));
    };
    let delivered_at = delivered_at(at, by, on, act.cx)?;
    act.say(
        Event::DemandDelivered(DemandDelivered {
            demand: demand.ordinal,
            by,
            delivered_at,
        }),
        &[("proof", proof)],
    );
    let trigger = match demand.kind {
        DemandKind::Documents => Trigger::DocumentsRequested,
        DemandKind::StatusReport => Trigger::StatusRequested,
    };
    act.happens(trigger, delivered_at)
}

/// Documents can be kept back for a just cause; explanations cannot (B20, Act article 53).
fn claim(
    act: &mut Acting<'_>,
    demand: &Demand,
    channel: Channel,
    words: &str,
) -> Result<(), Refusal> {
    text("claim", words)?;
    if demand.kind != DemandKind::Documents {
        return Err(Refusal::of_field("demand.no_just_cause", "demand"));
    }
    if !matches!(demand.state, DemandState::Delivered { .. }) {
        return Err(Refusal::of_field("demand.not_delivered", "demand"));
    }
    act.say(
        Event::JustCauseClaimed(JustCauseClaimed {
            demand: demand.ordinal,
            channel,
        }),
        &[("claim", words)],
    );
    act.happens(Trigger::JustCauseClaimed, act.cx.now)
}

/// Asks for more time. What could not be granted is refused at once, so that nobody waits for it.
pub(super) fn ask_time(
    act: &mut Acting<'_>,
    file: &CaseFile,
    name: &str,
    more: MoreTime,
    channel: Channel,
    reason: &str,
) -> Result<(), Refusal> {
    let cx = act.cx;
    text("reason", reason)?;
    let deadline = file
        .deadlines
        .get(name)
        .filter(|deadline| deadline.waits_on == Party::Member)
        .ok_or_else(|| Refusal::of_field("deadline.not_running", "deadline"))?;
    let Event::DeadlineExtended(granted) = extend(deadline, more, cx.now, cx.rules)? else {
        return Err(Refusal::of_field("deadline.not_extendable", "deadline"));
    };
    act.say(
        Event::TimeAsked(TimeAsked {
            deadline: name.to_owned(),
            by: granted.by,
            asked_on: granted.asked_on,
            channel,
        }),
        &[("reason", reason)],
    );
    Ok(())
}

/// Hears the member on a suspicion, or decides on it.
pub(super) fn cooperation(
    act: &mut Acting<'_>,
    file: &CaseFile,
    command: &CooperationCommand,
) -> Result<(), Refusal> {
    let cx = act.cx;
    let raised = |suspicion: &String| {
        if file.suspicions().contains(suspicion) {
            Ok(())
        } else {
            Err(Refusal::of_field("cooperation.no_suspicion", "suspicion"))
        }
    };
    match command {
        CooperationCommand::Hear { suspicion, answer } => {
            raised(suspicion)?;
            text("answer", answer)?;
            act.say(
                Event::NonCooperationHeard(NonCooperationHeard {
                    suspicion: suspicion.clone(),
                }),
                &[("answer", answer)],
            );
            Ok(())
        }
        CooperationCommand::Decide {
            suspicion,
            confirmed,
            reason,
        } => {
            raised(suspicion)?;
            text("reason", reason)?;
            if !file.cooperation.heard.contains_key(suspicion) {
                return Err(Refusal::of_field("cooperation.not_heard", "suspicion"));
            }
            act.say(
                Event::NonCooperationDecided(NonCooperationDecided {
                    suspicion: suspicion.clone(),
                    confirmed: *confirmed,
                }),
                &[("reason", reason)],
            );
            if *confirmed {
                act.happens(Trigger::NonCooperationConfirmed, cx.now)
            } else {
                Ok(())
            }
        }
    }
}
