//! The secrets file: the key that wraps every data key, and the pepper of passwords and blind
//! indexes. It is the only thing replicas share besides the database and the documents, and it is
//! backed up apart from both.

use crate::source::random;
use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use sha2::Sha256;
use std::{fmt, fs, io::Write as _, path::Path};
use zeroize::Zeroizing;

/// What the secrets file holds.
#[derive(Clone)]
pub struct Secrets {
    key_encryption_key: Zeroizing<[u8; 32]>,
    pepper: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(..)")
    }
}

/// The secrets file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// It cannot be read or written.
    #[error("secrets file {path}: {source}")]
    File {
        /// Where.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// It does not hold what it should.
    #[error(
        "secrets file {path}: needs the lines `key_encryption_key = <64 hex>` and `pepper = <64 hex>`"
    )]
    Form {
        /// Where.
        path: String,
    },
    /// Others may read it.
    #[error("secrets file {path} is readable by others: run `chmod 600` on it")]
    Open {
        /// Where.
        path: String,
    },
    /// No randomness.
    #[error("the operating system has no randomness to give")]
    Random(#[from] getrandom::Error),
}

impl Secrets {
    /// Fresh secrets.
    ///
    /// # Errors
    /// The operating system has no randomness to give.
    pub fn generate() -> Result<Self, SecretsError> {
        Ok(Self {
            key_encryption_key: Zeroizing::new(random()?),
            pepper: Zeroizing::new(random()?),
        })
    }

    /// Reads the file; on a new installation makes it, readable by its owner only.
    ///
    /// # Errors
    /// The file cannot be read, is readable by others, or does not hold what it should.
    pub fn load_or_create(path: &Path) -> Result<Self, SecretsError> {
        match Self::load(path) {
            Err(SecretsError::File { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                let secrets = Self::generate()?;
                secrets.write(path)?;
                Ok(secrets)
            }
            other => other,
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// The file cannot be read, is readable by others, or does not hold what it should.
    pub fn load(path: &Path) -> Result<Self, SecretsError> {
        let shown = path.display().to_string();
        let text =
            Zeroizing::new(
                fs::read_to_string(path).map_err(|source| SecretsError::File {
                    path: shown.clone(),
                    source,
                })?,
            );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(path)
                .map_err(|source| SecretsError::File {
                    path: shown.clone(),
                    source,
                })?
                .permissions()
                .mode();
            if mode & 0o077 != 0 {
                return Err(SecretsError::Open { path: shown });
            }
        }
        let value = |name: &str| -> Option<Zeroizing<[u8; 32]>> {
            let line = text
                .lines()
                .find_map(|l| l.strip_prefix(name)?.trim().strip_prefix('='))?;
            let bytes = Zeroizing::new(HEXLOWER.decode(line.trim().as_bytes()).ok()?);
            Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
        };
        match (value("key_encryption_key"), value("pepper")) {
            (Some(key_encryption_key), Some(pepper)) => Ok(Self {
                key_encryption_key,
                pepper,
            }),
            _ => Err(SecretsError::Form { path: shown }),
        }
    }

    fn write(&self, path: &Path) -> Result<(), SecretsError> {
        let failed = |source| SecretsError::File {
            path: path.display().to_string(),
            source,
        };
        let text = Zeroizing::new(format!(
            "key_encryption_key = {}\npepper = {}\n",
            HEXLOWER.encode(self.key_encryption_key.as_slice()),
            HEXLOWER.encode(self.pepper.as_slice())
        ));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        // Written beside and renamed: a killed first start leaves no half secrets.
        let beside = path.with_extension("new");
        let _ = fs::remove_file(&beside);
        let mut file = options.open(&beside).map_err(failed)?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(failed)?;
        fs::rename(&beside, path).map_err(failed)
    }

    pub(crate) fn key_encryption_key(&self) -> &[u8; 32] {
        &self.key_encryption_key
    }

    /// A key for one purpose, derived from the pepper.
    pub(crate) fn derived(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        // 32 bytes are always within what HKDF can give.
        let _ = Hkdf::<Sha256>::new(None, self.pepper.as_slice())
            .expand(purpose.as_bytes(), key.as_mut_slice());
        key
    }
}
