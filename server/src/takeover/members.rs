//! A row of a member register, read into the command that enters the member.

use super::{cell::Cells, fold, report::Finding, table::Row};
use domain::{id::MemberCode, member::Joining, profile::Profile};
use std::collections::BTreeMap;
use store::desk::MemberCard;

const CODE: &str = "会員番号";
const NAME: &str = "会員名";
const INDUSTRY: &str = "業種";
const CORPORATE_NUMBER: &str = "法人番号";
const ADDRESS: &str = "所在地";
const DESK: &str = "窓口";
const TELEPHONE: &str = "電話";
const JOINED: &str = "加入日";
const CONSENTED: &str = "対象事業者同意日";

/// The columns of a member register.
pub const COLUMNS: &[&str] = &[
    CODE,
    NAME,
    INDUSTRY,
    CORPORATE_NUMBER,
    ADDRESS,
    DESK,
    TELEPHONE,
    JOINED,
    CONSENTED,
];

/// The columns that hold the fields of the rules.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("code", CODE),
    ("name", NAME),
    ("corporate_number", CORPORATE_NUMBER),
    ("joined", JOINED),
    ("consented", CONSENTED),
];

/// The members that are there already.
pub(super) struct Roll(BTreeMap<MemberCode, MemberCard>);

impl Roll {
    pub(super) fn of(cards: Vec<MemberCard>) -> Self {
        Self(
            cards
                .into_iter()
                .map(|card| (card.member.code.clone(), card))
                .collect(),
        )
    }

    /// Whether a member was entered with other particulars than these.
    pub(super) fn differs(&self, joining: &Joining, profile: &Profile) -> bool {
        self.0.get(&joining.code).is_some_and(|card| {
            let entered = card.member.consents.first().map(|consent| consent.from);
            (card.member.joined, entered) != (joining.joined, joining.consented)
                || card.member.industry != profile.industry(joining.industry.trim())
                || [
                    (&card.name, &joining.name),
                    (&card.corporate_number, &joining.corporate_number),
                    (&card.address, &joining.address),
                    (&card.desk, &joining.desk),
                    (&card.telephone, &joining.telephone),
                ]
                .iter()
                .any(|(was, is)| was != is)
        })
    }
}

/// What stands in a row.
pub(super) struct Reading {
    /// The member's code, when that can be read.
    pub(super) code: Option<MemberCode>,
    /// The row, when nothing stands against it.
    pub(super) row: Option<Joining>,
    /// What was found.
    pub(super) findings: Vec<Finding>,
}

/// Reads a row.
pub(super) fn read(row: &Row, profile: &Profile) -> Reading {
    let mut cells = Cells::of(row);
    let code = cells
        .needed(CODE)
        .map(|text| fold::identifier(text).parse::<MemberCode>().ok());
    if code == Some(None) {
        cells.refuse("takeover.code_unreadable", CODE);
    }
    let code = code.flatten();
    cells.needed(NAME);
    let joined = cells.needed_date(JOINED);
    let consented = cells.date(CONSENTED);
    let (true, Some(code), Some(joined)) = (cells.stands(), code.clone(), joined) else {
        return Reading {
            code,
            row: None,
            findings: cells.findings,
        };
    };
    if consented.is_none() {
        cells.warn("member.not_target", CONSENTED);
    }
    let industry = fold::trimmed(cells.text(INDUSTRY));
    let other = profile.industry("");
    if profile.industry(&industry) == other && profile.industries.get(other) != Some(&industry) {
        cells.warn("member.industry_other", INDUSTRY);
    }
    let text = |column| row.cell(column).to_owned();
    Reading {
        code: Some(code.clone()),
        row: Some(Joining {
            code,
            industry,
            joined,
            consented,
            name: text(NAME),
            corporate_number: fold::identifier(row.cell(CORPORATE_NUMBER)).replace('-', ""),
            address: text(ADDRESS),
            desk: text(DESK),
            telephone: text(TELEPHONE),
        }),
        findings: cells.findings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_rule_has_its_column() {
        assert!(FIELDS.iter().all(|(_, column)| COLUMNS.contains(column)));
    }
}
