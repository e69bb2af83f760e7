//! What a revocation, expulsion or exclusion does, in one act; and undoing it (3.5).

use super::{
    super::{Effect, Guard, Measure, require},
    Acting, Context,
};
use crate::{
    clock::Trigger,
    code::{Delivery, LeaveCause, MeasureKind},
    event::{
        AccountDisabled, AccountReopened, CaseTransferred, Draft, Event, MeasureEffective,
        MeasureRestored, MemberConsented, MemberLeft, MemberRestored, TransferPlan,
    },
    id::Obj,
    member::Member,
    refusal::Refusal,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What an annulled measure had taken: it is given back.
struct Restored {
    /// The membership.
    membership: bool,
    /// The consent to be a target.
    consent: bool,
}

/// Whether it may take effect on this day with this plan: the member has been told (GA article 30
/// paragraph 2), and each of its open cases has an answer.
pub(super) fn may_take(
    cx: &Context<'_>,
    measure: &Measure,
    on: Date,
    plan: &[TransferPlan],
) -> Result<(), Refusal> {
    require(
        Guard::Notified,
        measure.notified_at().is_some_and(|at| at.date() <= on),
    )?;
    if on > cx.now.date() {
        return Err(Refusal::of_field("date.in_future", "on"));
    }
    let planned: BTreeSet<_> = plan.iter().map(|part| part.case).collect();
    let open: BTreeSet<_> = cx.facts.open_cases.iter().copied().collect();
    if planned != open || planned.len() != plan.len() {
        return Err(Refusal::of_field("measure.plan_incomplete", "plan"));
    }
    Ok(())
}

pub(super) fn take(
    act: &mut Acting<'_>,
    measure: &Measure,
    motion: &str,
    on: Date,
    plan: &[TransferPlan],
) -> Result<(), Refusal> {
    let cx = act.cx;
    may_take(cx, measure, on, plan)?;
    let member = cx
        .facts
        .member
        .as_ref()
        .ok_or_else(|| Refusal::new("member.unknown"))?;
    act.say(
        Event::MeasureEffective(MeasureEffective {
            motion: motion.to_owned(),
            on,
            plan: plan.to_vec(),
        }),
        &[],
    );
    let obj = Obj::Member(measure.member.clone());
    let leaves = measure.kind != MeasureKind::Exclusion;
    if leaves && member.left.is_none() {
        let cause = match measure.kind {
            MeasureKind::Expulsion => LeaveCause::Expulsion,
            _ => LeaveCause::Revocation,
        };
        act.also(Draft::new(
            obj.clone(),
            Event::MemberLeft(MemberLeft { on, cause }),
        ));
    }
    if member.is_target_on(on) {
        act.also(Draft::new(
            obj,
            Event::MemberConsentWithdrawn(MemberConsented { on }),
        ));
    }
    if leaves {
        for contact in &cx.facts.contacts {
            act.also(Draft::new(
                Obj::Account(*contact),
                Event::AccountDisabled(AccountDisabled {
                    left: None,
                    measure: Some(measure.id),
                }),
            ));
        }
    }
    for part in plan {
        act.also(Draft::new(
            Obj::Case(part.case),
            Event::CaseTransferred(CaseTransferred {
                measure: measure.id,
                to: part.to,
            }),
        ));
    }
    Ok(())
}

pub(super) fn restore(
    act: &mut Acting<'_>,
    measure: &Measure,
    motion: &str,
    on: Date,
    by: Delivery,
) -> Result<(), Refusal> {
    let cx = act.cx;
    if on > cx.now.date() {
        return Err(Refusal::of_field("date.in_future", "on"));
    }
    let member = cx
        .facts
        .member
        .as_ref()
        .ok_or_else(|| Refusal::new("member.unknown"))?;
    act.say(
        Event::MeasureRestored(MeasureRestored {
            motion: motion.to_owned(),
            on,
            by,
        }),
        &[],
    );
    if let Some(effect) = &measure.effect {
        let taken = taken(measure, effect, member);
        let obj = Obj::Member(measure.member.clone());
        if taken.membership {
            act.also(Draft::new(
                obj.clone(),
                Event::MemberRestored(MemberRestored {
                    measure: measure.id,
                    on,
                }),
            ));
        }
        if taken.consent {
            act.also(Draft::new(
                obj,
                Event::MemberConsented(MemberConsented { on }),
            ));
        }
        for contact in &cx.facts.contacts {
            act.also(Draft::new(
                Obj::Account(*contact),
                Event::AccountReopened(AccountReopened {
                    measure: measure.id,
                }),
            ));
        }
    }
    act.happens(Trigger::Closed, cx.now)
}

/// What the effect took and nothing has given back since.
fn taken(measure: &Measure, effect: &Effect, member: &Member) -> Restored {
    Restored {
        membership: measure.kind != MeasureKind::Exclusion
            && member
                .left
                .as_ref()
                .is_some_and(|left| left.on == effect.on),
        consent: member
            .consents
            .last()
            .is_some_and(|last| last.until == Some(effect.on)),
    }
}
