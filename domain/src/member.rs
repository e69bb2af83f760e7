//! Members: membership and consent to be a target business are two separate, dated facts (B05).

use crate::{
    access::Actor,
    clock::{Deadlines, Rules},
    code::{LeaveCause, Role},
    event::{
        Draft, Entry, Event, MemberChanged, MemberConsented, MemberJoined, MemberLeft,
        MemberStatutory,
    },
    id::{ActorId, MemberCode, Obj},
    refusal::Refusal,
    targets,
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Its public code.
    pub code: MemberCode,
    /// Industry, as a code of the profile.
    pub industry: String,
    /// Day of joining.
    pub joined: Date,
    /// The consents to be a target business, in order, at most the last of them without an end;
    /// none: a member, but no target (Act article 52).
    pub consents: Vec<Consent>,
    /// Day of leaving and why, once it left.
    pub left: Option<MemberLeft>,
    /// Whether it is a statutory member (社員), whom only the general meeting can expel.
    #[serde(default, skip_serializing_if = "is_false")]
    pub statutory: bool,
    /// The record that began it, where its particulars were committed to.
    pub first_seq: u64,
    /// The record that holds its contacts as they are now.
    pub contacts_seq: u64,
    /// Its deadlines: changes that the public list is to show (`LIST_UPDATE`).
    #[serde(skip)]
    pub deadlines: Deadlines,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// A consent to be a target business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The first day on which it holds.
    pub from: Date,
    /// The first day on which it holds no more.
    pub until: Option<Date>,
}

/// What a member is on a day: the two facts together (B05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A member that consented.
    MemberAndTarget,
    /// A member, but no target business.
    MemberOnly,
    /// It left, but its consent was not withdrawn: still a target business.
    TargetOnly,
    /// Neither.
    Left,
}

impl Standing {
    /// Every standing, with its code.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::MemberAndTarget, "both"),
        (Self::MemberOnly, "member-only"),
        (Self::TargetOnly, "target-only"),
        (Self::Left, "left"),
    ];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MemberAndTarget => "both",
            Self::MemberOnly => "member-only",
            Self::TargetOnly => "target-only",
            Self::Left => "left",
        }
    }

    /// Whether the two facts disagree, which the mismatch report lists (B05).
    #[must_use]
    pub const fn is_mismatch(self) -> bool {
        matches!(self, Self::MemberOnly | Self::TargetOnly)
    }
}

/// How to reach a member. Together they are replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Name, exactly as given.
    pub name: String,
    /// Reading of the name.
    pub kana: String,
    /// Address.
    pub address: String,
    /// Name of its complaint desk.
    pub desk: String,
    /// Telephone of the desk.
    pub telephone: String,
    /// Mail address of the desk.
    pub mail: String,
    /// Address of the site.
    pub url: String,
}

impl Contacts {
    /// Whether the public list would say something else of the member.
    fn list_differs(&self, other: &Self) -> bool {
        let listed = |c: &Self| [&c.name, &c.desk, &c.telephone].map(|text| text.trim().to_owned());
        listed(self) != listed(other)
    }
}

/// A command to a member of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberCommand {
    /// It consents to be a target business.
    Consent {
        /// From this day on.
        on: Date,
    },
    /// It withdraws that consent, or is excluded (Act article 52).
    WithdrawConsent {
        /// From this day on it is none.
        on: Date,
    },
    /// It leaves.
    Leave {
        /// From this day on it is no member.
        on: Date,
        /// Why.
        cause: LeaveCause,
    },
    /// It becomes a statutory member (社員), or ceases to be one.
    Statutory {
        /// What it is from then on.
        statutory: bool,
        /// From this day on.
        on: Date,
    },
    /// Its contacts change.
    Change(Contacts),
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

