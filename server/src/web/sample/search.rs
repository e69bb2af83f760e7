//! Sample views of the search and of what is suggested at intake.

use super::{Size, frame, long, many, row, show};
use crate::web::{
    page::search::{SearchPage, fields},
    refused::fault,
    text::{Lang, Ui},
    typed::Typed,
    view::search::{Group, Hit, MemberHit, Place, Results, Search, Similar, Suggested},
};
use domain::{search::Piece, time::FiscalYear};

fn piece(text: &str, sought: bool) -> Piece {
    Piece {
        text: text.to_owned(),
        sought,
    }
}

fn places(size: Size, ui: Ui) -> Vec<Place> {
    many(size, 1, |_| Place {
        label: ui.term("fact", "content"),
        pieces: vec![
            piece(&long(size, "…会員に"), false),
            piece("<b>勧告</b>", true),
            piece("を求める申出…", false),
        ],
    })
}

fn results(size: Size, ui: Ui) -> Results {
    let group = |code, count| Group {
        code,
        hits: many(size, count, |n| Hit {
            row: row(size, n),
            places: if code == "number" {
                Vec::new()
            } else {
                places(size, ui)
            },
        }),
    };
    let groups = [group("number", 1), group("person", 2), group("text", 4)];
    Results {
        groups: groups
            .into_iter()
            .filter(|group| !group.hits.is_empty())
            .collect(),
        members: many(size, 1, |_| MemberHit {
            code: "M0001".into(),
            name: long(size, "株式会社みらいデータ"),
            places: places(size, ui),
        }),
        more: size == Size::Long,
        incomplete: size == Size::Long,
    }
}

/// What is suggested at intake.
pub(super) fn suggested(size: Size) -> Suggested {
    Suggested {
        cases: many(size, 2, |n| Similar {
            row: row(size, n),
            because: [vec!["name", "kana"], vec!["contact"]][n % 2].clone(),
            same_respondent: n % 2 == 0,
            open: n % 4 == 0,
        }),
        members: many(size, 1, |_| {
            ("M0001".into(), long(size, "株式会社みらいデータ"))
        }),
        asked: size != Size::Empty,
    }
}

/// The pages of this room.
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = Ui::new(lang);
    let this_year = FiscalYear(2026);
    let typed = Typed(vec![("words".into(), "勧告".into())]);
    let faults = vec![fault(&ui, "words", "search.too_short")];
    let found = Search {
        fields: fields(ui, this_year, &typed, &[]),
        faults: Vec::new(),
        results: Some(results(size, ui)),
    };
    let refused = Search {
        fields: fields(ui, this_year, &Typed::default(), &faults),
        faults,
        results: None,
    };
    [("search", found), ("search-refused", refused)]
        .into_iter()
        .map(|(name, v)| {
            let f = frame(lang, "/search", "handler", "search-title").with_faults(v.faults.len());
            show(name, &SearchPage { f, v: &v })
        })
        .collect()
}
