//! What today's roster cannot perform.

use crate::{
    access::{Actor, may},
    account::{Account, may_appoint, may_record_training},
    case::{Act, CaseFile, Number, Proposal, Respondent, Step},
    code::{Applicant, Authority, CaseKind, Category, Channel, Role},
    event::{CaseRegistered, Entry, Event},
    id::{AccountId, ActorId, CaseId, Obj},
    member,
    organisation::{may_adopt, may_propose},
    profile::Profile,
    targets,
    time::{FiscalYear, Timestamp},
};
use jiff::civil::Date;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What is lacking for an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// Nobody plays the part.
    Nobody,
    /// Somebody can put it forward, and nobody else can approve it.
    NoSecond,
    /// Nobody to whom it could be given has current training (B11).
    Untrained,
    /// Nobody who plays the part has a current pledge (B16).
    Unpledged,
}

/// An act that today's roster cannot perform.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// What is lacking.
    pub lack: Lack,
    /// The act: the name of a step, or one of the office's own acts.
    pub act: &'static str,
    /// Whose proposals it is about, for [`Lack::NoSecond`].
    pub whose: Vec<AccountId>,
}

impl Lack {
    /// Its code, for the words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::NoSecond => "no-second",
            Self::Untrained => "untrained",
            Self::Unpledged => "unpledged",
        }
    }
}

/// Somebody of the roster.
struct Person<'a> {
    account: &'a Account,
    actor: Actor,
    pledged: bool,
}

/// A question to a rule: may this person?
type Rule<'a> = Box<dyn Fn(&Actor) -> bool + 'a>;

/// The acts that nobody of these accounts can perform on `today`. Contacts of members do the
/// members' part and are left out.
#[must_use]
pub fn gaps(accounts: &[Account], profile: &Profile, today: Date) -> Vec<Gap> {
    let people: Vec<Person<'_>> = accounts
        .iter()
        .filter(|account| !account.disabled && account.member.is_none())
        .map(|account| Person {
            account,
            actor: account.actor(today),
            pledged: account
                .pledged_to(profile.pledge_of(&account.roles), today)
                .opens(),
        })
        .collect();
    let matter = waiting(Respondent::NonMember {});
    let body = waiting(Respondent::Body {});
    let mut found = BTreeSet::new();
    for (act, rule) in rules(matter.as_ref(), body.as_ref()) {
        let able: Vec<&Person<'_>> = people.iter().filter(|p| rule(&p.actor)).collect();
        if able.is_empty() {
            found.insert(gap(Lack::Nobody, act));
        } else if !able.iter().any(|person| person.pledged) {
            found.insert(gap(Lack::Unpledged, act));
        }
    }
    let handlers: Vec<&Person<'_>> = people
        .iter()
        .filter(|p| p.account.roles.contains(&Role::Handler))
        .collect();
    if !handlers.is_empty() && !handlers.iter().any(|p| p.account.is_trained_on(today)) {
        found.insert(gap(Lack::Untrained, Step::Assign.name()));
    }
    found.extend(matter.and_then(|file| {
        let proposes = |p: &Actor| proposes(p, &file);
        lone(&people, Step::Approve.name(), proposes, |p| {
            p.reaches(&file) && may(p, Step::Approve, &file)
        })
    }));
    // Rules can be put forward by several people: one pair of them is enough.
    let proposers = people.iter().filter(|p| may_propose(&p.actor)).count();
    for (act, authority) in DOCUMENTS {
        let alone = lone(&people, act, may_propose, |p| may_adopt(p, authority));
        found.extend(alone.filter(|gap| gap.whose.len() == proposers));
    }
    found.into_iter().collect()
}

const DOCUMENTS: [(&str, Authority); 2] = [
    ("adopt-internal", Authority::CenterHead),
    ("adopt-rules", Authority::Board),
];

fn gap(lack: Lack, act: &'static str) -> Gap {
    Gap {
        lack,
        act,
        whose: Vec::new(),
    }
}

/// The acts that need one person, each with the rule that decides it.
fn rules<'a>(
    matter: Option<&'a CaseFile>,
    body: Option<&'a CaseFile>,
) -> Vec<(&'static str, Rule<'a>)> {
    let mut rules: Vec<(&'static str, Rule<'a>)> = Vec::new();
    if let Some(file) = matter {
        for step in Step::ALL {
            let rule = move |p: &Actor| p.reaches(file) && may(p, *step, file);
            rules.push((step.name(), Box::new(rule)));
        }
    }
    if let Some(file) = body {
        // Who handles a complaint about the body itself is named by the statutory auditor (B21).
        let rule = |p: &Actor| may(p, Step::Assign, file);
        rules.push(("assign-about-body", Box::new(rule)));
    }
    for (act, authority) in DOCUMENTS {
        rules.push((act, Box::new(move |p| may_adopt(p, authority))));
    }
    rules.push(("keep-members", Box::new(member::may_keep)));
    rules.push(("publish-targets", Box::new(targets::may_publish)));
    rules.push(("record-training", Box::new(may_record_training)));
    rules.push((
        "appoint-deputy",
        Box::new(|p| may_appoint(p, Role::Handler)),
    ));
    // A recommendation or a revocation is heard by somebody of that part.
    rules.push(("hear", Box::new(|p| p.is(Role::HearingOfficer))));
    rules
}

/// Whether they put two-person acts forward.
fn proposes(actor: &Actor, file: &CaseFile) -> bool {
    Step::ALL
        .iter()
        .filter(|step| step.name().starts_with("propose-"))
        .any(|step| may(actor, *step, file))
}

/// The people whose proposals nobody else can approve, if somebody can approve at all.
fn lone(
    people: &[Person<'_>],
    act: &'static str,
    proposes: impl Fn(&Actor) -> bool,
    approves: impl Fn(&Actor) -> bool,
) -> Option<Gap> {
    let approving: Vec<&ActorId> = people
        .iter()
        .filter(|p| approves(&p.actor))
        .map(|p| &p.actor.id)
        .collect();
    let whose: Vec<AccountId> = people
        .iter()
        .filter(|p| proposes(&p.actor))
        .filter(|p| approving.iter().all(|id| id.shares_a_person(&p.actor.id)))
        .map(|p| p.account.id)
        .collect();
    (!approving.is_empty() && !whose.is_empty()).then_some(Gap {
        lack: Lack::NoSecond,
        act,
        whose,
    })
}

/// A case that nobody handles yet, with an act that waits for a second person: what the rules are
/// asked about.
fn waiting(respondent: Respondent) -> Option<CaseFile> {
    let id = CaseId(Uuid::nil());
    let kind = CaseKind::Complaint;
    let at = Timestamp::from_micros(0);
    let fiscal_year = FiscalYear::of(at.date());
    let nobody = ActorId::System("roster".to_owned());
    let entry = Entry {
        seq: 0,
        at,
        actor: nobody.clone(),
        obj: Obj::Case(id),
        event: Event::CaseRegistered(CaseRegistered {
            number: Number {
                fiscal_year,
                serial: 1,
                kind,
            },
            kind,
            channel: Channel::Telephone,
            applicant: Applicant::Principal,
            category: Category::Other,
            respondent,
            received_at: at,
            profile: String::new(),
            explained: None,
            declared: crate::case::Declared::default(),
            papers: BTreeSet::new(),
            beside: None,
        }),
        sha256: String::new(),
    };
    let mut file = CaseFile::begin(id, &entry)?;
    file.proposal = Some(Proposal {
        digest: String::new(),
        act: Act::Accept {},
        by: nobody,
        at,
        seq: 0,
    });
    Some(file)
}

#[cfg(test)]
mod tests;
