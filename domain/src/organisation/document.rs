//! Changing the rules or the calendar: put forward, approved by another person, sent back; or put in
//! force at once by whoever may.

use super::Organisation;
use crate::{
    access::Actor,
    code::{Authority, DocumentKind, Role},
    event::{DocumentAdopted, DocumentProposed, DocumentRejected, Draft, Event},
    id::{ActorId, Obj},
    refusal::{Refusal, text},
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A version that waits for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// SHA-256 of the record that put it forward; approval is bound to it.
    pub digest: String,
    /// SHA-256 that names the document.
    pub sha256: String,
    /// First day on which it is to apply.
    pub in_force: Date,
    /// Who can put it in force.
    pub authority: Authority,
    /// Who put it forward.
    pub by: ActorId,
    /// When.
    pub at: Timestamp,
    /// The record, where the reasons are.
    pub seq: u64,
}

/// A version of a document, as its text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// SHA-256 that names the document.
    pub sha256: String,
    /// First day on which it is to apply.
    pub in_force: Date,
}

/// A command about the rules or the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentCommand {
    /// Put a version forward.
    Propose {
        /// The version.
        offer: Offer,
        /// Why.
        reason: String,
    },
    /// Put a version in force without a proposal: a closure by the center head, or anything on the
    /// ground of a resolution.
    Adopt {
        /// The version.
        offer: Offer,
        /// Reference of the resolution.
        decision: Option<String>,
        /// Why.
        reason: String,
    },
    /// Put in force what somebody else put forward.
    Approve {
        /// Digest of the proposal, as it was shown.
        proposal: String,
        /// Reference of the resolution.
        decision: Option<String>,
    },
    /// Send back what was put forward.
    Reject {
        /// Digest of the proposal, as it was shown.
        proposal: String,
        /// Why.
        reason: String,
    },
}

/// What the caller found out about a version by comparing it with the one in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentFacts {
    /// The day of the command.
    pub today: Date,
    /// Who can put it in force; nothing when it says the same as what is in force.
    pub authority: Option<Authority>,
}

const PROPOSERS: &[Role] = &[
    Role::Admin,
    Role::ComplianceLead,
    Role::Secretariat,
    Role::Supervisor,
    Role::CenterHead,
    Role::President,
];

/// Who puts documents in force, alone where the authority is theirs.
const HEADS: &[Role] = &[Role::CenterHead, Role::President];

/// Whether they may put a version of the rules or the calendar forward.
#[must_use]
pub fn may_propose(actor: &Actor) -> bool {
    actor.is_any(PROPOSERS)
}

/// Whether they may put a closure in force alone, or approve what this authority covers.
#[must_use]
pub fn may_adopt(actor: &Actor, authority: Authority) -> bool {
    match authority {
        Authority::CenterHead => actor.is_any(HEADS),
        Authority::Board => actor.is(Role::President),
    }
}

/// What follows from a command about a document.
///
/// # Errors
/// `access.denied`, `field.required`, `field.too_long`, `document.nothing_changes`,
/// `document.in_past`, `document.waiting`, `document.decision_missing`, `document.bad_decision`,
/// `document.must_be_proposed`, `proposal.changed`, `proposal.same_person`.
pub(super) fn decide(
    organisation: &Organisation,
    kind: DocumentKind,
    command: &DocumentCommand,
    facts: DocumentFacts,
    actor: &Actor,
) -> Result<Vec<Draft>, Refusal> {
    let here = matches!(actor.id, ActorId::CommandLine(_));
    let waiting = organisation.proposals.get(&kind);
    match command {
        DocumentCommand::Propose { offer, reason } => {
            granted(here || may_propose(actor))?;
            text("reason", reason)?;
            let authority = fresh(offer, facts)?;
            if waiting.is_some() {
                return Err(Refusal::new("document.waiting"));
            }
            let proposed = DocumentProposed {
                sha256: offer.sha256.clone(),
                in_force: offer.in_force,
                authority,
            };
            let event = match kind {
                DocumentKind::Profile => Event::ProfileProposed(proposed),
                DocumentKind::Calendar => Event::CalendarProposed(proposed),
            };
            Ok(vec![said(event, reason)])
        }
        DocumentCommand::Adopt {
            offer,
            decision,
            reason,
        } => {
            granted(here || may_adopt(actor, Authority::CenterHead))?;
            text("reason", reason)?;
            fresh(offer, facts)?;
            referenced(decision.as_deref())?;
            // The command line stands for nobody: only a resolution speaks through it. People put
            // closures in force alone (B41), rules only when somebody else put them forward (B40).
            let alone = !here && kind == DocumentKind::Calendar;
            if decision.is_none() && !alone {
                return Err(Refusal::of_field("document.must_be_proposed", "decision"));
            }
            if !here && kind == DocumentKind::Profile {
                return Err(Refusal::new("document.must_be_proposed"));
            }
            let adopted = DocumentAdopted {
                sha256: offer.sha256.clone(),
                in_force: offer.in_force,
                decision: decision.clone(),
                proposal: None,
            };
            Ok(vec![said(adoption(kind, adopted), reason)])
        }
        DocumentCommand::Approve { proposal, decision } => {
            let waiting = current(waiting, proposal)?;
            granted(may_adopt(actor, waiting.authority))?;
            if waiting.by.shares_a_person(&actor.id) {
                return Err(Refusal::new("proposal.same_person"));
            }
            referenced(decision.as_deref())?;
            if waiting.authority == Authority::Board && decision.is_none() {
                return Err(Refusal::of_field("document.decision_missing", "decision"));
            }
            if waiting.in_force < facts.today && kind == DocumentKind::Profile {
                return Err(Refusal::new("document.in_past"));
            }
            let adopted = DocumentAdopted {
                sha256: waiting.sha256.clone(),
                // A calendar applies from the day it is put in force; its own days say when.
                in_force: match kind {
                    DocumentKind::Profile => waiting.in_force,
                    DocumentKind::Calendar => facts.today,
                },
                decision: decision.clone(),
                proposal: Some(waiting.digest.clone()),
            };
            Ok(vec![said(adoption(kind, adopted), "")])
        }
        DocumentCommand::Reject { proposal, reason } => {
            granted(
                may_adopt(actor, Authority::CenterHead)
                    || current(waiting, proposal)?.by == actor.id,
            )?;
            let proposal = current(waiting, proposal)?.digest.clone();
            text("reason", reason)?;
            let rejected = DocumentRejected { proposal };
            let event = match kind {
                DocumentKind::Profile => Event::ProfileRejected(rejected),
                DocumentKind::Calendar => Event::CalendarRejected(rejected),
            };
            Ok(vec![said(event, reason)])
        }
    }
}

