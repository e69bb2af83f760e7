//! Measures against members: the register, one dossier, one step, and what the member sees of it.

use super::{
    deadline::{Chip, Why},
    form::Form,
    letter::Letter,
    stage::Reached,
    step::Step,
    timeline::Moment,
};
use domain::time::Timestamp;
use jiff::civil::Date;

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureRow {
    /// Its number in words: 措置第n号.
    pub number: String,
    /// Its page.
    pub href: String,
    /// The kind's code.
    pub kind: &'static str,
    /// The member as this reader may see it.
    pub member: String,
    /// On what it rests, in words.
    pub basis: String,
    /// The stage's code.
    pub stage: &'static str,
    /// The code of the body that decides.
    pub body: &'static str,
    /// The nearest open deadline.
    pub chip: Option<Chip>,
    /// Who is to act next: codes of the family `measurewho`.
    pub who: &'static str,
}

/// The register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// The parts of the register: code, address, whether it is shown.
    pub parts: Vec<(&'static str, String, bool)>,
    /// The member whose measures are shown, when only they are.
    pub member: Option<String>,
    /// The rows, newest first.
    pub rows: Vec<MeasureRow>,
    /// Whether this reader proposes measures.
    pub may_propose: bool,
}

/// A decided measure in the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its number in words.
    pub number: String,
    /// Its page.
    pub href: String,
    /// The kind's code.
    pub kind: &'static str,
    /// On what it rests, in words.
    pub basis: String,
    /// The day of the decision.
    pub on: Date,
    /// What came of it: a code of the family `resolution`.
    pub resolution: &'static str,
}

/// A row of the dot plot: one grade, with the places of its dots in hundredths of the width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DotRow<'a> {
    /// The kind's code.
    pub kind: &'static str,
    /// Each dot: its place from the left, and what it stands for.
    pub dots: Vec<(u32, &'a Compared)>,
}

/// What was decided in like cases: one dot for each decision, and the table behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The decisions, newest first.
    pub decided: Vec<Compared>,
}

/// The left and right edge that dots keep, in hundredths.
const EDGE: u32 = 4;

impl Comparison {
    /// The grades in order, the lightest first, as far as there is a decision.
    #[must_use]
    pub fn drawn(&self) -> Vec<DotRow<'_>> {
        let (Some((first, last)), width) = (self.span(), 100 - 2 * EDGE) else {
            return Vec::new();
        };
        let days = |from: Date, to: Date| u32::try_from((to - from).get_days()).unwrap_or(0);
        let whole = days(first, last).max(1);
        domain::code::MeasureKind::ALL
            .iter()
            .map(|kind| DotRow {
                kind: kind.code(),
                dots: self
                    .decided
                    .iter()
                    .filter(|one| one.kind == kind.code())
                    .map(|one| (EDGE + days(first, one.on) * width / whole, one))
                    .collect(),
            })
            .filter(|row| !row.dots.is_empty())
            .collect()
    }

    /// The first and the last day.
    #[must_use]
    pub fn span(&self) -> Option<(Date, Date)> {
        let days = || self.decided.iter().map(|one| one.on);
        Some((days().min()?, days().max()?))
    }
}

/// A part of the way of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayStage {
    /// Its code in the family `measureway`.
    pub code: &'static str,
    /// Whether it is passed, current or ahead.
    pub reached: Reached,
    /// Since when.
    pub since: Option<Date>,
    /// What proves it, in words: sent, delivered, notice period kept.
    pub notes: Vec<String>,
    /// The deadline that runs there.
    pub chip: Option<Chip>,
}

/// A letter on its way to the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// What: a code of the family `sent`, or `reminder`.
    pub what: &'static str,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// How: a code of the family `delivery`.
    pub by: &'static str,
    /// When it arrived and how that is proved.
    pub delivered: Option<(Timestamp, &'static str)>,
    /// How often it came back.
    pub returned: u32,
    /// The printed letter, for those who may read it.
    pub href: Option<String>,
}

/// What stands between somebody and the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterestLine {
    /// Whose.
    pub person: String,
    /// What was declared or noted; none when they were only challenged.
    pub declared: Option<&'static str>,
    /// Whether somebody challenged them.
    pub challenged: bool,
    /// Where they stand: a code of the family `interestend`.
    pub end: &'static str,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionLine {
    /// What was asked.
    pub question: &'static str,
    /// What came of it.
    pub resolution: &'static str,
    /// Who decided, in words.
    pub by: String,
    /// The meeting's item, where a meeting decided.
    pub href: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Why, as far as this reader may see it.
    pub reason: String,
}

/// What stands on an agenda or waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Who: a code of the family `measurewho`.
    pub who: &'static str,
    /// For what: a code of the family `measurewait`.
    pub what: &'static str,
    /// Where, or empty.
    pub href: String,
}

/// What became of the membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectShown {
    /// From this day on.
    pub on: Date,
    /// The open cases and what becomes of each: number, address if it exists for the reader, code of
    /// the family `transfer`.
    pub plan: Vec<(String, Option<String>, &'static str)>,
}

