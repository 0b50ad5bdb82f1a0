//! What has a number of parts for its name: `article 49.3`, `L. 121-1`, `artículo 155.2`.

use std::sync::LazyLock;

use super::words::Words;
use crate::Language;
use crate::line::Line;
use crate::written::rewrite::{Pattern, pattern, replace};

/// `article 49.3`, `le 49-3`: that of the French constitution has its number for a name.
static ARTICLE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"\b(?P<word>[Aa]rticle |(?:[LlCc]e|[Dd]u|[Aa]u|[Uu]n|[Pp]ar|[Ss]ans|nouveau|dernier) (?P<name>49))(?P<one>[0-9]{0,4})[.-](?P<two>[0-9]{1,3})\b",
    )
});
/// `L. 121-1`, as French codes number their articles.
static CODE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"\b(?P<book>[LRD])\.? ?(?P<one>[0-9]{3,4})(?P<rest>(?:-[0-9]{1,3}){1,3})\b")
});
/// `artículo 155.2`
static POINTED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"\b(?P<word>[Aa]rtículo|[Aa]rticolo) (?P<one>[0-9]{1,4})\.(?P<two>[0-9]{1,2})\b")
});

pub(super) fn rewrite(words: &Words, line: &mut Line) {
    if words.language != Language::French {
        replace(line, &POINTED, |found| {
            let (word, one, two) = (found.get("word"), found.get("one"), found.get("two"));
            found.ends_clean().then(|| format!("{word} {one} {} {two}", words.dot))
        });
        return;
    }
    replace(line, &ARTICLE, |found| {
        let is_name = found.has("name");
        let is_numbered = is_name != found.has("one") && (!is_name || found.get("two") == "3");
        let said = || format!("{}{} {}", found.get("word"), found.get("one"), found.get("two"));
        (is_numbered && found.ends_clean()).then(said)
    });
    replace(line, &CODE, |found| {
        let rest = found.get("rest").replace('-', " tiret ");
        let said = || format!("{} {}{rest}", found.get("book"), found.get("one"));
        found.is_clean().then(said)
    });
}
