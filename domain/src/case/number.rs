//! The number a case is known by: one gap-free sequence for each fiscal year, shared by complaints,
//! inquiries, questions and consultations (A04, B01).
//!
//! Public parts and addresses carry the ASCII form `r8-c-0123`; people read `R8-苦情-0123`.

use crate::{code::CaseKind, time::FiscalYear};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A case's number.
///
/// ```
/// use domain::case::Number;
/// let n: Number = "r8-c-0123".parse().unwrap();
/// assert_eq!(n.printed(), "R8-苦情-0123");
/// assert_eq!("R8-苦情-0123".parse::<Number>().unwrap(), n);
/// assert!("R8-苦情".parse::<Number>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The fiscal year of receipt.
    pub fiscal_year: FiscalYear,
    /// Place in that year's sequence, from 1.
    pub serial: u32,
    /// The kind at receipt; a case that is reclassified keeps its number.
    pub kind: CaseKind,
}

/// The text is no case number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a case number such as R8-苦情-0123")]
pub struct BadNumber;

/// Letter and first fiscal year (minus one) of each era that can number a year: 平成元年度 is 1989
/// because its first day, 1 April 1989, is in 平成; 令和元年度 begins as 平成31年度.
const ERAS: [(char, i16, i16, i16); 3] = [
    ('R', 2018, 2020, i16::MAX),
    ('H', 1988, 1989, 2019),
    ('S', 1925, 1927, 1988),
];

fn era_of(year: FiscalYear) -> Option<(char, i16)> {
    ERAS.iter()
        .find(|(_, _, first, last)| (*first..=*last).contains(&year.0))
        .map(|(letter, base, ..)| (*letter, year.0 - base))
}

impl Number {
    /// As people read it: `R8-苦情-0123`.
    #[must_use]
    pub fn printed(&self) -> String {
        let (letter, year) = era_of(self.fiscal_year).unwrap_or(('-', self.fiscal_year.0));
        format!("{letter}{year}-{}-{:04}", self.kind.word(), self.serial)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letter, year) = era_of(self.fiscal_year).unwrap_or(('-', self.fiscal_year.0));
        write!(
            f,
            "{}{year}-{}-{:04}",
            letter.to_ascii_lowercase(),
            self.kind.letter(),
            self.serial
        )
    }
}

impl FromStr for Number {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-');
        let (Some(year), Some(kind), Some(serial), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BadNumber);
        };
        let mut year = year.chars();
        let letter = year.next().ok_or(BadNumber)?.to_ascii_uppercase();
        let digits = year.as_str();
        let in_era: i16 = match digits {
            "元" => 1,
            _ if digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse().map_err(|_| BadNumber)?
            }
            _ => return Err(BadNumber),
        };
        let (_, base, first, last) = ERAS.iter().find(|(l, ..)| *l == letter).ok_or(BadNumber)?;
        // R1 is accepted for the year that began as 平成31年度: organisations number it both ways.
        let fiscal_year = base.checked_add(in_era).ok_or(BadNumber)?;
        if in_era < 1 || fiscal_year > *last || fiscal_year < first - 1 {
            return Err(BadNumber);
        }
        let kind = CaseKind::ALL
            .iter()
            .copied()
            .find(|k| {
                k.word() == kind
                    || kind.chars().eq([k.letter()])
                    || kind.chars().eq([k.letter().to_ascii_uppercase()])
            })
            .ok_or(BadNumber)?;
        if serial.is_empty() || serial.len() > 7 || !serial.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadNumber);
        }
        let serial = serial.parse().map_err(|_| BadNumber)?;
        if serial == 0 {
            return Err(BadNumber);
        }
        Ok(Self {
            fiscal_year: FiscalYear(fiscal_year),
            serial,
            kind,
        })
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_in_both_forms() {
        for year in 1990..2060 {
            for kind in CaseKind::ALL {
                let number = Number {
                    fiscal_year: FiscalYear(year),
                    serial: 12,
                    kind: *kind,
                };
                assert_eq!(number.to_string().parse(), Ok(number));
                assert_eq!(number.printed().parse(), Ok(number));
                assert!(number.to_string().is_ascii());
            }
        }
    }

    #[test]
    fn fiscal_2019_is_printed_heisei_31_and_read_either_way() {
        let number: Number = "H31-苦情-0001".parse().unwrap();
        assert_eq!(number.fiscal_year, FiscalYear(2019));
        assert_eq!("R元-苦情-0001".parse(), Ok(number));
        assert_eq!(number.printed(), "H31-苦情-0001");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "R8",
            "R8-苦情-",
            "R8-苦情-0",
            "R8-苦情-1-2",
            "X8-苦情-1",
            "R-苦情-1",
            "R8-雑談-1",
            "R8-苦情-+1",
            "R99999-苦情-1",
        ] {
            assert_eq!(text.parse::<Number>(), Err(BadNumber), "{text}");
        }
    }
}
