//! Letters under check: where the rules say so, a letter is put forward by whoever drafted it and
//! issued by the approval of a second person, who has read it whole. Its clocks start then.

use super::{Act, CaseCommand, Motion, Step};
use crate::{
    code::{Channel, Delivery, DemandKind, LetterKind},
    demand::DemandCommand,
    profile::Profile,
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

/// A letter that is put forward: what it is and how it is to be sent. Its words are sealed beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case", deny_unknown_fields)]
pub enum Issue {
    /// The notice to the member with the demand for report and proposal (B32).
    Request {
        /// How it is sent.
        by: Delivery,
    },
    /// The order to submit again (B34).
    Deficiency {
        /// Whether the facts are to be investigated again.
        report_again: bool,
        /// Whether a new proposal is wanted.
        proposal_again: bool,
        /// How it is sent.
        by: Delivery,
    },
    /// The demand for documents or a report (B19-B20).
    Demand {
        /// What is demanded.
        what: DemandKind,
        /// How it is sent.
        by: Delivery,
    },
    /// The direction shown to the complainant (B38).
    Direction {
        /// How it is sent.
        by: Channel,
    },
}

impl Issue {
    /// The kinds that can be put under check. The others are decided by two persons already, are
    /// made from the template alone, or ask the complainant for something and wait for nobody.
    pub const KINDS: [LetterKind; 4] = [
        LetterKind::Request,
        LetterKind::Deficiency,
        LetterKind::Demand,
        LetterKind::Direction,
    ];

    /// The kind of letter.
    #[must_use]
    pub const fn kind(&self) -> LetterKind {
        match self {
            Self::Request { .. } => LetterKind::Request,
            Self::Deficiency { .. } => LetterKind::Deficiency,
            Self::Demand { .. } => LetterKind::Demand,
            Self::Direction { .. } => LetterKind::Direction,
        }
    }

    /// The code of the act.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Request { .. } => "issue_request",
            Self::Deficiency { .. } => "issue_deficiency",
            Self::Demand { .. } => "issue_demand",
            Self::Direction { .. } => "issue_direction",
        }
    }

    /// The step that issues it, or puts it forward.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self {
            Self::Request { .. } => Step::IssueRequest,
            Self::Deficiency { .. } => Step::ReturnReply,
            Self::Demand { .. } => Step::MakeDemand,
            Self::Direction { .. } => Step::SendDirection,
        }
    }
}

impl CaseCommand {
    /// The letter that this command would issue by the word of one person, with its words.
    fn letter(&self) -> Option<(Issue, &str)> {
        Some(match self {
            Self::IssueRequest { by, letter } => (Issue::Request { by: *by }, letter),
            Self::ReturnReply {
                report_again,
                proposal_again,
                deficiencies,
                by,
            } => (
                Issue::Deficiency {
                    report_again: *report_again,
                    proposal_again: *proposal_again,
                    by: *by,
                },
                deficiencies,
            ),
            Self::Demand(DemandCommand::Make { kind, by, letter }) => (
                Issue::Demand {
                    what: *kind,
                    by: *by,
                },
                letter,
            ),
            Self::SendDirection { by, direction } => (Issue::Direction { by: *by }, direction),
            _ => return None,
        })
    }

    /// The command as these rules want it: a letter under check is put forward instead of issued.
    #[must_use]
    pub fn checked(self, profile: &Profile) -> Self {
        match self.letter() {
            Some((letter, words)) if profile.is_checked(letter.kind()) => {
                Self::Propose(Motion::new(Act::Issue { letter }, "").with_letter(words))
            }
            _ => self,
        }
    }

    /// Refuses to let one person issue what these rules put under check.
    pub(super) fn is_for_one_person(&self, profile: &Profile) -> Result<(), Refusal> {
        match self.letter() {
            Some((letter, _)) if profile.is_checked(letter.kind()) => {
                Err(Refusal::new("letter.second_person_needed"))
            }
            _ => Ok(()),
        }
    }
}
