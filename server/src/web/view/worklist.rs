//! The worklist: saved views, filters, rows ordered by working time left.

use super::{
    deadline::Chip,
    form::{Choice, Field, Input},
};
use crate::web::text::Ui;
use jiff::civil::Date;

/// A saved view with its count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its code, which is also its address under `/queue/`.
    pub code: String,
    /// Where it is.
    pub href: String,
    /// How many cases it holds.
    pub count: u64,
    /// Whether it is shown now.
    pub current: bool,
}

/// A filter in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterChip {
    /// What is filtered, in words.
    pub label: String,
    /// The address without it.
    pub remove: String,
}

/// A line of the list. It names no natural person from outside the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The address form of the number, `r8-c-0123`.
    pub slug: String,
    /// The printed number, `R8-苦情-0123`.
    pub number: String,
    /// The respondent as it may be listed.
    pub member: String,
    /// The kind's code.
    pub kind: String,
    /// The stage's code.
    pub stage: String,
    /// The day of receipt.
    pub received: Date,
    /// The most urgent deadline.
    pub chip: Option<Chip>,
    /// The party it waits on, or empty.
    pub waits_on: String,
    /// Who handles it, or empty.
    pub officer: String,
    /// Whether a two-person act waits for approval.
    pub proposal: bool,
}

/// An act on the ticked rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkAct {
    /// The address it is sent to.
    pub action: String,
    /// The words on its button.
    pub label: String,
}

/// The worklist page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worklist {
    /// The view's code, for the heading.
    pub view: String,
    /// The saved views.
    pub views: Vec<SavedView>,
    /// The filter form.
    pub filters: Vec<Field>,
    /// The filters in force.
    pub chips: Vec<FilterChip>,
    /// Where the filter form leads.
    pub action: String,
    /// The rows.
    pub rows: Vec<Row>,
    /// How many there are altogether.
    pub total: u64,
    /// The acts on ticked rows; without one there is no checkbox column.
    pub bulk: Vec<BulkAct>,
    /// The previous page.
    pub previous: Option<String>,
    /// The next page.
    pub next: Option<String>,
}

/// What the filter form offers and what is chosen in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// The chosen stage's code, or empty.
    pub stage: String,
    /// The chosen kind's code, or empty.
    pub kind: String,
    /// The chosen handler's id, or empty.
    pub handler: String,
    /// The chosen member's code, or empty.
    pub member: String,
}

/// The fields of the filter form: each may be left at 指定なし.
#[must_use]
pub fn filter_fields(
    ui: Ui,
    chosen: &Filters,
    stages: &[&str],
    kinds: &[&str],
    officers: &[(String, String)],
    members: &[(String, String)],
) -> Vec<Field> {
    let select = |name: &str, key: &str, value: &str, choices: Vec<Choice>| {
        let any = std::iter::once(Choice::new("", ui.t("filter-any")));
        Field::new(name, ui.t(key))
            .input(Input::Select(any.chain(choices).collect()))
            .value(value)
    };
    let terms = |family: &str, codes: &[&str]| {
        let choice = |code: &&str| Choice::new(*code, ui.term(family, code));
        codes.iter().map(choice).collect::<Vec<_>>()
    };
    let named = |pairs: &[(String, String)]| {
        let choice = |(code, name): &(String, String)| Choice::new(code, name);
        pairs.iter().map(choice).collect::<Vec<_>>()
    };
    vec![
        select("stage", "col-stage", &chosen.stage, terms("stage", stages)),
        select("kind", "col-kind", &chosen.kind, terms("casekind", kinds)),
        select("handler", "col-officer", &chosen.handler, named(officers)),
        select("member", "col-member-name", &chosen.member, named(members)),
    ]
}
