//! Dated deputies (代理): on some days somebody plays the parts of a person on leave.

use super::{Account, Facts, TRAINED_ROLES};
use crate::{
    access::Actor,
    code::Role,
    event::{AccountDeputised, AccountDeputyEnded, Draft, Event},
    id::{AccountId, Obj},
    refusal::{Refusal, text},
    roster,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The days on which somebody acts for a person on leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deputyship {
    /// Who is on leave.
    pub principal: AccountId,
    /// The parts that are played for them.
    pub roles: Vec<Role>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

impl Deputyship {
    /// Whether this is one of the days.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }

    fn overlaps(&self, from: Date, until: Date) -> bool {
        self.from <= until && from <= self.until
    }
}

/// Whether a part is played by nobody else: directors vote themselves (no proxies, General
/// Incorporated Associations Act), the kanji's office is personal by law, and those who come from
/// outside come in person. Who gives the sign-ins is the administrator and nobody for them.
#[must_use]
pub const fn personal(role: Role) -> bool {
    matches!(
        role,
        Role::Director
            | Role::Kanji
            | Role::Auditor
            | Role::MemberContact
            | Role::SecondApprover
            | Role::Admin
    )
}

/// Whether they appoint a deputy for somebody with this part: the supervisor for the desk, the
/// center head for the office, the president for everybody.
#[must_use]
pub fn may_appoint(actor: &Actor, role: Role) -> bool {
    match role {
        Role::Intake | Role::Handler | Role::Supervisor => may_appoint_somebody(actor),
        Role::President => actor.is(Role::President),
        _ => actor.is_any(&[Role::CenterHead, Role::President]),
    }
}

/// Whether they appoint deputies at all.
pub(super) fn may_appoint_somebody(actor: &Actor) -> bool {
    actor.is_any(&[Role::Supervisor, Role::CenterHead, Role::President])
}

/// Whether somebody could play this part besides their own: it goes with these, they are trained
/// where that is needed (B11), and only a director acts for the president.
fn could_play(account: &Account, role: Role, today: Date) -> bool {
    let mut parts = account.roles.clone();
    parts.push(role);
    roster::clash(&parts).is_none()
        && (!TRAINED_ROLES.contains(&role) || account.is_trained_on(today))
        && (role != Role::President || account.roles.contains(&Role::Director))
}

/// What follows from an appointment.
pub(super) fn appoint(
    deputy: &Account,
    principal: AccountId,
    (from, until): (Date, Date),
    reason: &str,
    actor: &Actor,
    facts: Facts<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let absent = facts
        .accounts
        .iter()
        .find(|account| account.id == principal);
    let absent = absent
        .filter(|account| !account.disabled)
        .ok_or_else(|| Refusal::of_field("deputy.nobody", "principal"))?;
    text("reason", reason)?;
    if from > until {
        return Err(Refusal::of_field("deputy.ends_before", "until"));
    }
    // What was done without a deputy stays done without one.
    if from < facts.today {
        return Err(Refusal::of_field("deputy.in_past", "from"));
    }
    if deputy.id == principal {
        return Err(Refusal::of_field("deputy.same_person", "deputy"));
    }
    if actor.id.people().any(|person| person == deputy.id) {
        return Err(Refusal::of_field("deputy.self_appointed", "deputy"));
    }
    let roles: Vec<Role> = absent
        .roles
        .iter()
        .copied()
        .filter(|role| !personal(*role))
        .collect();
    if roles.is_empty() {
        return Err(Refusal::of_field("deputy.personal", "principal"));
    }
    if !roles.iter().all(|role| may_appoint(actor, *role)) {
        return Err(Refusal::new("access.denied"));
    }
    if !roles
        .iter()
        .all(|role| could_play(deputy, *role, facts.today))
    {
        return Err(Refusal::of_field("deputy.unfit", "deputy"));
    }
    let appointed = |person: AccountId| {
        let all = facts.accounts.iter().flat_map(|a| &a.deputyships);
        all.filter(move |d| d.principal == person)
            .any(|d| d.overlaps(from, until))
    };
    if appointed(principal) {
        return Err(Refusal::of_field("deputy.overlaps", "from"));
    }
    // Whoever is on leave themself acts for nobody.
    if appointed(deputy.id) {
        return Err(Refusal::of_field("deputy.absent", "deputy"));
    }
    let event = Event::AccountDeputised(AccountDeputised {
        principal,
        roles,
        from,
        until,
    });
    Ok(vec![
        Draft::new(Obj::Account(deputy.id), event).with("reason", reason.trim()),
    ])
}

/// What follows from ending it before its day: today it is over already.
pub(super) fn end(
    deputy: &Account,
    principal: AccountId,
    from: Date,
    reason: &str,
    actor: &Actor,
    facts: Facts<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let found = deputy
        .deputyships
        .iter()
        .find(|d| d.principal == principal && d.from == from && d.until >= facts.today)
        .ok_or_else(|| Refusal::new("deputy.over"))?;
    if !found.roles.iter().all(|role| may_appoint(actor, *role)) {
        return Err(Refusal::new("access.denied"));
    }
    text("reason", reason)?;
    let event = Event::AccountDeputyEnded(AccountDeputyEnded {
        principal,
        from,
        on: facts.today,
    });
    Ok(vec![
        Draft::new(Obj::Account(deputy.id), event).with("reason", reason.trim()),
    ])
}

impl Account {
    pub(super) fn end_deputyship(&mut self, ended: &AccountDeputyEnded) {
        let last = ended.on.yesterday().unwrap_or(Date::MIN);
        for deputyship in &mut self.deputyships {
            if deputyship.principal == ended.principal && deputyship.from == ended.from {
                deputyship.until = deputyship.until.min(last);
            }
        }
        self.deputyships.retain(|d| d.from <= d.until);
    }
}

#[cfg(test)]
mod tests;
