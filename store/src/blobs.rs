//! Where the bytes of documents lie: a folder, or an S3-compatible store. Only sealed bytes come
//! here, under random names; nothing in the store says what they are or whose.

use futures_util::TryStreamExt as _;
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutPayload, RetryConfig, aws::AmazonS3Builder,
    local::LocalFileSystem, path::Path as BlobPath, prefix::PrefixStore,
};
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Where documents lie, and how long an upload may take before what it left counts as forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentPlace {
    /// Where.
    pub location: Location,
    /// Bytes that no record names are removed once they are older than this.
    pub keep_strays: Duration,
}

/// A place for documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A folder.
    Folder(PathBuf),
    /// `s3://bucket/prefix`; credentials, region and endpoint come from the environment
    /// (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`).
    S3(String),
}

impl DocumentPlace {
    /// A folder, with an hour for uploads.
    #[must_use]
    pub const fn folder(folder: PathBuf) -> Self {
        Self::at(Location::Folder(folder))
    }

    /// Somewhere, with an hour for uploads.
    #[must_use]
    pub const fn at(location: Location) -> Self {
        Self {
            location,
            keep_strays: Duration::from_hours(1),
        }
    }
}

/// The document store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The store refused, or cannot be reached.
    #[error(transparent)]
    Store(#[from] object_store::Error),
    /// The folder cannot be used.
    #[error("folder of documents: {0}")]
    Folder(#[from] io::Error),
    /// The address of the store cannot be understood.
    #[error("`{0}` is no document store; write `s3://BUCKET/PREFIX`")]
    Address(String),
}

/// Sealed bytes by name.
#[derive(Clone, Debug)]
pub(crate) struct Blobs {
    store: Arc<dyn ObjectStore>,
    folder: Option<PathBuf>,
    keep_strays: Duration,
}

/// A stored blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) name: String,
    /// Whether it is older than any upload takes.
    pub(crate) is_old: bool,
}

impl Blobs {
    /// Opens the store; a folder is made where there is none.
    pub(crate) fn open(place: &DocumentPlace) -> Result<Self, BlobError> {
        let (store, folder): (Arc<dyn ObjectStore>, _) = match &place.location {
            Location::Folder(folder) => {
                make_folder(folder)?;
                let local = LocalFileSystem::new_with_prefix(folder)?;
                (Arc::new(local), Some(folder.clone()))
            }
            Location::S3(url) => (s3(url)?, None),
        };
        Ok(Self {
            store,
            folder,
            keep_strays: place.keep_strays,
        })
    }

    /// Stores sealed bytes; they are durable when this returns.
    pub(crate) async fn put(&self, name: &str, sealed: Vec<u8>) -> Result<(), BlobError> {
        self.store
            .put(&BlobPath::from(name), PutPayload::from(sealed))
            .await?;
        if let Some(folder) = self.folder.clone() {
            let file = folder.join(name);
            // The store renames into place but leaves the rest to the system.
            in_background(move || {
                std::fs::File::open(file)?.sync_all()?;
                std::fs::File::open(folder)?.sync_all()
            })
            .await?;
        }
        Ok(())
    }

    /// The sealed bytes; `None` where there are none.
    pub(crate) async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, BlobError> {
        match self.store.get(&BlobPath::from(name)).await {
            Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes them; what is not there any more is removed.
    pub(crate) async fn delete(&self, name: &str) -> Result<(), BlobError> {
        match self.store.delete(&BlobPath::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// How long an upload may take.
    pub(crate) fn keep_micros(&self) -> i64 {
        i64::try_from(self.keep_strays.as_micros()).unwrap_or(i64::MAX)
    }

    /// Everything that is stored.
    pub(crate) async fn list(&self) -> Result<Vec<Stored>, BlobError> {
        let now = crate::source::machine_now().micros();
        let keep = self.keep_micros();
        let found: Vec<_> = self.store.list(None).try_collect().await?;
        Ok(found
            .into_iter()
            .map(|blob| Stored {
                is_old: now.saturating_sub(blob.last_modified.timestamp_micros()) >= keep,
                name: blob.location.to_string(),
            })
            .collect())
    }

    /// Removes what uploads left that were cut off while their bytes were being written. The store
    /// itself does not list these.
    pub(crate) async fn remove_halves(&self) -> Result<(), BlobError> {
        let (Some(folder), keep) = (self.folder.clone(), self.keep_strays) else {
            return Ok(());
        };
        in_background(move || {
            for entry in std::fs::read_dir(folder)? {
                let entry = entry?;
                let half = entry.file_name().to_string_lossy().contains('#');
                let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
                if half && age >= keep {
                    std::fs::remove_file(entry.path())?;
                }
            }
            Ok(())
        })
        .await
    }
}

async fn in_background(
    work: impl FnOnce() -> io::Result<()> + Send + 'static,
) -> Result<(), BlobError> {
    Ok(tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)??)
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

fn s3(url: &str) -> Result<Arc<dyn ObjectStore>, BlobError> {
    let rest = url
        .strip_prefix("s3://")
        .ok_or_else(|| BlobError::Address(url.to_owned()))?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if bucket.is_empty() {
        return Err(BlobError::Address(url.to_owned()));
    }
    // A page waits for the answer: a store that does not answer is said to be away.
    let retry = RetryConfig {
        max_retries: 3,
        retry_timeout: Duration::from_secs(15),
        ..RetryConfig::default()
    };
    let store = AmazonS3Builder::from_env()
        .with_bucket_name(bucket)
        .with_retry(retry)
        .build()?;
    Ok(match prefix.trim_end_matches('/') {
        "" => Arc::new(store),
        prefix => Arc::new(PrefixStore::new(store, prefix)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(url: &str) -> Result<Blobs, BlobError> {
        Blobs::open(&DocumentPlace::at(Location::S3(url.to_owned())))
    }

    #[test]
    fn a_store_is_named_by_bucket_and_prefix() {
        for good in ["s3://bucket", "s3://bucket/", "s3://bucket/kigen/documents"] {
            assert!(opened(good).is_ok(), "{good}");
        }
        for bad in ["", "bucket", "s3://", "s3:///x", "https://bucket"] {
            let said = opened(bad).unwrap_err().to_string();
            assert!(said.contains("s3://BUCKET/PREFIX"), "{bad}: {said}");
        }
    }

    #[tokio::test]
    async fn bytes_lie_under_the_prefix_and_go_once() {
        let memory: Arc<dyn ObjectStore> = Arc::new(object_store::memory::InMemory::new());
        let blobs = Blobs {
            store: Arc::new(PrefixStore::new(Arc::clone(&memory), "kigen/documents")),
            folder: None,
            keep_strays: Duration::from_hours(1),
        };
        blobs.put("ab", b"sealed".to_vec()).await.unwrap();
        let there = BlobPath::from("kigen/documents/ab");
        assert!(memory.get(&there).await.is_ok());
        let listed = blobs.list().await.unwrap();
        assert_eq!(
            listed,
            [Stored {
                name: "ab".to_owned(),
                is_old: false
            }]
        );
        assert_eq!(blobs.get("ab").await.unwrap().unwrap(), b"sealed");
        blobs.delete("ab").await.unwrap();
        blobs.delete("ab").await.unwrap();
        assert_eq!(blobs.get("ab").await.unwrap(), None);
        blobs.remove_halves().await.unwrap();
    }
}
