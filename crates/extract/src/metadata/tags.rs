//! Site name, section, and the page's own keywords.

use serde_json::Value;
use url::Url;

use super::head::Head;
use super::json_ld::{Linked, first_text, unescape};
use crate::whitespace::{fold, non_empty};

/// Keywords of a page that are looked at, before the best are chosen.
const MAX_TOLD: usize = 60;

/// The name of the publication.
pub(crate) fn site_name(head: &Head<'_>) -> Option<String> {
    let publisher = || {
        let told = head.linked.article().and_then(|article| article.get("publisher"))?;
        name_of(&head.linked, told)
    };
    let site =
        || head.linked.of_type("WebSite").find_map(|site| site.get("name").and_then(first_text));
    head.meta_text(&["og:site_name"])
        .or_else(publisher)
        .or_else(site)
        .or_else(|| head.meta_text(&["application-name", "publisher"]))
        .filter(|name| !name.contains("://"))
}

fn name_of(linked: &Linked, value: &Value) -> Option<String> {
    let value = value.as_array().map_or(Some(value), |values| values.first())?;
    linked.resolve(value)?.get("name").and_then(Value::as_str).and_then(non_empty)
}

/// The section, in the publication's words.
pub(crate) fn section(head: &Head<'_>) -> Option<String> {
    let told = head.meta_text(&["article:section", "og:article:section", "parsely-section"]);
    told.or_else(|| head.linked.text("articleSection"))
        .filter(|section| section.chars().count() <= 60)
}

/// The keywords that the page itself gives, in its order, generic ones dropped.
pub(crate) fn keywords(head: &Head<'_>, site: Option<&str>, address: &Url) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    if let Some(value) = head.linked.article().and_then(|article| article.get("keywords")) {
        push_json(&mut told, value);
    }
    for name in ["article:tag", "og:article:tag"] {
        told.extend(head.metas(name).map(str::to_owned));
    }
    for name in ["news_keywords", "parsely-tags", "sailthru.tags", "keywords"] {
        told.extend(head.metas(name).flat_map(|list| list.split([',', ';'])).map(str::to_owned));
    }
    let host = address.host_str().unwrap_or_default();
    let mut keywords: Vec<String> = Vec::new();
    for word in told.iter().take(MAX_TOLD).filter_map(|word| non_empty(&unescape(word))) {
        let known = keywords.iter().any(|other| fold(other) == fold(&word));
        if !known && is_telling(&word, site, host) {
            keywords.push(word);
        }
    }
    keywords
}

pub(crate) fn push_json(told: &mut Vec<String>, value: &Value) {
    match value {
        Value::String(list) => told.extend(list.split([',', ';']).map(str::to_owned)),
        Value::Array(values) => told.extend(values.iter().filter_map(first_text)),
        _ => {}
    }
}

/// Words that say something about this article rather than about the site.
fn is_telling(word: &str, site: Option<&str>, host: &str) -> bool {
    const GENERIC: [&str; 26] = [
        "news",
        "article",
        "story",
        "home",
        "homepage",
        "latest",
        "latestnews",
        "breaking",
        "breakingnews",
        "nachrichten",
        "aktuell",
        "artikel",
        "actualité",
        "actualités",
        "noticias",
        "notizie",
        "nieuws",
        "newspaper",
        "zeitung",
        "online",
        "media",
        "blog",
        "uncategorized",
        "featured",
        "topstories",
        "general",
    ];
    let folded = fold(word);
    let characters = word.chars().count();
    (2..=50).contains(&characters)
        && !word.contains([':', '/', '_', '='])
        && word.split_whitespace().count() <= 5
        && !GENERIC.contains(&folded.as_str())
        && site.is_none_or(|site| fold(site) != folded)
        && !fold(host).contains(&folded)
        && !folded.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::site_name;
    use crate::dom::Dom;
    use crate::metadata::head::Head;
    use crate::parse::parse;

    #[test]
    fn a_publisher_may_be_told_elsewhere_in_the_graph() {
        let html = r##"<script type="application/ld+json">{"@graph": [
            {"@type": "NewsArticle", "publisher": {"@id": "#org"}},
            {"@type": "Organization", "@id": "#org", "name": "Harbour Times"}]}</script>"##;
        let html = parse(html);
        assert_eq!(site_name(&Head::of(&Dom::of(&html))).as_deref(), Some("Harbour Times"));
    }
}
