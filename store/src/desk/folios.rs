//! The organisation's own registers as the pages show them (A01-A07, A10, B03, B10).

use crate::{
    entity::{document, ledger},
    office::{Office, OfficeError, load_folio, load_folios},
    private::Opened,
};
use domain::{
    access::Actor,
    account::{self, Service},
    chain::Record,
    code::{Class, FolioKind},
    event::Entry,
    folio::{Content, Folio, GuidelineText, Lesson},
    id::{FolioId, Obj},
    period::Proof,
};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;

/// An entry with its words and its records.
#[derive(Clone, Debug)]
pub struct FolioCard {
    /// The entry.
    pub folio: Folio,
    /// Its words, as far as the reader may see them.
    pub words: Opened,
    /// Its records, the oldest first.
    pub entries: Vec<Entry>,
}

/// The filing that an entry asks for.
#[derive(Clone, Debug)]
pub struct FolioFiling {
    /// The entry.
    pub folio: Folio,
    /// The last day and why, by the calendar of the day of the event.
    pub proof: Proof,
}

/// A digest of cases that members can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedLesson {
    /// Its number.
    pub id: FolioId,
    /// The day of its release.
    pub on: Date,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
}

impl Office {
    /// The entries of the registers that exist for the actor, in the order of their numbers. What was
    /// drawn from a case does not exist for whoever is barred from it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn folios(&self, actor: &Actor) -> Result<Vec<Folio>, OfficeError> {
        let mut found = Vec::new();
        for folio in self.every_folio().await? {
            if self.is_in_reach(actor, &folio).await? {
                found.push(folio);
            }
        }
        Ok(found)
    }

    /// Every entry, whoever asks: for what is public of them and for the program's own comparing.
    ///
    /// # Errors
    /// The database failed.
    pub async fn every_folio(&self) -> Result<Vec<Folio>, OfficeError> {
        load_folios(self.database.read()).await
    }

    async fn is_in_reach(&self, actor: &Actor, folio: &Folio) -> Result<bool, OfficeError> {
        let Content::Lesson(Lesson { cases, .. }) = &folio.content else {
            return Ok(true);
        };
        for case in cases {
            if self.case_file(actor, *case).await?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The titles of entries by number. Titles of digests that are not published are for those who
    /// write and read them; the caller asks [`Folio::reads_words`].
    ///
    /// # Errors
    /// The database failed.
    pub async fn folio_titles(&self) -> Result<BTreeMap<FolioId, String>, OfficeError> {
        let fields = ["title", "reference"];
        let mut opened = self.values_of_class(Class::Office, &fields).await?;
        let mut titles = BTreeMap::new();
        for folio in self.every_folio().await? {
            let values = opened
                .remove(&Obj::Folio(folio.id).to_string())
                .unwrap_or_default();
            let title = match folio.kind() {
                FolioKind::Accreditation => values.get(folio.first_seq, "reference"),
                _ => values.get(folio.words_seq, "title"),
            };
            titles.insert(folio.id, title.unwrap_or_default().to_owned());
        }
        Ok(titles)
    }

    /// One entry with its words; the read is written down.
    ///
    /// # Errors
    /// The database failed, or the read could not be written down.
    pub async fn folio(
        &self,
        actor: &Actor,
        id: FolioId,
    ) -> Result<Option<FolioCard>, OfficeError> {
        let Some(folio) = load_folio(self.database.read(), id).await? else {
            return Ok(None);
        };
        if !self.is_in_reach(actor, &folio).await? {
            return Ok(None);
        }
        let obj = Obj::Folio(id);
        let mut classes = Vec::new();
        if folio.reads_words(actor, self.now().date()) {
            classes.push(Class::Office);
        }
        if actor.opens(Class::Notes) {
            classes.push(Class::Notes);
        }
        let words = self.values(&obj, &classes, None).await?;
        if !words.is_empty() {
            self.reads()
                .opened(actor, &obj, &classes, words.len(), self.now())
                .await?;
        }
        Ok(Some(FolioCard {
            folio,
            words,
            entries: self.entries_of(&obj).await?,
        }))
    }

    /// The text of a version of the guidelines. It is public.
    ///
    /// # Errors
    /// The database failed, or the text is not what it was.
    pub async fn guideline_text(&self, sha256: &str) -> Result<GuidelineText, OfficeError> {
        let row = document::Entity::find_by_id(sha256)
            .one(self.database.read())
            .await?;
        let kept = row.map(|row| row.body).unwrap_or_default();
        GuidelineText::read(&kept).map_err(|e| OfficeError::document("guideline", sha256, &e))
    }

    /// The digests of cases that members can read today, the newest first. They are published, so
    /// this is no read of personal data.
    ///
    /// # Errors
    /// The database failed.
    pub async fn published_lessons(&self) -> Result<Vec<PublishedLesson>, OfficeError> {
        let today = self.now().date();
        let mut opened = self
            .values_of_class(Class::Office, &["title", "text"])
            .await?;
        let mut found = Vec::new();
        for folio in self.every_folio().await?.into_iter().rev() {
            let Some(lesson) = folio.lesson().filter(|l| l.is_published_on(today)) else {
                continue;
            };
            let values = opened
                .remove(&Obj::Folio(folio.id).to_string())
                .unwrap_or_default();
            let text = |field| {
                values
                    .get(folio.words_seq, field)
                    .unwrap_or_default()
                    .to_owned()
            };
            found.push(PublishedLesson {
                id: folio.id,
                on: lesson.released_on().unwrap_or(lesson.on),
                title: text("title"),
                text: text("text"),
            });
        }
        Ok(found)
    }

    /// The filings that entries ask for, those that are open first, each by the calendar in force on
    /// the day of its event.
    ///
    /// # Errors
    /// The database failed, or the day lies outside the calendar.
    pub async fn filings(&self) -> Result<Vec<FolioFiling>, OfficeError> {
        let mut found = Vec::new();
        for folio in self.every_folio().await? {
            if let Some(proof) = self.filing_proof(&folio).await? {
                found.push(FolioFiling { folio, proof });
            }
        }
        found.sort_by_key(|filing| (filing.folio.filed.is_some(), filing.proof.last));
        Ok(found)
    }

    /// The last day of the filing that an entry asks for, and why.
    ///
    /// # Errors
    /// The database failed, or the day lies outside the calendar.
    pub async fn filing_proof(&self, folio: &Folio) -> Result<Option<Proof>, OfficeError> {
        let Some(filing) = folio.filing() else {
            return Ok(None);
        };
        let calendar = self.in_force(filing.from).await?.calendar;
        let proof = filing
            .proof(&calendar)
            .map_err(|e| OfficeError::document("calendar", calendar.digest(), &e))?;
        Ok(Some(proof))
    }

    /// Who served at the desk when (A03).
    ///
    /// # Errors
    /// The database failed, or a record cannot be read.
    pub async fn roster(&self) -> Result<Vec<Service>, OfficeError> {
        let rows = ledger::Entity::find()
            .filter(ledger::Column::Obj.starts_with("account:"))
            .order_by_asc(ledger::Column::Seq)
            .all(self.database.read())
            .await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let record = Record::parse(row.body.as_bytes())?;
            entries.push(Entry::from_record(&record, row.sha256)?);
        }
        Ok(account::services(&entries))
    }
}
