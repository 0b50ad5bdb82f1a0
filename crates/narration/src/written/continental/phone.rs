//! Telephone numbers, read one by one; French ones in pairs.

use std::sync::LazyLock;

use super::number::is_noun;
use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::numbers::digits;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// `01.23.45.67.89`
static FRENCH: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\b0[1-9](?:\.[0-9]{2}){4}\b"));
/// `030 123456`
static PHONE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:\+[0-9]{1,3}|0[0-9]{1,5})(?:[ /-][0-9]{2,8}){1,4}|\b[6-9][0-9]{2}(?: [0-9]{3}){2}\b|\b[6-9][0-9]{1,2} [0-9]{2,3}(?: [0-9]{2}){2}\b",
    )
});

/// Before a number that one calls.
static CALLING: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?i)(?:tel[ée]fono|tel\.|llam\w{1,4}|whatsapp|móvil|cellulare|chiam\w{1,4})")
});

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    if words.language == Language::French {
        // The pairs are left for the rule of numbers.
        replace(line, &FRENCH, |found| found.is_clean().then(|| found.whole().replace('.', " ")));
        return;
    }
    replace(line, &PHONE, |found| {
        let is_phone = found.whole().starts_with(['+', '0']) || is_free_call(words, found);
        let is_free =
            found.is_clean() && is_phone && !found.before().is_some_and(|c| "-/+".contains(c));
        let groups: Vec<String> = found
            .whole()
            .split([' ', '/', '-', '+'])
            .filter(|group| !group.is_empty())
            .map(|group| digits(words.language, group))
            .collect();
        is_free.then(|| groups.join(", "))
    });
}

/// `800 123 456`, and no number that counts.
fn is_free_call(words: &Words, found: &Found<'_>) -> bool {
    let has_pairs = found.whole().split(' ').skip(1).any(|group| group.len() == 2);
    if has_pairs {
        return words.language == Language::Spanish && found.whole().len() > 10;
    }
    let is_named = CALLING.is_in(found.sight_before());
    let is_free = found.whole().starts_with(['8', '9']) && found.whole().get(1..2) == Some("0");
    matches!(words.language, Language::Italian | Language::Spanish)
        && (is_free || is_named)
        && !found.whole().ends_with("000")
        && !is_noun(words, found.word_after())
}
