//! The organisation's own registers together, and one of them: accreditation, guidelines, information
//! given to target businesses, other work, digests of cases (A01-A07, B03).

use super::case::Outcome;
use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::folio::{about, filing_chip, line},
    problem::Problem,
    refused::refused,
    site::Site,
    text::Ui,
    view::registers::{FilingLine, Register, Registers, Shelf},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    code::FolioKind,
    folio::{Folio, keeps},
    id::FolioId,
    time::FiscalYear,
};
use jiff::civil::Date;
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use store::desk::FolioFiling;

/// The registers together.
#[derive(Debug, Template)]
#[template(path = "registers.html")]
pub struct RegistersPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Registers,
}

/// One register.
#[derive(Debug, Template)]
#[template(path = "register.html")]
pub struct RegisterPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Register,
}

impl<'a> RegistersPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Registers) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("registers-title")),
            v,
        }
    }
}

impl<'a> RegisterPage<'a> {
    /// The page in the frame of this visit, named by the register.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Register) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.term("foliokind", v.kind)),
            v,
        }
    }
}

/// The register at an address.
pub(super) fn kind_at(path: &str) -> Result<FolioKind, Failure> {
    FolioKind::from_code(path).ok_or_else(|| Failure::new(Problem::NotFound))
}

/// The first day and the name of the quarter of a fiscal year.
fn quarter(ui: Ui, day: Date) -> (Date, String) {
    let month = (day.month() - 1) / 3 * 3 + 1;
    let first = Date::new(day.year(), month, 1).unwrap_or(day);
    let last = first
        .saturating_add(jiff::Span::new().months(2))
        .last_of_month();
    (
        first,
        format!("{} – {}", ui.short_day(&first), ui.short_day(&last)),
    )
}

/// `/registers`
#[handler]
pub(crate) async fn get_registers(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/registers")?;
    let ui = visit.ui;
    let refuse = |e| refused(&ui, &e);
    let office = &site.office;
    let folios = office.folios(&viewer.actor).await.map_err(refuse)?;
    let titles = office.folio_titles().await.map_err(refuse)?;
    let filings = office.filings().await.map_err(refuse)?;
    let outside = office.outside_scope(&viewer.actor).await.map_err(refuse)?;
    let now = office.now();
    let calendar = office.in_force(now.date()).await.map_err(refuse)?.calendar;
    let shelves = FolioKind::ALL.iter().map(|kind| {
        let entries = folios.iter().filter(|f| f.kind() == *kind && !f.struck);
        Shelf {
            kind: kind.code(),
            count: entries.clone().count(),
            latest: entries.map(Folio::on).max(),
        }
    });
    let filed = |FolioFiling { folio, proof }: FolioFiling| FilingLine {
        href: address(&folio),
        kind: folio.kind().code(),
        about: about(ui, &folio, titles.get(&folio.id).map_or("", String::as_str)),
        chip: filing_chip(&proof, folio.filed, now, &calendar),
    };
    let (first, name) = quarter(ui, now.date());
    let released = folios
        .iter()
        .filter_map(Folio::lesson)
        .filter_map(domain::folio::Lesson::released_on);
    let v = Registers {
        shelves: shelves.collect(),
        filings: filings.into_iter().map(filed).collect(),
        accredited: folios.iter().any(|f| f.accreditation().is_some()),
        outside: outside
            .into_iter()
            .map(|number| (number.printed(), format!("/cases/{number}")))
            .collect(),
        quarter: if released.clone().any(|on| on >= first) {
            String::new()
        } else {
            name
        },
    };
    Ok(page(&RegistersPage::of(visit, &v)))
}

/// Where an entry is.
pub(super) fn address(folio: &Folio) -> String {
    format!("/registers/{}/{}", folio.kind().code(), folio.id)
}

/// Which part of a register.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Part {
    /// The fiscal year.
    #[serde(default)]
    year: Option<i16>,
}

/// `/registers/{kind}`
#[handler]
pub(crate) async fn get_register(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(kind): Path<String>,
    Query(part): Query<Part>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    viewer.enters("/registers")?;
    let kind = kind_at(&kind)?;
    let ui = visit.ui;
    let refuse = |e| refused(&ui, &e);
    let office = &site.office;
    let mut folios = office.folios(&viewer.actor).await.map_err(refuse)?;
    folios.retain(|folio| folio.kind() == kind);
    let titles = office.folio_titles().await.map_err(refuse)?;
    let now = office.now();
    let calendar = office.in_force(now.date()).await.map_err(refuse)?.calendar;
    let filings: BTreeMap<FolioId, _> = office
        .filings()
        .await
        .map_err(refuse)?
        .into_iter()
        .map(|FolioFiling { folio, proof }| {
            let chip = filing_chip(&proof, folio.filed, now, &calendar);
            (folio.id, chip)
        })
        .collect();
    let home = format!("/registers/{}", kind.code());
    let years: BTreeSet<FiscalYear> = folios.iter().map(|f| FiscalYear::of(f.on())).collect();
    let mut shown = vec![(
        ui.t("registers-all-years"),
        home.clone(),
        part.year.is_none(),
    )];
    shown.extend(years.iter().rev().map(|year| {
        let current = part.year == Some(year.0);
        (
            ui.fiscal_year(year.0),
            format!("{home}?year={}", year.0),
            current,
        )
    }));
    folios.retain(|f| {
        part.year
            .is_none_or(|year| FiscalYear::of(f.on()).0 == year)
    });
    folios.sort_by_key(|folio| std::cmp::Reverse((folio.on(), folio.id)));
    let row = |folio: &Folio| {
        let title = titles.get(&folio.id).map_or("", String::as_str);
        let chip = filings.get(&folio.id).cloned();
        line(ui, &viewer.actor, folio, title, chip, now.date())
    };
    let v = Register {
        kind: kind.code(),
        years: shown,
        rows: folios.iter().map(row).collect(),
        may_record: keeps(&viewer.actor, kind),
    };
    let mut shown = RegisterPage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}
