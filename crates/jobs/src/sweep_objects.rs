//! Objects that nobody needs any longer -> gone from the store.
//!
//! Two kinds: those that were taken out of use a week ago, and those that were planned a day ago and
//! never came into use, left over from a kill between the store and the database. Only what a row
//! names is ever deleted, so other instances may share the store. Safe to run twice.

use std::time::{Duration, SystemTime};

use database::{Database, Micros, object};
use storage::{ObjectKey, Store};
use tracing::info;

/// How long an object outlives its use: whoever listens just now comes to the end, and caches run
/// out (DESIGN.md, section 3).
const REMOVED_SECONDS: i64 = 7 * 86_400;
/// How long an object that was planned is left alone: its transaction may still come (DESIGN.md,
/// section 3).
const PLANNED: Duration = Duration::from_hours(24);
/// Rows taken together.
const AT_ONCE: u64 = 100;

/// Sweeps the store. Returns how many objects went.
///
/// # Errors
/// When the database or the store is away; the rest is swept the next time.
pub(crate) async fn sweep_objects(
    database: &Database,
    store: &Store,
    now: Micros,
) -> anyhow::Result<u64> {
    let removed = now.plus_seconds(-REMOVED_SECONDS);
    let planned = now.plus_micros(-i64::try_from(PLANNED.as_micros())?);
    let mut swept = 0;
    loop {
        let keys = object::forget_unused(&database.write, removed, planned, AT_ONCE).await?;
        for key in &keys {
            delete(store, key, now).await?;
        }
        swept += keys.len() as u64;
        if (keys.len() as u64) < AT_ONCE {
            break;
        }
    }
    if swept > 0 {
        info!(swept, "Swept objects that nobody needs any longer");
    }
    Ok(swept)
}

/// Deletes an object, unless it was put anew meanwhile: then it has a row again, or will have.
async fn delete(store: &Store, key: &str, now: Micros) -> anyhow::Result<()> {
    let Some(key) = ObjectKey::parse(key) else { return Ok(()) };
    let now = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(now.0)?);
    let is_old = |modified| now.duration_since(modified).is_ok_and(|age| age > PLANNED);
    if store.head(&key).await?.is_some_and(|stored| is_old(stored.modified)) {
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

    /// Puts an object as the jobs do: planned, put, and perhaps in use.
    async fn put(
        database: &Database,
        store: &Store,
        text: &'static str,
        in_use: bool,
    ) -> anyhow::Result<ObjectKey> {
        let key = ObjectKey::audio(Visibility::Personal, text.as_bytes());
        let (name, bytes) = (key.to_string(), i64::try_from(text.len())?);
        object::plan(&database.write, &name, bytes, now()).await?;
        store.put(&key, text.into()).await?;
        if in_use {
            object::ensure(&database.write, &name, bytes, now()).await?;
        }
        Ok(key)
    }

    #[tokio::test]
    async fn what_was_never_used_goes_after_a_day_and_nothing_else() -> anyhow::Result<()> {
        for test in TestDatabase::both().await? {
            let database = &test.database;
            let folder = test.folder().join("objects");
            let store = Store::open(&Settings::Disk(DiskSettings { folder })).await?;
            let used = put(database, &store, "used", true).await?;
            let planned = put(database, &store, "planned", false).await?;
            // A second try of a step plans anew what is in use.
            put(database, &store, "used", false).await?;
            let foreign = ObjectKey::audio(Visibility::Personal, b"foreign");
            store.put(&foreign, "foreign".into()).await?;
            let later = |hours: i64| now().plus_seconds(hours * 3_600);

            assert_eq!(sweep_objects(database, &store, later(23)).await?, 0);
            assert_eq!(sweep_objects(database, &store, later(25)).await?, 1);
            assert!(store.head(&planned).await?.is_none());
            assert_eq!(sweep_objects(database, &store, later(24 * 30)).await?, 0);
            assert!(store.head(&used).await?.is_some(), "an episode reads it");
            assert!(store.head(&foreign).await?.is_some(), "somebody else's");
        }
        Ok(())
    }
}