fn granted(yes: bool) -> Result<(), Refusal> {
    if yes {
        Ok(())
    } else {
        Err(Refusal::new("access.denied"))
    }
}

fn adoption(kind: DocumentKind, adopted: DocumentAdopted) -> Event {
    match kind {
        DocumentKind::Profile => Event::ProfileAdopted(adopted),
        DocumentKind::Calendar => Event::CalendarAdopted(adopted),
    }
}

fn said(event: Event, reason: &str) -> Draft {
    let draft = Draft::new(Obj::Organisation, event);
    if reason.is_empty() {
        draft
    } else {
        draft.with("reason", reason)
    }
}

/// The authority that a version needs, when it changes anything and does not reach into the past.
fn fresh(offer: &Offer, facts: DocumentFacts) -> Result<Authority, Refusal> {
    if offer.in_force < facts.today {
        return Err(Refusal::of_field("document.in_past", "in_force"));
    }
    facts
        .authority
        .ok_or_else(|| Refusal::new("document.nothing_changes"))
}

fn current<'a>(waiting: Option<&'a Proposal>, digest: &str) -> Result<&'a Proposal, Refusal> {
    waiting
        .filter(|proposal| proposal.digest == digest)
        .ok_or_else(|| Refusal::new("proposal.changed"))
}

