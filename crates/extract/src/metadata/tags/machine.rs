//! Tags by which a publisher's programs tell how a page looks or where it goes, and not what it is
//! about: `type_news`, `serversidehawk`, `exclude-from-syndication`.
//!
//! Some are written as no reader would; beside those, a long word or a row of words with hyphens is
//! one too if the article has none of it. Where there are no such signs, a tag that is not in the
//! text may be what it is about.

use super::super::head::Head;
use super::{linked_tags, tags_of_metas};
use crate::whitespace::fold;

/// A shorter word may be what the article is about although it is not in it, in bytes.
const LEAST_BYTES: usize = 12;

/// Shorter parts of a tag say nothing of where they come from, in bytes.
const LEAST_PART_BYTES: usize = 4;

/// The tags that are meant for readers. `title` and `text` are the article's.
pub(crate) fn without_machines(
    tags: Vec<String>,
    head: &Head<'_>,
    title: &str,
    text: &str,
) -> Vec<String> {
    let told = linked_tags(head).into_iter().chain(tags_of_metas(head));
    if !tags.iter().any(|tag| may_be(tag)) || !told.into_iter().any(|tag| is_written_so(&tag)) {
        return tags;
    }
    let article = format!("{title} {text}").to_lowercase();
    let folded = fold(&article);
    let is_told = |tag: &str| {
        let parts = tag.split('-').filter(|part| part.len() >= LEAST_PART_BYTES);
        folded.contains(&fold(tag))
            || (tag.contains('-') && parts.into_iter().all(|part| article.contains(part)))
    };
    tags.into_iter().filter(|tag| !may_be(tag) || is_told(tag)).collect()
}

/// Whether a tag is written as programs do and readers never.
fn is_written_so(tag: &str) -> bool {
    let tag = tag.trim();
    !tag.contains("://") && tag.contains('_') && !tag.contains(' ')
}

/// Whether a tag is one long word in small letters, or several with hyphens.
fn may_be(tag: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    tag.bytes().all(is_plain) && (tag.len() >= LEAST_BYTES || tag.contains('-'))
}

#[cfg(test)]
mod tests {
    use super::without_machines;
    use crate::dom::Dom;
    use crate::metadata::head::Head;
    use crate::metadata::tags::tags;
    use crate::parse::parse;

    #[track_caller]
    fn check(told: &str, expected: &[&str]) {
        let html = parse(&format!("<meta name=parsely-tags content='{told}'>"));
        let dom = Dom::of(&html);
        let head = Head::of(&dom);
        let address = "https://times.example/1".parse().expect("a constant address");
        let found = tags(&head, None, &address);
        let text = "The night-ferry sails again, said the harbourmaster of Valley.";
        assert_eq!(without_machines(found, &head, "Rain in the valley", text), expected);
    }

    #[test]
    fn tags_of_programs_are_left_out() {
        check(
            "type_news, harbour, serversidehawk, exclude-from-syndication, Public transportation",
            &["harbour", "Public transportation"],
        );
        check(
            "type_news, harbourmaster, night-ferry, infrastruktur",
            &["harbourmaster", "night-ferry"],
        );
    }

    #[test]
    fn where_nothing_is_written_for_programs_all_tags_stay() {
        check(
            "harbour, sustainability, plug-in-hybrid",
            &["harbour", "sustainability", "plug-in-hybrid"],
        );
    }
}
