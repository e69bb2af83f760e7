//! Letters on their way: what arrived, with which proof, and what is sent again (3.2).

use super::{
    super::{Dispatch, Guard, Measure, require},
    Acting,
};
use crate::{
    clock::Trigger,
    code::{Delivery, MeasureStage, Sent},
    event::{Event, MeasureDelivered, MeasureSentAgain},
    refusal::{Refusal, short_enough, text},
};
use jiff::civil::Date;

pub(super) fn send_again(
    act: &mut Acting<'_>,
    measure: &Measure,
    what: Sent,
    by: Delivery,
    proof: &str,
) -> Result<(), Refusal> {
    undelivered(measure, what)?;
    text("proof", proof)?;
    act.say(
        Event::MeasureSentAgain(MeasureSentAgain { what, by }),
        &[("proof", proof)],
    );
    Ok(())
}

/// What is still on its way.
fn undelivered(measure: &Measure, what: Sent) -> Result<&Dispatch, Refusal> {
    measure
        .dispatch(what)
        .filter(|sent| sent.delivered_at.is_none())
        .ok_or_else(|| Refusal::of_field("measure.nothing_sent", "what"))
}

pub(super) fn deliver(
    act: &mut Acting<'_>,
    measure: &Measure,
    what: Sent,
    by: Delivery,
    on: Option<Date>,
    proof: &str,
) -> Result<(), Refusal> {
    let sent = undelivered(measure, what)?;
    // Only proof counts here: a certificate of delivery, or that it was opened in the portal (3.2).
    require(
        Guard::Proof,
        matches!(by, Delivery::CertifiedPost | Delivery::Portal),
    )?;
    short_enough("proof", proof)?;
    if by == Delivery::CertifiedPost {
        text("proof", proof)?;
    }
    let at = act.instant(on)?;
    if at.date() < sent.sent_at.date() {
        return Err(Refusal::of_field("measure.delivered_before_sent", "on"));
    }
    let at = at.max(sent.sent_at);
    act.say(
        Event::MeasureDelivered(MeasureDelivered { what, by, at }),
        &[("proof", proof)],
    );
    match what {
        Sent::Explanation => act.happens(Trigger::ExplanationDelivered, at),
        Sent::Decision if measure.stage == MeasureStage::Decided => {
            if measure.kind.asks_compliance() {
                act.happens(Trigger::RecommendationDelivered, at)?;
            }
            if measure.kind.is_grave() {
                act.happens(Trigger::RevocationNotified, at)?;
            }
            Ok(())
        }
        Sent::Hearing | Sent::Record | Sent::Decision => Ok(()),
    }
}
