//! Site name, section, and the page's own tags.

mod machine;

use std::collections::HashSet;

use serde_json::Value;
use url::Url;

use super::head::Head;
use super::json_ld::{Linked, first_text, unescape};
use super::publication::Publication;
use super::title::ends;
use crate::whitespace::{fold, non_empty};

pub(crate) use machine::without_machines;

/// Tags of a page that are looked at, the generic ones among them.
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
        .and_then(|name| non_empty(name.trim_end_matches(BEHIND_NAMES)))
}

/// What templates leave behind a name where nothing follows.
const BEHIND_NAMES: &[char] = &[' ', '-', '–', '—', '|', '·', ':', '»'];

/// The name of the publication where only its title tells it, beside its host: `Rain | Talpost`.
pub(crate) fn site_name_of_title(head: &Head<'_>) -> Option<String> {
    let own = Publication::of(head, None);
    let is_own =
        |end: &&str| own.is(end) || own.is_but_for_article(end) || own.is_borne_by_host(end);
    let titles = [head.title.clone(), head.meta_text(&["og:title"])];
    titles.iter().flatten().find_map(|title| ends(title).find(is_own).map(str::to_owned))
}

fn name_of(linked: &Linked, value: &Value) -> Option<String> {
    let value = value.as_array().map_or(Some(value), |values| values.first())?;
    linked.resolve(value)?.get("name").and_then(Value::as_str).and_then(non_empty)
}

/// The section, in the publication's words; of a list the first.
pub(crate) fn section(head: &Head<'_>) -> Option<String> {
    let told = ["article:section", "og:article:section", "parsely-section"];
    let told = told.into_iter().filter_map(|name| head.meta_text(&[name]));
    let mut told = told.chain(head.linked.text("articleSection"));
    told.find_map(|told| first_section(&unescape(&told)))
}

/// Longer sections are texts, in characters; of a list, a longer first one begins a sentence.
const MAX_SECTION_CHARACTERS: usize = 60;
const MAX_FIRST_CHARACTERS: usize = 40;

/// The first of several sections, unless the last is joined to the others: `Waste, Fraud & Abuse`.
fn first_section(told: &str) -> Option<String> {
    let is_address = told.contains("://") || told.starts_with('/');
    let (first, rest) = told.split_once([',', ';']).unwrap_or((told, ""));
    let is_joined =
        [" & ", " and ", " und ", " et ", " y ", " e "].iter().any(|join| rest.contains(join));
    let is_one = is_joined && !rest.contains([',', ';']);
    let is_list = !rest.is_empty() && !is_one;
    let longest = if is_list { MAX_FIRST_CHARACTERS } else { MAX_SECTION_CHARACTERS };
    let section = non_empty(if is_list { first } else { told })?;
    let is_nowhere = matches!(section.to_lowercase().as_str(), "tags" | "tag" | "uncategorized");
    (!is_address && !is_nowhere && section.chars().count() <= longest).then_some(section)
}

/// Shorter labels of a host are no name of its site, in bytes.
const LEAST_LABEL_BYTES: usize = 4;

/// The tags that the page gives itself, in its order, each once, generic ones dropped.
pub(crate) fn tags(head: &Head<'_>, site: Option<&str>, address: &Url) -> Vec<String> {
    // What the site calls itself says nothing; a label as short as `uk` or `ai` may be a subject too.
    let host = address.host_str().unwrap_or_default();
    let labels: HashSet<String> =
        host.split('.').map(fold).filter(|label| label.len() >= LEAST_LABEL_BYTES).collect();
    let site = site.map(fold).unwrap_or_default();
    let mut seen: HashSet<String> = HashSet::new();
    let told = linked_tags(head).into_iter().chain(tags_of_metas(head)).take(MAX_TOLD);
    told.filter_map(|tag| non_empty(&unescape(&tag)))
        .filter(|tag| {
            let folded = fold(tag);
            is_telling(tag, &folded)
                && folded != site
                && !labels.contains(&folded)
                && seen.insert(folded)
        })
        .collect()
}

/// The tags in the article's JSON-LD.
pub(crate) fn linked_tags(head: &Head<'_>) -> Vec<String> {
    match head.linked.article().and_then(|article| article.get("keywords")) {
        Some(Value::String(list)) => split(list).map(str::to_owned).collect(),
        Some(Value::Array(values)) => {
            let told = values.iter().filter_map(first_text);
            told.flat_map(|one| one_or_more(&one).map(str::to_owned).collect::<Vec<_>>()).collect()
        }
        _ => Vec::new(),
    }
}

/// The tags in metas: some bear one each, some a list.
pub(crate) fn tags_of_metas<'h>(head: &'h Head<'_>) -> impl Iterator<Item = String> + 'h {
    let single = ["article:tag", "og:article:tag"].into_iter().flat_map(|name| head.metas(name));
    let single = single.flat_map(one_or_more);
    let lists = ["news_keywords", "parsely-tags", "sailthru.tags", "keywords"];
    let listed = lists.into_iter().flat_map(|name| head.metas(name)).flat_map(split);
    single.chain(listed).map(str::to_owned)
}

/// A list's parts: by comma, semicolon, or the commas of Arabic, Chinese and Japanese.
fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', ';', '،', '，', '、'])
}

/// Commas of a list where one tag is meant to stand: "Washington, D.C." has fewer.
const COMMAS_OF_LIST: usize = 3;

