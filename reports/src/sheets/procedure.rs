//! What the sheets on measures have in common: the steps of a measure, from its state and its records.

use super::{View, at};
use crate::workbook::Cell;
use domain::{
    code::{Question, Resolution, Sent},
    event::{Basis, Decider, Entry, Event},
    measure::{Decision, Measure},
    time::Timestamp,
};
use jiff::civil::Date;

/// A measure, its records and where words come from.
pub(super) struct Steps<'a> {
    measure: &'a Measure,
    entries: &'a [Entry],
    view: &'a View<'a>,
}

impl<'a> Steps<'a> {
    pub(super) fn of(measure: &'a Measure, view: &'a View<'a>) -> Self {
        let entries = view.trails.get(&measure.id);
        Self {
            measure,
            entries: entries.map_or(&[], Vec::as_slice),
            view,
        }
    }

    /// The measure as it stood when a record was written.
    pub(super) fn until(&self, seq: u64) -> Option<Measure> {
        let (first, rest) = self.entries.split_first()?;
        let mut measure = Measure::begin(first)?;
        let rest = rest.iter().take_while(|entry| entry.seq < seq);
        rest.for_each(|entry| measure.evolve(entry));
        Some(measure)
    }

    /// On what it rests, and the day of the conduct.
    pub(super) fn basis(&self) -> (String, Option<Date>) {
        match &self.measure.basis {
            Basis::Guideline {
                version,
                clause,
                conduct,
                ..
            } => (format!("指針 {version} {clause}"), Some(*conduct)),
            Basis::Article { article, conduct } => (format!("法 {article}"), Some(*conduct)),
            Basis::Conduct { conduct } => ("その他の問題行為".to_owned(), Some(*conduct)),
            Basis::NotFollowed { measure } => (format!("勧告の不履行 措置{measure}"), None),
            Basis::Articles {} => ("定款の事由".to_owned(), None),
        }
    }

    /// When a letter was sent, when it reached the member, and what proves that.
    pub(super) fn sent(&self, what: Sent) -> [Cell; 3] {
        let dispatch = self.measure.dispatch(what);
        let delivered = dispatch.and_then(|sent| sent.delivered_at);
        let proof = self.last(|event| match event {
            Event::MeasureDelivered(e) if e.what == what => Some(e.by),
            _ => None,
        });
        let proof = proof.filter(|_| delivered.is_some());
        [
            at(dispatch.map(|sent| sent.sent_at)),
            at(delivered),
            proof.map_or(Cell::Empty, |(by, _)| self.word("delivery", by.code())),
        ]
    }

    /// The last decision on whether there is to be a measure.
    pub(super) fn decision(&self) -> Option<&'a Decision> {
        let asked = |d: &&Decision| matches!(d.question, Question::Impose | Question::Guidance);
        self.measure.decisions.iter().rev().find(asked)
    }

    /// What was asked, what came of it, when, and who decided.
    pub(super) fn decided(&self, decision: Option<&Decision>) -> [Cell; 4] {
        decision.map_or([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty], |d| {
            let by = match d.by {
                Decider::Meeting { meeting, item } => format!("会議{meeting} 議題{item}"),
                Decider::President {} => "理事長".to_owned(),
                Decider::SecondPerson {} => "二人目の確認者".to_owned(),
                Decider::Proposer {} => "発議者による取下げ".to_owned(),
            };
            [
                self.word("question", d.question.code()),
                self.word("resolution", d.resolution.code()),
                at(Some(d.at)),
                Cell::text(by),
            ]
        })
    }

    /// When the last compliance report came (B35).
    pub(super) fn reported_at(&self) -> Option<Timestamp> {
        let report = self.last(|event| match event {
            Event::ComplianceReported(e) => Some(e.at),
            _ => None,
        });
        report.map(|(at, _)| at)
    }

    /// When it was found that it was not followed (B35).
    pub(super) fn not_followed_at(&self) -> Option<Timestamp> {
        let decision = self.measure.decided(Question::NotFollowed)?;
        (decision.resolution == Resolution::Adopted).then_some(decision.at)
    }

    /// From the last record that says it: what, and when that was recorded.
    pub(super) fn last<T>(&self, what: impl Fn(&Event) -> Option<T>) -> Option<(T, Timestamp)> {
        let mut latest_first = self.entries.iter().rev();
        latest_first.find_map(|entry| Some((what(&entry.event)?, entry.at)))
    }

    fn word(&self, table: &str, code: &str) -> Cell {
        Cell::text(self.view.codes.word(table, code))
    }
}
