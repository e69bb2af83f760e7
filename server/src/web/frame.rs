//! What stands around every page: header, navigation, language switch, banner, footer.

use super::{
    assets,
    failure::{Failure, last_resort},
    problem::Problem,
    settings::HelpDesk,
    text::{Lang, Ui, Years},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{access::Actor, code::Role};
use poem::{
    IntoResponse, Response,
    http::{StatusCode, header},
};
use std::ops::Deref;

/// One entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// The address.
    pub href: &'static str,
    /// The key of its words.
    pub key: &'static str,
    /// Whether the reader is there now.
    pub current: bool,
}

/// The surroundings of a page. Templates call it `f` and speak through it: `f.t("key")`.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The words.
    pub ui: Ui,
    /// The page's name, for `<title>`.
    pub title: String,
    /// Who reads.
    pub viewer: Option<Viewer>,
    /// The token each form carries.
    pub csrf: String,
    /// The navigation for the reader's roles.
    pub nav: Vec<NavItem>,
    /// Whether the header has a box for searching: for those who search, on every page but that of
    /// the search itself.
    pub seeks: bool,
    /// The outcome of the step just taken, in words.
    pub banner: Option<String>,
    /// How many faults the form on this page has; the title says so.
    pub faults: usize,
    /// Where the reader finds help.
    pub help: HelpDesk,
    /// Whether this is the demo.
    pub demo: bool,
    /// This page in the other language.
    pub other_lang_href: String,
    /// This page with years written the other way.
    pub other_years_href: String,
    /// The stylesheet.
    pub stylesheet: String,
    /// The script.
    pub script: String,
    /// The icon.
    pub icon: String,
}

impl Deref for Frame {
    type Target = Ui;

    fn deref(&self) -> &Ui {
        &self.ui
    }
}

/// Who works with cases and their deadlines.
const CASE_ROOMS: &[Role] = &[
    Role::Intake,
    Role::Handler,
    Role::Supervisor,
    Role::CenterHead,
    Role::ComplianceLead,
    Role::Secretariat,
    Role::President,
];

/// The parts of the office and who works in each. What is seen and done inside is decided by the
/// policy behind every query and command; here it is decided who has anything to do there.
const NAVIGATION: [(&str, &str, &[Role]); 16] = [
    (
        "/today",
        "nav-today",
        &[
            Role::Supervisor,
            Role::CenterHead,
            Role::ComplianceLead,
            Role::President,
        ],
    ),
    ("/queue", "nav-queue", CASE_ROOMS),
    ("/deadlines", "nav-deadlines", CASE_ROOMS),
    (
        "/cases/new",
        "nav-new-case",
        &[Role::Intake, Role::Handler, Role::Supervisor],
    ),
    (
        "/approvals",
        "nav-approvals",
        &[Role::Supervisor, Role::SecondApprover],
    ),
    (
        "/members",
        "nav-members",
        &[
            Role::Intake,
            Role::Handler,
            Role::Supervisor,
            Role::CenterHead,
            Role::Membership,
            Role::Publisher,
        ],
    ),
    (
        "/registers",
        "nav-registers",
        &[
            Role::Intake,
            Role::Handler,
            Role::Supervisor,
            Role::CenterHead,
            Role::ComplianceLead,
            Role::Membership,
            Role::Publisher,
            Role::RecordsManager,
            Role::Secretariat,
            Role::President,
            Role::Kanji,
            Role::Auditor,
            Role::Admin,
        ],
    ),
    (
        "/measures",
        "nav-measures",
        &[
            Role::Intake,
            Role::Handler,
            Role::Supervisor,
            Role::CenterHead,
            Role::ComplianceLead,
            Role::HearingOfficer,
            Role::Secretariat,
            Role::Publisher,
            Role::RecordsManager,
            Role::Director,
            Role::President,
            Role::Kanji,
            Role::Auditor,
        ],
    ),
    (
        "/training",
        "nav-training",
        &[Role::Supervisor, Role::CenterHead, Role::Admin],
    ),
    (
        "/pledges",
        "nav-pledges",
        &[Role::CenterHead, Role::Kanji, Role::Auditor],
    ),
    (
        "/deputies",
        "nav-deputies",
        &[Role::Supervisor, Role::CenterHead, Role::President],
    ),
    (
        "/board",
        "nav-board",
        &[
            Role::Director,
            Role::President,
            Role::Kanji,
            Role::Secretariat,
            Role::Supervisor,
            Role::CenterHead,
            Role::ComplianceLead,
            Role::Auditor,
        ],
    ),
    (
        "/audit",
        "nav-audit",
        &[
            Role::Auditor,
            Role::Kanji,
            Role::RecordsManager,
            Role::CenterHead,
            Role::Supervisor,
            Role::President,
        ],
    ),
    (
        "/rules",
        "nav-rules",
        &[
            Role::Supervisor,
            Role::CenterHead,
            Role::ComplianceLead,
            Role::Secretariat,
            Role::President,
            Role::Kanji,
            Role::Auditor,
            Role::RecordsManager,
            Role::Admin,
        ],
    ),
    ("/portal", "nav-portal", &[Role::MemberContact]),
    ("/admin/jobs", "nav-admin", &[Role::Admin]),
];

