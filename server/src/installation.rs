//! An installation: a data folder with its configuration, secrets and databases.
//!
//! A folder that `kigen demo` made carries `demo.toml`: its seed, and how far the organisation's
//! clock is from the machine's. Every command on that folder then lives in the same time.

use crate::config::{Config, ConfigError, FILE_NAME};
use domain::{access::Actor, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{
    Access, DatabaseError, Office, OfficeError,
    secrets::{Secrets, SecretsError},
    source::{Chance, Clock, MachineClock, SetClock, machine_now},
};

/// Name of the file that makes a folder a demonstration's.
pub const DEMO_FILE: &str = "demo.toml";

/// What a demonstration remembers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    /// The seed of its history.
    pub seed: u64,
    /// Its rule profile.
    pub profile: String,
    /// Number of cases.
    pub cases: u32,
    /// The instant at which its history ends and its clock starts to run.
    pub now: Timestamp,
    /// Microseconds from the machine's clock to the organisation's, once the history is complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset_us: Option<i64>,
}

/// A data folder.
#[derive(Clone, Debug)]
pub struct Installation {
    /// The folder.
    pub folder: PathBuf,
    /// Its configuration.
    pub config: Config,
    /// What a demonstration remembers.
    pub demo: Option<Demo>,
    /// `--now`: the clock stands still at this instant.
    pub now: Option<Timestamp>,
}

/// An installation cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The secrets.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The office.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// A file.
    #[error("{path}: {source}")]
    File {
        /// Where.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The folder's `demo.toml` cannot be read.
    #[error("{path}: {message}")]
    Demo {
        /// Where.
        path: String,
        /// Why.
        message: String,
    },
}

impl Installation {
    /// Reads the folder's configuration; opens nothing yet.
    ///
    /// # Errors
    /// A file cannot be read or does not fit its form.
    pub fn at(
        folder: &Path,
        config_file: Option<&Path>,
        now: Option<Timestamp>,
    ) -> Result<Self, InstallationError> {
        let file = config_file.map_or_else(|| folder.join(FILE_NAME), Path::to_path_buf);
        if config_file.is_some() && !file.exists() {
            return Err(InstallationError::File {
                path: file.display().to_string(),
                source: std::io::ErrorKind::NotFound.into(),
            });
        }
        let config = Config::load(&file)?;
        let demo = read_demo(folder)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            config,
            demo,
            now,
        })
    }

    /// The clock of the organisation's business.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Clock> {
        match (self.now, self.demo.as_ref()) {
            (Some(now), _) => Arc::new(SetClock::at(now)),
            (None, Some(demo)) => {
                let unfinished = demo.now.micros() - machine_now().micros();
                Arc::new(MachineClock {
                    offset_us: demo.offset_us.unwrap_or(unfinished),
                })
            }
            (None, None) => Arc::new(MachineClock::default()),
        }
    }

    /// Opens the office.
    ///
    /// # Errors
    /// The database or the secrets cannot be opened.
    pub async fn open(&self, access: Access) -> Result<Office, InstallationError> {
        self.open_with(access, self.clock(), Chance::System).await
    }

    /// Opens the office with another clock or another source of chance.
    ///
    /// # Errors
    /// As [`Installation::open`].
    pub async fn open_with(
        &self,
        access: Access,
        clock: Arc<dyn Clock>,
        chance: Chance,
    ) -> Result<Office, InstallationError> {
        let place = self.config.place(&self.folder)?;
        let secrets =
            Secrets::load(&self.config.secrets_file(&self.folder)).map_err(
                |error| match error {
                    // Without secrets there was no `kigen init`: say that, not how the file is called.
                    SecretsError::File { source, .. }
                        if source.kind() == std::io::ErrorKind::NotFound =>
                    {
                        InstallationError::Database(DatabaseError::Missing(self.folder.clone()))
                    }
                    other => other.into(),
                },
            )?;
        Ok(Office::open(
            &place,
            access,
            secrets,
            clock,
            chance,
            &self.config.organisation.log,
        )
        .await?)
    }

    /// Makes the folder, the secrets and the tables.
    ///
    /// # Errors
    /// The folder cannot be made, or a database cannot be migrated.
    pub async fn prepare(&self) -> Result<(), InstallationError> {
        std::fs::create_dir_all(&self.folder).map_err(|source| InstallationError::File {
            path: self.folder.display().to_string(),
            source,
        })?;
        Secrets::load_or_create(&self.config.secrets_file(&self.folder))?;
        Ok(Office::migrate(&self.config.place(&self.folder)?).await?)
    }

    /// Where packages lie.
    #[must_use]
    pub fn packages(&self) -> PathBuf {
        self.folder.join("packages")
    }

    /// Writes what a demonstration remembers, whole or not at all.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn remember(&self, demo: &Demo) -> Result<(), InstallationError> {
        let path = self.folder.join(DEMO_FILE);
        let failed = |source| InstallationError::File {
            path: path.display().to_string(),
            source,
        };
        let text = toml::to_string(demo).map_err(|e| InstallationError::Demo {
            path: path.display().to_string(),
            message: e.to_string(),
        })?;
        let beside = path.with_extension("new");
        std::fs::write(&beside, text).map_err(failed)?;
        std::fs::File::open(&beside)
            .and_then(|f| f.sync_all())
            .map_err(failed)?;
        std::fs::rename(&beside, &path).map_err(failed)
    }
}

fn read_demo(folder: &Path) -> Result<Option<Demo>, InstallationError> {
    let path = folder.join(DEMO_FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            domain::strict::from_toml(&text)
                .map(Some)
                .map_err(|e| InstallationError::Demo {
                    path: path.display().to_string(),
                    message: e.to_string(),
                })
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(InstallationError::File {
            path: path.display().to_string(),
            source,
        }),
    }
}

/// Whoever runs the command.
#[must_use]
pub fn operator() -> Actor {
    let user = std::env::var("SUDO_USER")
        .or_else(|_| std::env::var("USER"))
        .unwrap_or_default();
    Actor::command_line(&user)
}
