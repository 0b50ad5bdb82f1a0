//! What both stores promise.

use bytes::Bytes;
use futures_util::TryStreamExt;
use storage::{ArtExtension, ObjectKey, Range, StorageError, Store, Visibility};

/// Checks every promise on an empty store.
pub(crate) async fn are_kept(store: &Store) {
    an_object_comes_back_as_it_was_put(store).await;
    putting_twice_is_putting_once(store).await;
    a_range_is_a_part_of_the_object(store).await;
    a_range_outside_is_told_with_the_length(store).await;
    bytes_under_a_wrong_key_are_refused(store).await;
    a_missing_object_is_none(store).await;
    a_long_object_comes_back_whole(store).await;
    a_file_is_put_as_its_bytes_are(store).await;
    an_empty_object_is_an_object(store).await;
    listing_tells_all_or_one_visibility_in_order(store).await;
    a_check_leaves_nothing_behind(store).await;
}

/// Reads an object, whole or in part; panics where it is missing.
pub(crate) async fn read(store: &Store, key: &ObjectKey, range: Option<Range>) -> Vec<u8> {
    let object = store.get(key, range).await.unwrap().unwrap();
    let told = object.bytes;
    let pieces: Vec<Bytes> = object.stream.try_collect().await.unwrap();
    let read = pieces.concat();
    assert_eq!(told, read.len() as u64);
    read
}

/// Puts an episode for everyone.
pub(crate) async fn put(store: &Store, bytes: &[u8]) -> ObjectKey {
    let key = ObjectKey::audio(Visibility::Open, bytes);
    let stored = store.put(&key, Bytes::copy_from_slice(bytes)).await.unwrap();
    assert_eq!(stored.bytes, bytes.len() as u64);
    key
}

async fn an_object_comes_back_as_it_was_put(store: &Store) {
    let key = put(store, b"An episode.").await;
    assert_eq!(read(store, &key, None).await, b"An episode.");
    assert_eq!(store.head(&key).await.unwrap().unwrap().bytes, 11);
}

async fn putting_twice_is_putting_once(store: &Store) {
    let key = put(store, b"An episode.").await;
    assert_eq!(put(store, b"An episode.").await, key);
    assert_eq!(keys(store, None).await, [key]);
}

async fn a_range_is_a_part_of_the_object(store: &Store) {
    let key = put(store, b"An episode.").await;
    assert_eq!(read(store, &key, Some((3..=9).into())).await, b"episode");
    assert_eq!(read(store, &key, Some((3..=u64::MAX).into())).await, b"episode.");
    let object = store.get(&key, Some((0..=0).into())).await.unwrap().unwrap();
    assert_eq!((object.total, object.bytes), (11, 1));
}

async fn a_range_outside_is_told_with_the_length(store: &Store) {
    let key = put(store, b"An episode.").await;
    for range in [Range { start: 11, end: 20 }, Range { start: 5, end: 4 }] {
        let error = store.get(&key, Some(range)).await.unwrap_err();
        assert!(matches!(error, StorageError::OutOfRange { total: 11 }), "{error:?}");
    }
}

async fn bytes_under_a_wrong_key_are_refused(store: &Store) {
    let key = ObjectKey::page(Visibility::Open, b"one");
    let error = store.put(&key, Bytes::from_static(b"another")).await.unwrap_err();
    assert!(matches!(error, StorageError::WrongKey { .. }), "{error:?}");
    assert_eq!(store.head(&key).await.unwrap(), None);
}

/// A short one, and one that S3 takes in several parts.
async fn a_file_is_put_as_its_bytes_are(store: &Store) {
    for length in [12_345, 40 * 1024 * 1024 + 7] {
        let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
        let key = ObjectKey::audio(Visibility::Personal, &bytes);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &bytes).unwrap();

        let stored = store.put_file(&key, file.path()).await.unwrap();

        assert_eq!(stored.bytes, bytes.len() as u64);
        assert!(read(store, &key, None).await == bytes);
        let other = ObjectKey::audio(Visibility::Personal, b"something else");
        let error = store.put_file(&other, file.path()).await.unwrap_err();
        assert!(matches!(error, StorageError::WrongKey { .. }), "{error:?}");
        assert!(store.head(&other).await.unwrap().is_none());
        store.delete(&key).await.unwrap();
    }
}

async fn a_missing_object_is_none(store: &Store) {
    let key = put(store, b"Soon gone.").await;
    store.delete(&key).await.unwrap();
    store.delete(&key).await.unwrap();
    assert_eq!(store.head(&key).await.unwrap(), None);
    assert!(store.get(&key, None).await.unwrap().is_none());
    assert!(store.get(&key, Some((0..=1).into())).await.unwrap().is_none());
}

async fn a_long_object_comes_back_whole(store: &Store) {
    // Above 16 MiB: in S3 a multipart upload of two parts.
    let long: Vec<u8> = (0..17_000_000_u32).map(|at| at.to_le_bytes()[1]).collect();
    let key = put(store, &long).await;
    assert!(read(store, &key, None).await == long);
    let middle = read(store, &key, Some((16_777_000..=16_778_000).into())).await;
    assert_eq!(Some(middle.as_slice()), long.get(16_777_000..=16_778_000));
    store.delete(&key).await.unwrap();
}

async fn an_empty_object_is_an_object(store: &Store) {
    let key = put(store, b"").await;
    assert!(read(store, &key, None).await.is_empty());
    store.delete(&key).await.unwrap();
}

async fn listing_tells_all_or_one_visibility_in_order(store: &Store) {
    let mut all = keys(store, None).await;
    for text in ["a", "b", "c"] {
        let bytes = Bytes::from_static(text.as_bytes());
        let art = ObjectKey::art(Visibility::Personal, ArtExtension::Png, &bytes);
        let page = ObjectKey::page(Visibility::Open, &bytes);
        for key in [art, page] {
            store.put(&key, bytes.clone()).await.unwrap();
            all.push(key);
        }
    }
    all.sort_by_key(ToString::to_string);

    assert_eq!(keys(store, None).await, all);
    all.retain(|key| key.visibility() == Visibility::Personal);
    assert_eq!(all.len(), 3);
    assert_eq!(keys(store, Some(Visibility::Personal)).await, all);
}

async fn a_check_leaves_nothing_behind(store: &Store) {
    let before = keys(store, None).await;
    store.check().await.unwrap();
    assert_eq!(keys(store, None).await, before);
}

async fn keys(store: &Store, visibility: Option<Visibility>) -> Vec<ObjectKey> {
    store.list(visibility).map_ok(|listed| listed.key).try_collect().await.unwrap()
}
