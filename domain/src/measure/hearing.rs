//! Hearing the member before anybody decides (弁明の機会・意見聴取, B36).

use super::Dispatch;
use crate::{
    code::{HearingForm, HearingOutcome},
    event::{Entry, Event},
    id::AccountId,
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How the member is heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hearing {
    /// In which form.
    pub form: HearingForm,
    /// Who hears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<AccountId>,
    /// When it is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_at: Option<Timestamp>,
    /// Whether it was fixed anew once, on just cause.
    #[serde(default, skip_serializing_if = "is_false")]
    pub excused: bool,
    /// Its notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Dispatch>,
    /// When the written statement came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement_at: Option<Timestamp>,
    /// When the member waived it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived_at: Option<Timestamp>,
    /// When it was recorded as held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_at: Option<Timestamp>,
    /// The record sent to the member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Dispatch>,
    /// When the member corrected the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_at: Option<Timestamp>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<HearingEnd>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// How hearing the member ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingEnd {
    /// In which way.
    pub outcome: HearingOutcome,
    /// When.
    pub at: Timestamp,
    /// The record.
    pub seq: u64,
}

/// Whole days between two days, neither counted: what "n clear days before" means.
///
/// ```
/// use domain::measure::clear_days_between;
/// use jiff::civil::date;
/// assert_eq!(clear_days_between(date(2026, 5, 6), date(2026, 5, 14)), 7);
/// assert_eq!(clear_days_between(date(2026, 5, 14), date(2026, 5, 14)), -1);
/// ```
#[must_use]
pub fn clear_days_between(earlier: Date, later: Date) -> i64 {
    earlier
        .until(later)
        .map_or(i64::MIN, |span| i64::from(span.get_days()) - 1)
}

impl Hearing {
    /// Before anything was done.
    pub(super) const fn of(form: HearingForm) -> Self {
        Self {
            form,
            officer: None,
            fixed_at: None,
            excused: false,
            notice: None,
            statement_at: None,
            waived_at: None,
            held_at: None,
            record: None,
            corrected_at: None,
            closed: None,
        }
    }

    /// The hearing after a record of its measure.
    pub(super) fn evolve(&mut self, entry: &Entry) {
        let dispatch = |by| Dispatch {
            sent_at: entry.at,
            by,
            delivered_at: None,
            returned: 0,
            seq: entry.seq,
        };
        match &entry.event {
            Event::OralHearingAsked(_) => self.form = HearingForm::Oral,
            Event::OfficerAppointed(e) => self.officer = Some(e.officer),
            Event::HearingFixed(e) => {
                self.fixed_at = Some(e.at);
                self.notice = None;
            }
            Event::HearingNotified(e) => self.notice = Some(dispatch(e.by)),
            Event::HearingExcused(_) => {
                self.excused = true;
                self.fixed_at = None;
                self.notice = None;
            }
            Event::StatementReceived(e) => self.statement_at = Some(e.at),
            Event::HearingWaived(e) => self.waived_at = Some(e.at),
            Event::HearingHeld(_) => self.held_at = Some(entry.at),
            Event::HearingRecordSent(e) => self.record = Some(dispatch(e.by)),
            Event::HearingRecordCorrected(e) => self.corrected_at = Some(e.at),
            // A meeting that never came to it leaves the date open again.
            Event::MeasurePlaced(e) if e.at.is_none() && self.form == HearingForm::AtMeeting => {
                self.fixed_at = None;
                self.notice = None;
            }
            Event::MeasureDecided(e)
                if self.form == HearingForm::AtMeeting
                    && matches!(
                        e.resolution,
                        crate::code::Resolution::NoQuorum | crate::code::Resolution::Deferred
                    )
                    && self.closed.is_none() =>
            {
                self.fixed_at = None;
                self.notice = None;
            }
            Event::HearingClosed(e) => {
                self.closed = Some(HearingEnd {
                    outcome: e.outcome,
                    at: entry.at,
                    seq: entry.seq,
                });
            }
            _ => {}
        }
    }

    /// Clear days between the delivery of the notice and the hearing; nothing while one is missing.
    #[must_use]
    pub fn notice_days(&self) -> Option<i64> {
        let delivered = self.notice.as_ref()?.delivered_at?;
        Some(clear_days_between(delivered.date(), self.fixed_at?.date()))
    }

    /// Whether the member was told properly: the notice was delivered at least `least` clear days
    /// before.
    #[must_use]
    pub fn was_told(&self, least: u32) -> bool {
        self.notice_days()
            .is_some_and(|days| days >= i64::from(least))
    }
}
