//! Which of the voices a server knows, by the list that it keeps of them.
//!
//! OpenAI has no such list; Kokoro-FastAPI, speaches and LocalAI have it at `audio/voices`, each in
//! a shape of its own. What cannot be read is no list: nothing is told by it.

use reqwest::Response;
use serde_json::Value;
use tokio::time::timeout;

use crate::command::Speaker;
use crate::engine::Present;

use super::OpenAi;
use super::health::CHECKING;

/// The longest list that is read, in bytes: some thousands of voices with all that is told of them.
const MOST_LIST: usize = 2 << 20;

/// What lists call a voice by, in objects.
const NAMES: [&str; 4] = ["id", "voice_id", "name", "voice"];

/// Where lists are that are not alone.
const PLACES: [&str; 2] = ["voices", "data"];

impl OpenAi {
    pub(super) async fn listed(&self) -> Present {
        let Ok(answer) = self.asked(self.client.get(self.path("audio/voices"))).await else {
            return Present::Untold;
        };
        let is_there = answer.status().is_success();
        let body = if is_there { timeout(CHECKING, whole(answer)).await.ok() } else { None };
        let list = body.flatten().and_then(|body| serde_json::from_slice::<Value>(&body).ok());
        let offered = list.map(|list| names(&list)).unwrap_or_default();
        if offered.is_empty() {
            // A server that loads its voices when they are asked for may know them all.
            return Present::Untold;
        }
        let is_missing = |speaker: &&Speaker| !knows(&offered, &speaker.id);
        let missing = self.settings.voices.iter().filter(is_missing);
        let missing: Vec<_> = missing.map(|one| one.voice(&self.settings.name)).collect();
        if missing.is_empty() { Present::All } else { Present::Without { missing, offered } }
    }
}

/// What tells that a list goes on elsewhere, unless it is null, false or empty.
const GOES_ON: [&str; 5] = ["has_more", "next", "next_page", "next_page_token", "next_cursor"];

/// Whether a list is one page of several.
fn goes_on(list: &Value) -> bool {
    let says_so = |told: &Value| match told {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        _ => true,
    };
    GOES_ON.iter().filter_map(|key| list.get(key)).any(says_so)
}

/// The body, if it is all there and no longer than a list is.
async fn whole(mut answer: Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.ok()? {
        body.extend(&piece);
        if body.len() > MOST_LIST {
            return None;
        }
    }
    Some(body)
}

/// Every name of every voice: strings or objects, in a list that is alone or has a name. An object
/// whose keys are the voices' names is one as well. None of a list that is not read to its end: one of
/// several pages, or one with lists in it, by language, say.
fn names(list: &Value) -> Vec<String> {
    if goes_on(list) {
        return Vec::new();
    }
    let within = |places: &Value| PLACES.iter().find_map(|place| places.get(place).cloned());
    let entries = match within(list).unwrap_or_else(|| list.clone()) {
        Value::Array(entries) if !entries.iter().any(Value::is_array) => entries,
        Value::Object(voices)
            if list.get("voices").is_some() && !voices.values().any(Value::is_array) =>
        {
            voices.into_iter().map(|(name, _)| Value::String(name)).collect()
        }
        _ => return Vec::new(),
    };
    // A name that is shown on a terminal commands nothing there.
    let is_plain = |name: &String| !name.chars().any(char::is_control);
    entries.iter().flat_map(names_of).filter(is_plain).collect()
}

fn names_of(entry: &Value) -> Vec<String> {
    if let Some(name) = entry.as_str() {
        return vec![name.to_owned()];
    }
    let told = NAMES.iter().filter_map(|name| entry.get(name)?.as_str());
    told.map(str::to_owned).collect()
}

/// Voices of OpenAI's own: servers take them for voices of theirs without listing them.
const ALIASES: [&str; 11] = [
    "alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse",
];

/// Kokoro-FastAPI also mixes voices: `af_bella(2)+af_sky(1)` and `af_bella-af_sky` are of two that it
/// lists.
fn knows(offered: &[String], id: &str) -> bool {
    let has = |name: &str| offered.iter().any(|one| one == name) || ALIASES.contains(&name);
    let parts = |id: &str, joins: &[char]| {
        id.split(joins).all(|part| has(part.split('(').next().unwrap_or_default().trim()))
    };
    has(id) || parts(id, &['+']) || parts(id, &['+', '-'])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(list: &Value, expected: &[&str]) {
        assert_eq!(names(list), expected, "{list}");
    }

    #[test]
    fn a_list_is_of_strings_or_of_objects_alone_or_within() {
        check(&json!({"voices": ["af_sky", "bf_emma"]}), &["af_sky", "bf_emma"]);
        check(&json!(["alloy"]), &["alloy"]);
        check(&json!({"voices": [{"id": "af_sky", "gender": "f"}]}), &["af_sky"]);
        check(&json!({"data": [{"voice_id": "v1", "name": "Anna"}]}), &["v1", "Anna"]);
        check(&json!({"voices": {"anna": {"language": "de"}}}), &["anna"]);
    }

    #[test]
    fn what_is_no_list_names_no_voice() {
        for other in [json!({"detail": "Not Found"}), json!("alloy"), json!(null), json!({})] {
            check(&other, &[]);
        }
        check(&json!({"voices": [1, {"language": "de"}, null]}), &[]);
    }

    #[test]
    fn what_is_a_part_of_a_list_is_none() {
        for part in [
            json!({"voices": ["af_sky"], "has_more": true}),
            json!({"data": ["af_sky"], "next": "https://voices.example/?page=2"}),
            json!({"voices": ["af_sky"], "next_page_token": "2"}),
            json!({"voices": {"en": ["af_sky"], "de": ["anna"]}}),
            json!(["af_sky", ["bf_emma"]]),
        ] {
            check(&part, &[]);
        }
        let last = json!({"voices": ["af_sky"], "has_more": false, "next": null});
        check(&last, &["af_sky"]);
        check(&json!({"voices": ["af_sky"], "next_page_token": ""}), &["af_sky"]);
    }

    #[test]
    fn a_mixed_voice_is_known_where_each_part_is() {
        let offered = ["af_bella", "af_sky"].map(str::to_owned);
        assert!(knows(&offered, "af_sky") && knows(&offered, "af_bella+af_sky"));
        assert!(knows(&offered, "af_bella(2) + af_sky(1)") && knows(&offered, "af_bella-af_sky"));
        assert!(!knows(&offered, "af_bella+af_nicole") && !knows(&offered, "sky"));
        let offered = ["de-anna"].map(str::to_owned);
        assert!(knows(&offered, "de-anna") && !knows(&offered, "de-bella"));
    }

    #[test]
    fn voices_of_openai_are_taken_for_others_without_being_listed() {
        let offered = ["af_bella"].map(str::to_owned);
        assert!(knows(&offered, "alloy") && knows(&offered, "nova+af_bella"));
    }
}
