//! Configuration: one TOML file, every key also as environment (`KIGEN__DATABASE__URL`), a default
//! for each. An unknown key is an error that names the key and the likely one.

use domain::strict;
use serde::{Deserialize, Serialize};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};
use store::{
    DatabaseUrl,
    blobs::{DocumentPlace, Location},
};

/// Name of the configuration file in a data folder.
pub const FILE_NAME: &str = "kigen.toml";

/// The whole configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The organisation.
    pub organisation: Organisation,
    /// The server.
    pub server: Server,
    /// Where the data lies.
    pub database: Database,
    /// The documents of cases.
    pub documents: Documents,
    /// The secrets.
    pub secrets: SecretsFile,
    /// The mail.
    pub mail: Mail,
}

/// The organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Organisation {
    /// Short code, ASCII.
    pub code: String,
    /// Name as printed.
    pub name: String,
    /// Rule profile with which a new ledger is opened.
    pub profile: String,
    /// Name of the ledger, as in every record; a domain of the organisation with a path.
    pub log: String,
    /// Telephone of the desk, shown on every page.
    pub telephone: String,
}

/// The server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where figures for a watcher are given out (`127.0.0.1:9090`); empty: nowhere.
    pub metrics: String,
    /// The address people use, for links.
    pub public_url: String,
    /// Largest request body.
    pub body_limit_bytes: usize,
    /// Longest time for one request.
    pub request_timeout_seconds: u64,
}

/// Where the data lies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `postgres://…`; empty: SQLite files in the data folder.
    pub url: String,
    /// Another server for the key store; empty: a schema of its own beside the data.
    pub keys_url: String,
    /// Another server for the access log; empty: a schema of its own beside the data.
    pub reads_url: String,
}

/// The documents of cases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Documents {
    /// `s3://bucket/prefix`, with credentials in the environment (`AWS_ACCESS_KEY_ID` and so on);
    /// empty: the folder `documents` in the data folder.
    pub url: String,
}

/// The secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SecretsFile {
    /// Path of the secrets file; empty: `secrets.txt` in the data folder.
    pub file: PathBuf,
}

/// The mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// `smtp://HOST:25`, `smtp://HOST:587?tls=required` or `smtps://HOST`; empty: no mail is sent.
    pub smtp: String,
    /// Sign-in name at the mail server; empty: none is asked for.
    pub user: String,
    /// File with the password.
    pub password_file: PathBuf,
    /// Sender, as `Kigen <kigen@example.jp>`.
    pub from: String,
    /// Language of the mails: `ja` or `en`.
    pub language: String,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            smtp: String::new(),
            user: String::new(),
            password_file: PathBuf::new(),
            from: "Kigen <kigen@localhost>".to_owned(),
            language: "ja".to_owned(),
        }
    }
}

impl Default for Organisation {
    fn default() -> Self {
        Self {
            code: "kigen".to_owned(),
            name: "認定個人情報保護団体".to_owned(),
            profile: "jecia".to_owned(),
            log: "kigen.localhost/log1".to_owned(),
            telephone: String::new(),
        }
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics: String::new(),
            public_url: String::new(),
            body_limit_bytes: 1 << 20,
            request_timeout_seconds: 30,
        }
    }
}

/// The configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A key or value does not fit.
    #[error("configuration {file}: {problem}")]
    Bad {
        /// The file, or the environment.
        file: String,
        /// What is wrong, with a suggestion where there is one.
        problem: String,
    },
}

impl Config {
    /// Reads the file, if it is there, and the environment over it.
    ///
    /// # Errors
    /// An unknown key, or a value of another kind.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        Self::load_with(
            file,
            config::Environment::with_prefix("KIGEN")
                .prefix_separator("__")
                .separator("__"),
        )
    }

    fn load_with(file: &Path, environment: config::Environment) -> Result<Self, ConfigError> {
        let bad = |problem: String| ConfigError::Bad {
            file: file.display().to_string(),
            problem,
        };
        let merged = config::Config::builder()
            .add_source(
                config::File::from(file)
                    .format(config::FileFormat::Toml)
                    .required(false),
            )
            .add_source(environment.try_parsing(true))
            .build()
            .map_err(|e| bad(e.to_string()))?;
        serde_path_to_error::deserialize(merged).map_err(|e| {
            let path = e.path().to_string();
            bad(
                strict::explain(e.into_inner().to_string(), (path != ".").then_some(path))
                    .to_string(),
            )
        })
    }

    /// The three databases.
    ///
    /// # Errors
    /// An address cannot be understood.
    pub fn place(&self, folder: &Path) -> Result<store::Place, ConfigError> {
        let mut place = store::Place::folder(folder);
        let url = |key: &str, text: &str| -> Result<Option<DatabaseUrl>, ConfigError> {
            if text.is_empty() {
                return Ok(None);
            }
            text.parse()
                .map(Some)
                .map_err(|e: store::DatabaseError| ConfigError::Bad {
                    file: key.to_owned(),
                    problem: e.to_string(),
                })
        };
        if let Some(database) = url("database.url", &self.database.url)? {
            place = store::Place::server(database, folder);
        }
        if let Some(keys) = url("database.keys_url", &self.database.keys_url)? {
            place.keys = keys;
        }
        if let Some(reads) = url("database.reads_url", &self.database.reads_url)? {
            place.reads = reads;
        }
        if !self.documents.url.is_empty() {
            place.documents = DocumentPlace::at(Location::S3(self.documents.url.clone()));
        }
        Ok(place)
    }

    /// The secrets file.
    #[must_use]
    pub fn secrets_file(&self, folder: &Path) -> PathBuf {
        if self.secrets.file.as_os_str().is_empty() {
            folder.join("secrets.txt")
        } else {
            self.secrets.file.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Config, ConfigError> {
        let folder = std::env::temp_dir().join(format!("kigen-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{}.toml", text.len()));
        std::fs::write(&file, text).unwrap();
        let result = Config::load_with(&file, config::Environment::with_prefix("KIGEN_TEST_NONE"));
        std::fs::remove_file(&file).unwrap();
        result
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        let config = load("[server]\nlisten = \"127.0.0.1:9000\"\n").unwrap();
        assert_eq!(config.server.listen.port(), 9000);
        assert_eq!(config.organisation.profile, "jecia");
    }

    #[test]
    fn a_misspelt_key_is_named_with_the_likely_one() {
        let message = load("[server]\nlissten = \"127.0.0.1:9000\"\n")
            .unwrap_err()
            .to_string();
        assert!(
            message.contains("lissten") && message.contains("did you mean `listen`"),
            "{message}"
        );
        let message = load("[databse]\nurl = \"\"\n").unwrap_err().to_string();
        assert!(
            message.contains("databse") && message.contains("did you mean `database`"),
            "{message}"
        );
    }
}
