//! The accreditation: by which article, and which sectors it covers on a day (A01).

use super::Folio;
use crate::{
    code::{AccreditationAct, Accreditor, LawVersion},
    event::Scope,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The article of the Act by which an accreditation is granted, changed or given up: its number
/// moved twice. Before 2015 a change had no article of its own.
///
/// ```
/// use domain::{code::{AccreditationAct, LawVersion}, folio::article};
/// assert_eq!(article(AccreditationAct::Granted, LawVersion::Enacted), Some("37"));
/// assert_eq!(article(AccreditationAct::Granted, LawVersion::Present), Some("47"));
/// assert_eq!(article(AccreditationAct::Changed, LawVersion::Enacted), None);
/// ```
#[must_use]
pub const fn article(act: AccreditationAct, law: LawVersion) -> Option<&'static str> {
    match (act, law) {
        (AccreditationAct::Granted, LawVersion::Enacted) => Some("37"),
        (AccreditationAct::Granted, LawVersion::Amended | LawVersion::Present) => Some("47"),
        (AccreditationAct::Changed, LawVersion::Present)
        | (AccreditationAct::Ceased, LawVersion::Amended) => Some("50"),
        (AccreditationAct::Changed, LawVersion::Enacted | LawVersion::Amended) => None,
        (AccreditationAct::Ceased, LawVersion::Enacted) => Some("40"),
        (AccreditationAct::Ceased, LawVersion::Present) => Some("51"),
    }
}

/// Whether the accreditation covers a sector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// It does.
    Inside,
    /// It does not: the matter is outside the accreditation.
    Outside,
    /// The sector is not known, and not every sector is covered.
    Unknown,
    /// The register holds no accreditation yet, so there is nothing to compare with.
    NoRecord,
}

/// Whether the accreditation as it stands on `day` covers this industry. Each authority's latest
/// record counts; what one of them covers is covered.
#[must_use]
pub fn coverage<'a>(
    folios: impl IntoIterator<Item = &'a Folio>,
    industry: Option<&str>,
    day: Date,
) -> Coverage {
    let mut records: Vec<_> = folios
        .into_iter()
        .filter_map(|folio| Some((folio.accreditation()?, folio.id)))
        .collect();
    if records.is_empty() {
        return Coverage::NoRecord;
    }
    records.sort_by_key(|(record, id)| (record.on, *id));
    let mut scopes: BTreeMap<Accreditor, &Scope> = BTreeMap::new();
    for (record, _) in records.into_iter().filter(|(record, _)| record.on <= day) {
        match record.act {
            AccreditationAct::Granted | AccreditationAct::Changed => {
                scopes.insert(record.authority, &record.scope);
            }
            AccreditationAct::Ceased => {
                scopes.remove(&record.authority);
            }
        }
    }
    let covers = |scope: &&Scope| match scope {
        Scope::All {} => true,
        Scope::Listed { industries } => {
            industry.is_some_and(|code| industries.iter().any(|listed| listed == code))
        }
    };
    if scopes.values().any(covers) {
        Coverage::Inside
    } else if industry.is_none() && !scopes.is_empty() {
        Coverage::Unknown
    } else {
        Coverage::Outside
    }
}
