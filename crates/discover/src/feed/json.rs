//! Who announces news of a JSON Feed (version 1.1, `hubs` and `feed_url`), which feed-rs passes over.

use serde_json::Value;

use super::RawFeed;

/// Adds the hub and the feed's own address to what was read; text that is no JSON adds nothing.
pub(super) fn name_hub(text: &str, feed: &mut RawFeed) {
    let Ok(document) = serde_json::from_str::<Value>(text) else { return };
    let hubs = document.get("hubs").and_then(Value::as_array).into_iter().flatten();
    let is_web_sub = |hub: &&Value| {
        let kind = hub.get("type").and_then(Value::as_str).unwrap_or_default();
        kind.eq_ignore_ascii_case("WebSub") || kind.eq_ignore_ascii_case("PubSubHubbub")
    };
    let text_of = |value: &Value, name: &str| value.get(name)?.as_str().map(str::to_owned);
    feed.hub = hubs.filter(is_web_sub).find_map(|hub| text_of(hub, "url")).or(feed.hub.take());
    feed.topic = text_of(&document, "feed_url").or(feed.topic.take());
}
