//! Accounts: who signs in, and which parts they play. Names and sign-ins are private values; the
//! ledger knows a person by code.

mod deputy;
mod mailbox;
mod pledge;
mod service;

pub use deputy::{Deputyship, may_appoint, personal};
pub use mailbox::is_address;
pub use pledge::Pledged;
pub use service::{Service, services};

use crate::{
    access::{Actor, DESK, StandIn},
    code::Role,
    event::{AccountCreated, AccountDisabled, AccountPledged, AccountTrained, Draft, Entry, Event},
    id::{AccountId, ActorId, MeasureId, MemberCode, Obj},
    profile::Pledge,
    refusal::Refusal,
    roster,
    time::FiscalYear,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its identity.
    pub id: AccountId,
    /// The parts this person plays.
    pub roles: Vec<Role>,
    /// The member for whom a contact acts.
    pub member: Option<MemberCode>,
    /// Whether it was closed.
    pub disabled: bool,
    /// The latest training (A13, B11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trained: Option<AccountTrained>,
    /// The latest pledge of confidentiality (B16-B17). It stays when the person leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pledged: Option<AccountPledged>,
    /// The people on leave for whom they acted, act or will act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deputyships: Vec<Deputyship>,
    /// The day on which they left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Date>,
    /// The day on which the account was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Date>,
    /// The measure that closed it with its membership (B37).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<MeasureId>,
    /// The record that holds the address of their mail, when they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<u64>,
    /// The record that began it.
    pub first_seq: u64,
}

/// Training that somebody took part in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Training {
    /// Code of the course.
    pub course: String,
    /// The day.
    pub on: Date,
    /// What it was called.
    pub title: String,
    /// A note: test, attendance, case study.
    pub note: String,
    /// SHA-256 of the material, hexadecimal, or empty.
    pub material: String,
}

/// Those who handle complaints or decide how they are handled: they need current training (B11).
pub const TRAINED_ROLES: &[Role] = DESK;

/// A command to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountCommand {
    /// Give somebody a sign-in.
    Create {
        /// Sign-in name.
        login: String,
        /// The person's name.
        name: String,
        /// Their parts.
        roles: Vec<Role>,
        /// The member for whom a contact acts.
        member: Option<MemberCode>,
    },
    /// Record that they were trained.
    Train(Training),
    /// Close it (B16: on the day somebody leaves).
    Disable {
        /// The day on which they left, where that is why.
        left: Option<Date>,
        /// Why.
        reason: String,
    },
    /// Pledge confidentiality; everybody does it themself.
    Pledge {
        /// Digest of the text that was shown.
        text: String,
    },
    /// Say where they receive mail; everybody does it themself, or the administrator for them.
    SetMail {
        /// The address; empty takes it away.
        address: String,
    },
    /// Let the person of this account act for somebody on leave.
    Deputise {
        /// Who is on leave.
        principal: AccountId,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Why.
        reason: String,
    },
    /// End that before its day.
    EndDeputy {
        /// Who is back.
        principal: AccountId,
        /// The first day, which names it.
        from: Date,
        /// Why.
        reason: String,
    },
}

