//! The supervisor's morning page: 今日・今週・止まっているもの.

use super::{
    chart::Chart,
    deadline::{Chip, Why},
    load::Horizon,
    step::Step,
};
use jiff::civil::Date;

/// A number with its name and the list behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// The code of its name: `overdue`, `today`, `week`, `paused`, `still`.
    pub code: &'static str,
    /// The number.
    pub count: u64,
    /// The list behind it.
    pub href: String,
    /// The look: `overdue`, `today`, `near`, `paused` or empty.
    pub look: &'static str,
}

/// One deadline that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The page of what the deadline belongs to.
    pub href: Option<String>,
    /// The case's printed number, or what its object is called.
    pub number: String,
    /// The respondent, or the member itself, as it may be listed.
    pub member: String,
    /// The stage's code; empty for what is no case.
    pub stage: String,
    /// The deadline; none for a case that stands still without one.
    pub chip: Option<Chip>,
    /// The party it waits on.
    pub waits_on: String,
    /// Why the date is what it is.
    pub why: Option<Why>,
    /// Who handles it, or empty; none for what nobody in particular handles.
    pub officer: Option<String>,
    /// The highest level reached (`l1` ...), or empty.
    pub level: String,
    /// The step that leads on, if this reader may take it.
    pub next: Option<Step>,
    /// For what stands still: days since anything happened.
    pub idle_days: Option<i64>,
}

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its code: `overdue`, `today`, `week`, `still`.
    pub code: &'static str,
    /// The lines shown.
    pub lines: Vec<Line>,
    /// How many more there are.
    pub more: u64,
    /// The list of all.
    pub href: String,
}

impl Section {
    /// How many lines there are altogether.
    #[must_use]
    pub fn total(&self) -> u64 {
        u64::try_from(self.lines.len())
            .unwrap_or(u64::MAX)
            .saturating_add(self.more)
    }
}

/// An open deadline of a measure (B35-B37).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureDue {
    /// The measure's number in words.
    pub number: String,
    /// Its page.
    pub href: String,
    /// The member as it may be listed.
    pub member: String,
    /// The kind's code.
    pub kind: &'static str,
    /// The stage's code.
    pub stage: &'static str,
    /// State and date.
    pub chip: Chip,
    /// The party it waits on.
    pub waits_on: &'static str,
    /// Why the date is what it is.
    pub why: Option<Why>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub date: Date,
    /// The counts.
    pub tiles: Vec<Tile>,
    /// Overdue, today, this week, standing still.
    pub sections: Vec<Section>,
    /// By officer.
    pub officers: Chart,
    /// Until when the holidays are known.
    pub horizon: Horizon,
    /// How many two-person acts wait for this reader.
    pub approvals: u64,
    /// The open deadlines of measures, the nearest first.
    pub measures: Vec<MeasureDue>,
    /// How many filings with the Commission are near their last day or past it.
    pub filings: usize,
}
