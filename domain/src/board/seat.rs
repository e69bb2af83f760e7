//! A seat: who belongs to a meeting. Directors sit in person; at the general meeting the statutory
//! members do.

use crate::id::{AccountId, MemberCode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Whose seat.
///
/// ```
/// use domain::board::Seat;
/// let seat: Seat = "member:M0001".parse().unwrap();
/// assert_eq!(seat.to_string(), "member:M0001");
/// assert!("chair".parse::<Seat>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seat {
    /// A person: a director, a member of a committee.
    Person(AccountId),
    /// A statutory member.
    Member(MemberCode),
}

/// The text names no seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a seat")]
pub struct BadSeat;

impl Seat {
    /// The person.
    #[must_use]
    pub const fn person(&self) -> Option<AccountId> {
        match self {
            Self::Person(id) => Some(*id),
            Self::Member(_) => None,
        }
    }
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Member(code) => write!(f, "member:{code}"),
        }
    }
}

impl FromStr for Seat {
    type Err = BadSeat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("person", id)) => Uuid::parse_str(id)
                .map(|id| Self::Person(AccountId(id)))
                .map_err(|_| BadSeat),
            Some(("member", code)) => code.parse().map(Self::Member).map_err(|_| BadSeat),
            _ => Err(BadSeat),
        }
    }
}

impl Serialize for Seat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Seat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
