//! The classes of elements that hold authors, that hold others, and that stand beside names.

use crate::body::words_of;
use crate::dom::{Dom, Node};

/// Words in the class of an element that holds authors, surest first.
pub(super) const AUTHOR_WORDS: &[&str] = &[
    "author",
    "authors",
    "autor",
    "autoren",
    "auteur",
    "auteurs",
    "autore",
    "autores",
    "autora",
    "autoras",
    "autori",
    "yazar",
    "journalist",
    "journalists",
    "authorname",
    "contributor",
    "contributors",
];
pub(super) const BYLINE_WORDS: &[&str] = &["byline", "bylines"];

/// Words in the class of a list of authors.
pub(super) const LIST_WORDS: &[&str] =
    &["authors", "autoren", "auteurs", "autores", "contributors", "byline", "bylines"];

/// Words beside those that make an element another's: readers, quoted books, pictures.
const OTHERS: &[&str] = &[
    "comment",
    "comments",
    "testimonial",
    "bookmark",
    "avatar",
    "image",
    "img",
    "photo",
    "quote",
    "related",
    "note",
    "button",
    "btn",
    "social",
    "bild",
    "review",
    "license",
    "unauth",
    "credit",
    "description",
    "backlink",
];

/// The name of an element, its class before others, if it may hold a word for authors. Every element
/// of the page is asked, so its attributes are looked at once and a few letters decide.
pub(super) fn telling_name<'a>(node: &Node<'a>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for (attribute, value) in &node.element?.attrs {
        let rank = match &*attribute.local {
            "class" => 0,
            "data-testid" => 1,
            "id" => 2,
            _ => continue,
        };
        if !value.is_empty() && best.is_none_or(|(known, _)| rank < known) {
            best = Some((rank, value));
        }
    }
    best.map(|(_, name)| name).filter(|name| may_tell(name))
}

/// Whether a name may hold a word for authors: all have one of [`TELLING`], in letters
/// of either size.
fn may_tell(name: &str) -> bool {
    name.as_bytes().windows(4).any(|letters| {
        let may_begin = matches!(letters[0], b'u' | b'U' | b'y' | b'Y');
        may_begin && TELLING.iter().any(|telling| letters.eq_ignore_ascii_case(telling))
    })
}

/// What the words for authors have in common.
const TELLING: [&[u8]; 6] = [b"utho", b"utor", b"uteu", b"ylin", b"urna", b"yaza"];

pub(super) fn is_called(name: &str, words: &[&str]) -> bool {
    let mut called = false;
    for name in name.split_ascii_whitespace().take(MAX_CLASSES).filter(|name| may_tell(name)) {
        let parts = words_of(name);
        let has = |wanted: &[&str]| parts.iter().any(|part| wanted.contains(&part.as_str()));
        if has(words) {
            if has(OTHERS) {
                return false;
            }
            called = true;
        }
    }
    called
}

/// Classes of one element that are read.
const MAX_CLASSES: usize = 10;

/// Whether an element in a byline holds something else than names.
pub(super) fn is_beside_names(node: &Node<'_>) -> bool {
    let class = node.attribute("class").unwrap_or_default();
    let mut names = class.split_ascii_whitespace().take(MAX_CLASSES);
    names.any(|name| words_of(name).iter().any(|word| BESIDE_NAMES.contains(&word.as_str())))
}

/// Words in the class of what stands in a byline beside names.
const BESIDE_NAMES: &[&str] =
    &["category", "categories", "topic", "topics", "tags", "bio", "biography"];

/// Whether an element names who made a picture, by the class of what is around it.
pub(super) fn is_license(dom: &Dom<'_>, place: usize) -> bool {
    let mut around = dom.ancestors(place).take(2).filter_map(|at| dom.nodes[at].attribute("class"));
    around.any(|class| words_of(class).iter().any(|word| word == "license" || word == "credit"))
}
