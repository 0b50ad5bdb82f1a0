//! How often an episode is tried, and when that counts.

use anyhow::Context as _;
use database::{
    Database, DatabaseError, Lease, Micros,
    episode::{self, MOST_ATTEMPTS, Model, PutOff, WaitsFor},
};
use sea_orm::ConnectionTrait;
use testkit::TestDatabase;

use crate::spoken::make_episode;

const NOW: Micros = Micros(1_700_000_000_000_000);

const AWAY: (WaitsFor, &str) = (WaitsFor::Store, "the store is away");

/// Takes the lease of whoever held it last, whose worker was killed.
async fn take_over(
    db: &impl ConnectionTrait,
    id: i64,
    hours: &mut i64,
) -> anyhow::Result<(Lease, Model)> {
    *hours += 1;
    let now = NOW.plus_seconds(*hours * 3_600);
    let leased = episode::lease(db, id, false, now, now.plus_seconds(30)).await?;
    leased.context("the lease")
}

#[tokio::test]
async fn workers_that_are_killed_on_the_way_do_not_count_against_an_episode() -> anyhow::Result<()>
{
    for test in TestDatabase::both().await? {
        let (db, mut hours) = (&test.database.write, 0);
        let id = make_episode(&test.database, "one").await?;
        for killed in 1..=20 {
            let (lease, row) = take_over(db, id, &mut hours).await?;
            assert!(row.attempts <= 1, "kill {killed}: {} attempts", row.attempts);
            episode::reach(db, &lease, killed).await?;
        }
    }
    Ok(())
}

/// Speaks so many pieces, from the first on.
async fn speak(db: &impl ConnectionTrait, lease: &Lease, most: i32) -> database::Result<()> {
    for pieces in 1..=most {
        episode::reach(db, lease, pieces).await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_stops_every_attempt_at_the_same_place_is_counted() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, mut hours) = (&test.database.write, 0);
        let id = make_episode(&test.database, "one").await?;
        let (lease, _) = take_over(db, id, &mut hours).await?;
        episode::reach(db, &lease, 7).await?;
        assert_eq!(episode::attempts(db, &lease).await?, 0, "it came farther than any before");
        for attempt in 1..=MOST_ATTEMPTS {
            let (lease, row) = take_over(db, id, &mut hours).await?;
            // Another version of the voice may begin anew, and come no farther.
            speak(db, &lease, 7).await?;
            assert_eq!((row.attempts, row.reached), (attempt, 7));
            assert_eq!(episode::attempts(db, &lease).await?, attempt);
        }
        let (_, row) = take_over(db, id, &mut hours).await?;
        assert!(row.attempts > MOST_ATTEMPTS);
    }
    Ok(())
}

#[tokio::test]
async fn an_episode_that_waits_after_it_came_farther_owes_no_attempt() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, mut hours) = (&test.database.write, 0);
        let id = make_episode(&test.database, "one").await?;
        let (lease, _) = take_over(db, id, &mut hours).await?;
        episode::reach(db, &lease, 1).await?;
        episode::put_off(db, &lease, AWAY, NOW).await?;
        let (lease, row) = take_over(db, id, &mut hours).await?;
        assert_eq!(row.attempts, 1);
        episode::put_off(db, &lease, AWAY, NOW).await?;
        let (_, row) = take_over(db, id, &mut hours).await?;
        assert_eq!(row.attempts, 1, "what waits for others is not counted");
    }
    Ok(())
}

#[tokio::test]
async fn who_lost_an_episode_neither_counts_nor_resets_its_attempts() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, mut hours) = (&test.database.write, 0);
        let id = make_episode(&test.database, "one").await?;
        let (old, _) = take_over(db, id, &mut hours).await?;
        let (lease, _) = take_over(db, id, &mut hours).await?;
        let late = episode::reach(db, &old, 9).await;
        assert!(matches!(late, Err(DatabaseError::LeaseLost)), "{late:?}");
        let late = episode::attempts(db, &old).await;
        assert!(matches!(late, Err(DatabaseError::LeaseLost)), "{late:?}");
        assert_eq!(episode::attempts(db, &lease).await?, 2);
    }
    Ok(())
}

#[tokio::test]
async fn workers_that_are_killed_while_they_master_do_not_count_against_an_episode()
-> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, mut hours) = (&test.database.write, 0);
        let id = make_episode(&test.database, "one").await?;
        for killed in 0..3 * MOST_ATTEMPTS {
            let (lease, row) = take_over(db, id, &mut hours).await?;
            assert_eq!((row.attempts, row.masterings), (1, killed));
            speak(db, &lease, 7).await?;
            episode::begin_mastering(db, &lease).await?;
        }
        // A store that is away ends the row of them, and owes nothing either.
        let (lease, _) = take_over(db, id, &mut hours).await?;
        episode::put_off(db, &lease, AWAY, NOW).await?;
        let (_, row) = take_over(db, id, &mut hours).await?;
        assert_eq!((row.attempts, row.masterings), (1, 0));
    }
    Ok(())
}