/// Whether somebody works in the part of the office at this address.
pub(crate) fn works_in(actor: &Actor, part: &str) -> bool {
    NAVIGATION
        .iter()
        .any(|(href, _, roles)| *href == part && actor.is_any(roles))
}

impl Frame {
    /// The frame of a page called `title` for this visit.
    #[must_use]
    pub fn of(visit: &Visit, title: &str) -> Self {
        let viewer = visit.viewer.get().cloned();
        let inside = viewer.as_ref().filter(|viewer| viewer.pledged);
        let seeks = inside.is_some_and(|viewer| viewer.actor.searches() && visit.path != "/search");
        let nav = inside.map_or_else(Vec::new, |viewer| {
            NAVIGATION
                .iter()
                .filter(|(_, _, roles)| viewer.actor.is_any(roles))
                .map(|&(href, key, _)| NavItem {
                    href,
                    key,
                    current: visit.path == href
                        || (href != "/cases/new" && visit.path.starts_with(&format!("{href}/"))),
                })
                .collect()
        });
        let other_lang = if visit.ui.lang == Lang::Ja {
            "lang=en"
        } else {
            "lang=ja"
        };
        let other_years = if visit.ui.years == Years::Era {
            "years=western"
        } else {
            "years=era"
        };
        Self {
            ui: visit.ui,
            title: title.to_owned(),
            viewer,
            csrf: visit.csrf.get().cloned().unwrap_or_default(),
            nav,
            seeks,
            banner: None,
            faults: 0,
            help: visit.settings.help.clone(),
            demo: visit.settings.demo,
            other_lang_href: visit.with_preference(other_lang),
            other_years_href: visit.with_preference(other_years),
            stylesheet: assets::href("kigen.css"),
            script: assets::href("kigen.js"),
            icon: assets::href("icon.svg"),
        }
    }

    /// With the outcome of the step just taken, named by the `done` value of the address.
    ///
    /// Only words of the catalogue are shown, so an address cannot put words into our mouth.
    #[must_use]
    pub fn after(mut self, done: Option<&str>) -> Self {
        self.banner = done.and_then(|code| {
            let words = self.ui.term("done", code);
            (words != code).then_some(words)
        });
        self
    }

    /// With the number of faults of the form shown.
    #[must_use]
    pub fn with_faults(mut self, faults: usize) -> Self {
        self.faults = faults;
        self
    }

    /// Whether the reader reads Japanese.
    #[must_use]
    pub fn is_japanese(&self) -> bool {
        self.ui.lang == Lang::Ja
    }

    /// Whether years are written by era.
    #[must_use]
    pub fn by_era(&self) -> bool {
        self.ui.years == Years::Era
    }
}

/// A page, rendered.
///
/// # Errors
/// The template could not be written; a fault of the program.
pub(crate) fn page_with_status<T: Template>(
    template: &T,
    status: StatusCode,
) -> Result<Response, askama::Error> {
    Ok(Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .body(template.render()?)
        .into_response())
}

/// A page with a form, of which so many fields are at fault: status 422 when there are any.
///
/// # Errors
/// The template could not be written; a fault of the program.
pub(crate) fn page_with_faults<T: Template>(template: &T, faults: usize) -> poem::Result<Response> {
    let status = if faults == 0 {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page_with_status(template, status).map_err(|_| Failure::new(Problem::Internal).into())
}

/// A page with status 200.
pub(crate) fn page<T: Template>(template: &T) -> Response {
    page_with_status(template, StatusCode::OK).unwrap_or_else(|_| last_resort())
}
