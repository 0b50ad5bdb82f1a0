//! The language of the text: as marked up, unless the text itself clearly says otherwise.

use whatlang::Lang;

use super::head::Head;
use crate::origin::{Origin, Source};

/// Below this the text is too short to contradict the markup, in characters.
const MIN_CHARACTERS: usize = 200;

/// How much of the text is read, in characters.
pub(crate) const SAMPLE_CHARACTERS: usize = 600;

/// BCP 47, lower case, such as `en` or `pt-br`, and what says so.
pub(crate) fn find(head: &Head<'_>, text: &str) -> Option<(String, Origin)> {
    let (told, place) = match told(head) {
        Some((told, place)) => (Some(told), place),
        None => (None, Source::Text),
    };
    match (told, seen(text)) {
        (Some(told), Some(seen)) if agree(primary(&told), seen) => {
            Some((told, Origin::of(&[place, Source::Text], place)))
        }
        (told, Some(seen)) => {
            let witnesses = if told.is_some() { &[][..] } else { &[Source::Text] };
            Some((seen.to_owned(), Origin::of(witnesses, Source::Text)))
        }
        (told, None) => told.map(|told| (told, Origin::of(&[place], place))),
    }
}

/// The language of a text that is marked up so, or not at all: two letters.
pub(crate) fn spoken<'m>(marked_up: Option<&'m str>, text: &str) -> Option<&'m str> {
    match (marked_up, seen(text)) {
        (Some(told), Some(seen)) if !agree(told, seen) => Some(seen),
        (told, seen) => told.or(seen),
    }
}

/// The language as it is marked up, without its region: `pt`.
pub(crate) fn marked_up(head: &Head<'_>) -> Option<String> {
    told(head).map(|(tag, _)| primary(&tag).to_owned())
}

/// The language as it is marked up, and where.
fn told(head: &Head<'_>) -> Option<(String, Source)> {
    let metas =
        head.meta(&["content-language", "og:locale", "language", "dc.language", "inlanguage"]);
    let in_head = head.html_language.into_iter().chain(metas).find_map(tag);
    let linked = || head.linked.text("inLanguage").as_deref().and_then(tag);
    in_head.map(|tag| (tag, Source::Head)).or_else(|| linked().map(|tag| (tag, Source::JsonLd)))
}

/// The language of a text that is long enough to tell.
fn seen(text: &str) -> Option<&'static str> {
    let sample: String = text.chars().take(SAMPLE_CHARACTERS).collect();
    let is_long = sample.chars().count() >= MIN_CHARACTERS;
    let seen = is_long.then(|| whatlang::detect(&sample)).flatten()?;
    seen.is_reliable().then(|| code(seen.lang())).flatten()
}

/// A language tag in one form: `en_US` is `en-us`, `EN` is `en`.
fn tag(told: &str) -> Option<String> {
    let told = told.split([',', ';']).next()?.trim().replace('_', "-").to_ascii_lowercase();
    let mut parts = told.split('-');
    let first = parts.next()?;
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let valid = matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    if !valid || first == "und" || first == "xx" {
        return None;
    }
    match parts.next().filter(|part| matches!(part.len(), 2..=4) && letters(part)) {
        Some(region) => Some(format!("{first}-{region}")),
        None => Some(first.to_owned()),
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Whether a text in which a language is seen may be in the one that is told, both two letters.
fn agree(told: &str, seen: &str) -> bool {
    told == seen || is_near(told, seen)
}

/// Languages that detection takes for one another.
fn is_near(told: &str, seen: &str) -> bool {
    const GROUPS: [&[&str]; 8] = [
        &["no", "nb", "nn", "da", "sv"],
        &["hr", "sr", "bs", "sl", "mk", "bg"],
        &["es", "ca", "gl", "pt"],
        &["nl", "af"],
        &["id", "ms", "jv"],
        &["cs", "sk"],
        &["ru", "uk", "be", "bg"],
        &["hi", "mr", "ne"],
    ];
    GROUPS.iter().any(|group| group.contains(&told) && group.contains(&seen))
}

/// The two letters of a language, as markup gives them.
fn code(language: Lang) -> Option<&'static str> {
    const CODES: [(&str, &str); 40] = [
        ("eng", "en"),
        ("deu", "de"),
        ("fra", "fr"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("pol", "pl"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("tur", "tr"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "no"),
        ("fin", "fi"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("ell", "el"),
        ("bul", "bg"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("cat", "ca"),
        ("ara", "ar"),
        ("heb", "he"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("tam", "ta"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("vie", "vi"),
        ("tha", "th"),
        ("ind", "id"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
    ];
    CODES.iter().find(|(long, _)| *long == language.code()).map(|(_, short)| *short)
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn tags_take_one_form() {
        assert_eq!(tag("pt_BR").as_deref(), Some("pt-br"));
        assert_eq!(tag("EN").as_deref(), Some("en"));
        assert_eq!(tag("english"), None);
    }
}
