//! The pen that writes a story into the diary of the organisation: it knows opening hours and open
//! days, so that staff act when the desk is open and members when they like.

use super::{dice::Dice, plan::Deed};
use domain::{calendar::Calendar, time::Timestamp};
use jiff::civil::Date;

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Whoever sets the demonstration up.
    Operator,
    /// A scheduled job, by its name.
    Job(&'static str),
    /// Somebody with this sign-in.
    Person(&'static str),
}

/// A line of the diary.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// When.
    pub(super) at: Timestamp,
    /// Who.
    pub(super) who: Who,
    /// What.
    pub(super) deed: Deed,
}

const HOUR: u32 = 60;
/// Minutes of a day at which the desk opens and at which nobody begins anything any more.
const OPENS: u32 = 10 * HOUR;
const LAST_MINUTE: u32 = 16 * HOUR + 50;

/// A pen at some instant.
pub(super) struct Pen<'a> {
    /// Open days.
    pub(super) calendar: &'a Calendar,
    /// Chance.
    pub(super) dice: Dice,
    /// The present instant of the story.
    pub(super) at: Timestamp,
    /// What was written.
    pub(super) lines: Vec<Line>,
}

impl<'a> Pen<'a> {
    /// A pen at some time of an open day.
    pub(super) fn new(calendar: &'a Calendar, dice: Dice, day: Date) -> Self {
        let mut pen = Self {
            calendar,
            dice,
            at: Timestamp::start_of(day),
            lines: Vec::new(),
        };
        pen.sometime(day, OPENS, LAST_MINUTE - HOUR);
        pen
    }

    /// Writes a line at the present instant.
    pub(super) fn write(&mut self, who: Who, deed: Deed) {
        self.lines.push(Line {
            at: self.at,
            who,
            deed,
        });
        self.at = self.at.plus_seconds(1);
    }

    /// Goes on some minutes later, on the next open day when the desk has closed meanwhile.
    pub(super) fn minutes(&mut self, low: u32, high: u32) {
        let seconds = self.dice.between(low * 60, high * 60);
        self.at = self.at.plus_seconds(i64::from(seconds));
        let midnight = Timestamp::start_of(self.at.date());
        let passed_seconds = (self.at.micros() - midnight.micros()) / 1_000_000;
        if passed_seconds >= i64::from(LAST_MINUTE * 60) {
            self.open_days(1, 1);
        }
    }

    /// Goes on at some time of a later open day.
    pub(super) fn open_days(&mut self, low: u32, high: u32) {
        let n = self.dice.between(low.max(1), high.max(1));
        let today = self.at.date();
        let day = self.calendar.nth_open_day_after(today, n).unwrap_or(today);
        self.sometime(day, OPENS, LAST_MINUTE);
    }

    /// Goes on so many calendar days later, on an open day.
    pub(super) fn days(&mut self, low: u32, high: u32) {
        let day = self.days_later(low, high);
        let day = self.calendar.open_day_from(day).unwrap_or(day);
        self.sometime(day, OPENS, LAST_MINUTE);
    }

    /// Goes on so many calendar days later, on whatever day that is: members have their own hours.
    pub(super) fn days_anywhere(&mut self, low: u32, high: u32) {
        let day = self.days_later(low, high);
        self.sometime(day, 9 * HOUR, 21 * HOUR);
    }

    fn days_later(&mut self, low: u32, high: u32) -> Date {
        let n = self.dice.between(low.max(1), high.max(1));
        self.at
            .date()
            .saturating_add(jiff::Span::new().days(i64::from(n)))
    }

    /// Some time of a day between two minutes of it.
    fn sometime(&mut self, day: Date, from: u32, to: u32) {
        let seconds = self.dice.between(from * 60, to * 60 - 1);
        self.at = Timestamp::start_of(day).plus_seconds(i64::from(seconds));
    }
}
