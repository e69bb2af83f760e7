//! Where a person receives mail. The address is a private value of the account; the account only
//! knows which record holds it.

use super::Account;
use crate::{
    event::{AccountMailSet, Draft, Event},
    id::Obj,
    refusal::Refusal,
};

/// The longest address (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;

/// Whether this can be an address: one name, one domain, printable ASCII without blanks. Whether
/// anybody reads there only the mail itself shows.
///
/// ```
/// use domain::account::is_address;
/// assert!(is_address("sato@kigen.example"));
/// assert!(!is_address("sato@") && !is_address("a b@kigen.example") && !is_address("sato"));
/// ```
#[must_use]
pub fn is_address(text: &str) -> bool {
    let plain = text.len() <= LONGEST
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b',' | b';' | b'"'));
    plain
        && text.split_once('@').is_some_and(|(name, domain)| {
            let labels = |d: &str| d.split('.').all(|label| !label.is_empty());
            !name.is_empty() && !domain.contains('@') && labels(domain)
        })
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
