//! Tags of languages, as the whole program takes them.

/// What many write instead of a tag.
const NAMES: [(&str, &str); 10] = [
    ("english", "en"),
    ("german", "de"),
    ("deutsch", "de"),
    ("french", "fr"),
    ("français", "fr"),
    ("spanish", "es"),
    ("español", "es"),
    ("italian", "it"),
    ("italiano", "it"),
    ("portuguese", "pt"),
];

/// A tag by its form (BCP 47): a language of two or three letters, and what comes after it in parts of
/// up to eight letters and digits, as `en`, `de-AT`, `es-419`, `zh-Hans-CN`; `_` will do for `-`.
///
/// # Errors
/// What to write instead.
pub(crate) fn check(tag: &str) -> Result<(), String> {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let is_language =
        (2..=3).contains(&language.len()) && language.bytes().all(|it| it.is_ascii_alphabetic());
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_alphanumeric())
    };
    if is_language && parts.all(is_part) {
        return Ok(());
    }
    let name = tag.trim().to_lowercase();
    let known = NAMES.iter().find(|(known, _)| *known == name);
    let meant = known.map(|(_, tag)| format!("; did you mean “{tag}”?")).unwrap_or_default();
    Err(format!("expected the tag of a language, as en or de-AT, not “{tag}”{meant}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_known_by_their_form() {
        for tag in ["en", "de-AT", "pt_br", "es-419", "zh-Hans-CN", "yue", "en-GB-scotland"] {
            assert_eq!(check(tag), Ok(()), "{tag}");
        }
        for tag in ["", "e", "english", "de-", "de at", "d1", "de-überall", " en"] {
            assert!(check(tag).is_err(), "{tag}");
        }
        assert!(check("English").unwrap_err().ends_with("did you mean “en”?"));
    }
}
