//! What holds of any page, whatever its bytes: shared by the tests of chance and `fuzz/`.

use extract::{Article, Block, MarkKind, NotAnArticle, Page, Text, decode, extract_article};
use url::Url;

/// Keywords of one article.
const MOST_KEYWORDS: usize = 12;

/// Tags of one page.
const MOST_TAGS: usize = 60;

/// Extracts bytes as a page, and panics where the article breaks a promise.
pub(crate) fn check(bytes: &[u8]) {
    let _text = decode(bytes, None);
    let address = Url::parse("https://valley.example/news/1").expect("a constant address");
    let page = Page {
        bytes,
        content_type: None,
        headers: extract::Headers::NONE,
        address: &address,
        fetched_at: fetched_at(),
    };
    let first = extract_article(&page);
    assert_eq!(stored(&first), stored(&extract_article(&page)), "two runs differ");
    if let Ok(article) = &first {
        check_article(article);
    }
}

fn stored(outcome: &Result<Article, NotAnArticle>) -> String {
    match outcome {
        Ok(article) => serde_json::to_string(article).expect("an article is JSON"),
        Err(reason) => reason.code().to_owned(),
    }
}

fn check_article(article: &Article) {
    let is_long = |block: &Block| text_of(block).is_none_or(|text| text.plain.len() >= 40);
    let is_twice = |pair: &[Block]| pair[0] == pair[1] && is_long(&pair[0]);
    assert!(!article.blocks.windows(2).any(is_twice), "a block twice in a row");
    for text in article.blocks.iter().filter_map(text_of) {
        assert!(!text.plain.trim().is_empty(), "an empty block");
        for mark in &text.marks {
            assert!(mark.start < mark.end, "an empty mark");
            assert!(text.plain.get(mark.start..mark.end).is_some(), "a mark outside its text");
        }
        assert!(text.marks.is_sorted_by_key(|mark| mark.start), "marks out of order");
    }
    check_addresses(article);
    check_times(article);
    assert!(article.keywords.len() <= MOST_KEYWORDS, "too many keywords");
    assert!(article.tags.len() <= MOST_TAGS, "too many tags");
    let stored = serde_json::to_string(article).expect("an article is JSON");
    let read: Article = serde_json::from_str(&stored).expect("what is stored can be read");
    assert_eq!(serde_json::to_string(&read).expect("an article is JSON"), stored);
    assert!(article.published.is_none_or(|moment| is_past(&moment)), "a future date");
    check_origins(article);
}

/// Addresses that readers may follow, or that are fetched, are those of the web.
fn check_addresses(article: &Article) {
    let marks = article.blocks.iter().filter_map(text_of).flat_map(|text| &text.marks);
    let links = marks.filter_map(|mark| match &mark.kind {
        MarkKind::Link(address) => Some(address),
        _ => None,
    });
    let told = article.blocks.iter().filter_map(|block| match block {
        Block::Figure { image, .. } => image.as_ref().map(|image| &image.address),
        Block::Embed { address, .. } => address.as_ref(),
        _ => None,
    });
    let lead = article.lead_image.iter().map(|image| &image.address);
    for address in links.chain(told).chain(lead).chain(&article.canonical) {
        let scheme = Url::parse(address).map(|address| address.scheme().to_owned());
        let is_of_web = scheme.is_ok_and(|scheme| matches!(scheme.as_str(), "http" | "https"));
        assert!(is_of_web, "an address of no page: {address}");
    }
}

/// Nothing is changed before it is published.
fn check_times(article: &Article) {
    let times = article.published.zip(article.modified);
    let is_later = times.is_none_or(|(published, modified)| modified.at > published.at);
    assert!(is_later, "changed before it was published");
}

/// 2026-11-21, when all pages count as fetched.
fn fetched_at() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_795_219_200, 0).expect("a constant instant")
}

/// Clocks, zones and embargoes put a date two days or so later.
fn is_past(moment: &extract::Moment) -> bool {
    moment.at <= fetched_at() + chrono::TimeDelta::days(3)
}

/// Whatever an article has came from somewhere, and nothing else did.
fn check_origins(article: &Article) {
    let origins = &article.origins;
    let pairs = [
        (!article.title.is_empty(), origins.title),
        (article.standfirst.is_some(), origins.standfirst),
        (!article.authors.is_empty(), origins.authors),
        (article.published.is_some(), origins.published),
        (article.modified.is_some(), origins.modified),
        (article.lead_image.is_some(), origins.lead_image),
        (article.language.is_some(), origins.language),
        (article.canonical.is_some(), origins.canonical),
        (article.site_name.is_some(), origins.site_name),
        (article.section.is_some(), origins.section),
        (!article.tags.is_empty(), origins.tags),
        (!article.keywords.is_empty(), origins.keywords),
        (article.licence.is_some(), origins.licence),
        (article.mainly_video, origins.mainly_video),
        (article.live, origins.live),
        (article.paywalled, origins.paywalled),
        (article.reserved, origins.reserved),
    ];
    for (place, (is_there, origin)) in pairs.into_iter().enumerate() {
        assert_eq!(is_there, origin.is_some(), "the origin of value {place}");
    }
}

fn text_of(block: &Block) -> Option<&Text> {
    match block {
        Block::Paragraph(text)
        | Block::Quote(text)
        | Block::Heading { text, .. }
        | Block::ListItem { text, .. } => Some(text),
        _ => None,
    }
}
