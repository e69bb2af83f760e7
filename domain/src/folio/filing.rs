//! What is filed with the Commission, and by when (A01, A02).

use super::{Content, Folio};
use crate::{
    calendar::Calendar,
    clock::{Urgency, near},
    code::AccreditationAct,
    period::{Direction, Period, PeriodError, Proof, Unit},
    time::Timestamp,
};
use jiff::civil::Date;

/// The filing that an entry asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The day from which, or before which, it is counted.
    pub from: Date,
    /// The period.
    pub period: Period,
    /// The clause it serves.
    pub clause: &'static str,
}

/// Open days that "without delay" leaves (Act article 54 paragraph 2).
const WITHOUT_DELAY: u32 = 10;

impl Folio {
    /// The filing that it asks for: guidelines and changes without delay, giving the accreditation up
    /// beforehand (Act article 51), with one clear day between.
    #[must_use]
    pub fn filing(&self) -> Option<Filing> {
        if !self.must_be_filed() {
            return None;
        }
        let (period, clause) = match &self.content {
            Content::Accreditation(e) if e.act == AccreditationAct::Ceased => {
                let mut before = Period::new(1, Unit::Day);
                before.direction = Direction::Before;
                (before, "A01")
            }
            Content::Accreditation(_) => (Period::new(WITHOUT_DELAY, Unit::OpenDay), "A01"),
            _ => (Period::new(WITHOUT_DELAY, Unit::OpenDay), "A02"),
        };
        Some(Filing {
            from: self.on(),
            period,
            clause,
        })
    }
}

impl Filing {
    /// The last day, with the reason for every step.
    ///
    /// # Errors
    /// The day lies outside the calendar.
    pub fn proof(&self, calendar: &Calendar) -> Result<Proof, PeriodError> {
        self.period
            .compute(self.from.at(0, 0, 0, 0), calendar, &[], &[])
    }
}

/// How urgent a filing is, or how it ended.
#[must_use]
pub fn standing(
    proof: &Proof,
    filed: Option<Date>,
    now: Timestamp,
    calendar: &Calendar,
) -> Urgency {
    let between = |from, to| calendar.open_days_between(from, to).unwrap_or(i64::MAX);
    let today = now.date();
    match filed {
        Some(on) if on <= proof.last => Urgency::Done { late_open_days: 0 },
        // Late by a closed day alone is still late.
        Some(on) => Urgency::Done {
            late_open_days: u32::try_from(between(proof.last, on))
                .unwrap_or(u32::MAX)
                .max(1),
        },
        None if now >= proof.ends_at => Urgency::Overdue {
            open_days: between(proof.last, today),
        },
        None if today == proof.last => Urgency::Today,
        None => {
            let open_days = between(today, proof.last);
            if near(today, proof.last, calendar) {
                Urgency::Near { open_days }
            } else {
                Urgency::Ample { open_days }
            }
        }
    }
}
