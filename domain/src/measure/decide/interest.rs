//! Interests: declared, noted, challenged, ruled on (`domain.md` section 4).

use super::{
    super::{Interest, Measure, MeasureCommand},
    Acting,
};
use crate::{
    code::InterestKind,
    event::{Challenged, Draft, Event, InterestDeclared, InterestRuled, PersonBarred},
    id::{AccountId, Obj},
    refusal::{Refusal, short_enough, text},
};

pub(super) fn concern(
    act: &mut Acting<'_>,
    measure: &Measure,
    command: &MeasureCommand,
) -> Result<(), Refusal> {
    use MeasureCommand as C;
    match command {
        C::Declare { interest, note } => {
            let person = act
                .cx
                .actor
                .id
                .account()
                .ok_or_else(|| Refusal::new("access.denied"))?;
            declare(act, measure, person, *interest, note)
        }
        C::NoteInterest {
            person,
            interest,
            note,
        } => {
            if !act.cx.facts.person_known {
                return Err(Refusal::of_field("account.not_found", "person"));
            }
            // That nothing stands in the way is for everybody to say themself.
            if *interest == InterestKind::None {
                return Err(Refusal::of_field("measure.interest_of_another", "interest"));
            }
            text("note", note)?;
            declare(act, measure, *person, *interest, note)
        }
        C::Challenge { person, ground } => {
            if !act.cx.facts.person_known {
                return Err(Refusal::of_field("account.not_found", "person"));
            }
            text("ground", ground)?;
            act.say(
                Event::Challenged(Challenged { person: *person }),
                &[("ground", ground)],
            );
            Ok(())
        }
        C::Rule {
            person,
            excluded,
            reason,
        } => rule(act, measure, *person, *excluded, reason),
        _ => Err(Refusal::new("measure.not_now")),
    }
}

/// Notes what stands between somebody and the decision. An interest that excludes by law hides the
/// cases from them as well, with the bar that hides cases from everybody who has a conflict.
fn declare(
    act: &mut Acting<'_>,
    measure: &Measure,
    person: AccountId,
    interest: InterestKind,
    note: &str,
) -> Result<(), Refusal> {
    short_enough("note", note)?;
    // Whoever named an interest does not take it back by saying that there is none: it is ruled on.
    let named = measure
        .interests
        .get(&person)
        .is_some_and(Interest::has_interest);
    if named && interest == InterestKind::None {
        return Err(Refusal::of_field("measure.interest_stands", "interest"));
    }
    if matches!(interest, InterestKind::Other | InterestKind::Earlier) {
        text("note", note)?;
    }
    act.say(
        Event::InterestDeclared(InterestDeclared { person, interest }),
        &[("note", note)],
    );
    if interest.is_automatic() && !measure.is_recused(person) {
        bar(act, measure, person, note);
    }
    Ok(())
}

fn bar(act: &mut Acting<'_>, measure: &Measure, person: AccountId, reason: &str) {
    for case in &measure.cases {
        act.also(
            Draft::new(
                Obj::Case(*case),
                Event::PersonBarred(PersonBarred { person }),
            )
            .with("reason", reason.trim()),
        );
    }
}

/// The remaining directors decide; nobody about themself.
fn rule(
    act: &mut Acting<'_>,
    measure: &Measure,
    person: AccountId,
    excluded: bool,
    reason: &str,
) -> Result<(), Refusal> {
    text("reason", reason)?;
    if !measure
        .interests
        .get(&person)
        .is_some_and(Interest::is_to_be_ruled)
    {
        return Err(Refusal::of_field("measure.nothing_to_rule", "person"));
    }
    if act.cx.actor.id.people().any(|p| p == person) {
        return Err(Refusal::of_field("measure.rules_on_oneself", "person"));
    }
    act.say(
        Event::InterestRuled(InterestRuled { person, excluded }),
        &[("reason", reason)],
    );
    if excluded {
        bar(act, measure, person, reason);
    }
    Ok(())
}
