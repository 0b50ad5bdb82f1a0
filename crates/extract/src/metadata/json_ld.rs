//! JSON-LD: the objects of a page, flattened, and the one that describes its article.
//!
//! Tolerant of what sites write: comments around it, small faults (`json_ld/mend.rs`), lists where
//! one is expected, entities encoded twice. Depth is bounded by the JSON parser (128).

mod entities;
mod mend;

use serde_json::{Map, Value};

use entities::lines_of;
pub(crate) use entities::unescape;

use super::head::start_of;
use super::title::agreement;
use crate::dom::Node;
use crate::whitespace::{collapse, non_empty};

/// Objects of one page that are looked at.
const MAX_OBJECTS: usize = 2_000;

/// Where a picture tells its address.
const PICTURE_ADDRESSES: [&str; 2] = ["url", "contentUrl"];

/// A JSON object.
pub(crate) type Object = Map<String, Value>;

/// All objects of a page, and which of them is the article.
#[derive(Default)]
pub(crate) struct Linked {
    objects: Vec<Object>,
    article: Option<usize>,
}

pub(crate) fn is_json_ld(node: &Node<'_>) -> bool {
    node.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
}

impl Linked {
    /// Reads the scripts of a page; what is no JSON is left out.
    pub(crate) fn read(scripts: &[&str]) -> Self {
        let mut objects = Vec::new();
        for script in scripts {
            let Some(value) = parse(script) else { continue };
            flatten(value, &mut objects);
        }
        let mut linked = Self { objects, article: None };
        linked.prefer(&[]);
        linked
    }

    /// Of several articles the page's own is the one whose headline the page bears, or else the one
    /// of which most is told.
    pub(crate) fn prefer(&mut self, titles: &[&str]) {
        let is_own = |object: &Object| {
            let headline = object.get("headline").and_then(first_text).unwrap_or_default();
            titles.iter().any(|title| agreement(&headline, title) >= LEAST_AGREEMENT)
        };
        let articles = (0..self.objects.len()).filter(|place| is_article(&self.objects[*place]));
        self.article = articles.take(MOST_ARTICLES).max_by_key(|place| {
            let object = &self.objects[*place];
            (is_own(object), richness(object), usize::MAX - place)
        });
    }

    /// The object that describes the page's article.
    pub(crate) fn article(&self) -> Option<&Object> {
        self.article.and_then(|place| self.objects.get(place))
    }

    /// How many objects describe articles.
    pub(crate) fn articles(&self) -> usize {
        self.objects.iter().filter(|object| is_article(object)).count()
    }

    /// Objects of a type.
    pub(crate) fn of_type<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Object> {
        self.objects.iter().filter(move |object| types(object).any(|kind| kind == name))
    }

    /// A text of the article's object.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.article()?.get(name).and_then(first_text)
    }

    /// A longer text of the article's object, line by line; in markup a block is a line.
    pub(crate) fn paragraphs(&self, name: &str) -> Option<Vec<String>> {
        let text = self.article()?.get(name)?.as_str()?;
        Some(lines_of(text).lines().filter_map(non_empty).collect())
    }

    /// The named object that a reference stands for, if it is only a reference.
    pub(crate) fn resolve<'s>(&'s self, value: &'s Value) -> Option<&'s Object> {
        self.telling(value, &["name"])
    }

    /// The object that tells one of these things: the value, or what it refers to.
    pub(crate) fn telling<'s>(&'s self, value: &'s Value, things: &[&str]) -> Option<&'s Object> {
        let object = value.as_object()?;
        let tells = |object: &Object| things.iter().any(|thing| object.contains_key(*thing));
        let id = object.get("@id").and_then(Value::as_str).filter(|_| !tells(object));
        let Some(id) = id else { return Some(object) };
        let is_meant =
            |other: &&Object| other.get("@id").and_then(Value::as_str) == Some(id) && tells(other);
        self.objects.iter().find(is_meant).or(Some(object))
    }

    /// The picture that a value is or refers to, unless it is only an address.
    pub(crate) fn picture<'s>(&'s self, value: &'s Value) -> Option<&'s Object> {
        self.telling(value, &PICTURE_ADDRESSES)
    }

    /// The address of the picture that a value is or refers to.
    pub(crate) fn picture_address<'s>(&'s self, value: &'s Value) -> Option<&'s str> {
        let told = || {
            let picture = self.picture(value)?;
            PICTURE_ADDRESSES.iter().find_map(|name| picture.get(*name)?.as_str())
        };
        value.as_str().or_else(told)
    }
}

fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
    let script = script.trim_start_matches("<![CDATA[").trim_end_matches("-->");
    let script =
        script.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let mended = mend::mend(script);
    if let Ok(value) = serde_json::from_str(&mended) {
        return Some(value);
    }
    // Several values one after the other, or rubbish after the first.
    serde_json::Deserializer::from_str(&mended).into_iter().next()?.ok()
}

/// Objects in lists, graphs and `mainEntity` become a flat list.
fn flatten(value: Value, objects: &mut Vec<Object>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.into_iter().rev()),
            Value::Object(mut object) if objects.len() < MAX_OBJECTS => {
                open.extend(take_inner(&mut object));
                objects.push(object);
            }
            _ => {}
        }
    }
}

/// What an object only wraps.
fn take_inner(object: &mut Object) -> Vec<Value> {
    let wraps = |value: &Value| value.is_array() || value.is_object();
    ["@graph", "mainEntity", "mainEntityOfPage"]
        .iter()
        .filter_map(|name| object.get(*name).is_some_and(wraps).then(|| object.remove(*name))?)
        .collect()
}

fn types(object: &Object) -> impl Iterator<Item = &str> {
    let (one, many) = match object.get("@type") {
        Some(Value::String(one)) => (Some(one.as_str()), None),
        Some(Value::Array(many)) => (None, Some(many.iter().filter_map(Value::as_str))),
        _ => (None, None),
    };
    one.into_iter()
        .chain(many.into_iter().flatten())
        .map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
}

fn is_article(object: &Object) -> bool {
    types(object).any(|name| {
        name.ends_with("Article")
            || name.ends_with("Posting") && name != "JobPosting"
            || matches!(
                name,
                "Report" | "Review" | "CriticReview" | "Recipe" | "AnalysisNewsArticle"
            )
    })
}

/// A headline that shares as many of its words with a title is the same, in percent: a title bears
/// the site's name too.
const LEAST_AGREEMENT: u32 = 50;

/// Articles of a page that are looked at: a list has hundreds, and none is its own.
const MOST_ARTICLES: usize = 100;

/// How much of an article an object tells.
fn richness(object: &Object) -> usize {
    let told = ["headline", "datePublished", "author", "articleBody", "image", "publisher"];
    told.iter().filter(|name| object.contains_key(**name)).count()
}

/// The first string in a value: itself, of a list, or the name or address of an object.
pub(crate) fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => non_empty(&unescape(start_of(text))),
        Value::Array(values) => values.iter().find_map(Value::as_str).map(plain),
        Value::Object(object) => ["name", "@value", "url", "@id"]
            .iter()
            .find_map(|name| object.get(*name).and_then(Value::as_str))
            .map(plain),
        _ => None,
    }
}

/// A text of JSON-LD as readers would see it.
fn plain(text: &str) -> String {
    collapse(&unescape(start_of(text)))
}

#[cfg(test)]
mod tests {
    use super::Linked;

    #[test]
    fn the_richest_article_of_a_graph_is_taken() {
        let script = r#"{"@graph": [{"@type": "WebSite", "name": "x"},
            {"@type": ["NewsArticle"], "headline": "Rain", "datePublished": "2024-05-03"}]}"#;
        assert_eq!(Linked::read(&[script]).text("headline").as_deref(), Some("Rain"));
    }

    #[test]
    fn a_text_in_markup_has_a_line_for_each_block() {
        let script = r#"{"@type": "NewsArticle", "articleBody":
            "<p>It <b>rained</b>.</p><p class='a'>All &lt;i>day</i>.<br/>And night.</p>
            <script>gone</script><ul><li>Wet</li></ul>"}"#;

        let lines = Linked::read(&[script]).paragraphs("articleBody");

        let expected = ["It rained.", "All day.", "And night.", "gone", "Wet"];
        assert_eq!(lines.expect("a text"), expected);
    }

    #[test]
    fn raw_line_breaks_in_strings_are_forgiven() {
        let script = "<!-- {\"@type\": \"NewsArticle\", \"headline\": \"Rain\nfell\"} -->";
        assert_eq!(Linked::read(&[script]).text("headline").as_deref(), Some("Rain fell"));
    }

    #[test]
    fn small_faults_are_forgiven() {
        let faulty = [
            r#"{"@type": "NewsArticle", "headline": "Rain", "author": ["Ann",],}"#,
            r#"{"@type": "NewsArticle", "headline": "Rain", "description": "It\'s"}"#,
            "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Rain&quot;}",
        ];
        for script in faulty {
            assert_eq!(
                Linked::read(&[script]).text("headline").as_deref(),
                Some("Rain"),
                "{script}"
            );
        }
    }
}