/// What follows from a command to an account.
///
/// # Errors
/// `access.denied`, `account.not_found`, `account.exists`, `account.login_taken`,
/// `account.bad_login`, `account.no_role`, `account.roles_clash`, `account.member_missing`,
/// `account.disabled_already`, `account.left_in_future`, `account.bad_mail`, `field.required`, `training.bad_course`,
/// `training.in_future`, `training.bad_material`, `pledge.none`, `pledge.changed`,
/// `pledge.given_today`, `deputy.*`.
pub fn decide(
    id: AccountId,
    account: Option<&Account>,
    command: &AccountCommand,
    actor: &Actor,
    facts: Facts<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let granted = match command {
        AccountCommand::Train(_) => may_record_training(actor),
        AccountCommand::Pledge { .. } => actor.id == ActorId::Account(id),
        AccountCommand::Deputise { .. } | AccountCommand::EndDeputy { .. } => {
            deputy::may_appoint_somebody(actor)
        }
        AccountCommand::SetMail { .. } if actor.id == ActorId::Account(id) => true,
        AccountCommand::Create { .. }
        | AccountCommand::Disable { .. }
        | AccountCommand::SetMail { .. } => {
            actor.is(Role::Admin) || matches!(actor.id, ActorId::CommandLine(_))
        }
    };
    if !granted {
        return Err(Refusal::new("access.denied"));
    }
    if let AccountCommand::Create {
        login,
        name,
        roles,
        member,
    } = command
    {
        if account.is_some() {
            return Err(Refusal::new("account.exists"));
        }
        return create(id, (login, name), roles, member.as_ref(), facts);
    }
    let account = account.ok_or_else(|| Refusal::new("account.not_found"))?;
    // What ends early may be that of somebody who left meanwhile.
    if account.disabled && !matches!(command, AccountCommand::EndDeputy { .. }) {
        return Err(Refusal::new("account.disabled_already"));
    }
    match command {
        AccountCommand::Create { .. } => Err(Refusal::new("account.exists")),
        AccountCommand::Train(training) => train(id, training, facts.today),
        AccountCommand::Disable { left, reason } => {
            if left.is_some_and(|left| left > facts.today) {
                return Err(Refusal::of_field("account.left_in_future", "left"));
            }
            let event = Event::AccountDisabled(AccountDisabled {
                left: *left,
                measure: None,
            });
            Ok(vec![
                Draft::new(Obj::Account(id), event).with("reason", reason),
            ])
        }
        AccountCommand::Pledge { text } => pledge::pledge(account, text, facts),
        AccountCommand::SetMail { address } => mailbox::set(account, address),
        AccountCommand::Deputise {
            principal,
            from,
            until,
            reason,
        } => deputy::appoint(account, *principal, (*from, *until), reason, actor, facts),
        AccountCommand::EndDeputy {
            principal,
            from,
            reason,
        } => deputy::end(account, *principal, *from, reason, actor, facts),
    }
}

fn create(
    id: AccountId,
    (login, name): (&str, &str),
    roles: &[Role],
    member: Option<&MemberCode>,
    facts: Facts<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let fits = (2..=40).contains(&login.len())
        && login
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'@'));
    if !fits {
        return Err(Refusal::of_field("account.bad_login", "login"));
    }
    if facts.login_taken {
        return Err(Refusal::of_field("account.login_taken", "login"));
    }
    if name.trim().is_empty() {
        return Err(Refusal::of_field("field.required", "name"));
    }
    if roles.is_empty() {
        return Err(Refusal::of_field("account.no_role", "roles"));
    }
    // A contact acts for one member and plays no other part; staff act for none.
    let contact = roles.contains(&Role::MemberContact);
    if contact != member.is_some()
        || (contact && roles.len() > 1)
        || (contact && !facts.member_known)
    {
        return Err(Refusal::of_field("account.member_missing", "member"));
    }
    if roster::clash(roles).is_some() {
        return Err(Refusal::of_field("account.roles_clash", "roles"));
    }
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    let event = Event::AccountCreated(AccountCreated {
        roles,
        member: member.cloned(),
    });
    Ok(vec![
        Draft::new(Obj::Account(id), event)
            .with("login", login)
            .with("name", name),
    ])
}

/// Whether the actor records training.
#[must_use]
pub fn may_record_training(actor: &Actor) -> bool {
    actor.is_any(&[Role::Supervisor, Role::CenterHead, Role::Admin])
        || matches!(actor.id, ActorId::CommandLine(_))
}