/// The tag that stands where one is meant to, or the tags of a list that stands there instead.
fn one_or_more(told: &str) -> impl Iterator<Item = &str> {
    let is_list = told.matches(',').count() >= COMMAS_OF_LIST;
    is_list.then(|| split(told)).into_iter().flatten().chain((!is_list).then_some(told))
}

/// Words that say something about this article rather than about the site.
fn is_telling(tag: &str, folded: &str) -> bool {
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
    (2..=50).contains(&tag.chars().count())
        && !tag.contains([':', '/', '_', '='])
        && !tag.starts_with('@')
        && !tag.contains("->")
        && !is_number_of_machines(tag)
        && tag.split_whitespace().count() <= 5
        && !GENERIC.contains(&folded)
        && !folded.chars().all(|c| c.is_ascii_digit())
}

/// Whether a tag is the key of a record, in hexadecimal digits.
fn is_number_of_machines(tag: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_hexdigit() || c == '-';
    tag.len() >= LEAST_KEY_BYTES
        && tag.chars().all(is_digit)
        && tag.contains(|c: char| c.is_ascii_digit())
}

/// A shorter key may be a number that means something.
const LEAST_KEY_BYTES: usize = 16;

#[cfg(test)]
mod tests {
    use super::{section, site_name, site_name_of_title, tags};
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

    #[test]
    fn a_title_may_tell_the_name_of_a_site_that_its_host_bears() {
        let check = |title: &str, host: &str, expected: Option<&str>| {
            let page = format!("<title>{title}</title><link rel=canonical href=https://{host}/a>");
            let html = parse(&page);
            let name = site_name_of_title(&Head::of(&Dom::of(&html)));
            assert_eq!(name.as_deref(), expected, "{title}");
        };
        check("Rain falls | Talpost", "www.talpost.example", Some("Talpost"));
        check("The Valley Post: Rain falls", "valley-post.example", Some("The Valley Post"));
        check("Rain falls - Sport - Valley Post", "valleypost.example", Some("Valley Post"));
        let gazette = "La Gazette de Vernay";
        check(&format!("Rain | {gazette}"), "www.gazette-vernay.example", Some(gazette));
        check("Rain | Głos Lipowa", "glos-lipowa.example", Some("Głos Lipowa"));
        check("Rain | Vernay", "gazette-vernay.example", None);
        check("Rain falls | Sport", "talpost.example", None);
        check("Talpost", "talpost.example", None);
    }

    #[test]
    fn a_name_ends_with_a_word() {
        let html = parse("<meta property=og:site_name content='Harbour Times -'>");
        assert_eq!(site_name(&Head::of(&Dom::of(&html))).as_deref(), Some("Harbour Times"));
    }

    #[test]
    fn a_section_is_one_and_no_address() {
        let check = |told: &str, expected: Option<&str>| {
            let html = parse(&format!("<meta property=article:section content='{told}'>"));
            assert_eq!(section(&Head::of(&Dom::of(&html))).as_deref(), expected, "{told}");
        };
        check("Body &amp;amp; Fitness", Some("Body & Fitness"));
        check("Science, Smart Science, Science", Some("Science"));
        check("Waste, Fraud &amp;amp; Abuse", Some("Waste, Fraud & Abuse"));
        check("https://times.example/sport", None);
        let linked = r#"<script type="application/ld+json">{"@type": "NewsArticle",
            "articleSection": ["People &amp; HR", "Work"]}</script>"#;
        let html = parse(linked);
        assert_eq!(section(&Head::of(&Dom::of(&html))).as_deref(), Some("People & HR"));
    }

    #[test]
    fn keys_and_signs_of_machines_are_no_tags() {
        let html = parse(
            "<meta name=keywords content='26157981-b4f7-4929-adc1-e860c6f03636, @all-mriver, \
             channel->opinion, Harbour, 1984'>",
        );
        let address = "https://times.example/1".parse().expect("a constant address");
        assert_eq!(tags(&Head::of(&Dom::of(&html)), None, &address), ["Harbour"]);
    }

    #[test]
    fn tags_are_the_pages_own_each_once_and_in_order() {
        let html = parse(
            r#"<meta property="article:tag" content="Harbour"><meta property="article:tag" content="Night ferry">
            <meta name="keywords" content="news, harbour, Times, Council，&#32; night  ferry">"#,
        );
        let address = url::Url::parse("https://times.example/1").expect("a constant address");
        let dom = Dom::of(&html);
        let found = tags(&Head::of(&dom), Some("Harbour Times"), &address);
        assert_eq!(found, ["Harbour", "Night ferry", "Council"]);
    }

    #[test]
    fn a_subject_that_is_a_part_of_the_host_stays() {
        let html = parse(r#"<meta name="keywords" content="UK, Berlin, berliner-zeitung">"#);
        let address = "https://www.berliner-zeitung.co.uk/1".parse().expect("a constant address");
        let dom = Dom::of(&html);
        assert_eq!(tags(&Head::of(&dom), None, &address), ["UK", "Berlin"]);
    }

    #[test]
    fn a_list_where_one_tag_is_meant_to_stand_is_a_list() {
        let html = parse(
            r#"<meta property="article:tag" content="Harbour, Ferries, Fares, Night trains">
            <meta property="article:tag" content="Washington, D.C.">"#,
        );
        let address = "https://times.example/1".parse().expect("a constant address");
        let dom = Dom::of(&html);
        let found = tags(&Head::of(&dom), None, &address);
        assert_eq!(found, ["Harbour", "Ferries", "Fares", "Night trains", "Washington, D.C."]);
    }
}
