//! What is true of the disk alone.

use std::fs;

use bytes::Bytes;
use storage::{DiskSettings, ObjectKey, Settings, StorageError, Store, Visibility};

use crate::promises;

async fn open(folder: &std::path::Path) -> Store {
    Store::open(&Settings::Disk(DiskSettings { folder: folder.to_owned() })).await.unwrap()
}

#[tokio::test]
async fn a_store_on_disk_keeps_the_promises() {
    let folder = tempfile::tempdir().unwrap();
    promises::are_kept(&open(&folder.path().join("objects")).await).await;
}

#[tokio::test]
async fn a_put_leaves_the_object_and_nothing_else_in_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let key = promises::put(&open(folder.path()).await, b"An episode.").await;

    let path = folder.path().join(key.to_string());
    assert_eq!(fs::read(&path).unwrap(), b"An episode.");
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_damaged_object_is_made_whole_by_putting_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let key = promises::put(&store, b"An episode.").await;
    fs::write(folder.path().join(key.to_string()), b"damaged").unwrap();

    promises::put(&store, b"An episode.").await;

    assert_eq!(promises::read(&store, &key, None).await, b"An episode.");
}

#[tokio::test]
async fn a_folder_that_vanished_is_not_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("mounted");
    let store = open(&root).await;
    fs::remove_dir(&root).unwrap();

    let key = ObjectKey::page(Visibility::Open, b"page");
    let error = store.put(&key, Bytes::from_static(b"page")).await.unwrap_err();

    assert!(matches!(error, StorageError::NoBucket), "{error:?}");
    assert!(!root.exists());
}
