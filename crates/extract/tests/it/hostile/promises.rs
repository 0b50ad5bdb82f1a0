//! What holds of any page, whatever its bytes: shared by the tests of chance and `fuzz/`.

use extract::{Article, Block, NotAnArticle, Page, Text, decode, extract_article};
use url::Url;

/// Keywords of one article.
const MOST_KEYWORDS: usize = 12;

/// Extracts bytes as a page, and panics where the article breaks a promise.
pub(crate) fn check(bytes: &[u8]) {
    let _text = decode(bytes, None);
    let address = Url::parse("https://valley.example/news/1").expect("a constant address");
    let page = Page {
        bytes,
        content_type: None,
        robots_header: None,
        address: &address,
        fetched_at: chrono::DateTime::UNIX_EPOCH,
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
    for text in article.blocks.iter().filter_map(text_of) {
        assert!(!text.plain.trim().is_empty(), "an empty block");
        for mark in &text.marks {
            assert!(mark.start < mark.end, "an empty mark");
            assert!(text.plain.get(mark.start..mark.end).is_some(), "a mark outside its text");
        }
    }
    assert!(article.keywords.len() <= MOST_KEYWORDS, "too many keywords");
    let stored = serde_json::to_string(article).expect("an article is JSON");
    let read: Article = serde_json::from_str(&stored).expect("what is stored can be read");
    assert_eq!(serde_json::to_string(&read).expect("an article is JSON"), stored);
    assert!(article.published.is_none_or(|moment| moment.at <= in_two_days()), "a future date");
}

/// Pages count as fetched in 1970; a zone may put a date a day or so later.
fn in_two_days() -> chrono::DateTime<chrono::FixedOffset> {
    (chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(2)).fixed_offset()
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
