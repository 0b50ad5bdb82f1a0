//! Languages as pages need them: a tag for `lang`, and the direction of writing.

/// Primary tags of languages that are written from right to left.
/// Source: the Unicode scripts Arabic, Hebrew, Thaana, Syriac and N'Ko in CLDR's likely subtags.
const RIGHT_TO_LEFT: [&str; 15] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Primary tags of languages written without blanks between words.
const WITHOUT_BLANKS: [&str; 3] = ["ja", "zh", "th"];

/// A tag that may stand in `lang`: ASCII letters, digits and hyphens, at most 35 characters
/// (RFC 5646, section 4.4.1). Anything else is `None`.
pub(crate) fn tag(language: Option<&str>) -> Option<String> {
    let tag = language?.trim();
    let plain = tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (plain && (2..=35).contains(&tag.len())).then(|| tag.to_owned())
}

/// `rtl` or `ltr`.
pub(crate) fn direction(language: Option<&str>) -> &'static str {
    if RIGHT_TO_LEFT.contains(&primary(language).as_str()) { "rtl" } else { "ltr" }
}

/// Characters read in a minute: 238 words (Brysbaert 2019, silent reading of English) of six
/// characters with their blank; about 500 where a character is nearly a word.
pub(crate) fn characters_a_minute(language: Option<&str>) -> i64 {
    if WITHOUT_BLANKS.contains(&primary(language).as_str()) { 500 } else { 1_400 }
}

fn primary(language: Option<&str>) -> String {
    let tag = language.unwrap_or_default();
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_and_hebrew_run_from_right_to_left() {
        assert_eq!(direction(Some("ar-eg")), "rtl");
        assert_eq!(direction(Some("HE")), "rtl");
        assert_eq!(direction(Some("arn")), "ltr");
        assert_eq!(direction(None), "ltr");
    }

    #[test]
    fn what_is_no_tag_is_not_told() {
        assert_eq!(tag(Some("pt-br")).as_deref(), Some("pt-br"));
        for wrong in [None, Some(""), Some("x"), Some("en\" onload=\"x"), Some("deutsch und mehr")]
        {
            assert_eq!(tag(wrong), None);
        }
    }
}
