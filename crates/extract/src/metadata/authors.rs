//! Who wrote it: persons and agencies, one a string. Nobody rather than somebody wrong.

use serde_json::Value;

use super::head::Head;
use super::json_ld::{Linked, unescape};
use crate::body::Judged;
use crate::body::words_of;
use crate::dom::{Dom, Node};
use crate::tag::Tag;
use crate::whitespace::{collapse, fold};

/// Authors of one article.
const MAX_AUTHORS: usize = 12;

/// Longer names are sentences, in characters.
const MAX_NAME_CHARACTERS: usize = 60;

const METAS: [&str; 8] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "citation_author",
];

/// The authors of an article. `site` is the publication's name, which is nobody's.
pub(crate) fn find(
    dom: &Dom<'_>,
    judged: &Judged,
    head: &Head<'_>,
    site: Option<&str>,
) -> Vec<String> {
    let (persons, organisations) = json_names(&head.linked);
    let persons = clean(&persons, site);
    if !persons.is_empty() {
        return persons;
    }
    let from_markup = clean(&itemprop_names(dom), site);
    if !from_markup.is_empty() {
        return from_markup;
    }
    for name in METAS {
        let from_meta = clean(&head.metas(name).map(str::to_owned).collect::<Vec<_>>(), site);
        if !from_meta.is_empty() {
            return from_meta;
        }
    }
    let from_byline = byline_names(dom, judged, site);
    if from_byline.is_empty() { clean(&organisations, site) } else { from_byline }
}

