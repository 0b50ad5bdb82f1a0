//! Leases and fencing.

use database::{DatabaseError, Micros, host, schedule};
use testkit::TestDatabase;

const NOW: Micros = Micros(1_700_000_000_000_000);

#[tokio::test]
async fn a_host_has_one_holder_at_a_time() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database.write;
        let id = host::ensure(db, "news.example").await?;
        assert_eq!(host::ensure(db, "news.example").await?, id);

        let first = host::lease(db, id, NOW, NOW.plus_seconds(30)).await?.map(|it| it.0);
        assert!(first.is_some());
        let early = NOW.plus_seconds(29);
        assert_eq!(host::lease(db, id, early, early.plus_seconds(30)).await?, None);

        let late = NOW.plus_seconds(31);
        let second = host::lease(db, id, late, late.plus_seconds(30)).await?.map(|it| it.0);
        assert!(second.is_some(), "a lease that ended is taken over");
    }
    Ok(())
}

#[tokio::test]
async fn who_does_not_ask_a_host_may_hold_it_while_it_rests() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database.write;
        let id = host::ensure(db, "news.example").await?;
        let until = NOW.plus_seconds(30);
        let taken = host::lease(db, id, NOW, until).await?;
        let (lease, _) = taken.ok_or_else(|| anyhow::anyhow!("no lease"))?;
        host::block(db, &lease, NOW.plus_seconds(999)).await?;
        assert!(host::lease_though_resting(db, id, NOW, until).await?.is_none(), "it is held");
        host::renew(db, &lease, Micros::START).await?;

        assert!(host::lease(db, id, NOW, until).await?.is_none());
        assert!(host::lease_though_resting(db, id, NOW, until).await?.is_some());
    }
    Ok(())
}

#[tokio::test]
async fn a_holder_that_was_too_slow_writes_nothing() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database.write;
        let id = host::ensure(db, "news.example").await?;
        let taken = host::lease(db, id, NOW, NOW.plus_seconds(30)).await?;
        let late = NOW.plus_seconds(31);
        host::lease(db, id, late, late.plus_seconds(30)).await?;

        let (old, _) = taken.ok_or_else(|| anyhow::anyhow!("no lease"))?;
        let refused = host::occupy(db, &old, NOW.plus_seconds(99)).await;
        assert!(matches!(refused, Err(DatabaseError::LeaseLost)), "{refused:?}");
        let row = host::by_id(db, id).await?;
        assert_eq!(row.map(|row| row.free_at), Some(Micros(0)));
    }
    Ok(())
}

#[tokio::test]
async fn a_slot_of_the_schedule_is_taken_once() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database.write;
        let until = NOW.plus_seconds(30);
        let taken = schedule::take(db, "choose", 7, NOW, until).await?;
        assert_eq!(schedule::take(db, "choose", 7, NOW, until).await?, None, "somebody has it");
        let lease = taken.ok_or_else(|| anyhow::anyhow!("no lease"))?;
        schedule::done(db, "choose", &lease).await?;
        let later = NOW.plus_seconds(60);
        let again = schedule::take(db, "choose", 7, later, later.plus_seconds(30)).await?;
        assert_eq!(again, None, "a slot that is done is not taken again");
        let next = schedule::take(db, "choose", 8, later, later.plus_seconds(30)).await?;
        assert!(next.is_some());
    }
    Ok(())
}
