//! Templates of letters: versioned texts that the center head or the president decides (B41).

use crate::{code::LetterKind, profile::Profile};
use serde::{Deserialize, Serialize};

/// What a template can leave open; each stands in braces, such as `{number}`.
pub const PLACES: &[&str] = &["number", "member", "organ", "deadline"];

/// Who looks at a letter before it goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Somebody else than whoever drafted it.
    SecondPerson,
}

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterTemplate {
    /// The kind of letter.
    pub kind: LetterKind,
    /// Its version.
    pub version: String,
    /// The subject (件名).
    pub subject: String,
    /// The body, with places left open.
    pub body: String,
    /// Who checks a letter of this kind; nobody where it goes out by one person's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
}

impl LetterTemplate {
    /// The body with its places filled; a place that is not given stays as it is.
    #[must_use]
    pub fn fill(&self, values: &[(&str, &str)]) -> String {
        values
            .iter()
            .fold(self.body.trim().to_owned(), |body, (place, value)| {
                body.replace(&format!("{{{place}}}"), value)
            })
    }

    /// A place of the body that no template can leave open.
    #[must_use]
    pub fn unknown_place(&self) -> Option<&str> {
        self.body
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(place, _)| place))
            .find(|place| !PLACES.contains(place))
    }
}

impl Profile {
    /// The template for letters of a kind.
    #[must_use]
    pub fn letter(&self, kind: LetterKind) -> Option<&LetterTemplate> {
        self.letters.iter().find(|letter| letter.kind == kind)
    }

    /// Whether a letter of this kind is read by a second person before it goes out.
    #[must_use]
    pub fn is_checked(&self, kind: LetterKind) -> bool {
        self.letter(kind)
            .is_some_and(|letter| letter.check == Some(Check::SecondPerson))
    }
}
