//! Authors that a page tells machines: JSON-LD, names marked up as the author's, metas.

use serde_json::Value;

use super::bylines::is_elsewhere;
use super::inverted;
use super::names::{Name, read};
use super::words::ARTICLES;
use super::{MAX_AUTHORS, has_person};
use crate::body::Judged;
use crate::dom::Dom;
use crate::metadata::head::Head;
use crate::metadata::json_ld::{Linked, Object};
use crate::metadata::publication::Publication;
use crate::metadata::wording::is_agency;
use crate::whitespace::collapse;

/// Where the page may name its authors in metas, most believed first.
pub(crate) const METAS: [&str; 10] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "citation_authors",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "dcsext.author",
];

/// Values of JSON-LD that are looked at for authors.
const MAX_VALUES: usize = 200;

/// The names of each source that has any, most believed first, up to the first that has a person.
pub(super) fn find(
    dom: &Dom<'_>,
    judged: &Judged,
    head: &Head<'_>,
    own: &Publication,
) -> Vec<Vec<Name>> {
    let mut sources = vec![read_all(&json_names(&head.linked).persons, own)];
    let names_person =
        |sources: &[Vec<Name>]| sources.last().is_some_and(|names| has_person(names));
    if !names_person(&sources) {
        sources.push(read_all(&marked_names(dom, judged), own));
    }
    for meta in METAS {
        if names_person(&sources) {
            break;
        }
        let told: Vec<String> = head.metas(meta).take(MAX_AUTHORS).map(str::to_owned).collect();
        sources.push(read_all(&told, own));
    }
    sources.retain(|names| !names.is_empty());
    sources
}

/// Organisations that JSON-LD names as authors. The publication itself signs news; elsewhere its name
/// is what a plug-in fills in.
pub(super) fn organisations(head: &Head<'_>, own: &Publication) -> Vec<String> {
    let mut names = Vec::new();
    let signs =
        |name: &str| !begins_with_article(name) && head.linked.article().is_some_and(is_news);
    for told in json_names(&head.linked).organisations {
        let text = without_mail(told.split(" (").next().unwrap_or(&told));
        let is_name = if own.is(&text) { signs(&text) } else { !read(&text, own).is_empty() };
        if is_name && !text.contains("://") && !names.contains(&text) {
            names.push(text);
        }
    }
    names
}

/// The publication's own name, if JSON-LD or a meta tells it as the author's.
pub(super) fn own_name(head: &Head<'_>, own: &Publication) -> Vec<String> {
    let in_news = head.linked.article().is_some_and(is_news);
    let told = if in_news { Vec::new() } else { json_names(&head.linked).persons };
    let metas = head.metas("author").map(str::to_owned);
    let mut names = metas.chain(told).map(|name| without_mail(&name));
    let is_own = |name: &String| {
        own.is(name) && !begins_with_article(name) && !is_agency(&name.to_lowercase())
    };
    names.find(is_own).into_iter().collect()
}

/// A name without the addresses of mail in it.
fn without_mail(told: &str) -> String {
    let words = told.split_whitespace().filter(|word| !word.contains('@'));
    collapse(&words.collect::<Vec<_>>().join(" "))
}

/// Whether the publication is told as the author, by whatever name.
pub(super) fn is_own_alone(head: &Head<'_>, own: &Publication) -> bool {
    let told = json_names(&head.linked);
    let metas = head.metas("author").map(str::to_owned);
    metas.chain(told.persons).chain(told.organisations).any(|name| own.is(&collapse(&name)))
}

/// Publications with an article in their name are seldom meant as persons would be.
fn begins_with_article(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    ARTICLES.contains(&first.as_str())
}

fn is_news(article: &Object) -> bool {
    let kind = article.get("@type").and_then(|kind| match kind {
        Value::Array(kinds) => kinds.first(),
        kind => Some(kind),
    });
    kind.and_then(Value::as_str).is_some_and(|kind| kind.ends_with("NewsArticle"))
}

fn read_all(told: &[String], own: &Publication) -> Vec<Name> {
    told.iter().flat_map(|told| inverted::read(told, own)).collect()
}

/// What JSON-LD names as authors.
#[derive(Default)]
struct Told {
    persons: Vec<String>,
    organisations: Vec<String>,
}

fn json_names(linked: &Linked) -> Told {
    let mut told = Told::default();
    let article = linked.article().filter(|article| author_of(article).is_some());
    let page = || linked.of_type("WebPage").find(|page| author_of(page).is_some());
    let mut open: Vec<&Value> = article.or_else(page).and_then(author_of).into_iter().collect();
    // An object may name itself as its name.
    for _step in 0..MAX_VALUES {
        let Some(value) = open.pop() else { break };
        match value {
            Value::String(name) => told.persons.push(name.clone()),
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(_) => {
                let Some(object) = linked.resolve(value) else { continue };
                let names =
                    if is_person(object) { &mut told.persons } else { &mut told.organisations };
                match object.get("name") {
                    Some(Value::String(name)) => names.push(name.clone()),
                    Some(many @ Value::Array(_)) => open.push(many),
                    _ => names.extend(joined_name(object)),
                }
            }
            _ => {}
        }
    }
    told
}

/// A name told in two parts.
fn joined_name(person: &Object) -> Option<String> {
    let part = |name: &str| person.get(name).and_then(Value::as_str);
    Some(format!("{} {}", part("givenName")?, part("familyName")?))
}

fn author_of(object: &Object) -> Option<&Value> {
    ["author", "creator"].iter().find_map(|name| object.get(*name))
}

fn is_person(object: &Object) -> bool {
    match object.get("@type") {
        Some(Value::String(kind)) => kind.ends_with("Person"),
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "Person"),
        _ => true,
    }
}

/// Names marked up as the author's: the first outside of comments, and those beside it. Marks far
/// away from it belong to other articles.
fn marked_names(dom: &Dom<'_>, judged: &Judged) -> Vec<String> {
    let is_mark =
        |name: &str| name.split_ascii_whitespace().any(|n| n == "author" || n == "creator");
    let mut marked = dom.find(|node| node.attribute("itemprop").is_some_and(is_mark));
    marked.truncate(MAX_MARKS);
    // Of marks within one another the inner ones hold the names.
    let inner = marked.clone();
    marked.retain(|place| !inner.iter().any(|at| at > place && dom.subtree(*place).contains(at)));
    let mut names = Vec::new();
    let mut end = usize::MAX;
    for place in marked {
        if place >= end || names.len() == MAX_AUTHORS {
            break;
        }
        let told = text_at(dom, place);
        if told.is_empty() || is_elsewhere(dom, judged, place) {
            continue;
        }
        if names.is_empty() {
            end = dom.ancestors(place).nth(1).map_or(end, |around| dom.subtree(around).end);
        }
        names.push(told);
    }
    names
}

/// Marks of one page that are read: the article's own stand first.
const MAX_MARKS: usize = 30;

fn text_at(dom: &Dom<'_>, place: usize) -> String {
    let name = dom.subtree(place).find(|at| dom.nodes[*at].attribute("itemprop") == Some("name"));
    let at = name.unwrap_or(place);
    dom.nodes[at].attribute("content").map_or_else(|| dom.text(at), str::to_owned)
}