/// Whether the actor keeps the register.
#[must_use]
pub fn may_keep(actor: &Actor) -> bool {
    actor.is_any(&[Role::Membership, Role::Supervisor, Role::Admin])
        || matches!(actor.id, ActorId::CommandLine(_))
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
    rules: Rules<'_>,
    now: Timestamp,
) -> Result<Vec<Draft>, Refusal> {
    if !may_keep(actor) {
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
        industry: rules.profile.industry(joining.industry.trim()).to_owned(),
        joined: joining.joined,
        consented: joining.consented,
    });
    let obj = Obj::Member(joining.code.clone());
    let mut drafts = vec![
        Draft::new(obj.clone(), event)
            .with("name", &joining.name)
            .with("corporate_number", &joining.corporate_number)
            .with("address", &joining.address)
            .with("desk", &joining.desk)
            .with("telephone", &joining.telephone),
    ];
    // A consent given longer ago than anything may be dated back is history: it comes with a register
    // that is taken over, whose members are on the list already, and no clock can be due on it.
    if let Some(on) = joining.consented
        && rules.dated_back(Some(on), now, "consented").is_ok()
    {
        let events = targets::changed(&Deadlines::default(), on, rules)?;
        drafts.extend(
            events
                .into_iter()
                .map(|event| Draft::new(obj.clone(), event)),
        );
    }
    Ok(drafts)
}

