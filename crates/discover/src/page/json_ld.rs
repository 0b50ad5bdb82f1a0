//! Lists of articles in JSON-LD (schema.org `ItemList`). In: the text of a script. Out: addresses
//! as written, with names. Anything else, broken JSON included, is nothing.

use scraper::node::Element;
use serde_json::Value;
use std::collections::VecDeque;

/// Values looked at in one script.
const MAX_VALUES: usize = 20_000;

/// One item of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// As written, perhaps relative.
    pub(super) address: String,
    /// Its headline; may be empty.
    pub(super) name: String,
}

/// Whether the element is a script that holds JSON-LD.
pub(super) fn is_script(element: &Element) -> bool {
    let kind = element.attr("type").unwrap_or_default();
    element.name() == "script" && kind.trim().eq_ignore_ascii_case("application/ld+json")
}

/// The items of all lists in the script, in its order. `serde_json` bounds the nesting to 128.
pub(super) fn listed(json: &str) -> Vec<Item> {
    let Ok(root) = serde_json::from_str::<Value>(json) else { return Vec::new() };
    let mut items = Vec::new();
    let mut waiting = VecDeque::from([&root]);
    let mut left = MAX_VALUES;
    while let Some(value) = waiting.pop_front()
        && left > 0
    {
        left -= 1;
        match value {
            Value::Array(values) => waiting.extend(values),
            Value::Object(object) if is_list(value) => {
                items.extend(object.get("itemListElement").into_iter().flat_map(elements));
            }
            Value::Object(object) => waiting.extend(object.values()),
            _ => {}
        }
    }
    items
}

fn is_list(value: &Value) -> bool {
    match value.get("@type") {
        Some(Value::String(kind)) => kind == "ItemList",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "ItemList"),
        _ => false,
    }
}

fn elements(list: &Value) -> Vec<Item> {
    match list {
        Value::Array(values) => values.iter().take(MAX_VALUES).filter_map(element).collect(),
        single => element(single).into_iter().collect(),
    }
}

/// A bare address, a thing with an address, or a `ListItem` around it.
fn element(value: &Value) -> Option<Item> {
    if let Value::String(address) = value {
        return Some(Item { address: address.clone(), name: String::new() });
    }
    let inner = value.get("item").unwrap_or(value);
    let text = |key: &str| [inner, value].iter().find_map(|it| it.get(key)?.as_str());
    let address = inner.as_str().or_else(|| text("url")).or_else(|| text("@id"))?.to_owned();
    let name = text("headline").or_else(|| text("name")).unwrap_or_default().to_owned();
    Some(Item { address, name })
}
