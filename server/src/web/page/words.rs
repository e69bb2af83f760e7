//! Pages that are only words: help, accessibility, about.

use crate::web::{
    frame::{Frame, page},
    text::Ui,
    visit::Visit,
};
use askama::Template;
use poem::{Response, handler};

/// A section of such a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading, or empty for the introduction.
    pub heading: String,
    /// Its paragraphs.
    pub lines: Vec<String>,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "words.html")]
pub struct WordsPage {
    /// The surroundings.
    pub f: Frame,
    /// The sections.
    pub sections: Vec<Section>,
}

/// A section from its heading (`help-intake`) and its words (`help-intake-text`): one paragraph for
/// each line of the catalogue entry.
fn section(ui: Ui, heading: Option<&str>, text: &str) -> Section {
    Section {
        heading: heading.map(|key| ui.t(key)).unwrap_or_default(),
        lines: ui
            .t(text)
            .lines()
            .map(str::to_owned)
            .filter(|line| !line.is_empty())
            .collect(),
    }
}

/// The sections of `/help`.
#[must_use]
pub fn help_sections(ui: &Ui) -> Vec<Section> {
    vec![
        section(*ui, None, "help-lead"),
        section(*ui, Some("help-states"), "help-states-text"),
        section(*ui, Some("help-why"), "help-why-text"),
        section(*ui, Some("help-two"), "help-two-text"),
        section(*ui, Some("help-dates"), "help-dates-text"),
        section(*ui, Some("help-keys"), "help-keys-text"),
        section(*ui, Some("help-verify"), "help-verify-text"),
    ]
}

/// The sections of `/accessibility`.
#[must_use]
pub fn accessibility_sections(ui: &Ui) -> Vec<Section> {
    vec![
        section(*ui, None, "accessibility-lead"),
        section(*ui, Some("accessibility-how"), "accessibility-how-text"),
        section(*ui, Some("accessibility-tell"), "accessibility-tell-text"),
    ]
}

/// The sections of `/about`.
#[must_use]
pub fn about_sections(ui: &Ui) -> Vec<Section> {
    vec![Section {
        heading: String::new(),
        lines: vec![
            ui.t("about-lead"),
            ui.x("about-version", env!("CARGO_PKG_VERSION")),
        ],
    }]
}

/// `/help`
#[handler]
pub(crate) fn get_help(visit: &Visit) -> Response {
    let f = Frame::of(visit, &visit.ui.t("foot-help"));
    page(&WordsPage {
        sections: help_sections(&f.ui),
        f,
    })
}

/// `/accessibility`
#[handler]
pub(crate) fn get_accessibility(visit: &Visit) -> Response {
    let f = Frame::of(visit, &visit.ui.t("foot-accessibility"));
    page(&WordsPage {
        sections: accessibility_sections(&f.ui),
        f,
    })
}

/// `/about`
#[handler]
pub(crate) fn get_about(visit: &Visit) -> Response {
    let f = Frame::of(visit, &visit.ui.t("foot-about"));
    page(&WordsPage {
        sections: about_sections(&f.ui),
        f,
    })
}
