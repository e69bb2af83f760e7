//! COMPLETENESS: what the deadline replay found.

use super::{Failure, Place, State, Verdict, records::ReadRecords};
use domain::clock::GapKind;

pub(super) fn conclude(read: &ReadRecords, verdict: &mut Verdict) {
    for gap in &read.gaps {
        let (code, what) = match gap.what {
            GapKind::NoDocument => (
                "deadline.document",
                "rule or calendar of the deadline is missing",
            ),
            GapKind::Differs => (
                "deadline.differs",
                "the deadline comes out otherwise from its rule",
            ),
            GapKind::StepMissing => ("step.missing", "a step passed and was not recorded"),
            GapKind::StepUnplanned => ("step.unplanned", "a step was recorded that was not due"),
            GapKind::Shortened => ("deadline.shortened", "a running deadline lost time"),
            GapKind::NotStarted => ("deadline.not_started", "the deadline never started"),
        };
        let mut failure = Failure::new(
            code,
            format!("{}: {what}", gap.deadline),
            Place::record(gap.seq),
        );
        failure.expected = Some(gap.expected.clone()).filter(|text| !text.is_empty());
        failure.actual = Some(gap.found.clone()).filter(|text| !text.is_empty());
        verdict.completeness.fail(failure);
    }
    if !read.whole {
        verdict.completeness.state = match verdict.completeness.state {
            State::Failed => State::Failed,
            _ => State::NothingToCompare,
        };
        verdict.completeness.note = Some("the records could not be read to their end".to_owned());
    } else if read.deadlines == 0 && verdict.completeness.state == State::Ok {
        verdict.completeness.state = State::NothingToCompare;
        verdict.completeness.note = Some("no deadline began in this slice".to_owned());
    }
}