fn train(id: AccountId, training: &Training, today: Date) -> Result<Vec<Draft>, Refusal> {
    let fits = (1..=40).contains(&training.course.len())
        && training
            .course
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    if !fits {
        return Err(Refusal::of_field("training.bad_course", "course"));
    }
    if training.on > today {
        return Err(Refusal::of_field("training.in_future", "on"));
    }
    if training.title.trim().is_empty() {
        return Err(Refusal::of_field("field.required", "title"));
    }
    let material = training.material.trim().to_ascii_lowercase();
    let digest = material.len() == 64 && material.bytes().all(|b| b.is_ascii_hexdigit());
    if !(material.is_empty() || digest) {
        return Err(Refusal::of_field("training.bad_material", "material"));
    }
    let event = Event::AccountTrained(AccountTrained {
        course: training.course.clone(),
        on: training.on,
        material: digest.then_some(material),
    });
    Ok(vec![
        Draft::new(Obj::Account(id), event)
            .with("title", training.title.trim())
            .with("note", training.note.trim()),
    ])
}

/// Facts that the caller looked up in the same transaction.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// Another open account has this sign-in.
    pub login_taken: bool,
    /// The member named by the command is in the register.
    pub member_known: bool,
    /// The day on which the command is given.
    pub today: Date,
    /// The pledge that the rules in force ask of this person.
    pub pledge: Option<&'a Pledge>,
    /// Everybody who has or had a sign-in; looked up for deputies only.
    pub accounts: &'a [Account],
}

impl Account {
    /// The account that this record creates, if it does.
    #[must_use]
    pub fn begin(entry: &Entry) -> Option<Self> {
        match (&entry.obj, &entry.event) {
            (Obj::Account(id), Event::AccountCreated(e)) => Some(Self {
                id: *id,
                roles: e.roles.clone(),
                member: e.member.clone(),
                disabled: false,
                trained: None,
                pledged: None,
                deputyships: Vec::new(),
                left: None,
                closed: None,
                closed_by: None,
                mail: None,
                first_seq: entry.seq,
            }),
            _ => None,
        }
    }

    /// The account after a further record of its own.
    pub fn evolve(&mut self, entry: &Entry) {
        match &entry.event {
            Event::AccountDisabled(e) => {
                self.disabled = true;
                self.left = e.left;
                self.closed = Some(entry.at.date());
                self.closed_by = e.measure;
            }
            Event::AccountReopened(_) => {
                self.disabled = false;
                self.left = None;
                self.closed = None;
                self.closed_by = None;
            }
            Event::AccountPledged(e) => self.pledged = Some(e.clone()),
            Event::AccountMailSet(e) => self.mail = e.given.then_some(entry.seq),
            Event::AccountDeputised(e) => self.deputyships.push(Deputyship {
                principal: e.principal,
                roles: e.roles.clone(),
                from: e.from,
                until: e.until,
            }),
            Event::AccountDeputyEnded(e) => self.end_deputyship(e),
            Event::AccountTrained(e) if self.trained.as_ref().is_none_or(|t| t.on <= e.on) => {
                self.trained = Some(e.clone());
            }
            _ => {}
        }
    }

    /// The last day on which the latest training is current: training is yearly, so it holds for its
    /// fiscal year and the next (A13, B11).
    #[must_use]
    pub fn trained_until(&self) -> Option<Date> {
        self.trained
            .as_ref()
            .map(|t| FiscalYear(FiscalYear::of(t.on).0 + 1).last_day())
    }

    /// Whether they have current training on `day`.
    #[must_use]
    pub fn is_trained_on(&self, day: Date) -> bool {
        self.trained_until().is_some_and(|until| day <= until)
    }

    /// Whether they need current training.
    #[must_use]
    pub fn needs_training(&self) -> bool {
        !self.disabled && self.roles.iter().any(|role| TRAINED_ROLES.contains(role))
    }

    /// Who acts when this account does on `day`.
    #[must_use]
    pub fn actor(&self, day: Date) -> Actor {
        let stands_in = self.deputyships.iter().filter(|d| d.covers(day));
        Actor::new(
            ActorId::Account(self.id),
            self.roles.clone(),
            self.member.clone(),
        )
        .standing_in(
            stands_in
                .map(|deputyship| StandIn {
                    principal: deputyship.principal,
                    roles: deputyship.roles.clone(),
                })
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests;