/// What follows from a command to a member, given with its contacts as they are.
///
/// What is recorded of a member that stands in the register is a change, however late it is told: the
/// clock of the list runs from the day of its effect, and is overdue at once where that is long ago.
///
/// # Errors
/// `access.denied`, `member.unknown`, `member.in_future`, `member.consents_already`,
/// `member.has_no_consent`, `member.before_consent`, `member.left_already`, `member.before_joining`,
/// `member.leaves_by_measure`, `member.statutory_already`, `field.required`, or a period leaves the
/// calendar's table.
pub fn command(
    known: Option<(&Member, &Contacts)>,
    command: &MemberCommand,
    actor: &Actor,
    rules: Rules<'_>,
    now: Timestamp,
) -> Result<Vec<Draft>, Refusal> {
    if !may_keep(actor) {
        return Err(Refusal::new("access.denied"));
    }
    let (member, contacts) = known.ok_or_else(|| Refusal::new("member.unknown"))?;
    let refuse = |code| Err(Refusal::of_field(code, "on"));
    let last = member.consents.last();
    match command {
        MemberCommand::Consent { on }
        | MemberCommand::WithdrawConsent { on }
        | MemberCommand::Statutory { on, .. }
        | MemberCommand::Leave { on, .. }
            if *on > now.date() =>
        {
            return refuse("member.in_future");
        }
        MemberCommand::Consent { on } => match last {
            Some(Consent { until: None, .. }) => return refuse("member.consents_already"),
            Some(Consent {
                until: Some(end), ..
            }) if on < end => {
                return refuse("member.before_consent");
            }
            _ => {}
        },
        MemberCommand::WithdrawConsent { on } => match last {
            Some(Consent { from, until: None }) if on < from => {
                return refuse("member.before_consent");
            }
            Some(Consent { until: None, .. }) => {}
            _ => return refuse("member.has_no_consent"),
        },
        // Revocation and expulsion are decided in their own procedure, never by an entry (B37).
        MemberCommand::Leave {
            cause: LeaveCause::Revocation | LeaveCause::Expulsion,
            ..
        } => return Err(Refusal::of_field("member.leaves_by_measure", "cause")),
        MemberCommand::Statutory { statutory, .. } if *statutory == member.statutory => {
            return refuse("member.statutory_already");
        }
        MemberCommand::Statutory { .. } | MemberCommand::Leave { .. } if member.left.is_some() => {
            return refuse("member.left_already");
        }
        MemberCommand::Statutory { on, .. } | MemberCommand::Leave { on, .. }
            if *on < member.joined =>
        {
            return refuse("member.before_joining");
        }
        MemberCommand::Statutory { .. } | MemberCommand::Leave { .. } => {}
        MemberCommand::Change(contacts) => {
            if contacts.name.trim().is_empty() {
                return Err(Refusal::of_field("field.required", "name"));
            }
        }
    }
    let draft = |event| Draft::new(Obj::Member(member.code.clone()), event);
    let listed_from = match command {
        MemberCommand::Consent { on } | MemberCommand::WithdrawConsent { on } => Some(*on),
        // Whoever leaves stays on the list as long as its consent stands; a list published after that
        // day says whether it does.
        MemberCommand::Leave { on, .. } => member.is_target_on(*on).then_some(*on),
        MemberCommand::Change(newer) => {
            let today = now.date();
            (member.is_target_on(today) && newer.list_differs(contacts)).then_some(today)
        }
        MemberCommand::Statutory { .. } => None,
    };
    let mut drafts = vec![match command {
        MemberCommand::Consent { on } => draft(Event::MemberConsented(MemberConsented { on: *on })),
        MemberCommand::WithdrawConsent { on } => {
            draft(Event::MemberConsentWithdrawn(MemberConsented { on: *on }))
        }
        MemberCommand::Statutory { statutory, on } => {
            draft(Event::MemberStatutory(MemberStatutory {
                statutory: *statutory,
                on: *on,
            }))
        }
        MemberCommand::Leave { on, cause } => draft(Event::MemberLeft(MemberLeft {
            on: *on,
            cause: *cause,
        })),
        MemberCommand::Change(contacts) => draft(Event::MemberChanged(MemberChanged {}))
            .with("name", contacts.name.trim())
            .with("kana", contacts.kana.trim())
            .with("address", contacts.address.trim())
            .with("desk", contacts.desk.trim())
            .with("telephone", contacts.telephone.trim())
            .with("mail", contacts.mail.trim())
            .with("url", contacts.url.trim()),
    }];
    if let Some(on) = listed_from {
        let events = targets::changed(&member.deadlines, on, rules)?;
        drafts.extend(events.into_iter().map(draft));
    }
    Ok(drafts)
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
                consents: e
                    .consented
                    .map(|from| Consent { from, until: None })
                    .into_iter()
                    .collect(),
                left: None,
                statutory: false,
                first_seq: entry.seq,
                contacts_seq: entry.seq,
                deadlines: Deadlines::default(),
            }),
            _ => None,
        }
    }

    /// The member after a further record of its own.
    pub fn evolve(&mut self, entry: &Entry) {
        if self.deadlines.evolve(&entry.event) {
            return;
        }
        match &entry.event {
            Event::MemberConsented(e) => self.consents.push(Consent {
                from: e.on,
                until: None,
            }),
            Event::MemberConsentWithdrawn(e) => {
                if let Some(consent) = self.consents.last_mut() {
                    consent.until = Some(e.on);
                }
            }
            Event::MemberLeft(e) => self.left = Some(e.clone()),
            Event::MemberStatutory(e) => self.statutory = e.statutory,
            Event::MemberRestored(_) => self.left = None,
            Event::MemberChanged(_) => self.contacts_seq = entry.seq,
            _ => {}
        }
    }

    /// Whether it is a member on `day`.
    #[must_use]
    pub fn is_member_on(&self, day: Date) -> bool {
        self.joined <= day && self.left.as_ref().is_none_or(|left| day < left.on)
    }

    /// Whether it is a target business on `day` (Act article 52), member or not.
    #[must_use]
    pub fn is_target_on(&self, day: Date) -> bool {
        self.consents
            .iter()
            .any(|c| c.from <= day && c.until.is_none_or(|end| day < end))
    }

    /// What it is on `day`.
    #[must_use]
    pub fn standing_on(&self, day: Date) -> Standing {
        match (self.is_member_on(day), self.is_target_on(day)) {
            (true, true) => Standing::MemberAndTarget,
            (true, false) => Standing::MemberOnly,
            (false, true) => Standing::TargetOnly,
            (false, false) => Standing::Left,
        }
    }

    /// Since when it is a target business, if its consent stands.
    #[must_use]
    pub fn consented(&self) -> Option<Date> {
        self.consents
            .last()
            .filter(|consent| consent.until.is_none())
            .map(|consent| consent.from)
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

#[cfg(test)]
mod tests;
