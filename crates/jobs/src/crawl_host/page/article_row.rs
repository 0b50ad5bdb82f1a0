//! An extracted article as the database takes it.

use database::{Micros, article::NewArticle};
use discover::Address;
use extract::{Article, Moment, Precision};

use super::Said;
use crate::slug::slug;

/// Names of one article at most; the rest are a list of contributors.
const MOST_AUTHORS: usize = 12;
/// Keywords of one article at most.
const MOST_KEYWORDS: usize = 12;

/// The row of an article, under its canonical address.
pub(super) fn of(
    site_id: i64,
    canonical: &Address,
    (article, Said { text, hash }): (Article, Said),
) -> anyhow::Result<NewArticle> {
    let blocks = serde_json::to_string(&article.blocks)?;
    let own = article.canonical.as_deref().and_then(|own| Address::parse(own).ok());
    Ok(NewArticle {
        site_id,
        address: canonical.as_str().to_owned(),
        names_itself: own.is_some_and(|own| own == *canonical),
        slug: slug(&article.title),
        title: article.title,
        standfirst: article.standfirst,
        summary: article.summary,
        language: article.language,
        section: article.section,
        published: article.published.as_ref().map(published),
        modified_at: article.modified.as_ref().map(micros),
        image: article.lead_image.map(|image| (image.address, image.alt)),
        authors: authors(article.authors),
        keywords: keywords(article.keywords),
        text,
        blocks,
        text_hash: hash,
        mainly_video: article.mainly_video,
        // What is for subscribers is no more ours to pass on than what is reserved by name.
        reserved: article.reserved || article.paywalled,
        licence: article.licence,
    })
}

fn micros(moment: &Moment) -> Micros {
    Micros(moment.at.timestamp_micros())
}

fn published(moment: &Moment) -> (Micros, i32, &'static str) {
    let precision = match moment.precision {
        Precision::Day => "day",
        Precision::Instant => "instant",
    };
    (micros(moment), moment.at.offset().local_minus_utc() / 60, precision)
}

fn authors(names: Vec<String>) -> Vec<(String, String)> {
    let mut authors: Vec<(String, String)> = Vec::new();
    for name in names {
        let slug = slug(&name);
        if !authors.iter().any(|known| known.1 == slug) && authors.len() < MOST_AUTHORS {
            authors.push((name, slug));
        }
    }
    authors
}

fn keywords(words: Vec<String>) -> Vec<String> {
    let mut keywords: Vec<String> = Vec::new();
    for word in words {
        let word = word.trim().to_lowercase();
        if !word.is_empty() && !keywords.contains(&word) && keywords.len() < MOST_KEYWORDS {
            keywords.push(word);
        }
    }
    keywords
}
