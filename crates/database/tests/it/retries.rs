//! Episodes that wait for others, that are tried again by hand, and that are spoken anew.

use anyhow::Context as _;
use database::{
    Database, Lease, Micros,
    episode::{self, Audio, WaitsFor},
    object,
};
use sea_orm::ConnectionTrait;
use testkit::TestDatabase;

use crate::spoken::make_episode;

const NOW: Micros = Micros(1_700_000_000_000_000);

async fn lease(db: &impl ConnectionTrait, id: i64, has_audio: bool) -> anyhow::Result<Lease> {
    let leased = episode::lease(db, id, has_audio, NOW, NOW.plus_seconds(30)).await?;
    Ok(leased.context("the lease")?.0)
}

/// Holds the episode, puts it off, and returns how often it waited in a row by then.
async fn wait(db: &impl ConnectionTrait, id: i64, what: WaitsFor) -> anyhow::Result<i32> {
    let held = lease(db, id, false).await?;
    episode::put_off(db, &held, (what, "away"), NOW).await?;
    Ok(episode::waits(db, &held).await?)
}

/// Gives an episode its audio, and publishes it.
async fn publish(database: &Database, id: i64) -> anyhow::Result<()> {
    let held = lease(&database.write, id, false).await?;
    let audio = Audio {
        key: format!("open/audio/{id}.mp3"),
        bytes: 9,
        samples: 9,
        sample_rate: 44_100,
        times: "{}".to_owned(),
    };
    let transaction = database.begin().await?;
    episode::keep_audio(&transaction, &held, &audio, NOW).await?;
    transaction.commit().await?;
    let held = lease(&database.write, id, true).await?;
    let transaction = database.begin().await?;
    episode::publish(&transaction, &held, NOW).await?;
    Ok(transaction.commit().await?)
}

async fn state(database: &Database, id: i64) -> anyhow::Result<String> {
    let rows = episode::log(&database.read, None, 99).await?;
    let row = rows.into_iter().find(|row| row.episode_id == Some(id));
    Ok(row.context("the episode")?.state)
}

async fn withdraw(database: &Database, article_id: i64) -> anyhow::Result<()> {
    let transaction = database.begin().await?;
    episode::withdraw_of_article(&transaction, article_id, false, NOW).await?;
    Ok(transaction.commit().await?)
}

/// Articles are numbered from 1, as their episodes are.
async fn speak_anew(database: &Database, id: i64) -> anyhow::Result<bool> {
    let transaction = database.begin().await?;
    let is_taken = episode::speak_anew(&transaction, id, NOW).await?;
    transaction.commit().await?;
    Ok(is_taken)
}

#[tokio::test]
async fn waits_in_a_row_are_counted_and_those_for_a_budget_are_not() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database.write;
        let id = make_episode(&test.database, "one").await?;
        assert_eq!(wait(db, id, WaitsFor::Voice).await?, 1);
        assert_eq!(wait(db, id, WaitsFor::Budget).await?, 1);
        assert_eq!(wait(db, id, WaitsFor::Store).await?, 2);
        let held = lease(db, id, false).await?;
        episode::forget_audio(db, &held, NOW).await?;
        assert_eq!(episode::waits(db, &held).await?, 3, "a store that loses it is waited for, too");

        publish(&test.database, id).await?;

        let row = episode::of_article(db, 1).await?.context("the row")?;
        assert_eq!(row.waits, 0);
    }
    Ok(())
}

#[tokio::test]
async fn a_voice_that_comes_farther_each_time_is_not_given_up_and_a_store_is() -> anyhow::Result<()>
{
    for test in TestDatabase::both().await? {
        let db = &test.database.write;
        let id = make_episode(&test.database, "one").await?;
        for pieces in 1..=3 {
            let held = lease(db, id, false).await?;
            episode::reach(db, &held, pieces).await?;
            assert_eq!(episode::waits(db, &held).await?, 0);
            episode::put_off(db, &held, (WaitsFor::Voice, "429"), NOW).await?;
        }
        // The same is spoken again as the audio was lost: that is no progress.
        let held = lease(db, id, false).await?;
        episode::put_off(db, &held, (WaitsFor::Store, "away"), NOW).await?;
        let held = lease(db, id, false).await?;
        episode::reach(db, &held, 9).await?;
        assert_eq!(episode::waits(db, &held).await?, 2);
    }
    Ok(())
}

#[tokio::test]
async fn what_was_withdrawn_is_spoken_again_where_somebody_wants_that() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (database, db) = (&test.database, &test.database.write);
        let (one, two) =
            (make_episode(database, "one").await?, make_episode(database, "two").await?);
        db.execute_unprepared("UPDATE episode SET text_hash = 'same'").await?;
        for id in [one, two] {
            publish(database, id).await?;
            assert!(!episode::retry(db, id, NOW.plus_seconds(60)).await?, "it is published");
        }
        for article in [1, 2] {
            withdraw(database, article).await?;
        }
        assert!(!episode::told_by_another(db, one).await?);

        assert!(episode::retry(db, one, NOW).await?);

        assert_eq!(state(database, one).await?, "waiting");
        assert!(episode::told_by_another(db, two).await?);
        assert!(!episode::retry(db, two, NOW).await?, "the first tells it");
        assert_eq!(state(database, two).await?, "withdrawn");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_published_is_spoken_anew_without_what_was_kept() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (database, db) = (&test.database, &test.database.write);
        let id = make_episode(database, "one").await?;
        publish(database, id).await?;
        let before = episode::of_article(db, 1).await?.context("the row")?;

        assert!(speak_anew(database, id).await?);

        let row = episode::of_article(db, 1).await?.context("the row")?;
        assert_eq!((row.take, row.object_id, row.next_attempt_at), (1, None, Some(NOW)));
        assert_eq!((row.guid, row.published_at), (before.guid, before.published_at), "its place");
        let object = object::by_id(db, before.object_id.context("its audio")?).await?;
        assert_eq!(object.context("the object")?.removed_at, Some(NOW));
        assert!(speak_anew(database, id).await?, "once more");
        lease(db, id, false).await?;
        assert!(!speak_anew(database, id).await?, "somebody is at it");
    }
    Ok(())
}
