//! Who served at the desk when (A03): spans of a part, derived from the records of the accounts alone,
//! whatever kind of record gave or took the part.

use super::Account;
use crate::{
    access::DESK,
    code::Role,
    event::Entry,
    id::{AccountId, Obj},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A part that somebody played for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Who.
    pub account: AccountId,
    /// Which part.
    pub role: Role,
    /// The day on which it was given.
    pub from: Date,
    /// The day on which it was taken or the account closed.
    pub until: Option<Date>,
}

impl Service {
    /// Whether it was played on `day`, its first and its last day included.
    #[must_use]
    pub fn is_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|end| day <= end)
    }
}

/// The services at the desk, in the order in which they began, from the accounts' records in order.
#[must_use]
pub fn services<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<Service> {
    let mut accounts: BTreeMap<AccountId, Account> = BTreeMap::new();
    let mut services: Vec<Service> = Vec::new();
    for entry in entries {
        let Obj::Account(id) = entry.obj else {
            continue;
        };
        match accounts.get_mut(&id) {
            Some(account) => account.evolve(entry),
            None => accounts.extend(Account::begin(entry).map(|account| (id, account))),
        }
        let day = entry.at.date();
        let plays = |role| {
            accounts
                .get(&id)
                .is_some_and(|account| !account.disabled && account.roles.contains(&role))
        };
        for role in DESK.iter().copied() {
            let open = services
                .iter_mut()
                .find(|s| s.account == id && s.role == role && s.until.is_none());
            match (open, plays(role)) {
                (Some(service), false) => service.until = Some(day),
                (None, true) => services.push(Service {
                    account: id,
                    role,
                    from: day,
                    until: None,
                }),
                _ => {}
            }
        }
    }
    services
}
