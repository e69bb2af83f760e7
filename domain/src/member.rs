//! Members: membership and consent to be a target business are two separate, dated facts (B05).

use crate::{
    access::Actor,
    code::Role,
    event::{Draft, Entry, Event, MemberJoined},
    id::{ActorId, MemberCode, Obj},
    profile::Profile,
    refusal::Refusal,
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its public code.
    pub code: MemberCode,
    /// Industry, as a code of the profile.
    pub industry: String,
    /// Day of joining.
    pub joined: Date,
    /// Day of consent to be a target business; `None`: a member, but no target (Act article 52).
    pub consented: Option<Date>,
    /// The record that began it, where its particulars were committed to.
    pub first_seq: u64,
}

/// A member to be entered in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joining {
    /// Its code.
    pub code: MemberCode,
    /// Industry, as a word or code.
    pub industry: String,
    /// Day of joining.
    pub joined: Date,
    /// Day of consent.
    pub consented: Option<Date>,
    /// Name, exactly as given.
    pub name: String,
    /// Corporate number (法人番号), or empty.
    pub corporate_number: String,
    /// Address.
    pub address: String,
    /// Name of its complaint desk.
    pub desk: String,
    /// Telephone.
    pub telephone: String,
}

/// Enters a member in the register.
///
/// # Errors
/// `access.denied`, `member.known`, `field.required`, `member.joined_in_future`,
/// `member.consented_in_future`, `member.bad_corporate_number`.
pub fn decide(
    known: Option<&Member>,
    joining: &Joining,
    actor: &Actor,
    profile: &Profile,
    now: Timestamp,
) -> Result<Vec<Draft>, Refusal> {
    let granted = actor.is_any(&[Role::Membership, Role::Supervisor, Role::Admin])
        || matches!(actor.id, ActorId::CommandLine(_));
    if !granted {
        return Err(Refusal::new("access.denied"));
    }
    if known.is_some() {
        return Err(Refusal::of_field("member.known", "code"));
    }
    if joining.name.trim().is_empty() {
        return Err(Refusal::of_field("field.required", "name"));
    }
    if joining.joined > now.date() {
        return Err(Refusal::of_field("member.joined_in_future", "joined"));
    }
    if joining.consented.is_some_and(|day| day > now.date()) {
        return Err(Refusal::of_field("member.consented_in_future", "consented"));
    }
    if !joining.corporate_number.is_empty() && !is_corporate_number(&joining.corporate_number) {
        return Err(Refusal::of_field(
            "member.bad_corporate_number",
            "corporate_number",
        ));
    }
    let event = Event::MemberJoined(MemberJoined {
        industry: profile.industry(joining.industry.trim()).to_owned(),
        joined: joining.joined,
        consented: joining.consented,
    });
    Ok(vec![
        Draft::new(Obj::Member(joining.code.clone()), event)
            .with("name", &joining.name)
            .with("corporate_number", &joining.corporate_number)
            .with("address", &joining.address)
            .with("desk", &joining.desk)
            .with("telephone", &joining.telephone),
    ])
}

impl Member {
    /// The member that this record enters, if it does.
    #[must_use]
    pub fn begin(entry: &Entry) -> Option<Self> {
        match (&entry.obj, &entry.event) {
            (Obj::Member(code), Event::MemberJoined(e)) => Some(Self {
                code: code.clone(),
                industry: e.industry.clone(),
                joined: e.joined,
                consented: e.consented,
                first_seq: entry.seq,
            }),
            _ => None,
        }
    }
}

/// Whether 13 digits carry the right check digit, the first one (法人番号の指定等に関する省令).
///
/// ```
/// assert!(domain::member::is_corporate_number("7000012050002")); // the tax agency's own
/// assert!(!domain::member::is_corporate_number("8000012050002"));
/// ```
#[must_use]
pub fn is_corporate_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, rest)) = digits.split_first() else {
        return false;
    };
    if text.len() != 13 || rest.len() != 12 {
        return false;
    }
    let sum: u32 = rest
        .iter()
        .rev()
        .zip([1, 2].iter().cycle())
        .map(|(d, weight)| d * weight)
        .sum();
    *check == 9 - sum % 9
}
