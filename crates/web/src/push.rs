//! `/websub/TOKEN`: what hubs tell us (WebSub, sections 5.3, 5.2 and 7).
//!
//! A hub asks whether we want a subscription, denies one, or sends news. Only tokens that we gave out
//! are answered. What is sent is not read: it only makes the source due, so that robots.txt, pace,
//! whitelist and the rules for addresses hold for what comes of it.

use axum::{
    body::{Body, to_bytes},
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode},
};
use database::{
    Micros, source,
    subscription::{self, Model, State as Standing},
};
use serde::Deserialize;
use tracing::debug;

use crate::{failure::Failure, site::Shared};

mod signature;

/// Where the addresses of subscriptions begin.
const PATH: &str = "/websub/";
/// Longest body, in bytes. Chosen: a fat ping carries the newest entries of a feed.
const MOST_BODY_BYTES: usize = 2 * 1024 * 1024;
/// Longest challenge that is given back, in bytes. Chosen: hubs send some tens of letters.
const MOST_CHALLENGE_BYTES: usize = 1_024;
/// Longest reason kept, in characters.
const MOST_REASON: usize = 200;
/// Shortest and longest time for which a hub is believed to tell us, in seconds: a minute, 30 days.
const LEASE_SECONDS: (i64, i64) = (60, 30 * 86_400);

/// The address by which hubs reach an instance, without the token at its end.
#[must_use]
pub fn hub_callback(public_url: &str) -> String {
    format!("{}{PATH}", public_url.trim_end_matches('/'))
}

/// What a hub asks, or says.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.topic")]
    topic: String,
    #[serde(rename = "hub.challenge", default)]
    challenge: String,
    #[serde(rename = "hub.lease_seconds")]
    lease_seconds: Option<String>,
    #[serde(rename = "hub.reason", default)]
    reason: String,
}

/// A hub asks whether we want what it was asked for, or denies it.
pub(crate) async fn confirm(
    State(site): Shared,
    Path(token): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<String, Failure> {
    let Ok(Query(asked)) = asked else { return Err(Failure::NotFound) };
    if asked.challenge.len() > MOST_CHALLENGE_BYTES {
        return Err(Failure::wrong("hub.challenge is too long"));
    }
    let write = &site.database.write;
    let is_ours = match asked.mode.as_str() {
        "subscribe" => {
            let times = lease((site.clock)(), asked.lease_seconds.as_deref());
            subscription::confirm(write, (&token, &asked.topic), times).await?
        }
        "unsubscribe" => subscription::confirm_leave(write, &token, &asked.topic).await?,
        "denied" => {
            let reason: String = asked.reason.chars().take(MOST_REASON).collect();
            let reason = format!("denied by the hub: {reason}");
            subscription::deny(write, &token, &asked.topic, &reason).await?
        }
        _ => false,
    };
    if is_ours { Ok(asked.challenge) } else { Err(Failure::NotFound) }
}

/// Until when the hub tells us, and when it is to be asked again: after two thirds of that.
fn lease(now: Micros, seconds: Option<&str>) -> (Micros, Micros) {
    let (least, most) = LEASE_SECONDS;
    let seconds = seconds.and_then(|text| text.parse().ok()).unwrap_or(most).clamp(least, most);
    (now.plus_seconds(seconds), now.plus_seconds(seconds * 2 / 3))
}

/// A hub sends news. A wrong signature is answered like a right one (section 7.1.1), and changes nothing.
pub(crate) async fn receive(
    State(site): Shared,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Failure> {
    let row = subscription::by_token(&site.database.read, &token).await?;
    let now = (site.clock)();
    let Some(row) = row.filter(|row| is_wanted(row, now)) else {
        let sentence = "There is no such subscription.".to_owned();
        return Err(Failure::Refused(StatusCode::GONE, sentence));
    };
    let Ok(body) = to_bytes(body, MOST_BODY_BYTES).await else {
        let sentence = format!("At most {MOST_BODY_BYTES} bytes are taken.");
        return Err(Failure::Refused(StatusCode::PAYLOAD_TOO_LARGE, sentence));
    };
    let signed = headers.get("x-hub-signature").and_then(|value| value.to_str().ok());
    if signed.is_some_and(|signed| signature::is_right(signed, row.secret.as_bytes(), &body)) {
        source::push(&site.database.write, row.source_id, now).await?;
    } else {
        debug!(subscription.id = row.id, "A push without a right signature was passed over");
    }
    Ok(StatusCode::ACCEPTED)
}

/// Whether news may come: also before the hub's question was answered, which may be at the same time.
fn is_wanted(row: &Model, now: Micros) -> bool {
    let is_active = row.state == Standing::Active.code() && row.active_until > now;
    is_active || row.state == Standing::Pending.code()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_is_bounded_and_renewed_before_its_end() {
        let seconds = |text| {
            let (until, renew) = lease(Micros::START, text);
            (until.0 / 1_000_000, renew.0 / 1_000_000)
        };

        assert_eq!(seconds(Some("864000")), (864_000, 576_000));
        assert_eq!(seconds(Some("0")), (60, 40));
        assert_eq!(seconds(Some("99999999999999")), (2_592_000, 1_728_000));
        assert_eq!(seconds(Some("soon")), (2_592_000, 1_728_000));
    }

    #[test]
    fn the_callback_is_below_the_public_address() {
        assert_eq!(hub_callback("https://news.example/"), "https://news.example/websub/");
        assert_eq!(hub_callback("https://a.example/news"), "https://a.example/news/websub/");
    }
}
