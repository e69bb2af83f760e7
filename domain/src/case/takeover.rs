//! Taking over a case from a register kept elsewhere: its dates must make sense in their order, and
//! nothing may lie in the future. What is still open gets its clocks from the historical dates.
//!
//! A status that its own dates contradict is refused, not guessed at: a clock would run from the
//! wrong day. A row that an earlier run took is known, so that a file can be given again.

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

/// What the register already says about the number of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberUse {
    /// Nothing.
    #[default]
    Free,
    /// This very row was taken over.
    Taken,
    /// This row was taken over, and it said something else then.
    TakenOtherwise,
    /// Another matter has the number.
    OtherCase,
}

impl NumberUse {
    /// Whether the row can be taken over as far as its number goes.
    ///
    /// # Errors
    /// `takeover.known`, `takeover.known_otherwise`, `takeover.number_taken`.
    pub const fn check(self) -> Result<(), Refusal> {
        match self {
            Self::Free => Ok(()),
            Self::Taken => Err(Refusal::of_field("takeover.known", "number")),
            Self::TakenOtherwise => Err(Refusal::of_field("takeover.known_otherwise", "number")),
            Self::OtherCase => Err(Refusal::of_field("takeover.number_taken", "number")),
        }
    }
}

impl TakeOver {
    /// How this row stands to the take-over that used its number: the arrival and the respondent
    /// make it the same matter, wherever in the file it stands today.
    #[must_use]
    pub fn compared_with(&self, first: &CaseTakenOver) -> NumberUse {
        let again = CaseTakenOver {
            row: first.row,
            ..self.event(&first.profile)
        };
        if again == *first {
            NumberUse::Taken
        } else if (again.received_at, &again.respondent) == (first.received_at, &first.respondent) {
            NumberUse::TakenOtherwise
        } else {
            NumberUse::OtherCase
        }
    }

