//! What stands before the name of a picture's maker: `Photo:`, `Foto von`, `©`, `Bild 2 von 4`.

use crate::list::lists;

lists! { "credits":
    /// What stands before a name after a colon, in lower case.
    BEFORE_COLON = "before_colon";
    /// What stands before a name without a colon, in lower case.
    BEFORE_NAME = "before_name";
}

/// Labels that one credit may have: `Photo: © Ann Lee`, `Bild: Foto: Ann Lee`.
const MAX_LABELS: usize = 3;

/// What follows the labels that a text begins with.
pub(super) fn after_label(text: &str) -> Option<&str> {
    let mut named = after_one(text)?;
    for _ in 1..MAX_LABELS {
        named = after_one(named.trim_start()).unwrap_or(named);
    }
    Some(named)
}

/// Whether a text is a label that a colon follows.
pub(super) fn is_label(text: &str) -> bool {
    let lower = text.to_lowercase();
    BEFORE_COLON.contains(&lower.as_str())
}

fn after_one(text: &str) -> Option<&str> {
    let after = |labels: &[&str], follows: fn(&str) -> Option<&str>| {
        let found = labels.iter().filter_map(|label| follows(strip_label(text, label)?));
        found.map(str::len).min().and_then(|length| text.get(text.len() - length..))
    };
    after(&BEFORE_COLON, after_colon)
        .or_else(|| after(&BEFORE_NAME, |rest| Some(rest)))
        .or_else(|| sign(text))
}

/// What follows the sign of a right: no space need stand between them.
fn sign(text: &str) -> Option<&str> {
    text.strip_prefix(['©', 'ⓒ'])
}

fn after_colon(text: &str) -> Option<&str> {
    let text = text.trim_start();
    text.strip_prefix([':', '：']).or_else(|| text.strip_prefix("..."))
}

/// The text after a label, which is compared without regard to case and ends with its word.
fn strip_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let mut characters = text.chars();
    for wanted in label.chars() {
        let found = characters.next()?;
        let is_same = found == wanted
            || (wanted == ' ' && found.is_whitespace())
            || found.to_lowercase().eq(std::iter::once(wanted));
        if !is_same {
            return None;
        }
    }
    let rest = characters.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// A credit without the number of its picture in a gallery: `Bild 2 von 4 © Ann Lee`.
pub(super) fn without_counter(credit: &str) -> &str {
    let words: Vec<&str> = credit.splitn(5, ' ').collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match words[..] {
        [label, number, of, all, rest]
            if is_label(label) && is_number(number) && is_number(all) && of.len() <= 3 =>
        {
            rest
        }
        _ => credit,
    }
}
