//! Subscriptions at hubs, and what their pushes do to a source.

use anyhow::Context as _;
use database::{
    Database, Lease, Micros, site,
    source::{self, Kind},
    subscription::{self, Asking, Model, Offer, State},
};
use testkit::{TestDatabase, TestSite};

const NOW: Micros = Micros(1_700_000_000_000_000);
const CALLBACK: &str = "https://paper.example/websub/";
const TOPIC: &str = "https://news.example/feed.xml";

/// A site with one feed; the feed's row.
async fn feed(database: &Database) -> anyhow::Result<source::Model> {
    TestSite::at(database, "news.example").await?.add_source(database, Kind::Feed, TOPIC).await
}

async fn row(database: &Database, site_id: i64) -> anyhow::Result<source::Model> {
    source::of_site(&database.read, site_id).await?.pop().context("the source")
}

fn offer(source_id: i64, hub: &str, token: &str) -> Offer {
    let (topic, secret) = (TOPIC.to_owned(), "secret".to_owned());
    Offer { source_id, hub: hub.to_owned(), topic, token: token.to_owned(), secret }
}

async fn lease(database: &Database, now: Micros) -> anyhow::Result<Option<(Lease, Model)>> {
    Ok(subscription::lease(&database.write, now, now.plus_seconds(30)).await?)
}

/// Asks the hub as the job does; it is asked again after ten minutes.
async fn ask(database: &Database, now: Micros) -> anyhow::Result<Model> {
    let (lease, row) = lease(database, now).await?.context("a subscription to ask for")?;
    let asking = Asking { callback: CALLBACK, now, next_try_at: now.plus_seconds(600) };
    subscription::begin(&database.write, &lease, asking).await?;
    subscription::renew(&database.write, &lease, Micros::START).await?;
    Ok(row)
}

async fn confirm(database: &Database, token: &str, topic: &str) -> anyhow::Result<bool> {
    let times = (NOW.plus_seconds(900), NOW.plus_seconds(600));
    Ok(subscription::confirm(&database.write, (token, topic), times).await?)
}

async fn is_active(database: &Database, source: i64, now: Micros) -> anyhow::Result<bool> {
    Ok(subscription::is_active(&database.read, source, CALLBACK, now).await?)
}

#[tokio::test]
async fn a_subscription_is_asked_for_once_and_renewed_in_time() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let source = feed(database).await?.id;
        subscription::offer(&database.write, &offer(source, "https://hub.example/", "a")).await?;

        assert!(!confirm(database, "a", TOPIC).await?, "nobody asked yet");
        ask(database, NOW).await?;
        assert!(lease(database, NOW).await?.is_none(), "it was asked");
        assert!(!confirm(database, "b", TOPIC).await? && !confirm(database, "a", "b").await?);
        assert!(confirm(database, "a", TOPIC).await?);

        assert!(is_active(database, source, NOW).await?);
        assert!(!is_active(database, source, NOW.plus_seconds(900)).await?, "its time ends");
        assert!(lease(database, NOW.plus_seconds(599)).await?.is_none());
        ask(database, NOW.plus_seconds(600)).await?;
        let row = subscription::by_token(&database.read, "a").await?.context("the row")?;
        assert_eq!((row.state.as_str(), row.attempts), (State::Active.code(), 1), "while asking");
    }
    Ok(())
}

#[tokio::test]
async fn the_same_hub_named_again_changes_nothing_and_of_another_leave_is_taken()
-> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (database, write) = (&test.database, &test.database.write);
        let source = feed(database).await?.id;
        subscription::offer(write, &offer(source, "https://hub.example/", "a")).await?;
        ask(database, NOW).await?;
        confirm(database, "a", TOPIC).await?;

        subscription::offer(write, &offer(source, "https://hub.example/", "b")).await?;
        assert!(is_active(database, source, NOW).await?);
        subscription::offer(write, &offer(source, "https://other.example/", "c")).await?;

        assert!(!is_active(database, source, NOW).await?);
        let left = ask(database, NOW).await?;
        assert_eq!((left.token.as_str(), left.state.as_str()), ("a", State::Leaving.code()));
        assert_eq!(left.hub, "https://hub.example/");
        subscription::leave_gone(write).await?;
        assert!(subscription::confirm_leave(write, "a", TOPIC).await?);
        assert!(lease(database, NOW.plus_seconds(3_599)).await?.is_none(), "not at once");
        let asked = ask(database, NOW.plus_seconds(3_600)).await?;
        assert_eq!((asked.hub.as_str(), asked.token.as_str()), ("https://other.example/", "c"));
    }
    Ok(())
}

