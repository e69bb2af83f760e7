//! The people of the house: pledges, leavers, deputies, sign-ins. No case content.

use super::form::Form;
use jiff::civil::Date;

/// The pledge that somebody owes or has given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PledgeView {
    /// How they stand to it, as a code.
    pub standing: &'static str,
    /// Until when it holds, or when it ended.
    pub until: Option<Date>,
    /// Version of the text.
    pub version: String,
    /// The Japanese text, which is the pledge.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// Giving it; nothing while one holds.
    pub form: Option<Form>,
}

/// Somebody and their pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledger {
    /// The person's name.
    pub name: String,
    /// The codes of their parts.
    pub roles: Vec<String>,
    /// The member for whom a contact acts, or empty.
    pub member: String,
    /// Which pledge, as a code.
    pub of: &'static str,
    /// Version of the text that was agreed to, or empty.
    pub version: String,
    /// The day.
    pub on: Option<Date>,
    /// Until when it holds, if it ends by itself.
    pub until: Option<Date>,
    /// How they stand to it, as a code.
    pub standing: &'static str,
    /// Whether it is to be renewed soon.
    pub soon: bool,
}

/// Somebody who left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaver {
    /// The person's name.
    pub name: String,
    /// The codes of their parts.
    pub roles: Vec<String>,
    /// The day of leaving, where one was recorded.
    pub left: Option<Date>,
    /// The day on which the account was closed.
    pub closed: Option<Date>,
    /// The day of the pledge that goes on binding them.
    pub pledged: Option<Date>,
    /// Open cases that are still theirs.
    pub cases: u64,
    /// Where those are, for somebody who works there.
    pub href: Option<String>,
}

impl Leaver {
    /// Whether the account was closed late.
    #[must_use]
    pub fn is_late(&self) -> bool {
        matches!((self.left, self.closed), (Some(left), Some(closed)) if closed > left)
    }
}

/// The register of pledges and leavers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pledges {
    /// Everybody with a sign-in; who owes a pledge comes first.
    pub rows: Vec<Pledger>,
    /// How many hold.
    pub current: usize,
    /// Those who left, the latest first.
    pub leavers: Vec<Leaver>,
}

/// Somebody who acts for a person on leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deputy {
    /// Who acts.
    pub name: String,
    /// For whom.
    pub principal: String,
    /// The codes of the parts.
    pub roles: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// `now`, `ahead` or `over`.
    pub standing: &'static str,
    /// Where it is ended early, for somebody who may.
    pub end: Option<String>,
}

/// The page about deputies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deputies {
    /// The appointments, the latest first.
    pub rows: Vec<Deputy>,
    /// Appointing one.
    pub form: Form,
}

/// A sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The sign-in name.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The codes of their roles.
    pub roles: Vec<String>,
    /// The member a contact stands for, or empty.
    pub member: String,
    /// Whether it was closed.
    pub disabled: bool,
    /// The people on leave for whom they act today.
    pub acts_for: Vec<String>,
    /// Where the address of their mail is entered.
    pub mail: Option<String>,
    /// Where the sign-in is closed.
    pub close: Option<String>,
}

/// What the roster cannot do, put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What is lacking, as a code.
    pub lack: &'static str,
    /// The acts, in words.
    pub acts: String,
    /// Whose proposals it is about, or empty.
    pub whose: String,
}

/// A bundle of parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Its code, as the command line takes it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The codes of its parts.
    pub roles: Vec<String>,
    /// Who plays all of them.
    pub people: Vec<String>,
}

/// The sign-ins, with what they add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Users {
    /// The sign-ins.
    pub rows: Vec<User>,
    /// What today's roster cannot perform.
    pub gaps: Vec<Gap>,
    /// The bundles of the rules in force.
    pub bundles: Vec<Bundle>,
}

/// A form about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonForm {
    /// The person's name.
    pub name: String,
    /// What is asked.
    pub form: Form,
}
