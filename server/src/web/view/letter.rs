//! Letters: the list of those a case has sent, one as it is printed, and whether one is genuine.

use super::form::Form;
use domain::time::Timestamp;
use jiff::civil::Date;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The number, which is the place of its record.
    pub number: u64,
    /// The address of the printed letter.
    pub href: String,
    /// The subject.
    pub subject: String,
    /// Whether it went to the member (`member`) or the complainant (`complainant`).
    pub party: &'static str,
    /// When it was issued.
    pub at: Timestamp,
    /// Who issued it.
    pub actor: String,
}

/// The letters of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// The letters, newest first.
    pub lines: Vec<Line>,
}

/// A letter as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The number; none of a letter that is not issued yet.
    pub number: Option<u64>,
    /// The code by which it is checked; empty before it is issued.
    pub code: String,
    /// The day of issue.
    pub on: Date,
    /// The addressee with 様 or 御中; empty where the reader may not know it.
    pub addressee: String,
    /// The organisation.
    pub organisation: String,
    /// The organ that handles complaints.
    pub organ: String,
    /// Its telephone.
    pub telephone: String,
    /// The subject.
    pub subject: String,
    /// The body; empty lines part its paragraphs.
    pub body: String,
    /// Whether the words went with their retention period.
    pub erased: bool,
    /// Whether the words are kept from this reader.
    pub withheld: bool,
    /// The printed number of the case.
    pub case: String,
}

impl Letter {
    /// Whether its words already end as a letter with 記 ends.
    #[must_use]
    pub fn says_its_end(&self) -> bool {
        self.body.trim_end().ends_with("以上")
    }
}

/// What the public check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Genuine {
    /// The form.
    pub form: Form,
    /// The kind's code and the day, when the letter is genuine; nothing when it is not; `None`
    /// before anything was asked.
    pub found: Option<Option<(String, Date)>>,
}