#[tokio::test]
async fn a_hub_that_was_never_asked_is_told_nothing() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (database, write) = (&test.database, &test.database.write);
        let source = feed(database).await?.id;
        subscription::offer(write, &offer(source, "https://first.example/", "a")).await?;
        ask(database, NOW).await?;

        for (hub, token) in [("https://second.example/", "b"), ("https://third.example/", "c")] {
            subscription::offer(write, &offer(source, hub, token)).await?;
        }

        assert_eq!(ask(database, NOW).await?.token, "a", "leave is taken of the first");
        assert!(subscription::by_token(&database.read, "b").await?.is_none());
        assert!(lease(database, NOW.plus_seconds(599)).await?.is_none(), "nobody else yet");
        assert!(subscription::confirm_leave(write, "a", TOPIC).await?);
        assert_eq!(ask(database, NOW.plus_seconds(3_600)).await?.token, "c");
    }
    Ok(())
}

#[tokio::test]
async fn a_hub_that_denies_is_not_asked_again() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let source = feed(database).await?.id;
        let offered = offer(source, "https://hub.example/", "a");
        subscription::offer(&database.write, &offered).await?;
        ask(database, NOW).await?;

        assert!(!subscription::deny(&database.write, "a", "other", "no").await?);
        assert!(subscription::deny(&database.write, "a", TOPIC, "no").await?);
        subscription::offer(&database.write, &offered).await?;

        assert!(lease(database, NOW.plus_seconds(9_999_999)).await?.is_none());
        assert!(!confirm(database, "a", TOPIC).await?);
    }
    Ok(())
}

#[tokio::test]
async fn leave_is_taken_of_the_hub_of_a_site_that_is_gone() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (database, write) = (&test.database, &test.database.write);
        let source = feed(database).await?;
        subscription::offer(write, &offer(source.id, "https://hub.example/", "a")).await?;
        ask(database, NOW).await?;
        confirm(database, "a", TOPIC).await?;

        subscription::leave_gone(write).await?;
        assert!(is_active(database, source.id, NOW).await?, "the site is there");
        site::set_enabled(write, source.site_id, false).await?;
        subscription::leave_gone(write).await?;

        let asked = ask(database, NOW.plus_seconds(60)).await?;
        assert_eq!(asked.state, State::Leaving.code());
        assert!(!confirm(database, "a", TOPIC).await?);
        assert!(subscription::confirm_leave(write, "a", TOPIC).await?);
        assert!(subscription::of_source(&database.read, source.id).await?.is_none());
    }
    Ok(())
}

#[tokio::test]
async fn hubs_are_told_of_a_new_address_of_ours() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (database, write) = (&test.database, &test.database.write);
        let source = feed(database).await?.id;
        subscription::offer(write, &offer(source, "https://hub.example/", "a")).await?;
        ask(database, NOW).await?;
        confirm(database, "a", TOPIC).await?;

        subscription::move_to(write, CALLBACK).await?;
        assert!(lease(database, NOW).await?.is_none(), "it is the same");
        subscription::move_to(write, "https://new.example/websub/").await?;

        assert!(lease(database, NOW).await?.is_none(), "it was asked a moment ago");
        assert!(lease(database, NOW.plus_seconds(3_600)).await?.is_some());
    }
    Ok(())
}

/// Keeps that the source was asked, is due in a day, and may be pushed after a minute.
async fn keep(database: &Database, row: &source::Model) -> anyhow::Result<()> {
    let asked = source::Asked {
        id: row.id,
        etag: None,
        last_modified: None,
        at: NOW,
        pushed_before: row.pushed_at,
        push_from: NOW.plus_seconds(60),
        due_at: NOW.plus_seconds(86_400),
        interval_micros: 0,
        news: false,
        ttl_micros: None,
        answered: None,
        passed_over: None,
        error: None,
    };
    Ok(source::keep(&database.write, &asked).await?)
}

#[tokio::test]
async fn a_push_makes_a_source_due_but_not_too_soon() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let source = feed(database).await?;
        keep(database, &source).await?;

        source::push(&database.write, source.id, NOW.plus_seconds(1)).await?;

        let pushed = row(database, source.site_id).await?;
        assert_eq!(pushed.due_at, NOW.plus_seconds(60));
        keep(database, &pushed).await?;
        let asked = row(database, source.site_id).await?;
        assert_eq!(asked.due_at, NOW.plus_seconds(86_400), "one look a push");
    }
    Ok(())
}

#[tokio::test]
async fn a_push_never_puts_off_what_is_due() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let source = feed(database).await?;

        source::push(&database.write, source.id, NOW).await?;

        assert_eq!(row(database, source.site_id).await?.due_at, Micros::START);
    }
    Ok(())
}

#[tokio::test]
async fn a_push_while_the_source_is_asked_is_not_forgotten() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let before = feed(database).await?;

        source::push(&database.write, before.id, NOW).await?;
        keep(database, &before).await?;

        assert_eq!(row(database, before.site_id).await?.due_at, NOW.plus_seconds(60));
    }
    Ok(())
}
