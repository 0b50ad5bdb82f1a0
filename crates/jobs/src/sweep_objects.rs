//! Objects that nobody needs any longer -> gone from the store.
//!
//! Two kinds: those whose row was taken out of use a week ago, and those that no row names, left
//! over from a kill between the store and the database. Safe to run twice, and beside the making of
//! episodes: an object that is put again is young again, and a row that finds its object gone has
//! it made anew.

use std::time::{Duration, SystemTime};

use database::{Database, Micros, object};
use futures_util::StreamExt as _;
use storage::{ObjectKey, Store};
use tracing::{info, warn};

/// How long an object outlives its row: whoever listens just now comes to the end, and caches run
/// out (DESIGN.md, section 3).
const REMOVED_SECONDS: i64 = 7 * 86_400;
/// How long an object without a row is left alone: its transaction may still come (DESIGN.md,
/// section 3).
const UNNAMED: Duration = Duration::from_hours(24);
/// Rows and objects looked at together.
const AT_ONCE: u16 = 500;

/// Sweeps the store. Returns how many objects went.
///
/// # Errors
/// When the database or the store is away; the rest is swept the next time.
pub(crate) async fn sweep_objects(
    database: &Database,
    store: &Store,
    now: Micros,
) -> anyhow::Result<u64> {
    let swept =
        sweep_removed(database, store, now).await? + sweep_unnamed(database, store, now).await?;
    if swept > 0 {
        info!(swept, "Swept objects that nobody needs any longer");
    }
    Ok(swept)
}

/// The row goes first: an object whose row is gone is found again by the other sweep.
async fn sweep_removed(database: &Database, store: &Store, now: Micros) -> anyhow::Result<u64> {
    let before = now.plus_seconds(-REMOVED_SECONDS);
    let mut swept = 0;
    loop {
        let keys = object::forget_removed(&database.write, before, AT_ONCE.into()).await?;
        for key in &keys {
            delete(store, key).await?;
        }
        swept += keys.len() as u64;
        if keys.len() < usize::from(AT_ONCE) {
            return Ok(swept);
        }
    }
}

async fn sweep_unnamed(database: &Database, store: &Store, now: Micros) -> anyhow::Result<u64> {
    let now = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(now.0)?);
    let is_old = |modified: SystemTime| now.duration_since(modified).is_ok_and(|age| age > UNNAMED);
    let (mut known, mut unnamed) = (0, Vec::new());
    let mut pieces = store.list(None).chunks(usize::from(AT_ONCE));
    while let Some(piece) = pieces.next().await {
        let piece = piece.into_iter().collect::<Result<Vec<_>, _>>()?;
        let total = piece.len();
        let old = piece.into_iter().filter(|it| is_old(it.modified)).map(|it| it.key.to_string());
        let without = object::unnamed(&database.read, &old.collect::<Vec<_>>()).await?;
        known += total - without.len();
        unnamed.extend(without);
    }
    if unnamed.len() > known {
        // A store with so much that is not ours belongs to another instance, too.
        warn!(
            known,
            unnamed = unnamed.len(),
            "Most objects of the store have no row: none is swept"
        );
        return Ok(0);
    }
    for key in &unnamed {
        delete(store, key).await?;
    }
    Ok(unnamed.len() as u64)
}

async fn delete(store: &Store, key: &str) -> anyhow::Result<()> {
    if let Some(key) = ObjectKey::parse(key) {
        store.delete(&key).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use storage::{DiskSettings, Settings, Visibility};
    use testkit::TestDatabase;

    use super::*;
    use crate::clock::now;

    async fn put(store: &Store, text: &'static str) -> anyhow::Result<ObjectKey> {
        let key = ObjectKey::audio(Visibility::Personal, text.as_bytes());
        store.put(&key, text.into()).await?;
        Ok(key)
    }

    async fn put_named(
        it: &Database,
        store: &Store,
        text: &'static str,
    ) -> anyhow::Result<ObjectKey> {
        let key = put(store, text).await?;
        object::ensure(&it.write, &key.to_string(), i64::try_from(text.len())?, now()).await?;
        Ok(key)
    }

    #[tokio::test]
    async fn what_no_row_names_goes_after_a_day_and_what_was_removed_after_a_week()
    -> anyhow::Result<()> {
        for test in TestDatabase::both().await? {
            let database = &test.database;
            let folder = test.folder().join("objects");
            let store = Store::open(&Settings::Disk(DiskSettings { folder })).await?;
            let kept = put_named(database, &store, "kept").await?;
            let removed = put_named(database, &store, "removed").await?;
            object::remove(&database.write, &removed.to_string(), now()).await?;
            let unnamed = put(&store, "unnamed").await?;
            let days = |days: i64| now().plus_seconds(days * 86_400 + 60);

            assert_eq!(sweep_objects(database, &store, now()).await?, 0);
            assert_eq!(sweep_objects(database, &store, days(1)).await?, 1);
            assert!(store.head(&unnamed).await?.is_none(), "no row names it");
            assert!(store.head(&removed).await?.is_some(), "somebody may be listening");
            assert_eq!(sweep_objects(database, &store, days(7)).await?, 1);
            assert!(store.head(&removed).await?.is_none());
            assert!(store.head(&kept).await?.is_some());
        }
        Ok(())
    }

    #[tokio::test]
    async fn a_store_of_somebody_else_is_left_alone() -> anyhow::Result<()> {
        let test = TestDatabase::sqlite().await?;
        let folder = test.folder().join("objects");
        let store = Store::open(&Settings::Disk(DiskSettings { folder })).await?;
        let ours = put_named(&test.database, &store, "ours").await?;
        let theirs = [put(&store, "theirs").await?, put(&store, "theirs, too").await?];

        let in_a_week = now().plus_seconds(7 * 86_400);
        assert_eq!(sweep_objects(&test.database, &store, in_a_week).await?, 0);
        for key in theirs.iter().chain([&ours]) {
            assert!(store.head(key).await?.is_some());
        }
        Ok(())
    }
}
