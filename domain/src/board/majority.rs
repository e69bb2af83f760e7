//! How many of whom are needed (`domain.md` section 4, GA articles 49, 95).

use crate::{
    code::{Body, LegalForm, MeasureKind, Question, Resolution},
    event::Tally,
    measure::{Guard, holds},
    profile::BoardRules,
};

/// The fewest who can be a body at all.
const FEWEST: u32 = 2;

/// A rule of majority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Majority {
    /// More than half of those who may decide are present, and more than half of those present are
    /// for it; a tie adopts nothing.
    Simple,
    /// Two thirds of those who may decide, and at least so many of them.
    TwoThirds {
        /// The fewest who may decide.
        fewest: u32,
    },
    /// Half of all members and two thirds of all votes (特別決議, GA article 49 paragraph 2).
    Special,
}

impl Majority {
    /// The rule for a question about a measure of this kind in this body; for everything else the
    /// simple one.
    #[must_use]
    pub const fn of(
        body: Body,
        about: Option<(MeasureKind, Question)>,
        rules: &BoardRules,
    ) -> Self {
        match (body, about) {
            (Body::GeneralMeeting, Some((_, Question::Impose))) => Self::Special,
            (_, Some((kind, Question::Impose))) if kind.is_grave() => Self::TwoThirds {
                fewest: rules.fewest,
            },
            _ => Self::Simple,
        }
    }

    /// Its code, as screens and sheets name it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::TwoThirds { .. } => "two_thirds",
            Self::Special => "special",
        }
    }

    /// The fewest who may decide for this body to decide at all.
    #[must_use]
    pub const fn fewest(self) -> u32 {
        match self {
            Self::Simple => FEWEST,
            Self::TwoThirds { fewest } => fewest,
            Self::Special => 1,
        }
    }

    /// Whether enough are present.
    #[must_use]
    pub const fn has_quorum(self, tally: &Tally) -> bool {
        match self {
            Self::Simple | Self::TwoThirds { .. } => tally.present_votes * 2 > tally.all_votes,
            // Whoever is absent cannot be outvoted here: with fewer votes present nothing can be
            // adopted, and nothing is rejected either.
            Self::Special => {
                tally.present_votes * 3 >= tally.all_votes * 2
                    && tally.present * 2 >= tally.eligible
            }
        }
    }

    /// Whether those for it are enough.
    #[must_use]
    pub const fn is_reached(self, tally: &Tally) -> bool {
        match self {
            Self::Simple => tally.yes_votes * 2 > tally.present_votes,
            Self::TwoThirds { .. } => tally.yes * 3 >= tally.eligible * 2 && tally.yes > 0,
            Self::Special => {
                tally.yes * 2 >= tally.eligible
                    && tally.yes_votes * 3 >= tally.all_votes * 2
                    && tally.yes > 0
            }
        }
    }
}

/// What comes of a vote, and to whom it goes when too few may decide.
///
/// ```
/// use domain::{board::{Majority, outcome}, code::{Body, Resolution}, event::Tally, profile::BoardRules};
/// let rules = BoardRules::default();
/// let tally = Tally { eligible: 5, present: 4, yes: 2, no: 2, all_votes: 5, present_votes: 4, yes_votes: 2, ..Tally::default() };
/// assert_eq!(outcome(Majority::Simple, &tally, true, &rules), (Resolution::Rejected, None));
/// let few = Tally { eligible: 2, present: 2, yes: 2, all_votes: 2, present_votes: 2, yes_votes: 2, ..Tally::default() };
/// let grave = Majority::TwoThirds { fewest: 3 };
/// assert_eq!(outcome(grave, &few, true, &rules), (Resolution::Deferred, Some(Body::GeneralMeeting)));
/// ```
#[must_use]
pub fn outcome(
    majority: Majority,
    tally: &Tally,
    about_measure: bool,
    rules: &BoardRules,
) -> (Resolution, Option<Body>) {
    if about_measure && tally.eligible < majority.fewest() {
        let meets = rules.legal_form == LegalForm::Association;
        let next = match majority {
            Majority::TwoThirds { .. } if meets => Body::GeneralMeeting,
            Majority::TwoThirds { .. } | Majority::Special => Body::President,
            Majority::Simple => rules.too_few,
        };
        (Resolution::Deferred, Some(next))
    } else if !holds(Guard::Quorum, majority.has_quorum(tally)) {
        (Resolution::NoQuorum, None)
    } else if majority.is_reached(tally) {
        (Resolution::Adopted, None)
    } else {
        (Resolution::Rejected, None)
    }
}