/// What is put forward for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MotionShown {
    /// The code of the act in the family `measureact`.
    pub act: &'static str,
    /// Who put it forward.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A deadline of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// State and date.
    pub chip: Chip,
    /// The party it waits on.
    pub waits_on: &'static str,
    /// Why the date is what it is.
    pub why: Option<Why>,
}

/// The dossier of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureView {
    /// The row of the register: number, kind, member, stage, body.
    pub head: MeasureRow,
    /// The page of the member, for those who may open it.
    pub member_href: Option<String>,
    /// Who proposed it and when.
    pub proposed: (String, Timestamp),
    /// The guidelines or the measure on which it rests.
    pub basis_href: Option<String>,
    /// The way it has gone.
    pub way: Vec<WayStage>,
    /// What waits for whom.
    pub waits: Vec<Wait>,
    /// What is put forward.
    pub motion: Option<MotionShown>,
    /// The steps that lead on.
    pub steps: Vec<Step>,
    /// The steps that are seldom needed.
    pub rare: Vec<Step>,
    /// Whether facts, evidence and hearing are shown to this reader.
    pub opens: bool,
    /// The facts.
    pub facts: String,
    /// The evidence, one piece a line.
    pub evidence: Vec<String>,
    /// Why this measure.
    pub reason: String,
    /// The cases: number and address.
    pub cases: Vec<(String, Option<String>)>,
    /// The letters.
    pub post: Vec<Post>,
    /// What is known of the hearing: label code of the family `measurefact`, value.
    pub hearing: Vec<(&'static str, String)>,
    /// What the member asserted.
    pub summary: String,
    /// Who declared what.
    pub interests: Vec<InterestLine>,
    /// The decisions.
    pub decisions: Vec<DecisionLine>,
    /// What the checks found: codes.
    pub findings: Vec<&'static str>,
    /// What it did.
    pub effect: Option<EffectShown>,
    /// The open deadlines, nearest first, then the stopped ones.
    pub deadlines: Vec<Due>,
    /// What was decided in like cases.
    pub comparison: Comparison,
    /// The records, newest first.
    pub moments: Vec<Moment>,
    /// Where what follows from it is proposed, when it was not followed.
    pub follow: Option<String>,
}

/// The form of a proposal or of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureForm {
    /// Where the reader comes from: words and address.
    pub back: (String, String),
    /// Whether a second person carries it out.
    pub two_person: bool,
    /// What must be seen before: label code of the family `measurefact`, words.
    pub facts: Vec<(&'static str, String)>,
    /// The letter as it would be printed.
    pub preview: Option<Letter>,
    /// The form.
    pub form: Form,
    /// What was decided in like cases, beside a proposal.
    pub comparison: Option<Comparison>,
}

/// A measure on the home of the member's portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalMeasure {
    /// Its number in words.
    pub number: String,
    /// Its page in the portal.
    pub href: String,
    /// The kind's code.
    pub kind: &'static str,
    /// How far it is for the member: a code of the family `portalmeasure`.
    pub state: &'static str,
    /// Whether the member has to act.
    pub acts: bool,
    /// Until when.
    pub chip: Option<Chip>,
}

/// A letter that the member received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalLetter {
    /// The kind's code in the family `letterkind`.
    pub kind: &'static str,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When it was received.
    pub received_at: Option<Timestamp>,
    /// The printed letter; none before it was received.
    pub href: Option<String>,
    /// The button that receives it, while it is on its way.
    pub receive: Option<Form>,
}

/// What the member handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// The kind of record as a code of the family `event`.
    pub kind: String,
    /// When it arrived.
    pub at: Timestamp,
    /// The record that proves it.
    pub seq: u64,
    /// The record's digest.
    pub sha256: String,
    /// What was written.
    pub words: String,
}

/// A measure as the member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalMeasureView {
    /// The line of the portal's home.
    pub head: PortalMeasure,
    /// Why it is due when it is.
    pub why: Option<Why>,
    /// How the member is heard: a code of the family `hearingform`; none of guidance.
    pub form: Option<&'static str>,
    /// When and where the oral hearing is held.
    pub hearing: Option<(Timestamp, String)>,
    /// The letters, newest first.
    pub letters: Vec<PortalLetter>,
    /// What the member can do now.
    pub tasks: Vec<Step>,
    /// What it handed in.
    pub handed_in: Vec<HandedIn>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dots_stand_by_grade_and_by_day_within_the_edges() {
        let one = |kind, on| Compared {
            number: "措置第1号".into(),
            href: "/measures/1".into(),
            kind,
            basis: String::new(),
            on,
            resolution: "adopted",
        };
        let comparison = Comparison {
            decided: vec![
                one("recommendation", date(2026, 6, 1)),
                one("guidance", date(2026, 1, 1)),
                one("recommendation", date(2026, 3, 17)),
            ],
        };
        let rows = comparison.drawn();
        let places = |row: &DotRow<'_>| row.dots.iter().map(|(x, _)| *x).collect::<Vec<_>>();
        assert_eq!((rows[0].kind, places(&rows[0])), ("guidance", vec![4]));
        assert_eq!(
            (rows[1].kind, places(&rows[1])),
            ("recommendation", vec![96, 49])
        );
        assert!(Comparison::default().drawn().is_empty());
    }
}
