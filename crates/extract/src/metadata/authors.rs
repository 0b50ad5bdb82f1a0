//! Who wrote it: persons and agencies, one a string. Nobody rather than somebody wrong.

use serde_json::Value;

use super::head::Head;
use super::json_ld::{Linked, unescape};
use crate::body::Judged;
use crate::dom::Dom;
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
    let from_json = clean(&json_names(&head.linked), site);
    if !from_json.is_empty() {
        return from_json;
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
    clean(&byline_names(dom, judged), site)
}

fn json_names(linked: &Linked) -> Vec<String> {
    let Some(article) = linked.article() else { return Vec::new() };
    let mut names = Vec::new();
    let mut open: Vec<&Value> =
        ["author", "creator"].iter().find_map(|name| article.get(*name)).into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::String(name) => names.push(name.clone()),
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(_) => {
                let Some(object) = linked.resolve(value) else { continue };
                match object.get("name") {
                    Some(Value::String(name)) => names.push(name.clone()),
                    Some(many @ Value::Array(_)) => open.push(many),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    names
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

/// Names linked as the author's, or in an element that is called byline or author.
fn byline_names(dom: &Dom<'_>, judged: &Judged) -> Vec<String> {
    let by_relation =
        dom.find(|node| node.tag == Tag::A && node.attribute("rel") == Some("author"));
    let mut names: Vec<String> = by_relation.into_iter().take(4).map(|at| dom.text(at)).collect();
    if names.is_empty() {
        let called = dom.find(|node| {
            let class = node.attribute("class").unwrap_or_default().to_ascii_lowercase();
            class.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
                matches!(
                    word,
                    "byline" | "author" | "authors" | "autor" | "authorname" | "auteur" | "autore"
                )
            })
        });
        let short = |place: &usize| {
            let range = judged.lines_of(dom, *place);
            !judged.hints[*place].comments && (1..=4).contains(&range.len())
        };
        names = called.into_iter().filter(short).take(2).map(|at| dom.text(at)).collect();
    }
    names.dedup();
    names
}

/// Splits, strips and checks what pages give as names.
pub(crate) fn clean(told: &[String], site: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for told in told {
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
    let has_digits = name.chars().any(|c| c.is_ascii_digit());
    if !letters || is_address || has_digits || !(2..=MAX_NAME_CHARACTERS).contains(&characters) {
        return None;
    }
    let is_site = site.is_some_and(|site| fold(site) == fold(&name));
    let is_sentence = name.split_whitespace().count() > 6;
    (!is_site && !is_sentence && !is_role(&name)).then_some(name)
}

fn without_preposition(name: &str) -> &str {
    const WORDS: [&str; 22] = [
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
        "Author ",
    ];
    let mut name = name;
    for _ in 0..2 {
        let stripped = WORDS.iter().find_map(|word| name.strip_prefix(word));
        name = stripped.unwrap_or(name).trim_start();
    }
    name
}

/// Words that are a role, a place in a newsroom or an accident, not a name.
fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    const WHOLE: [&str; 34] = [
        "admin",
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
    const WITHIN: [&str; 22] = [
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
    WHOLE.contains(&lower.as_str()) || WITHIN.iter().any(|word| lower.contains(word))
}

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
