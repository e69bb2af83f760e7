//! Accounts: who signs in, and which parts they play. Names and sign-ins are private values; the
//! ledger knows a person by code.

use crate::{
    access::Actor,
    code::Role,
    event::{AccountCreated, AccountDisabled, Draft, Entry, Event},
    id::{AccountId, ActorId, MemberCode, Obj},
    refusal::Refusal,
};
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
    /// The record that began it.
    pub first_seq: u64,
}

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
/// `account.bad_login`, `account.no_role`, `account.member_missing`, `account.disabled_already`.
pub fn decide(
    id: AccountId,
    account: Option<&Account>,
    command: &AccountCommand,
    actor: &Actor,
    facts: Facts,
) -> Result<Vec<Draft>, Refusal> {
    if !(actor.is(Role::Admin) || matches!(actor.id, ActorId::CommandLine(_))) {
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

/// Facts that the caller looked up in the same transaction.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// Another open account has this sign-in.
    pub login_taken: bool,
    /// The member named by the command is in the register.
    pub member_known: bool,
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
                first_seq: entry.seq,
            }),
            _ => None,
        }
    }

    /// The account after a further record of its own.
    pub fn evolve(&mut self, entry: &Entry) {
        if matches!(entry.event, Event::AccountDisabled(_)) {
            self.disabled = true;
        }
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