    /// Checks the row's dates against each other, its number, its status and `now`.
    ///
    /// # Errors
    /// `takeover.in_future`, `takeover.before_receipt`, `takeover.before_notice`,
    /// `takeover.before_reply`, `takeover.year_mismatch`, `takeover.date_missing`,
    /// `takeover.outcome_missing`, `takeover.closed_but_open`, `takeover.outcome_but_open`,
    /// `takeover.outcome_contradicts`, `takeover.status_contradicts`, `takeover.member_missing`, each
    /// with the field it is about.
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
        if self.notified.is_some() && self.respondent.member().is_none() {
            return Err(Refusal::of_field("takeover.member_missing", "member"));
        }
        self.check_status()
    }

    /// Checks that the status and the dates tell one story.
    fn check_status(&self) -> Result<(), Refusal> {
        use TakenOverStatus as S;
        let missing = |field| Err(Refusal::of_field("takeover.date_missing", field));
        match self.status {
            S::Received | S::AwaitingMember | S::Reviewing if self.closed.is_some() => {
                Err(Refusal::of_field("takeover.closed_but_open", "closed"))
            }
            S::Received | S::AwaitingMember | S::Reviewing if self.outcome.is_some() => {
                Err(Refusal::of_field("takeover.outcome_but_open", "outcome"))
            }
            S::Received if self.notified.is_some() || self.replied.is_some() => {
                Err(Refusal::of_field("takeover.status_contradicts", "status"))
            }
            S::AwaitingMember if self.replied.is_some() => {
                Err(Refusal::of_field("takeover.status_contradicts", "status"))
            }
            S::AwaitingMember | S::Reviewing if self.notified.is_none() => missing("notified"),
            S::Reviewing if self.replied.is_none() => missing("replied"),
            S::Closed if self.closed.is_none() => missing("closed"),
            S::Closed if self.outcome.is_none() => {
                Err(Refusal::of_field("takeover.outcome_missing", "outcome"))
            }
            S::OutOfScope if self.outcome.is_some_and(|o| o != Outcome::OutOfScope) => {
                Err(Refusal::of_field("takeover.outcome_contradicts", "outcome"))
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn row() -> TakeOver {
        TakeOver {
            number: "R8-苦情-0012".parse().unwrap(),
            kind: CaseKind::Complaint,
            channel: Channel::Post,
            respondent: Respondent::Member {
                member: "M0001".parse().unwrap(),
            },
            received_at: Timestamp::from_jst(date(2026, 6, 1).at(9, 30, 0, 0)),
            status: TakenOverStatus::Closed,
            notified: Some(date(2026, 6, 3)),
            replied: Some(date(2026, 6, 10)),
            closed: Some(date(2026, 7, 1)),
            outcome: Some(Outcome::Settled),
            row: 12,
            name: "試験　花子".to_owned(),
            kana: String::new(),
            content: "内容".to_owned(),
            member_name: String::new(),
            source: String::new(),
        }
    }

    fn now() -> Timestamp {
        Timestamp::from_jst(date(2026, 11, 22).at(10, 0, 0, 0))
    }

    #[test]
    fn a_row_and_its_contradictions() {
        use TakenOverStatus as S;
        type Change = fn(&mut TakeOver);
        let cases: [(&str, &str, Change); 16] = [
            ("takeover.in_future", "received", |r| {
                r.received_at = Timestamp::from_jst(date(2026, 11, 22).at(10, 1, 0, 0));
            }),
            ("takeover.in_future", "closed", |r| {
                r.closed = Some(date(2026, 11, 23));
            }),
            ("takeover.year_mismatch", "number", |r| {
                r.number = "R7-苦情-0012".parse().unwrap();
            }),
            ("takeover.before_receipt", "notified", |r| {
                r.notified = Some(date(2026, 5, 31));
            }),
            ("takeover.before_receipt", "closed", |r| {
                r.closed = Some(date(2024, 1, 1));
            }),
            ("takeover.before_notice", "replied", |r| {
                r.replied = Some(date(2026, 6, 2));
            }),
            ("takeover.before_reply", "closed", |r| {
                r.closed = Some(date(2026, 6, 9));
            }),
            ("takeover.date_missing", "closed", |r| r.closed = None),
            ("takeover.outcome_missing", "outcome", |r| r.outcome = None),
            ("takeover.closed_but_open", "closed", |r| {
                r.status = S::Reviewing;
            }),
            ("takeover.outcome_but_open", "outcome", |r| {
                (r.status, r.closed) = (S::Reviewing, None);
            }),
            ("takeover.status_contradicts", "status", |r| {
                (r.status, r.closed, r.outcome) = (S::AwaitingMember, None, None);
            }),
            ("takeover.date_missing", "notified", |r| {
                (r.status, r.closed, r.outcome) = (S::Reviewing, None, None);
                r.notified = None;
            }),
            ("takeover.date_missing", "replied", |r| {
                (r.status, r.closed, r.outcome) = (S::Reviewing, None, None);
                r.replied = None;
            }),
            ("takeover.outcome_contradicts", "outcome", |r| {
                r.status = S::OutOfScope;
            }),
            ("takeover.member_missing", "member", |r| {
                r.respondent = Respondent::NonMember {};
            }),
        ];
        assert_eq!(row().check(now()), Ok(()));
        for (code, field, change) in cases {
            let mut row = row();
            change(&mut row);
            assert_eq!(row.check(now()), Err(Refusal::of_field(code, field)));
        }
    }

    #[test]
    fn the_same_row_is_known_wherever_it_stands() {
        let first = row().event("profile");
        let mut again = row();
        again.row = 3;
        assert_eq!(again.compared_with(&first), NumberUse::Taken);
        again.closed = Some(date(2026, 7, 2));
        assert_eq!(again.compared_with(&first), NumberUse::TakenOtherwise);
        again.received_at = again.received_at.plus_seconds(60);
        assert_eq!(again.compared_with(&first), NumberUse::OtherCase);
    }
}
