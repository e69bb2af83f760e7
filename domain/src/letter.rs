//! Letters: what a record sent to whom. A letter is no state of its own: it is frozen by the record
//! that issued it, numbered by the place of that record, and checked by its digest.

use crate::{
    case::Step,
    chain::Hash,
    code::{LetterKind, Outcome},
    event::Event,
};

/// To whom a letter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// The complainant.
    Complainant,
    /// The member.
    Member,
}

/// Where the words of a letter stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words<'a> {
    /// In this private field of the record itself.
    Own(&'static str),
    /// In the field `letter` of the proposal with this digest, which the second person saw.
    Proposed(&'a str),
    /// In the field `letter` of the motion with this digest, which the second person carried out.
    Moved(&'a str),
    /// In the template and the explanation of the profile alone.
    Template,
}

/// A letter that a record issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued<'a> {
    /// Its kind.
    pub kind: LetterKind,
    /// Where its words stand.
    pub words: Words<'a>,
}

/// Characters of the code by which a letter is checked: 40 bits.
const CODE_CHARS: usize = 10;

/// The letter that `event` issued, if it issued one.
#[must_use]
pub fn issued(event: &Event) -> Option<Issued<'_>> {
    use LetterKind as K;
    let own = |kind, field| {
        Some(Issued {
            kind,
            words: Words::Own(field),
        })
    };
    let proposed = |kind, digest| {
        Some(Issued {
            kind,
            words: Words::Proposed(digest),
        })
    };
    let moved = |kind, digest| {
        Some(Issued {
            kind,
            words: Words::Moved(digest),
        })
    };
    match event {
        Event::CaseAcknowledged(_) => Some(Issued {
            kind: K::Acknowledgement,
            words: Words::Template,
        }),
        Event::FilingRequested(_) => own(K::Filing, "letter"),
        Event::CaseReminded(_) => own(K::Reminder, "letter"),
        Event::OpportunityGiven(_) => own(K::Opportunity, "letter"),
        Event::RequestIssued(_) => own(K::Request, "letter"),
        Event::RequestReturned(_) => own(K::Deficiency, "deficiencies"),
        Event::DemandMade(_) => own(K::Demand, "letter"),
        Event::CaseDirectionSent(_) => own(K::Direction, "direction"),
        Event::CaseSuspended(e) => proposed(K::Suspension, &e.proposal),
        Event::PartRefused(e) => proposed(K::PartRefusal, &e.proposal),
        Event::CaseClosed(e) => match (e.outcome, &e.proposal) {
            (Outcome::OutOfScope, None) => own(K::OutOfScope, "letter"),
            (Outcome::Discontinued, Some(digest)) => proposed(K::Discontinuation, digest),
            // A withdrawal may go without a letter; an empty one is none.
            (_, Some(digest)) => proposed(K::Closing, digest),
            (_, None) => None,
        },
        Event::ExplanationSent(_) => own(K::Explanation, "letter"),
        Event::HearingNotified(_) => own(K::HearingNotice, "letter"),
        Event::HearingRecordSent(_) => own(K::HearingRecord, "letter"),
        Event::ComplianceReminded(_) => own(K::ComplianceReminder, "letter"),
        Event::DecisionSent(e) => moved(e.letter, &e.motion),
        Event::MeasureRestored(e) => moved(K::AnnulmentNotice, &e.motion),
        _ => None,
    }
}

/// Whether a step may end in a letter: whoever takes it twice by mistake would send two.
#[must_use]
pub const fn may_issue(step: Step) -> bool {
    matches!(
        step,
        Step::Acknowledge
            | Step::RequestFiling
            | Step::Remind
            | Step::GiveOpportunity
            | Step::ReplyOutOfScope
            | Step::IssueRequest
            | Step::ReturnReply
            | Step::MakeDemand
            | Step::SendDirection
            | Step::Approve
    )
}

impl LetterKind {
    /// To whom letters of this kind go.
    #[must_use]
    pub const fn addressee(self) -> Addressee {
        match self {
            Self::Request
            | Self::Deficiency
            | Self::Demand
            | Self::Explanation
            | Self::HearingNotice
            | Self::HearingRecord
            | Self::Guidance
            | Self::Recommendation
            | Self::OtherMeasure
            | Self::ComplianceReminder
            | Self::RevocationNotice
            | Self::ExpulsionNotice
            | Self::ExclusionNotice
            | Self::AnnulmentNotice => Addressee::Member,
            _ => Addressee::Complainant,
        }
    }
}

/// The code printed on the letter that the record with this digest issued. Whoever has the letter
/// can ask whether it is genuine; nobody can guess the code of another.
///
/// ```
/// let sha256 = domain::chain::Hash::of(b"a record").to_string();
/// let code = domain::letter::code(&sha256);
/// assert_eq!(code.len(), 11);
/// assert!(domain::letter::is_code(&sha256, &code.to_uppercase()));
/// assert!(!domain::letter::is_code(&sha256, "0000-000000"));
/// ```
#[must_use]
pub fn code(record_sha256: &str) -> String {
    let text = plain_code(record_sha256);
    let (front, back) = text.split_at(text.len().min(4));
    format!("{front}-{back}")
}

/// Hashed once more, because digests of records stand in packages that others read.
fn plain_code(record_sha256: &str) -> String {
    let mut text = Hash::of(format!("letter {record_sha256}").as_bytes()).to_string();
    text.truncate(CODE_CHARS);
    text
}

/// Whether what somebody typed is the code of the letter of this record.
#[must_use]
pub fn is_code(record_sha256: &str, typed: &str) -> bool {
    let folded: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    folded == plain_code(record_sha256)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        code::Delivery,
        event::{DecisionSent, Happened, MeasureRestored, MeasureSent},
    };
    use jiff::civil::date;

    #[test]
    fn every_letter_of_a_measure_goes_to_the_member_and_has_its_words() {
        let sent = || MeasureSent {
            by: Delivery::CertifiedPost,
        };
        let own = [
            (Event::ExplanationSent(sent()), LetterKind::Explanation),
            (Event::HearingNotified(sent()), LetterKind::HearingNotice),
            (Event::HearingRecordSent(sent()), LetterKind::HearingRecord),
            (
                Event::ComplianceReminded(sent()),
                LetterKind::ComplianceReminder,
            ),
        ];
        for (event, kind) in own {
            let letter = issued(&event).unwrap();
            assert_eq!((letter.kind, letter.words), (kind, Words::Own("letter")));
            // The field that is named is one of the record.
            assert!(event.private_fields().iter().any(|f| f.name == "letter"));
            assert_eq!(kind.addressee(), Addressee::Member);
        }
        let decision = Event::DecisionSent(DecisionSent {
            motion: "d".to_owned(),
            letter: LetterKind::RevocationNotice,
            by: Delivery::Portal,
        });
        let restored = Event::MeasureRestored(MeasureRestored {
            motion: "d".to_owned(),
            on: date(2026, 6, 1),
            by: Delivery::Portal,
        });
        for (event, kind) in [
            (decision, LetterKind::RevocationNotice),
            (restored, LetterKind::AnnulmentNotice),
        ] {
            let letter = issued(&event).unwrap();
            assert_eq!((letter.kind, letter.words), (kind, Words::Moved("d")));
            assert_eq!(kind.addressee(), Addressee::Member);
        }
        assert!(issued(&Event::HearingHeld(Happened {})).is_none());
    }
}
