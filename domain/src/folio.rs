//! The organisation's own registers: accreditation (A01), guidelines (A02, A10), information given to
//! target businesses (A05), other work (A07), digests of cases (B03, B10).
//!
//! All of them are one thing, a dated entry with a number: recorded once, followed by further facts
//! about it, struck out when it was wrong, never edited. What the entry says depends on its kind and
//! is one of the [`Content`]s.

mod accreditation;
mod command;
mod decide;
mod filing;
mod guideline;
mod lesson;

pub use accreditation::{Coverage, article, coverage};
pub use command::{FolioAct, FolioCommand, Fresh, keeps, may};
pub use decide::{Facts, decide, record};
pub use filing::{Filing, standing};
pub use guideline::{Citation, Guideline, GuidelineClause, GuidelineText, cite, guideline_on};
pub use lesson::{Lesson, LessonState, PublicationConsent};

use crate::{
    code::{AccreditationAct, FolioKind},
    event::{AccreditationRecorded, ActivityRecorded, Entry, Event, InformationProvided},
    id::{FolioId, Obj},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An entry of the organisation's own registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folio {
    /// Its number.
    pub id: FolioId,
    /// What it says.
    pub content: Content,
    /// The day on which what had to be filed was filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Date>,
    /// Whether it was struck out.
    #[serde(default, skip_serializing_if = "is_false")]
    pub struck: bool,
    /// The record that began it.
    pub first_seq: u64,
    /// The record that holds its words as they are now.
    pub words_seq: u64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// What happened to the accreditation.
    Accreditation(AccreditationRecorded),
    /// A version of the guidelines.
    Guideline(Guideline),
    /// Information given to target businesses.
    Information(InformationProvided),
    /// Other work.
    Activity(ActivityRecorded),
    /// A digest of cases.
    Lesson(Lesson),
}

impl Folio {
    /// The entry that this record begins, if it does.
    #[must_use]
    pub fn begin(entry: &Entry) -> Option<Self> {
        let Obj::Folio(id) = entry.obj else {
            return None;
        };
        let content = match &entry.event {
            Event::AccreditationRecorded(e) => Content::Accreditation(e.clone()),
            Event::GuidelineAdopted(e) => Content::Guideline(Guideline::adopted(e.clone())),
            Event::InformationProvided(e) => Content::Information(e.clone()),
            Event::ActivityRecorded(e) => Content::Activity(e.clone()),
            Event::LessonWritten(e) => Content::Lesson(Lesson::written(e, entry)),
            _ => return None,
        };
        Some(Self {
            id,
            content,
            filed: None,
            struck: false,
            first_seq: entry.seq,
            words_seq: entry.seq,
        })
    }

    /// The entry after a further record of its own.
    pub fn evolve(&mut self, entry: &Entry) {
        match (&entry.event, &mut self.content) {
            (Event::RegisterFiled(e), _) => self.filed = Some(e.on),
            (Event::RegisterStruck(_), _) => self.struck = true,
            (Event::GuidelinePublished(e), Content::Guideline(guideline)) => guideline.publish(e),
            (event, Content::Lesson(lesson)) => {
                if matches!(event, Event::LessonRewritten(_)) {
                    self.words_seq = entry.seq;
                }
                lesson.evolve(entry);
            }
            _ => {}
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> FolioKind {
        match self.content {
            Content::Accreditation(_) => FolioKind::Accreditation,
            Content::Guideline(_) => FolioKind::Guideline,
            Content::Information(_) => FolioKind::Information,
            Content::Activity(_) => FolioKind::Activity,
            Content::Lesson(_) => FolioKind::Lesson,
        }
    }

    /// The day it concerns.
    #[must_use]
    pub const fn on(&self) -> Date {
        match &self.content {
            Content::Accreditation(e) => e.on,
            Content::Guideline(e) => e.adopted.on,
            Content::Information(e) => e.on,
            Content::Activity(e) => e.on,
            Content::Lesson(e) => e.on,
        }
    }

    /// The code of what it says within its kind, for lists.
    #[must_use]
    pub fn code(&self) -> &str {
        match &self.content {
            Content::Accreditation(e) => e.act.code(),
            Content::Guideline(e) => &e.adopted.version,
            Content::Information(e) => e.kind.code(),
            Content::Activity(e) => e.kind.code(),
            Content::Lesson(e) => e.state.code(),
        }
    }

    /// The version of the guidelines, when it is one that was not struck out.
    #[must_use]
    pub const fn guideline(&self) -> Option<&Guideline> {
        match &self.content {
            Content::Guideline(guideline) if !self.struck => Some(guideline),
            _ => None,
        }
    }

    /// The digest of cases, when it is one that was not struck out.
    #[must_use]
    pub const fn lesson(&self) -> Option<&Lesson> {
        match &self.content {
            Content::Lesson(lesson) if !self.struck => Some(lesson),
            _ => None,
        }
    }

    /// The accreditation record, when it is one that was not struck out.
    #[must_use]
    pub const fn accreditation(&self) -> Option<&AccreditationRecorded> {
        match &self.content {
            Content::Accreditation(record) if !self.struck => Some(record),
            _ => None,
        }
    }

    /// Whether the Commission is to be told of it.
    #[must_use]
    pub fn must_be_filed(&self) -> bool {
        !self.struck
            && match &self.content {
                Content::Accreditation(e) => e.act != AccreditationAct::Granted,
                Content::Guideline(_) => true,
                _ => false,
            }
    }
}

#[cfg(test)]
mod tests;
