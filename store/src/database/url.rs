//! Where a database is: `sqlite:PATH` or `postgres://…`.

use super::DatabaseError;
use sea_orm::sqlx::postgres::PgConnectOptions;
use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

/// The two database engines Kigen runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// One file, one writing process.
    Sqlite,
    /// A server, any number of replicas.
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

/// The address of a database. Its `Display` and `Debug` forms never show a password.
///
/// ```
/// use store::{DatabaseUrl, Engine};
/// let file: DatabaseUrl = "sqlite:kigen-data/kigen.sqlite3".parse().unwrap();
/// assert_eq!(file.engine(), Engine::Sqlite);
/// let server: DatabaseUrl = "postgres://kigen:hidden@db.example/kigen".parse().unwrap();
/// assert_eq!(server.to_string(), "postgres://kigen:***@db.example/kigen");
/// assert!("mysql://db.example/kigen".parse::<DatabaseUrl>().is_err());
/// assert!("sqlite::memory:".parse::<DatabaseUrl>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The path of the database file.
    Sqlite(PathBuf),
    /// The whole address, password included.
    Postgres(String),
}

impl DatabaseUrl {
    /// Which engine the address names.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// The address with its password: for handing to a child process, never for a log.
    #[must_use]
    pub fn reveal(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => url.clone(),
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = DatabaseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(rest) = text.strip_prefix("sqlite:") {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            if path.is_empty() {
                return Err(DatabaseError::BadUrl("the path of the file is missing"));
            }
            // A pool of connections would see as many different databases.
            if path.contains(":memory:") {
                return Err(DatabaseError::BadUrl(
                    "a database in memory does not survive; give a file",
                ));
            }
            return Ok(Self::Sqlite(Path::new(path).to_owned()));
        }
        let rest = text
            .strip_prefix("postgres://")
            .or_else(|| text.strip_prefix("postgresql://"))
            .ok_or(DatabaseError::BadUrl(
                "it begins with neither `sqlite:` nor `postgres://`",
            ))?;
        let url = format!("postgres://{rest}");
        url.parse::<PgConnectOptions>()
            .map_err(|_| DatabaseError::BadUrl("it is not a valid `postgres://` address"))?;
        Ok(Self::Postgres(url))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                // A password may also stand in the query part; what follows `?` is not shown at all.
                let shown = url.split('?').next().unwrap_or_default();
                match shown.rsplit_once('@') {
                    Some((before, host)) => match before.rsplit_once("//") {
                        Some((scheme, user)) => {
                            let user = user
                                .split_once(':')
                                .map_or(user.to_owned(), |(name, _)| format!("{name}:***"));
                            write!(f, "{scheme}//{user}@{host}")
                        }
                        None => write!(f, "postgres://***@{host}"),
                    },
                    None => f.write_str(shown),
                }
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for (text, shown) in [
            ("postgres://u:p%40ss@h:5432/d", "postgres://u:***@h:5432/d"),
            ("postgresql://u:secret@h/d", "postgres://u:***@h/d"),
            ("postgres://u@h/d?password=secret", "postgres://u@h/d"),
            ("postgres:///d?host=/run&password=secret", "postgres:///d"),
        ] {
            let url = text.parse::<DatabaseUrl>().map_err(|e| e.to_string());
            assert_eq!(url.as_ref().map(ToString::to_string), Ok(shown.to_owned()));
            assert_eq!(url.map(|u| format!("{u:?}")), Ok(shown.to_owned()));
        }
    }

    #[test]
    fn a_path_keeps_its_odd_characters() {
        for path in ["a b.sqlite3", "/tmp/期限.sqlite3", "x?y#z%20.sqlite3"] {
            let url = format!("sqlite:{path}").parse::<DatabaseUrl>();
            assert!(matches!(url, Ok(DatabaseUrl::Sqlite(p)) if p == Path::new(path)));
        }
    }
}
