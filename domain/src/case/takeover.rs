//! Taking over a case from a register kept elsewhere: its dates must make sense in their order, and
//! nothing may lie in the future. What is still open gets its clocks from the historical dates.

use super::{Number, Respondent};
use crate::{
    clock::{Happening, Trigger},
    code::{CaseKind, Channel, Delivery, Outcome},
    event::{CaseTakenOver, TakenOverStatus},
    member_request::{MemberRequest, RequestState},
    refusal::Refusal,
    time::{FiscalYear, Timestamp},
};
use jiff::civil::Date;

/// A row of a former register.
#[derive(Clone, Debug, PartialEq)]
pub struct TakeOver {
    /// Its number.
    pub number: Number,
    /// What it is.
    pub kind: CaseKind,
    /// How it came in.
    pub channel: Channel,
    /// About whom it is.
    pub respondent: Respondent,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Where it stands.
    pub status: TakenOverStatus,
    /// When the member was notified.
    pub notified: Option<Date>,
    /// When the member replied.
    pub replied: Option<Date>,
    /// When it was closed.
    pub closed: Option<Date>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Row of the file, from 1, the header not counted.
    pub row: u32,
    /// The complainant's name.
    pub name: String,
    /// In kana.
    pub kana: String,
    /// What it is about, in words.
    pub content: String,
    /// The member's name as the register gave it.
    pub member_name: String,
    /// The row as it stood, so that nothing of the old register is lost.
    pub source: String,
}

impl TakeOver {
    /// Checks the row's dates against each other, its number and `now`.
    ///
    /// # Errors
    /// `takeover.in_future`, `takeover.before_receipt`, `takeover.before_notice`,
    /// `takeover.before_reply`, `takeover.year_mismatch`, `takeover.date_missing`, each with the
    /// field it is about.
    pub fn check(&self, now: Timestamp) -> Result<(), Refusal> {
        let today = now.date();
        if self.received_at > now {
            return Err(Refusal::of_field("takeover.in_future", "received"));
        }
        let received = self.received_at.date();
        if FiscalYear::of(received) != self.number.fiscal_year {
            return Err(Refusal::of_field("takeover.year_mismatch", "number"));
        }
        let dated = [
            ("notified", self.notified),
            ("replied", self.replied),
            ("closed", self.closed),
        ];
        for (field, date) in dated {
            let Some(date) = date else { continue };
            if date > today {
                return Err(Refusal::of_field("takeover.in_future", field));
            }
            if date < received {
                return Err(Refusal::of_field("takeover.before_receipt", field));
            }
        }
        if let (Some(notified), Some(replied)) = (self.notified, self.replied)
            && replied < notified
        {
            return Err(Refusal::of_field("takeover.before_notice", "replied"));
        }
        if let (Some(closed), Some(last)) = (self.closed, self.replied.max(self.notified))
            && closed < last
        {
            return Err(Refusal::of_field("takeover.before_reply", "closed"));
        }
        match self.status {
            TakenOverStatus::AwaitingMember if self.notified.is_none() => {
                Err(Refusal::of_field("takeover.date_missing", "notified"))
            }
            TakenOverStatus::Reviewing if self.replied.is_none() => {
                Err(Refusal::of_field("takeover.date_missing", "replied"))
            }
            TakenOverStatus::Closed if self.closed.is_none() => {
                Err(Refusal::of_field("takeover.date_missing", "closed"))
            }
            TakenOverStatus::Closed if self.outcome.is_none() => {
                Err(Refusal::of_field("takeover.outcome_missing", "outcome"))
            }
            TakenOverStatus::Received
            | TakenOverStatus::AwaitingMember
            | TakenOverStatus::Reviewing
                if self.closed.is_some() =>
            {
                Err(Refusal::of_field("takeover.closed_but_open", "closed"))
            }
            _ => Ok(()),
        }
    }

    /// The public part of its record.
    #[must_use]
    pub fn event(&self, profile: &str) -> CaseTakenOver {
        CaseTakenOver {
            number: self.number,
            kind: self.kind,
            channel: self.channel,
            respondent: self.respondent.clone(),
            received_at: self.received_at,
            status: self.status,
            notified: self.notified,
            replied: self.replied,
            closed: self.closed,
            outcome: self.outcome,
            row: self.row,
            profile: profile.to_owned(),
        }
    }

    /// What its clocks react to, each with the historical instant it counts from.
    #[must_use]
    pub fn happenings(&self) -> Vec<Happening> {
        let midnight = |date: Option<Date>| date.map_or(self.received_at, Timestamp::start_of);
        let state = match self.status {
            TakenOverStatus::Received => Trigger::TakenOverReceived,
            TakenOverStatus::AwaitingMember => Trigger::TakenOverAwaiting,
            TakenOverStatus::Reviewing => Trigger::TakenOverReviewing,
            TakenOverStatus::OutOfScope | TakenOverStatus::Closed => return Vec::new(),
        };
        let at = match self.status {
            TakenOverStatus::AwaitingMember => midnight(self.notified),
            TakenOverStatus::Reviewing => midnight(self.replied),
            _ => self.received_at,
        };
        vec![
            Happening {
                trigger: Trigger::TakenOver,
                at: self.received_at,
            },
            Happening { trigger: state, at },
        ]
    }
}

impl MemberRequest {
    /// The request of a case that was taken over after the member had been notified.
    #[must_use]
    pub fn taken_over(event: &CaseTakenOver) -> Option<Self> {
        let notified = Timestamp::start_of(event.notified?);
        let state = match (event.status, event.replied) {
            (TakenOverStatus::AwaitingMember, _) => RequestState::Delivered {
                at: notified,
                has_report: false,
                has_proposal: false,
            },
            (_, Some(replied)) if event.status == TakenOverStatus::Reviewing => {
                RequestState::Answered {
                    at: Timestamp::start_of(replied),
                }
            }
            (_, Some(replied)) => RequestState::Accepted {
                at: Timestamp::start_of(replied),
            },
            (_, None) => RequestState::Cancelled {
                at: event.closed.map_or(notified, Timestamp::start_of),
            },
        };
        Some(Self {
            ordinal: 1,
            round: 1,
            by: Delivery::Post,
            state,
        })
    }
}
