//! What the records are about: the identifiers that appear in the ledger's `obj` and `actor`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

uuid_id! {
    /// A case. The number people use is a fact of the case, not its identity.
    CaseId
}
uuid_id! {
    /// A person who signs in.
    AccountId
}

macro_rules! counted_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self).map_err(|_| BadId)
            }
        }
    };
}

counted_id! {
    /// The number of an entry of the organisation's own registers; they are counted from 1 without gaps.
    FolioId
}
counted_id! {
    /// The number of a measure against a member (措置番号); they are counted from 1 without gaps.
    MeasureId
}
counted_id! {
    /// The number of a meeting; they are counted from 1 without gaps.
    MeetingId
}

/// A member's public code, such as `M0001`. Short, ASCII, without spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct MemberCode(String);

/// The text is no identifier of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct BadId;

impl MemberCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MemberCode {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=20).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadId)
        }
    }
}

impl<'de> Deserialize<'de> for MemberCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for MemberCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The object of a record.
///
/// ```
/// use domain::id::Obj;
/// assert_eq!("member:M0001".parse::<Obj>().unwrap().to_string(), "member:M0001");
/// assert!("planet:mars".parse::<Obj>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obj {
    /// The organisation itself: its profile, calendar, packages, imports.
    Organisation,
    /// A member.
    Member(MemberCode),
    /// An account.
    Account(AccountId),
    /// A case, its member requests and its deadlines.
    Case(CaseId),
    /// An entry of the organisation's own registers.
    Folio(FolioId),
    /// A measure against a member, its hearing and its deadlines.
    Measure(MeasureId),
    /// A meeting of the body that decides.
    Meeting(MeetingId),
}

impl Obj {
    /// What people call it, where it has no number of its own: a member by its code, a measure by its
    /// number, anything else as the records do.
    #[must_use]
    pub fn called(&self) -> String {
        match self {
            Self::Member(code) => code.to_string(),
            Self::Measure(id) => crate::measure::Measure::printed(*id),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Obj {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation => f.write_str("org:main"),
            Self::Member(code) => write!(f, "member:{code}"),
            Self::Account(id) => write!(f, "account:{id}"),
            Self::Case(id) => write!(f, "case:{id}"),
            Self::Folio(id) => write!(f, "folio:{id}"),
            Self::Measure(id) => write!(f, "measure:{id}"),
            Self::Meeting(id) => write!(f, "meeting:{id}"),
        }
    }
}

impl FromStr for Obj {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uuid = |text: &str| Uuid::parse_str(text).map_err(|_| BadId);
        match text.split_once(':').ok_or(BadId)? {
            ("org", "main") => Ok(Self::Organisation),
            ("member", code) => Ok(Self::Member(code.parse()?)),
            ("account", id) => Ok(Self::Account(AccountId(uuid(id)?))),
            ("case", id) => Ok(Self::Case(CaseId(uuid(id)?))),
            ("folio", id) => id.parse().map(Self::Folio),
            ("measure", id) => id.parse().map(Self::Measure),
            ("meeting", id) => id.parse().map(Self::Meeting),
            _ => Err(BadId),
        }
    }
}

/// Who did it: a signed-in person, alone or for somebody on leave, a scheduled job, or somebody at the
/// command line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorId {
    /// `u:<account>`
    Account(AccountId),
    /// `u:<account>/<principal>`: somebody who acts for a person on leave.
    Deputy {
        /// Who acted.
        account: AccountId,
        /// For whom.
        principal: AccountId,
    },
    /// `system:<job>`
    System(String),
    /// `cli:<system user>`
    CommandLine(String),
}

impl ActorId {
    /// The account, when a person acted.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(id) | Self::Deputy { account: id, .. } => Some(*id),
            Self::System(_) | Self::CommandLine(_) => None,
        }
    }

    /// For whom they acted, when it was not for themselves.
    #[must_use]
    pub const fn principal(&self) -> Option<AccountId> {
        match self {
            Self::Deputy { principal, .. } => Some(*principal),
            Self::Account(_) | Self::System(_) | Self::CommandLine(_) => None,
        }
    }

    /// The people behind it: who acted, and for whom.
    pub fn people(&self) -> impl Iterator<Item = AccountId> + '_ {
        self.account().into_iter().chain(self.principal())
    }

    /// Whether one person stands behind both: then they are no two pairs of eyes, not even when one
    /// of the two acted for the other.
    ///
    /// ```
    /// use domain::id::{AccountId, ActorId};
    /// let [a, b, c] = [1, 2, 3].map(|n| AccountId(uuid::Uuid::from_u128(n)));
    /// let b_for_a = ActorId::Deputy { account: b, principal: a };
    /// assert!(b_for_a.shares_a_person(&ActorId::Account(a)));
    /// assert!(b_for_a.shares_a_person(&ActorId::Account(b)));
    /// assert!(!b_for_a.shares_a_person(&ActorId::Account(c)));
    /// let job = ActorId::System("escalate".into());
    /// assert!(job.shares_a_person(&job) && !job.shares_a_person(&b_for_a));
    /// ```
    #[must_use]
    pub fn shares_a_person(&self, other: &Self) -> bool {
        self == other
            || self
                .people()
                .any(|person| other.people().any(|other| other == person))
    }
}

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(id) => write!(f, "u:{id}"),
            Self::Deputy { account, principal } => write!(f, "u:{account}/{principal}"),
            Self::System(job) => write!(f, "system:{job}"),
            Self::CommandLine(user) => write!(f, "cli:{user}"),
        }
    }
}

impl FromStr for ActorId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':').ok_or(BadId)? {
            ("u", id) => {
                let id_of = |id| Uuid::parse_str(id).map(AccountId).map_err(|_| BadId);
                match id.split_once('/') {
                    None => Ok(Self::Account(id_of(id)?)),
                    Some((account, principal)) => Ok(Self::Deputy {
                        account: id_of(account)?,
                        principal: id_of(principal)?,
                    }),
                }
            }
            ("system", job) => Ok(Self::System(job.to_owned())),
            ("cli", user) => Ok(Self::CommandLine(user.to_owned())),
            _ => Err(BadId),
        }
    }
}

impl Serialize for ActorId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ActorId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
