//! The guidelines (個人情報保護指針): versions with clauses, and which of them is in force on a day
//! (A02, A10, Act article 54).

use super::Folio;
use crate::{
    chain::{Hash, canonical},
    code::PublishedBy,
    event::{GuidelineAdopted, GuidelinePublished},
    refusal::Refusal,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A version of the guidelines and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guideline {
    /// The version as it was adopted.
    pub adopted: GuidelineAdopted,
    /// How the body itself made it public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<GuidelinePublished>,
    /// The day on which the Commission made it public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_commission: Option<Date>,
}

/// The text of a version. It is public, so it is kept beside the ledger under its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineText {
    /// The title.
    pub title: String,
    /// The clauses in order.
    pub clauses: Vec<GuidelineClause>,
    /// The whole text, or empty where only the document is kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// SHA-256 of the document, hexadecimal, where one is kept elsewhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineClause {
    /// Its number, such as `5` or `5-2`.
    pub number: String,
    /// Its heading.
    pub heading: String,
}

/// A clause of the version that was in force on a day: what a finding or a measure cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The version.
    pub version: String,
    /// The clause.
    pub clause: String,
    /// SHA-256 of the version's text.
    pub text: String,
}

impl Guideline {
    pub(super) const fn adopted(adopted: GuidelineAdopted) -> Self {
        Self {
            adopted,
            published: None,
            by_commission: None,
        }
    }

    pub(super) fn publish(&mut self, event: &GuidelinePublished) {
        match event.by {
            PublishedBy::Body => self.published = Some(event.clone()),
            PublishedBy::Ppc => self.by_commission = Some(event.on),
        }
    }

    /// Whether the body must guide, recommend or take other measures by it on `day`: from the
    /// Commission's publication on (Act article 54 paragraph 4).
    #[must_use]
    pub fn obliges_on(&self, day: Date) -> bool {
        self.adopted.in_force <= day && self.by_commission.is_some_and(|on| on <= day)
    }
}

impl GuidelineText {
    /// Reads clauses as people write them: one to a line, its number, a space, its heading.
    ///
    /// # Errors
    /// The first line that has no number.
    pub fn clauses_of(lines: &str) -> Result<Vec<GuidelineClause>, String> {
        lines
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| {
                let (number, heading) = line
                    .split_once(char::is_whitespace)
                    .ok_or_else(|| line.to_owned())?;
                let digits: String = number.chars().filter_map(narrow).collect();
                if is_number(&digits) && !heading.trim().is_empty() {
                    Ok(GuidelineClause {
                        number: digits,
                        heading: heading.trim().to_owned(),
                    })
                } else {
                    Err(line.to_owned())
                }
            })
            .collect()
    }

    /// The text as it is kept: canonical JSON (RFC 8785).
    #[must_use]
    pub fn kept(&self) -> String {
        let bytes = canonical(self).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// SHA-256 of the text as it is kept.
    #[must_use]
    pub fn digest(&self) -> String {
        Hash::of(self.kept().as_bytes()).to_string()
    }

    /// The text that was kept.
    ///
    /// # Errors
    /// It is no text of guidelines.
    pub fn read(kept: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(kept)
    }
}

/// Whether a clause can bear this number.
pub(super) fn is_number(text: &str) -> bool {
    (1..=20).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
}

/// A sign of a number in the width that is kept; 第, 条 and 項 only frame it.
fn narrow(c: char) -> Option<char> {
    match c {
        '第' | '条' | '項' => None,
        'の' | '－' => Some('-'),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        other => Some(other),
    }
}

/// The version in force on `day`: the latest that has begun. What was struck out never was.
#[must_use]
pub fn guideline_on<'a>(
    folios: impl IntoIterator<Item = &'a Folio>,
    day: Date,
) -> Option<&'a Guideline> {
    folios
        .into_iter()
        .filter_map(|folio| Some((folio.guideline()?, folio.id)))
        .filter(|(guideline, _)| guideline.adopted.in_force <= day)
        .max_by_key(|(guideline, id)| (guideline.adopted.in_force, *id))
        .map(|(guideline, _)| guideline)
}

/// The clause `number` of the version in force on the day of the conduct (A02).
///
/// # Errors
/// `guideline.none_in_force`, `guideline.no_such_clause`.
pub fn cite<'a>(
    folios: impl IntoIterator<Item = &'a Folio>,
    day: Date,
    number: &str,
) -> Result<Citation, Refusal> {
    let guideline =
        guideline_on(folios, day).ok_or_else(|| Refusal::new("guideline.none_in_force"))?;
    let adopted = &guideline.adopted;
    if !adopted.clauses.iter().any(|clause| clause == number) {
        return Err(Refusal::of_field("guideline.no_such_clause", "clause"));
    }
    Ok(Citation {
        version: adopted.version.clone(),
        clause: number.to_owned(),
        text: adopted.text.clone(),
    })
}