#[tokio::test]
async fn a_mastering_that_fails_with_a_word_is_an_attempt() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, mut hours) = (&test.database.write, 0);
        let id = make_episode(&test.database, "one").await?;
        for attempt in 1..=MOST_ATTEMPTS {
            let (lease, _) = take_over(db, id, &mut hours).await?;
            episode::begin_mastering(db, &lease).await?;
            episode::fail_mastering(db, &lease).await?;
            assert_eq!(episode::attempts(db, &lease).await?, attempt);
            episode::fail(db, &lease, "no frame is heard", Some(NOW), NOW).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_episode_that_was_given_up_is_tried_again_where_somebody_wants_that()
-> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, mut hours) = (&test.database.write, 0);
        let id = make_episode(&test.database, "one").await?;
        assert!(!episode::retry(db, id, NOW).await?, "it waits already");
        for _ in 0..MOST_ATTEMPTS {
            take_over(db, id, &mut hours).await?;
        }
        let (lease, row) = take_over(db, id, &mut hours).await?;
        episode::fail(db, &lease, "no attempt came to its end", None, NOW).await?;

        assert!(episode::retry(db, id, NOW).await?);

        let known = episode::log_of(db, row.article_id).await?.context("the article")?;
        assert_eq!((&*known.state, known.attempts, known.last_error), ("waiting", Some(0), None));
        assert!(!episode::retry(db, id, NOW).await?, "once");
        assert_eq!(take_over(db, id, &mut hours).await?.1.attempts, 1);
    }
    Ok(())
}

#[tokio::test]
async fn of_two_that_read_the_same_text_one_is_tried_again() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, mut hours) = (&test.database.write, 0);
        let ids = [
            make_episode(&test.database, "one").await?,
            make_episode(&test.database, "two").await?,
        ];
        db.execute_unprepared("UPDATE episode SET text_hash = 'same'").await?;
        for id in ids {
            let (lease, _) = take_over(db, id, &mut hours).await?;
            episode::fail(db, &lease, "no voice", None, NOW).await?;
        }

        assert!(episode::retry(db, ids[0], NOW).await?);
        assert!(!episode::retry(db, ids[1], NOW).await?, "the first tells it");

        let (lease, _) = take_over(db, ids[0], &mut hours).await?;
        episode::put_off(db, &lease, AWAY, Micros(i64::MAX)).await?;
        let later = NOW.plus_seconds(99 * 3_600);
        assert!(episode::retry(db, ids[0], later).await?, "what waits is no other's");
    }
    Ok(())
}

/// An episode that waits for something, for so long.
async fn put_off(
    database: &Database,
    name: &str,
    why: (WaitsFor, &str),
    seconds: i64,
) -> anyhow::Result<i64> {
    let db = &database.write;
    let id = make_episode(database, name).await?;
    let leased = episode::lease(db, id, false, NOW, NOW.plus_seconds(30)).await?;
    episode::put_off(db, &leased.context("the lease")?.0, why, NOW.plus_seconds(seconds)).await?;
    Ok(id)
}

#[tokio::test]
async fn who_waits_for_a_voice_or_the_store_is_told_by_reason_and_nobody_else() -> anyhow::Result<()>
{
    for test in TestDatabase::both().await? {
        let (database, db) = (&test.database, &test.database.write);
        assert!(episode::left_waiting(db).await?.is_empty());
        put_off(database, "spent", (WaitsFor::Budget, "the budget"), 60).await?;
        put_off(database, "one", (WaitsFor::Voice, "401"), 7_200).await?;
        let two = put_off(database, "two", (WaitsFor::Voice, "401"), 90).await?;
        put_off(database, "three", AWAY, 30).await?;
        let own = make_episode(database, "own").await?;
        let leased = episode::lease(db, own, false, NOW, NOW.plus_seconds(30)).await?;
        let (lease, _) = leased.context("the lease")?;
        episode::fail(db, &lease, "no WAV file", Some(NOW.plus_seconds(9)), NOW).await?;

        let waiting = episode::left_waiting(db).await?;

        let told = |episodes, seconds, reason: &str| PutOff {
            episodes,
            again_at: NOW.plus_seconds(seconds),
            reason: reason.to_owned(),
        };
        assert_eq!(waiting, [told(2, 90, "401"), told(1, 30, "the store is away")]);
        assert!(episode::retry(db, two, NOW).await?);
        assert_eq!(episode::left_waiting(db).await?[0].episodes, 1, "it waits no longer");
    }
    Ok(())
}
