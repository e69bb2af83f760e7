//! 認定・指針等: every entry of the organisation's own registers by number, with what it says in codes
//! and dates (A01, A02, A05, A07, A10, B03). Its words are private and stand elsewhere.

use super::{Rows, Sheet, View};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::{
    event::{Recipients, Scope},
    folio::{Content, Folio, article},
    id::MemberCode,
};

pub(super) struct Folios;

/// What an entry says besides its code, in a few words.
fn particulars(folio: &Folio, view: &View<'_>) -> String {
    match &folio.content {
        Content::Accreditation(e) => {
            let authority = view.codes.word("accreditor", e.authority.code());
            let article = article(e.act, e.law).map_or_else(String::new, |n| format!(" 法{n}条"));
            let scope = match &e.scope {
                Scope::All {} => "全分野".to_owned(),
                Scope::Listed { industries } => industries.join(" "),
            };
            format!("{authority}{article} {scope}")
        }
        Content::Guideline(e) => {
            let adopted = &e.adopted;
            let decision = adopted.decision.as_deref().unwrap_or_default();
            format!(
                "施行 {} 意見聴取 {} 条項数 {} 決議 {decision}",
                adopted.in_force,
                adopted.heard,
                adopted.clauses.len()
            )
        }
        Content::Information(e) => match &e.to {
            Recipients::Targets { count, .. } => format!("全対象事業者 {count}"),
            Recipients::Members { members } => {
                let codes: Vec<&str> = members.iter().map(MemberCode::as_str).collect();
                codes.join(" ")
            }
        },
        Content::Activity(_) => String::new(),
        Content::Lesson(e) => format!("案件 {} 同意 {}", e.cases.len(), e.consents.len()),
    }
}

impl Sheet for Folios {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "認定・指針等".to_owned(),
            columns: vec![
                Column::int("番号"),
                Column::text("台帳"),
                Column::text("区分"),
                Column::date("日付"),
                Column::text("内容"),
                Column::date("届出日"),
                Column::date("公表日"),
                Column::date("委員会の公表日"),
                Column::text("取消し"),
                Column::int("最初の記録"),
            ],
            chain: Chain::Rows,
        }
    }

    fn finish(&self, view: &View<'_>, rows: &mut Rows<'_>) -> Result<(), PackageError> {
        for folio in view.world.folios.values() {
            let kind = folio.kind().code();
            let (published, by_commission) = match &folio.content {
                Content::Guideline(e) => (e.published.as_ref().map(|p| p.on), e.by_commission),
                Content::Lesson(e) => (e.released_on(), None),
                _ => (None, None),
            };
            rows.push(vec![
                Cell::int(folio.id.0.into()),
                Cell::text(view.codes.word("folio_kind", kind)),
                Cell::text(view.codes.word(kind, folio.code())),
                Cell::Date(folio.on()),
                Cell::text(particulars(folio, view)),
                Cell::date(folio.filed),
                Cell::date(published),
                Cell::date(by_commission),
                Cell::text(if folio.struck { "取消し" } else { "" }),
                Cell::int(folio.first_seq),
            ])?;
        }
        Ok(())
    }
}
