//! Searching by number, code and words. The words travel in the body and stand in no address.

use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    map::work::row,
    problem::Problem,
    refused::{fault, fault_of, refused},
    site::{Desk, Site},
    text::Ui,
    typed::Typed,
    view::{
        form::{Choice, Fault, Field, Input},
        search::{Group, Hit, MemberHit, Place, Results, Search},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    case::Respondent,
    code::{CaseKind, Class},
    search::{Narrowing, Sought},
    time::FiscalYear,
};
use poem::{Response, Result, handler, web::Data};
use store::desk::{Find, Found};

/// Years that can be chosen.
const YEARS: i16 = 10;

/// The page.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub struct SearchPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Search,
}

impl<'a> SearchPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Search) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("search-title")).with_faults(v.faults.len()),
            v,
        }
    }
}

/// Lets in who searches.
pub(crate) fn enters(viewer: &Viewer) -> Result<(), Failure> {
    if viewer.actor.searches() {
        Ok(())
    } else {
        Err(Failure::new(Problem::Forbidden))
    }
}

/// The words and the filters, which are kept apart.
#[must_use]
pub fn fields(ui: Ui, this_year: FiscalYear, typed: &Typed, faults: &[Fault]) -> Vec<Field> {
    let select = |name: &str, key: &str, choices: Vec<Choice>| {
        let any = std::iter::once(Choice::new("", ui.t("filter-any")));
        Field::new(name, ui.t(key)).input(Input::Select(any.chain(choices).collect()))
    };
    let kinds = CaseKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), ui.term("casekind", kind.code())));
    let open = ["open", "closed"].map(|code| Choice::new(code, ui.term("searchopen", code)));
    let years = (0..YEARS)
        .map(|back| this_year.0.saturating_sub(back))
        .map(|year| Choice::new(year.to_string(), ui.fiscal_year(year)));
    [
        Field::new("words", ui.t("search-label"))
            .hint(ui.t("search-hint"))
            .autocomplete("off")
            .max(200),
        select("kind", "col-kind", kinds.collect()),
        select("open", "search-open", open.to_vec()),
        select("fiscal_year", "search-year", years.collect()),
    ]
    .into_iter()
    .map(|field| field.typed(Some(typed), faults))
    .collect()
}

/// What is sought and what narrows it. A filter that is none is a fault: a list that silently shows
/// something else than was asked for misleads.
///
/// # Errors
/// The fields at fault.
pub(crate) fn read(ui: Ui, typed: &Typed) -> std::result::Result<(Sought, Narrowing), Vec<Fault>> {
    let mut faults = Vec::new();
    let sought = Sought::read(typed.get("words")).unwrap_or_else(|refusal| {
        faults.push(fault_of(&ui, &refusal));
        Sought::default()
    });
    let kind = typed.filled("kind");
    let open = typed.filled("open");
    let year = typed.filled("fiscal_year");
    let narrowing = Narrowing {
        kind: kind.as_deref().and_then(CaseKind::from_code),
        open: open.as_deref().and_then(|code| match code {
            "open" => Some(true),
            "closed" => Some(false),
            _ => None,
        }),
        fiscal_year: year.as_deref().and_then(|y| y.parse().ok()).map(FiscalYear),
    };
    for (field, wrong) in [
        ("kind", kind.is_some() && narrowing.kind.is_none()),
        ("open", open.is_some() && narrowing.open.is_none()),
        (
            "fiscal_year",
            year.is_some() && narrowing.fiscal_year.is_none(),
        ),
    ] {
        if wrong {
            faults.push(fault(&ui, field, "field.choice"));
        }
    }
    if faults.is_empty() {
        Ok((sought, narrowing))
    } else {
        Err(faults)
    }
}

fn places(ui: Ui, finds: &[Find]) -> Vec<Place> {
    finds
        .iter()
        .map(|find| Place {
            label: ui.term("fact", &find.field),
            pieces: find.pieces.clone(),
        })
        .collect()
}

/// What was found, in the order in which people look for it.
fn results(desk: &Desk, found: &Found) -> Results {
    let mut groups = ["number", "person", "text"].map(|code| Group {
        code,
        hits: Vec::new(),
    });
    for case in &found.cases {
        let place = if case.finds.is_empty() {
            0
        } else if case.finds.iter().any(|find| find.class == Class::Identity) {
            1
        } else {
            2
        };
        if let Some(group) = groups.get_mut(place) {
            group.hits.push(Hit {
                row: row(desk, &case.row.file, case.row.next.as_ref()),
                places: places(desk.ui, &case.finds),
            });
        }
    }
    let members = found.members.iter().map(|member| MemberHit {
        code: member.code.to_string(),
        name: desk.respondent(&Respondent::Member {
            member: member.code.clone(),
        }),
        places: places(desk.ui, &member.finds),
    });
    Results {
        groups: groups
            .into_iter()
            .filter(|group| !group.hits.is_empty())
            .collect(),
        members: members.collect(),
        more: found.more,
        incomplete: found.incomplete,
    }
}

fn show(
    visit: &Visit,
    desk: &Desk,
    typed: &Typed,
    faults: Vec<Fault>,
    results: Option<Results>,
) -> Result<Response> {
    let v = Search {
        fields: fields(visit.ui, FiscalYear::of(desk.now.date()), typed, &faults),
        faults,
        results,
    };
    page_with_faults(&SearchPage::of(visit, &v), v.faults.len())
}

/// `GET /search`
#[handler]
pub(crate) async fn get_search(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    enters(viewer)?;
    let desk = site.desk(visit, viewer, []).await?;
    show(visit, &desk, &Typed::default(), Vec::new(), None)
}

/// `POST /search`
#[handler]
pub(crate) async fn post_search(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    enters(viewer)?;
    let (sought, narrowing) = match read(visit.ui, &typed) {
        Ok(read) => read,
        Err(faults) => {
            let desk = site.desk(visit, viewer, []).await?;
            return show(visit, &desk, &typed, faults, None);
        }
    };
    let found = site
        .office
        .search(&viewer.actor, &sought, narrowing)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let files: Vec<_> = found.cases.iter().map(|case| &case.row.file).collect();
    let desk = site.desk(visit, viewer, files).await?;
    let results = results(&desk, &found);
    show(visit, &desk, &typed, Vec::new(), Some(results))
}
