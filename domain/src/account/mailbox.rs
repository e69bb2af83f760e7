//! Where a person receives mail. The address is a private value of the account; the account only
//! knows which record holds it.

use super::Account;
use crate::{
    event::{AccountMailSet, Draft, Event},
    id::Obj,
    refusal::Refusal,
};
use email_address::EmailAddress;

/// Whether this can be an address (RFC 5321, 5322), of ASCII alone: not every mail server takes others.
/// Whether anybody reads there only the mail itself shows.
///
/// ```
/// use domain::account::is_address;
/// assert!(is_address("sato@kigen.example"));
/// assert!(!is_address("sato@") && !is_address("a b@kigen.example") && !is_address("sato"));
/// ```
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.is_ascii() && EmailAddress::is_valid(text)
}

/// What follows from giving an address; an empty one takes it away.
pub(super) fn set(account: &Account, address: &str) -> Result<Vec<Draft>, Refusal> {
    let address = address.trim();
    let given = !address.is_empty();
    if given && !is_address(address) {
        return Err(Refusal::of_field("account.bad_mail", "mail"));
    }
    let event = Event::AccountMailSet(AccountMailSet { given });
    Ok(vec![
        Draft::new(Obj::Account(account.id), event).with("mail", address),
    ])
}