/// The persons and the organisations that JSON-LD names as authors.
fn json_names(linked: &Linked) -> (Vec<String>, Vec<String>) {
    let Some(article) = linked.article() else { return (Vec::new(), Vec::new()) };
    let mut persons = Vec::new();
    let mut organisations = Vec::new();
    let mut open: Vec<&Value> =
        ["author", "creator"].iter().find_map(|name| article.get(*name)).into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::String(name) => persons.push(name.clone()),
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(_) => {
                let Some(object) = linked.resolve(value) else { continue };
                let kind = object.get("@type").and_then(Value::as_str).unwrap_or("Person");
                let names = if kind == "Person" { &mut persons } else { &mut organisations };
                match object.get("name") {
                    Some(Value::String(name)) => names.push(name.clone()),
                    Some(many @ Value::Array(_)) => open.push(many),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    (persons, organisations)
}

/// Names marked up as the author's.
fn itemprop_names(dom: &Dom<'_>) -> Vec<String> {
    let marked = dom.find(|node| {
        node.attribute("itemprop").is_some_and(|name| name == "author" || name == "creator")
    });
    let mut names = Vec::new();
    for place in marked.into_iter().take(MAX_AUTHORS) {
        let name =
            dom.subtree(place).find(|at| dom.nodes[*at].attribute("itemprop") == Some("name"));
        let at = name.unwrap_or(place);
        let content = dom.nodes[at].attribute("content").map(str::to_owned);
        let text = content.unwrap_or_else(|| dom.text(at));
        if !names.contains(&text) {
            names.push(text);
        }
    }
    names
}

/// Names linked as the author's, or in an element that is called author or byline.
fn byline_names(dom: &Dom<'_>, judged: &Judged, site: Option<&str>) -> Vec<String> {
    for (most, is_kind) in BYLINES {
        let mut names: Vec<String> = Vec::new();
        for place in dom.find(is_kind) {
            if names.len() == *most {
                break;
            }
            let text =
                if is_elsewhere(dom, judged, place) { String::new() } else { dom.text(place) };
            if (2..=MAX_BYLINE_CHARACTERS).contains(&text.chars().count()) {
                names.push(text);
            }
        }
        let names = clean(&names, site);
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

/// Whether an element names an author.
type IsMark = fn(&Node<'_>) -> bool;

/// How authors are marked, surest first, and how many such marks are read.
const BYLINES: &[(usize, IsMark)] = &[
    (3, |node| {
        node.tag == Tag::A && node.attribute("rel").is_some_and(|rel| rel.contains("author"))
    }),
    (1, |node| {
        is_called(
            node,
            &["author", "authors", "autor", "autoren", "auteur", "autore", "authorname", "auth"],
        )
    }),
    (1, |node| node.tag == Tag::A && node.attribute("href").is_some_and(is_author_page)),
    (1, |node| is_called(node, &["byline", "bylines", "byl"])),
];

/// Longer bylines are biographies, in characters.
const MAX_BYLINE_CHARACTERS: usize = 120;

fn is_called(node: &Node<'_>, words: &[&str]) -> bool {
    let class = node.attribute("class").or_else(|| node.attribute("data-testid"));
    class.is_some_and(|class| {
        class
            .split_ascii_whitespace()
            .take(10)
            .any(|name| words_of(name).iter().any(|word| words.contains(&word.as_str())))
    })
}

fn is_author_page(address: &str) -> bool {
    ["/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/autore/", "/by/", "/staff/"]
        .iter()
        .any(|part| address.contains(part))
}

/// In comments, in navigation, below the article.
fn is_elsewhere(dom: &Dom<'_>, judged: &Judged, place: usize) -> bool {
    std::iter::once(place).chain(dom.ancestors(place)).any(|at| {
        let tag = dom.nodes[at].tag;
        judged.hints[at].comments || matches!(tag, Tag::Nav | Tag::Aside | Tag::Footer)
    })
}

/// Splits, strips and checks what pages give as names.
pub(crate) fn clean(told: &[String], site: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for told in told {
        if told.contains("://") || told.contains('@') {
            continue;
        }
        for part in split(&unescape(told)) {
            let Some(name) = name_of(&part, site) else { continue };
            let known = names.iter().any(|other| fold(other) == fold(&name));
            if !known && names.len() < MAX_AUTHORS {
                names.push(name);
            }
        }
    }
    names
}

fn split(told: &str) -> Vec<String> {
    let mut told = collapse(told);
    for word in [" and ", " und ", " et ", " & ", " y ", " with ", " mit ", " avec ", " con "] {
        told = told.replace(word, ";");
    }
    told.split([';', ',', '|', '/', '•', '·']).map(str::to_owned).collect()
}

fn name_of(part: &str, site: Option<&str>) -> Option<String> {
    let name = without_preposition(part.trim());
    let name = name.split(" (").next().unwrap_or(name);
    let name = name.split(" - ").next().unwrap_or(name).split(" – ").next().unwrap_or(name);
    let name =
        collapse(name).trim_matches(['.', ':', '-', '–', '*', '"', '(', ')']).trim().to_owned();
    let characters = name.chars().count();
    let letters = name.chars().any(char::is_alphabetic);
    let is_address = name.contains('@')
        || name.contains("://")
        || name.contains("www.")
        || name.contains(".com");
    let has_digits = name.contains(' ') && name.chars().any(|c| c.is_ascii_digit());
    if !letters || is_address || has_digits || !(2..=MAX_NAME_CHARACTERS).contains(&characters) {
        return None;
    }
    let is_site = site.is_some_and(|site| fold(site) == fold(&name));
    let is_sentence = name.split_whitespace().count() > 6;
    (!is_site && !is_sentence && !is_role(&name)).then_some(name)
}

fn without_preposition(name: &str) -> &str {
    let mut name = name;
    for _ in 0..2 {
        let stripped = PREPOSITIONS.iter().find_map(|word| name.strip_prefix(word));
        name = stripped.unwrap_or(name).trim_start();
    }
    name
}

/// Words that are a role, a place in a newsroom or an accident, not a name.
fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    ROLES.contains(&lower.as_str()) || ROLE_WORDS.iter().any(|word| lower.contains(word))
}

const PREPOSITIONS: &[&str] = &[
    "by ",
    "By ",
    "BY ",
    "von ",
    "Von ",
    "VON ",
    "par ",
    "Par ",
    "por ",
    "Por ",
    "di ",
    "Di ",
    "door ",
    "Door ",
    "Posted by ",
    "Written by ",
    "Author: ",
    "Autor: ",
    "Text: ",
    "By: ",
    "Von: ",
    "View all posts by ",
];

/// Names that are nobody.
const ROLES: &[&str] = &[
    "admin",
    "by",
    "von",
    "wordpressadmin",
    "no author",
    "administrator",
    "editor",
    "editors",
    "staff",
    "staff writer",
    "staff reporter",
    "redaktion",
    "die redaktion",
    "online-redaktion",
    "redaction",
    "la rédaction",
    "redacción",
    "redazione",
    "redactie",
    "author",
    "guest",
    "guest author",
    "contributor",
    "reporter",
    "correspondent",
    "unknown",
    "anonymous",
    "null",
    "undefined",
    "none",
    "web desk",
    "news desk",
    "newsroom",
    "webmaster",
    "root",
    "user",
    "editorial team",
    "editorial staff",
];

/// Words that no name has.
const ROLE_WORDS: &[&str] = &[
    ":",
    " staff",
    "sponsored",
    "redazione",
    "correspondent",
    "reporter",
    "staff writer",
    "journalist",
    "senior ",
    "editor-in",
    "editor in",
    " editor",
    "chief ",
    "redakteur",
    "korrespondent",
    "updated",
    "published",
    "posted",
    "ago",
    "facebook",
    "twitter",
    "follow",
    "contributor",
    "writer",
    "producer",
    "columnist",
];

#[cfg(test)]
mod tests {
    use super::clean;

    #[track_caller]
    fn check(told: &str, expected: &[&str]) {
        assert_eq!(clean(&[told.to_owned()], Some("The Daily")), expected);
    }

    #[test]
    fn names_are_split_and_stripped() {
        check("By Ann Lee and Bo Karl", &["Ann Lee", "Bo Karl"]);
        check("Von Ann Lee, Berlin-Korrespondentin", &["Ann Lee"]);
        check("Ann Lee, Senior Reporter", &["Ann Lee"]);
    }

    #[test]
    fn sites_roles_and_addresses_are_nobody() {
        check("The Daily", &[]);
        check("admin", &[]);
        check("https://example.org/ann", &[]);
        check("2 hours ago", &[]);
    }
}
