//! The OS lock that keeps a second writing process off one SQLite file.
//!
//! It lies on a file of its own beside the database (`kigen.sqlite3.lock`), because SQLite uses locks on
//! the database itself. The kernel gives it back when the process ends, however it ends, so the file may
//! stay; its content, the holder's process number, is only for the message to the second one.

use super::DatabaseError;
use std::{
    fs::{File, TryLockError},
    io::{Read, Write},
    path::Path,
};

/// Held for as long as the value lives.
#[derive(Debug)]
pub(super) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock of the database file at `path`, or refuses at once.
    pub(super) fn take(path: &Path) -> Result<Self, DatabaseError> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let lock_path = Path::new(&name).to_owned();
        let failed = |source| DatabaseError::LockFile {
            path: lock_path.clone(),
            source,
        };
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&lock_path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let read = file.read_to_string(&mut text);
                let pid = read.ok().and_then(|_| text.trim().parse().ok());
                return Err(DatabaseError::LockedByOtherProcess {
                    path: path.to_owned(),
                    pid,
                });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        file.set_len(0).map_err(failed)?;
        writeln!(file, "{}", std::process::id()).map_err(failed)?;
        Ok(Self { _file: file })
    }
}
