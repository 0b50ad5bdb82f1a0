//! Addresses of the web and hashtags: the dots and signs in them are said.

use std::sync::LazyLock;

use super::words::Words;
use crate::line::Line;
use crate::written::rewrite::{Pattern, pattern, replace};

static DOMAIN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"[A-Za-z0-9-]{2,63}(?:\.[A-Za-z0-9-]{2,63}){0,4}\.(?:com|org|net|de|at|ch|fr|es|it|eu|info|io|tv)\b",
    )
});
static HASH: LazyLock<Pattern> = LazyLock::new(|| pattern("#"));

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    replace(line, &DOMAIN, |found| {
        let is_free = !found.before().is_some_and(|c| c.is_alphanumeric() || c == '.');
        is_free.then(|| found.whole().replace('.', &format!(" {} ", words.dot)))
    });
    replace(line, &HASH, |found| {
        let is_tag = found.after().is_some_and(char::is_alphabetic);
        is_tag.then(|| "Hashtag ".to_owned())
    });
}
