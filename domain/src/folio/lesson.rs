//! Digests of cases for members (B03): written, put forward, published by a second reader; what could
//! identify a person only while that person and the complainant consent (B10).

use crate::{
    code::{Channel, ConsentOf},
    event::{Entry, Event, LessonWritten},
    id::{ActorId, CaseId},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A digest of cases. Its words are private until it is released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The day for whose quarter it is written.
    pub on: Date,
    /// The cases it tells of; none for a general lesson.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<CaseId>,
    /// SHA-256 of the record that holds the text as it is now.
    pub text: String,
    /// Who wrote that text.
    pub writer: ActorId,
    /// The consents that were recorded, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<PublicationConsent>,
    /// Where it stands.
    pub state: LessonState,
}

/// Where a digest stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LessonState {
    /// Being written.
    Draft {},
    /// Put forward.
    Proposed {
        /// SHA-256 of the record that put it forward; the release is bound to it.
        digest: String,
        /// Who did.
        by: ActorId,
    },
    /// Published to members.
    Released {
        /// On which day.
        on: Date,
        /// By which second reader.
        by: ActorId,
        /// Members to whom it was published.
        sent: u32,
    },
}

impl LessonState {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Draft {} => "draft",
            Self::Proposed { .. } => "proposed",
            Self::Released { .. } => "released",
        }
    }
}

/// A consent to publish what could identify a person (B10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationConsent {
    /// The case it is about.
    pub case: CaseId,
    /// Whose.
    pub of: ConsentOf,
    /// Since when it holds.
    pub on: Date,
    /// How it was given.
    pub how: Channel,
    /// The first day on which it holds no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The record, where the reference to the paper is.
    pub seq: u64,
}

impl PublicationConsent {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.on <= day && self.until.is_none_or(|end| day < end)
    }
}

impl Lesson {
    pub(super) fn written(event: &LessonWritten, entry: &Entry) -> Self {
        Self {
            on: event.on,
            cases: event.cases.clone(),
            text: entry.sha256.clone(),
            writer: entry.actor.clone(),
            consents: Vec::new(),
            state: LessonState::Draft {},
        }
    }

    pub(super) fn evolve(&mut self, entry: &Entry) {
        match &entry.event {
            Event::LessonRewritten(_) => {
                self.text.clone_from(&entry.sha256);
                self.writer = entry.actor.clone();
                self.state = LessonState::Draft {};
            }
            Event::PublicationConsented(e) => self.consents.push(PublicationConsent {
                case: e.case,
                of: e.of,
                on: e.on,
                how: e.how,
                until: None,
                seq: entry.seq,
            }),
            Event::PublicationConsentWithdrawn(e) => {
                let given = self.consents.iter_mut().rev();
                for consent in given.filter(|c| c.case == e.case && c.of == e.of) {
                    if consent.until.is_none() {
                        consent.until = Some(e.on);
                    }
                }
            }
            Event::LessonProposed(_) => {
                self.state = LessonState::Proposed {
                    digest: entry.sha256.clone(),
                    by: entry.actor.clone(),
                };
            }
            Event::LessonReturned(_) => self.state = LessonState::Draft {},
            Event::LessonReleased(e) => {
                self.state = LessonState::Released {
                    on: entry.at.date(),
                    by: entry.actor.clone(),
                    sent: e.sent,
                };
            }
            _ => {}
        }
    }

    /// Whether this consent of this case holds on `day`.
    #[must_use]
    pub fn has_consent(&self, case: CaseId, of: ConsentOf, day: Date) -> bool {
        self.consents
            .iter()
            .any(|consent| consent.case == case && consent.of == of && consent.holds_on(day))
    }

    /// The cases for which the person or the complainant does not consent on `day` (B10).
    pub fn unconsented(&self, day: Date) -> impl Iterator<Item = CaseId> {
        self.cases.iter().copied().filter(move |case| {
            let has = |of| self.has_consent(*case, of, day);
            !(has(ConsentOf::Both) || has(ConsentOf::Person) && has(ConsentOf::Complainant))
        })
    }

    /// Whether somebody wrote it or put it forward, for themself or for a person on leave: they are no
    /// second reader.
    #[must_use]
    pub fn is_work_of(&self, actor: &ActorId) -> bool {
        let proposed = matches!(
            &self.state,
            LessonState::Proposed { by, .. } if by.shares_a_person(actor)
        );
        proposed || self.writer.shares_a_person(actor)
    }

    /// The day on which it was released, if it was.
    #[must_use]
    pub const fn released_on(&self) -> Option<Date> {
        match &self.state {
            LessonState::Released { on, .. } => Some(*on),
            _ => None,
        }
    }

    /// Whether members can read it on `day`: it was released and every consent it needs still holds.
    #[must_use]
    pub fn is_published_on(&self, day: Date) -> bool {
        matches!(&self.state, LessonState::Released { on, .. } if *on <= day)
            && self.unconsented(day).next().is_none()
    }
}
