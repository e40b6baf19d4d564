//! Photo bytes by content: the name is the SHA-256 of the bytes, so writing twice is harmless.

use crate::{
    http::{Problem, body::hex},
    store::make_folder,
};
use bytes::Bytes;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path};
use sha2::{Digest, Sha256};
use std::{path::PathBuf, sync::Arc};

mod sweep;

/// Where bytes are kept: a local folder, or an S3-compatible store with the feature `s3`.
#[derive(Debug, Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    /// The local folder, which may hold what a dead server left.
    folder: Option<PathBuf>,
}

impl Objects {
    /// Opens the store at `place`: a folder (made when absent), or `s3://bucket`.
    pub fn open(place: &str) -> Result<Self, String> {
        if place.starts_with("s3://") {
            return Self::open_s3(place);
        }
        make_folder(place.as_ref()).map_err(|error| format!("photos: cannot make {place}: {error}"))?;
        let folder = LocalFileSystem::new_with_prefix(place).map_err(|error| format!("photos: {error}"))?;
        Ok(Self {
            store: Arc::new(folder.with_fsync(true).with_automatic_cleanup(true)),
            folder: Some(place.into()),
        })
    }

    #[cfg(feature = "s3")]
    fn open_s3(place: &str) -> Result<Self, String> {
        let store = object_store::aws::AmazonS3Builder::from_env()
            .with_url(place)
            .build();
        Ok(Self {
            store: Arc::new(store.map_err(|error| format!("photos: {error}"))?),
            folder: None,
        })
    }

    #[cfg(not(feature = "s3"))]
    fn open_s3(_place: &str) -> Result<Self, String> {
        Err("photos: this program was built without the feature s3".into())
    }

    /// Removes what servers that died left half written, more than an hour before `now_ms`: younger ones may be in the
    /// hands of another server that shares the folder. Nobody waits for it to succeed; gives how many were removed.
    pub async fn sweep(&self, now_ms: i64) -> usize {
        let Some(folder) = self.folder.clone() else {
            return 0;
        };
        let swept = tokio::task::spawn_blocking(move || sweep::sweep(&folder, now_ms));
        swept.await.unwrap_or(0)
    }

    /// Keeps bytes and gives their name. When this returns they survive a power cut.
    pub async fn keep(&self, bytes: Bytes) -> Result<String, Problem> {
        let name = hex(&Sha256::digest(&bytes));
        let path = path_of(&name);
        if self.store.head(&path).await.is_ok() {
            return Ok(name);
        }
        self.store
            .put(&path, PutPayload::from_bytes(bytes))
            .await
            .map_err(|error| Problem::broken(&error))?;
        Ok(name)
    }

    /// The bytes of this name, if they are there.
    pub async fn read(&self, name: &str) -> Result<Option<Bytes>, Problem> {
        match self.store.get(&path_of(name)).await {
            Ok(found) => Ok(Some(
                found.bytes().await.map_err(|error| Problem::broken(&error))?,
            )),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Problem::broken(&error)),
        }
    }

    /// Removes the bytes of this name; gone already is fine.
    pub async fn remove(&self, name: &str) -> Result<(), Problem> {
        match self.store.delete(&path_of(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Problem::broken(&error)),
        }
    }
}

/// Two letters of folder keep any one folder small.
fn path_of(name: &str) -> Path {
    let (folder, rest) = name.split_at(name.len().min(2));
    Path::from(format!("{folder}/{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bytes_come_back_by_their_content_and_go_when_removed() {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::open(folder.path().to_str().unwrap()).unwrap();
        let name = objects.keep(Bytes::from_static(b"lamp")).await.unwrap();
        assert_eq!(objects.keep(Bytes::from_static(b"lamp")).await.unwrap(), name);
        assert_eq!(objects.read(&name).await.unwrap().unwrap(), "lamp");
        objects.remove(&name).await.unwrap();
        objects.remove(&name).await.unwrap();
        assert_eq!(objects.read(&name).await.unwrap(), None);
    }
}
