//! Lists of articles in JSON-LD (schema.org `ItemList`). In: the text of a script. Out: addresses
//! as written, with names. Anything else, broken JSON included, is nothing.

use scraper::node::Element;
use serde_json::Value;
use std::collections::VecDeque;

/// Values of one script that is read; a list of five hundred articles has some 5,000. Parsed, a value
/// may take a hundred times the bytes that it took in the script.
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
    if values(json) > MAX_VALUES {
        return Vec::new();
    }
    let Ok(root) = serde_json::from_str::<Value>(json) else { return Vec::new() };
    let mut items = Vec::new();
    let mut waiting = VecDeque::from([&root]);
    while let Some(value) = waiting.pop_front() {
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

/// How many values a JSON text has, at most: each but the first stands behind a bracket or a comma.
fn values(json: &str) -> usize {
    let (mut values, mut is_quoted, mut is_escaped) = (1, false, false);
    for byte in json.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_quoted,
            b'"' => is_quoted = !is_quoted,
            b'[' | b'{' | b',' if !is_quoted => values += 1,
            _ => {}
        }
    }
    values
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
        Value::Array(values) => values.iter().filter_map(element).collect(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_before_they_are_read() {
        assert_eq!(values("[0,0,{}]"), 5);
        assert_eq!(values(r#"{"a":"[,,\"{{","b":"\\"}"#), 3);
        assert_eq!(values(&format!("[{}0]", "0,".repeat(4_000_000))), 4_000_002);
    }

    #[test]
    fn a_list_with_countless_values_is_no_list() {
        let list = |rest: usize| {
            let rest = "[],".repeat(rest);
            format!(r#"{{"@type":"ItemList","rest":[{rest}0],"itemListElement":["/a"]}}"#)
        };

        assert_eq!(listed(&list(9_000)).len(), 1);
        assert_eq!(listed(&list(11_000)).len(), 0);
    }
}
