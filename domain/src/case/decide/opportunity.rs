//! The complainant's opportunity before a matter is not handled, and whether a ground may be used.

use super::{Acting, Context, text};
use crate::{
    case::{CaseFile, OpportunityCommand},
    clock::Trigger,
    code::{Consent, Ground, LinkKind},
    event::{Event, OpportunityGiven, OpportunityUsed},
    profile::NonHandling,
    refusal::Refusal,
};

/// Carries out a command about an opportunity.
pub(super) fn opportunity(
    act: &mut Acting<'_>,
    file: &CaseFile,
    command: &OpportunityCommand,
) -> Result<(), Refusal> {
    let cx = act.cx;
    match command {
        OpportunityCommand::Give { ground, by, letter } => {
            text("letter", letter)?;
            if !cx.rules.profile.grounds.contains(ground) {
                return Err(not_in_rules());
            }
            if file
                .opportunities
                .get(ground)
                .is_some_and(|o| o.used.is_none())
            {
                return Err(Refusal::of_field("opportunity.given_already", "ground"));
            }
            act.say(
                Event::OpportunityGiven(OpportunityGiven {
                    ground: *ground,
                    by: *by,
                }),
                &[("letter", letter)],
            );
            act.happens(Trigger::OpportunityGiven, cx.now)
        }
        OpportunityCommand::Record {
            ground,
            cured,
            answer,
        } => {
            text("answer", answer)?;
            if file
                .opportunities
                .get(ground)
                .is_none_or(|o| o.used.is_some())
            {
                return Err(Refusal::of_field("opportunity.not_given", "ground"));
            }
            act.say(
                Event::OpportunityUsed(OpportunityUsed {
                    ground: *ground,
                    cured: *cured,
                }),
                &[("answer", answer)],
            );
            act.happens(Trigger::OpportunityUsed, cx.now)
        }
    }
}

const fn not_in_rules() -> Refusal {
    Refusal::of_field("case.ground_not_in_rules", "ground")
}

/// Whether the rules let `ground` carry `decision` in this case now: what must have happened before
/// has happened (A15-A23, B22-B26).
pub(super) fn ground_applies(
    file: &CaseFile,
    ground: Ground,
    decision: NonHandling,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let about = |code| Err(Refusal::of_field(code, "ground"));
    let Some(rule) = cx.rules.profile.ground_rule(ground) else {
        return Err(not_in_rules());
    };
    if !rule.decisions.contains(&decision) {
        return about("case.ground_does_not_carry");
    }
    if !rule.litigation.is_empty() && !rule.litigation.contains(&file.declared.litigation) {
        return about("case.litigation_not_declared");
    }
    let linked = file.links.iter().any(|link| link.how == LinkKind::Repeat);
    if ground == Ground::Repeated && !linked {
        return about("case.earlier_case_not_linked");
    }
    let declared = file.declared;
    if ground == Ground::RefusesTalks
        && declared.material != Consent::Refused
        && declared.talks != Consent::Refused
    {
        return about("case.refusal_not_declared");
    }
    if !rule.opportunity {
        return Ok(());
    }
    match file.opportunities.get(&ground) {
        None => about("opportunity.not_given"),
        Some(opportunity) if opportunity.used == Some(true) => about("opportunity.cured"),
        Some(opportunity)
            if !opportunity.is_over(file.deadlines.values(), rule.reminders, cx.now) =>
        {
            about("opportunity.still_open")
        }
        Some(_) => Ok(()),
    }
}
