//! What hubs ask and send, and what becomes of it.

use anyhow::Context as _;
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use database::{
    Micros,
    source::{self, Asked, Kind},
    subscription::{self, Asking, Offer},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use testkit::TestSite;

use crate::newspaper::{NOW, Newspaper};

const TOPIC: &str = "https://news.example/feed.xml?a&b";
const SECRET: &str = "not told to anybody";
/// As a hub spells the topic in its question.
const ENCODED: &str = "https%3A%2F%2Fnews.example%2Ffeed.xml%3Fa%26b";

/// A newspaper that has asked a hub to tell of a feed's news; the feed is due in a day.
async fn asked() -> anyhow::Result<(Newspaper, i64)> {
    let newspaper = Newspaper::empty().await?;
    let write = &newspaper.site.database.write;
    let site = TestSite::at(&newspaper.site.database, "news.example").await?;
    let feed = "https://news.example/feed.xml";
    let source = site.add_source(&newspaper.site.database, Kind::Feed, feed).await?;
    let site_id = site.site_id;
    let ended = Asked {
        id: source.id,
        etag: None,
        last_modified: None,
        at: NOW,
        pushed_before: Micros::START,
        push_from: NOW.plus_seconds(30),
        due_at: NOW.plus_seconds(86_400),
        interval_micros: 0,
        news: true,
        error: None,
        ttl_micros: None,
        answered: None,
        passed_over: None,
    };
    source::keep(write, &ended).await?;
    let [hub, topic, token, secret] =
        ["https://hub.example/", TOPIC, "token", SECRET].map(str::to_owned);
    subscription::offer(write, &Offer { source_id: source.id, hub, topic, token, secret }).await?;
    let (lease, _) = subscription::lease(write, NOW, NOW).await?.context("the lease")?;
    let asking = Asking { callback: "x", now: NOW, next_try_at: NOW.plus_seconds(600) };
    subscription::begin(write, &lease, asking).await?;
    Ok((newspaper, site_id))
}

/// A question of the hub, and how it is answered.
async fn question(newspaper: &Newspaper, token: &str, query: &str) -> anyhow::Result<String> {
    let answer = newspaper.get(&format!("/websub/{token}?{query}")).await?;
    let is_plain = answer.header("content-type").starts_with("text/plain");
    Ok(if answer.status == StatusCode::OK && is_plain {
        answer.text()
    } else {
        answer.status.as_u16().to_string()
    })
}

fn subscribe(topic: &str, challenge: &str) -> String {
    format!(
        "hub.mode=subscribe&hub.topic={topic}&hub.challenge={challenge}&hub.lease_seconds=864000"
    )
}

#[tokio::test]
async fn a_hub_that_was_asked_is_given_its_challenge_back() -> anyhow::Result<()> {
    let (newspaper, _) = asked().await?;
    let other = "https%3A%2F%2Fevil.example%2F";
    for (token, query) in [
        ("other", subscribe(ENCODED, "c")),
        ("token", subscribe(other, "c")),
        ("token", format!("hub.mode=unsubscribe&hub.topic={ENCODED}&hub.challenge=c")),
        ("token", format!("hub.mode=publish&hub.topic={ENCODED}&hub.challenge=c")),
        ("token", format!("hub.topic={ENCODED}")),
        ("token", String::new()),
    ] {
        assert_eq!(question(&newspaper, token, &query).await?, "404", "{token} {query}");
    }
    let long = subscribe(ENCODED, &"c".repeat(1_025));
    assert_eq!(question(&newspaper, "token", &long).await?, "400");

    let told = question(&newspaper, "token", &subscribe(ENCODED, "%3Cb%3E+1")).await?;

    assert_eq!(told, "<b> 1");
    let row = subscription::by_token(&newspaper.site.database.read, "token").await?;
    let row = row.context("the row")?;
    assert_eq!((row.state.as_str(), row.active_until), ("active", NOW.plus_seconds(864_000)));
    assert_eq!(row.next_try_at, NOW.plus_seconds(576_000));
    Ok(())
}

#[tokio::test]
async fn a_hub_that_denies_is_believed() -> anyhow::Result<()> {
    let (newspaper, _) = asked().await?;
    let denied = format!("hub.mode=denied&hub.topic={ENCODED}&hub.reason=too+busy");

    question(&newspaper, "token", &denied).await?;

    let row = subscription::by_token(&newspaper.site.database.read, "token").await?;
    let row = row.context("the row")?;
    assert_eq!(row.state, "denied");
    assert_eq!(row.last_error.as_deref(), Some("denied by the hub: too busy"));
    assert_eq!(question(&newspaper, "token", &subscribe(ENCODED, "c")).await?, "404");
    Ok(())
}

fn signature(secret: &str, body: &str) -> anyhow::Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;
    mac.update(body.as_bytes());
    Ok(format!("sha256={}", hex::encode(mac.finalize().into_bytes())))
}

async fn send(
    newspaper: &Newspaper,
    token: &str,
    (signature, body): (Option<&str>, &str),
) -> anyhow::Result<StatusCode> {
    let mut request = Request::post(format!("/websub/{token}"));
    if let Some(signature) = signature {
        request = request.header("x-hub-signature", signature);
    }
    Ok(newspaper.ask(request.body(Body::from(body.to_owned()))?).await?.status)
}

#[tokio::test]
async fn news_with_a_right_signature_make_the_source_due_and_nothing_else() -> anyhow::Result<()> {
    let (newspaper, site) = asked().await?;
    let read = &newspaper.site.database.read;
    question(&newspaper, "token", &subscribe(ENCODED, "c")).await?;
    let body = "<rss><channel><item><link>https://evil.example/</link></item></channel></rss>";
    let (wrong, right) = (signature("guessed", body)?, signature(SECRET, body)?);

    for signature in [None, Some("sha256=00"), Some(wrong.as_str())] {
        assert_eq!(send(&newspaper, "token", (signature, body)).await?, StatusCode::ACCEPTED);
        let source = source::of_site(read, site).await?.pop().context("the source")?;
        assert_eq!(source.due_at, NOW.plus_seconds(86_400), "{signature:?}");
    }
    assert_eq!(send(&newspaper, "token", (Some(&right), body)).await?, StatusCode::ACCEPTED);

    let source = source::of_site(read, site).await?.pop().context("the source")?;
    assert_eq!(source.due_at, NOW.plus_seconds(30), "and not sooner");
    assert_eq!(database::address::count_waiting(read, &[site]).await?, 0, "nothing is taken over");
    Ok(())
}

#[tokio::test]
async fn what_nobody_asked_for_is_gone_and_bodies_are_bounded() -> anyhow::Result<()> {
    let (newspaper, _) = asked().await?;
    question(&newspaper, "token", &subscribe(ENCODED, "c")).await?;

    let stranger = send(&newspaper, "guessed", (None, "news")).await?;
    let large = send(&newspaper, "token", (None, &"x".repeat(2 * 1024 * 1024 + 1))).await?;

    assert_eq!(stranger, StatusCode::GONE);
    assert_eq!(large, StatusCode::PAYLOAD_TOO_LARGE);
    Ok(())
}
