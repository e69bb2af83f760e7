//! What one person puts forward and another carries out (`domain.md` section 4: nothing is issued by
//! its drafter alone).

use super::{
    super::{Guard, Measure, motion_digest, require},
    Acting, effect,
    resolution::resolve,
};
use crate::{
    clock::Trigger,
    code::{Delivery, MeasureKind, Question, Resolution},
    event::{Decider, DecisionSent, Event, MeasureAct, MeasureMoved},
    refusal::{Refusal, short_enough, text},
};

pub(super) fn put(
    act: &mut Acting<'_>,
    measure: &Measure,
    moved: &MeasureAct,
    letter: &str,
    reason: &str,
) -> Result<(), Refusal> {
    short_enough("reason", reason)?;
    match moved {
        MeasureAct::TakeEffect { on, plan } => effect::may_take(act.cx, measure, *on, plan)?,
        _ => text("letter", letter)?,
    }
    let digest = motion_digest(moved, letter.trim());
    act.say(
        Event::MeasureMoved(MeasureMoved {
            act: moved.clone(),
            digest,
        }),
        &[("letter", letter), ("reason", reason)],
    );
    Ok(())
}

pub(super) fn approve(act: &mut Acting<'_>, measure: &Measure) -> Result<(), Refusal> {
    let motion = measure
        .motion
        .as_ref()
        .ok_or_else(|| Refusal::new("measure.not_now"))?;
    require(
        Guard::SecondPerson,
        !act.cx.actor.id.shares_a_person(&motion.by),
    )?;
    let now = act.cx.now;
    match &motion.act {
        MeasureAct::Guide { by } => {
            if measure.kind == MeasureKind::Guidance {
                resolve(
                    act,
                    (Question::Impose, Resolution::Adopted),
                    Decider::SecondPerson {},
                    None,
                    "",
                )?;
            }
            send_decision(act, MeasureKind::Guidance, &motion.digest, *by);
            // Guidance is decided and sent in one act: the clock of its notice ends with it.
            act.happens(Trigger::DecisionNotified, now)
        }
        MeasureAct::Notify { by } => {
            send_decision(act, measure.kind, &motion.digest, *by);
            act.happens(Trigger::DecisionNotified, now)
        }
        MeasureAct::TakeEffect { on, plan } => {
            effect::take(act, measure, &motion.digest, *on, plan)
        }
        MeasureAct::Restore { on, by } => effect::restore(act, measure, &motion.digest, *on, *by),
    }
}

fn send_decision(act: &mut Acting<'_>, kind: MeasureKind, motion: &str, by: Delivery) {
    act.say(
        Event::DecisionSent(DecisionSent {
            motion: motion.to_owned(),
            letter: kind.letter(),
            by,
        }),
        &[],
    );
}