/// A reference stands in the ledger, so it is short ASCII, such as `2026-B-03`.
pub(crate) fn referenced(decision: Option<&str>) -> Result<(), Refusal> {
    let fits = decision.is_none_or(|text| {
        (1..=40).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/'))
    });
    if fits {
        Ok(())
    } else {
        Err(Refusal::of_field("document.bad_decision", "decision"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{event::Entry, id::AccountId};
    use jiff::civil::date;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 11, 24);

    fn person(n: u128, role: Role) -> Actor {
        let id = ActorId::Account(AccountId(Uuid::from_u128(n)));
        Actor::new(id, vec![role], None)
    }

    fn offer(in_force: Date) -> Offer {
        Offer {
            sha256: "a".repeat(64),
            in_force,
        }
    }

    struct House(Organisation);

    impl House {
        fn new() -> Self {
            Self(Organisation {
                code: Some("test".into()),
                ..Organisation::default()
            })
        }

        fn ask(
            &mut self,
            kind: DocumentKind,
            command: &DocumentCommand,
            authority: Authority,
            actor: &Actor,
        ) -> Result<Event, &'static str> {
            let facts = DocumentFacts {
                today: TODAY,
                authority: Some(authority),
            };
            let drafts =
                decide(&self.0, kind, command, facts, actor).map_err(|refusal| refusal.code)?;
            let event = drafts[0].event.clone();
            self.0.evolve(&Entry {
                seq: 7,
                at: Timestamp::start_of(TODAY),
                actor: actor.id.clone(),
                obj: Obj::Organisation,
                event: event.clone(),
                sha256: "d".repeat(64),
            });
            Ok(event)
        }
    }

    fn propose() -> DocumentCommand {
        DocumentCommand::Propose {
            offer: offer(TODAY),
            reason: "試験".into(),
        }
    }

    fn approve(decision: Option<&str>) -> DocumentCommand {
        DocumentCommand::Approve {
            proposal: "d".repeat(64),
            decision: decision.map(str::to_owned),
        }
    }

    fn adopt(decision: Option<&str>) -> DocumentCommand {
        DocumentCommand::Adopt {
            offer: offer(TODAY),
            decision: decision.map(str::to_owned),
            reason: "試験".into(),
        }
    }

    /// B40: rules only by the president with a resolution, put forward by somebody else.
    #[test]
    fn rules_need_two_people_and_a_resolution() {
        let (kind, board) = (DocumentKind::Profile, Authority::Board);
        let president = person(1, Role::President);
        let mut house = House::new();
        assert_eq!(
            house.ask(kind, &adopt(Some("2026-B-03")), board, &president),
            Err("document.must_be_proposed")
        );
        assert_eq!(
            house.ask(kind, &propose(), board, &person(2, Role::Handler)),
            Err("access.denied")
        );
        assert!(
            house
                .ask(kind, &propose(), board, &person(2, Role::Admin))
                .is_ok()
        );
        assert_eq!(
            house.ask(kind, &propose(), board, &person(3, Role::Admin)),
            Err("document.waiting")
        );
        for (decision, actor, code) in [
            (Some("2026-B-03"), Role::CenterHead, "access.denied"),
            (None, Role::President, "document.decision_missing"),
            (Some("第3号"), Role::President, "document.bad_decision"),
        ] {
            let answer = house.ask(kind, &approve(decision), board, &person(4, actor));
            assert_eq!(answer, Err(code), "{decision:?} {actor:?}");
        }
        let adopted = house.ask(kind, &approve(Some("2026-B-03")), board, &president);
        assert!(matches!(adopted, Ok(Event::ProfileAdopted(e)) if e.proposal.is_some()));
        assert!(house.0.proposals.is_empty());
        assert_eq!(
            house.ask(kind, &approve(Some("2026-B-03")), board, &president),
            Err("proposal.changed")
        );
    }

    #[test]
    fn nobody_approves_their_own_version() {
        let mut house = House::new();
        let (kind, board) = (DocumentKind::Profile, Authority::Board);
        let president = person(1, Role::President);
        house.ask(kind, &propose(), board, &president).unwrap();
        assert_eq!(
            house.ask(kind, &approve(Some("2026-B-03")), board, &president),
            Err("proposal.same_person")
        );
        let back = DocumentCommand::Reject {
            proposal: "d".repeat(64),
            reason: "取り下げます".into(),
        };
        assert!(house.ask(kind, &back, board, &president).is_ok());
        assert!(house.0.proposals.is_empty());
    }

    /// B41: closures are the center head's or the president's own act; the machine's command line
    /// may only put forward, or carry out a resolution.
    #[test]
    fn closures_need_a_head_or_a_resolution() {
        let (kind, head) = (DocumentKind::Calendar, Authority::CenterHead);
        let machine = Actor::command_line("ops");
        for (actor, decision, answer) in [
            (person(1, Role::CenterHead), None, Ok(())),
            (person(1, Role::President), None, Ok(())),
            (person(1, Role::Supervisor), None, Err("access.denied")),
            (machine.clone(), None, Err("document.must_be_proposed")),
            (machine.clone(), Some("2026-B-03"), Ok(())),
        ] {
            let found = House::new().ask(kind, &adopt(decision), head, &actor);
            assert_eq!(found.map(|_| ()), answer, "{actor:?}");
        }
        let mut house = House::new();
        house.ask(kind, &propose(), head, &machine).unwrap();
        assert!(
            house
                .ask(kind, &approve(None), head, &person(1, Role::CenterHead))
                .is_ok()
        );
    }

    #[test]
    fn a_version_that_changes_nothing_or_reaches_back_is_refused() {
        let house = House::new();
        let machine = Actor::command_line("ops");
        let ask = |in_force, authority| {
            let facts = DocumentFacts {
                today: TODAY,
                authority,
            };
            let command = DocumentCommand::Propose {
                offer: offer(in_force),
                reason: "試験".into(),
            };
            decide(&house.0, DocumentKind::Profile, &command, facts, &machine)
                .map_err(|refusal| refusal.code)
        };
        assert_eq!(ask(TODAY, None), Err("document.nothing_changes"));
        let yesterday = TODAY.yesterday().unwrap();
        assert_eq!(
            ask(yesterday, Some(Authority::Board)),
            Err("document.in_past")
        );
        assert!(ask(TODAY, Some(Authority::Board)).is_ok());
    }
}
