//! Accounts: who signs in, and which parts they play. Names and sign-ins are private values; the
//! ledger knows a person by code.

mod roster;

pub use roster::{DESK_ROLES, Service, roster};

use crate::{
    access::Actor,
    code::Role,
    event::{AccountCreated, AccountDisabled, AccountTrained, Draft, Entry, Event},
    id::{AccountId, ActorId, MemberCode, Obj},
    refusal::Refusal,
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
pub const TRAINED_ROLES: &[Role] = &[
    Role::Intake,
    Role::Handler,
    Role::Supervisor,
    Role::CenterHead,
];

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
        /// Why.
        reason: String,
    },
}

/// What follows from a command to an account.
///
/// # Errors
/// `access.denied`, `account.not_found`, `account.exists`, `account.login_taken`,
/// `account.bad_login`, `account.no_role`, `account.member_missing`, `account.disabled_already`,
/// `field.required`, `training.bad_course`, `training.in_future`, `training.bad_material`.
pub fn decide(
    id: AccountId,
    account: Option<&Account>,
    command: &AccountCommand,
    actor: &Actor,
    facts: Facts,
) -> Result<Vec<Draft>, Refusal> {
    let granted = match command {
        AccountCommand::Train(_) => may_record_training(actor),
        _ => actor.is(Role::Admin) || matches!(actor.id, ActorId::CommandLine(_)),
    };
    if !granted {
        return Err(Refusal::new("access.denied"));
    }
    match command {
        AccountCommand::Create {
            login,
            name,
            roles,
            member,
        } => {
            if account.is_some() {
                return Err(Refusal::new("account.exists"));
            }
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
            let mut roles = roles.clone();
            roles.sort_unstable();
            roles.dedup();
            let event = Event::AccountCreated(AccountCreated {
                roles,
                member: member.clone(),
            });
            Ok(vec![
                Draft::new(Obj::Account(id), event)
                    .with("login", login)
                    .with("name", name),
            ])
        }
        AccountCommand::Train(training) => {
            let account = account.ok_or_else(|| Refusal::new("account.not_found"))?;
            if account.disabled {
                return Err(Refusal::new("account.disabled_already"));
            }
            train(id, training, facts.today)
        }
        AccountCommand::Disable { reason } => match account {
            None => Err(Refusal::new("account.not_found")),
            Some(account) if account.disabled => Err(Refusal::new("account.disabled_already")),
            Some(_) => Ok(vec![
                Draft::new(Obj::Account(id), Event::AccountDisabled(AccountDisabled {}))
                    .with("reason", reason),
            ]),
        },
    }
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
pub struct Facts {
    /// Another open account has this sign-in.
    pub login_taken: bool,
    /// The member named by the command is in the register.
    pub member_known: bool,
    /// The day on which the command is given.
    pub today: Date,
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
                first_seq: entry.seq,
            }),
            _ => None,
        }
    }

    /// The account after a further record of its own.
    pub fn evolve(&mut self, entry: &Entry) {
        match &entry.event {
            Event::AccountDisabled(_) => self.disabled = true,
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

    /// Who acts when this account does.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::new(
            ActorId::Account(self.id),
            self.roles.clone(),
            self.member.clone(),
        )
    }
}

#[cfg(test)]
mod tests;
