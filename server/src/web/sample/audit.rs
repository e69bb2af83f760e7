//! Sample views for the auditor: packages, a verdict, the table of clauses.

use super::{Size, at, frame, many, show};
use crate::web::{
    page::{
        audit::{AuditPage, VerdictPage},
        clauses::ClausesPage,
    },
    text::{Lang, Ui},
    view::{
        audit::{Check, FirstBad, Package, Verdict},
        clauses::{Clauses, Row as ClauseRow},
        form::{Field, Form, Group},
    },
};

/// A digest.
pub(super) const SHA256: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn package(size: Size, n: usize) -> Package {
    Package {
        id: format!("p{n}"),
        fiscal_year: 2025 - i16::try_from(n).unwrap(),
        file: format!(
            "audit-{}{}.zip",
            2025 - n,
            if size == Size::Long { "-tampered" } else { "" }
        ),
        bytes: 1_834_221,
        sha256: SHA256.into(),
        records: (n == 0).then_some((1_204, 12_345)),
        download: format!("/audit/packages/p{n}/content"),
        verdict: format!("/audit/packages/p{n}/verification"),
    }
}

/// The pages with sample data, by name.
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = &Ui::new(lang);
    let reason = Form {
        action: "/audit/packages".into(),
        groups: vec![Group {
            legend: String::new(),
            fields: vec![Field::new("reason", ui.t("fact-reason")).required()],
        }],
        submit: ui.t("letter-preview"),
        ..Form::default()
    };
    vec![
        show(
            "clauses",
            &ClausesPage {
                f: frame(lang, "/rules/clauses", "auditor", "clauses-title"),
                v: &Clauses {
                    rows: many(size, 6, |n| ClauseRow {
                        id: ["A27", "B36"][n % 2],
                        words: "本人確認書類",
                        page: ["/cases/{no}/do/check-identity", ""][n % 2],
                        tests: &["a27_only_what_is_accepted_today_and_masked_proves_identity"],
                    }),
                },
            },
        ),
        show(
            "audit",
            &AuditPage {
                f: frame(lang, "/audit", "auditor", "audit-title"),
                v: &many(size, 2, |n| package(size, n)),
                build: (size != Size::Empty).then(|| reason.clone()),
            },
        ),
        show(
            "verdict",
            &VerdictPage {
                f: frame(
                    lang,
                    "/audit/packages/p0/verification",
                    "auditor",
                    "verdict-title",
                ),
                v: &Verdict {
                    package: package(size, 0),
                    good: size == Size::Usual,
                    at: at(11, 22, 10),
                    checks: ["integrity", "authenticity", "anchor", "completeness"]
                        .into_iter()
                        .enumerate()
                        .map(|(n, code)| Check {
                            code: code.into(),
                            result: if size == Size::Usual {
                                "passed"
                            } else {
                                ["passed", "failed", "not-asked", "nothing"][n]
                            },
                            count: 12_345,
                            note: String::new(),
                        })
                        .collect(),
                    counts: vec![("files", 12), ("records", 12_345)],
                    first_bad: (size != Size::Usual).then(|| FirstBad {
                        what: "記録の形、番号、連鎖のいずれかが正しくありません".into(),
                        place: "data/records.ndjson #1204".into(),
                        expected: package(size, 0).sha256,
                        actual: "0".repeat(64),
                        remains: "記録 0–1203".into(),
                    }),
                    head: package(size, 0).sha256,
                    command: "kigen audit verify audit-2025.zip --known-head 12345:9f86d081".into(),
                },
            },
        ),
    ]
}
