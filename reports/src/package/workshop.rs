//! The folder in which a package is put together, beside the place where it will stand.
//!
//! It bears the package's name, so whatever a crash leaves behind is found and cleared by the next
//! build of the same package; a lock inside it keeps two builds apart.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// A folder of our own, gone when this is dropped.
pub(super) struct Workshop {
    folder: PathBuf,
    /// Held until the folder goes.
    lock: File,
}

const LOCK: &str = "lock";

impl Workshop {
    /// Opens the workshop for a package at `out`. `None` while another build has it.
    pub(super) fn open(out: &Path) -> io::Result<Option<Self>> {
        let name = out
            .file_name()
            .ok_or(io::ErrorKind::InvalidInput)?
            .to_string_lossy();
        let folder = out.with_file_name(format!(".{name}.part"));
        fs::create_dir_all(&folder)?;
        let lock = File::create(folder.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else if entry.file_name() != LOCK {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(Some(Self { folder, lock }))
    }

    /// The folder.
    pub(super) fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What cannot be removed now is cleared by the next build.
        let _ = fs::remove_dir_all(&self.folder);
        let _ = self.lock.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_cleared_and_two_builds_kept_apart() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("audit-2026.zip");
        let left = dir.path().join(".audit-2026.zip.part");
        fs::create_dir_all(left.join("rows")).unwrap();
        fs::write(left.join("records.ndjson"), "half a rec").unwrap();
        let shop = Workshop::open(&out).unwrap().unwrap();
        assert_eq!(fs::read_dir(shop.path()).unwrap().count(), 1);
        assert!(Workshop::open(&out).unwrap().is_none());
        assert!(
            Workshop::open(&dir.path().join("audit-2025.zip"))
                .unwrap()
                .is_some()
        );
        drop(shop);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        assert!(Workshop::open(&out).unwrap().is_some());
    }
}
