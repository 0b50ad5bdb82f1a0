//! `/article/{id}-{slug}`: one article, to read and to hear.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use database::{
    article::{self, Card, Which},
    article_version, episode, keyword,
};

use crate::{
    Site, addresses, answer, blocks,
    failure::Failure,
    frame::Frame,
    moment,
    site::Shared,
    teaser::{self, Link, Teaser},
    unheard,
};

/// Other articles of the same outlet.
const RELATED: usize = 4;

#[derive(Template)]
#[template(path = "pages/article.html")]
struct ArticlePage {
    frame: Frame,
    article: Teaser,
    standfirst: Option<String>,
    /// Markup made here; empty for an excerpt.
    text: String,
    /// Why it cannot be heard as it stands, where a reader would ask.
    unheard: Option<&'static str>,
    licence: Licence,
    keywords: Vec<Link>,
    related: Vec<Teaser>,
}

/// The licence of an article, as a link where it is an address.
struct Licence {
    name: String,
    address: Option<String>,
}

/// The article; another slug is sent to the right address.
pub(crate) async fn page(
    State(site): Shared,
    Path(name): Path<String>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let id = id_of(&name).ok_or(Failure::NotFound)?;
    let card = article::card(&site.database.read, id).await?.ok_or(Failure::NotFound)?;
    let path = addresses::article(card.id, &card.slug);
    if name != format!("{}-{}", card.id, card.slug) && path != format!("/article/{name}") {
        return Ok((StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, path)]).into_response());
    }
    let shown = article_page(&site, card, &path).await?;
    answer::page(&site.settings, &request, &shown)
}

/// The number at the beginning of `12-a-title`: a row's id.
fn id_of(name: &str) -> Option<i64> {
    let digits = name.split_once('-').map_or(name, |(digits, _)| digits);
    let plain = digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

async fn article_page(site: &Site, card: Card, path: &str) -> Result<ArticlePage, Failure> {
    let one = teaser::beside(site, std::slice::from_ref(&card), None).await?;
    let article = one.into_iter().next().ok_or(Failure::NotFound)?;
    let words = keyword::of_articles(&site.database.read, &[card.id]).await?;
    let link = |word: String| Link { href: addresses::keyword(&word), name: word };
    let mut frame = Frame::new(&site.settings, card.title.clone()).at(&site.settings, path);
    frame.kind = "article";
    if !article.summary.is_empty() {
        frame.description.clone_from(&article.summary);
    }
    frame.listed &= article.whole;
    Ok(ArticlePage {
        frame,
        standfirst: card.standfirst.clone().filter(|text| article.whole && !text.is_empty()),
        text: if article.whole { text(site, &card).await? } else { String::new() },
        unheard: unheard(site, &article).await?,
        licence: licence(&card.licence),
        keywords: words.into_iter().map(|one| link(one.word)).collect(),
        related: related(site, &card).await?,
        article,
    })
}

/// Why an article that may be read whole has no audio, or that of another text.
async fn unheard(site: &Site, article: &Teaser) -> Result<Option<&'static str>, Failure> {
    if !article.whole {
        return Ok(None);
    }
    let considered = episode::log_of(&site.database.read, article.id).await?;
    Ok(considered.as_ref().and_then(unheard::told))
}

/// The text, without the standfirst that stands above it already.
async fn text(site: &Site, card: &Card) -> Result<String, Failure> {
    let version = article_version::newest(&site.database.read, card.id).await?;
    let above = card.standfirst.as_deref().unwrap_or_default();
    Ok(version.map(|it| blocks::html(&it.blocks, &it.text, above)).unwrap_or_default())
}

fn licence(told: &str) -> Licence {
    let address = blocks::safe_address(told);
    Licence { name: told.trim().to_owned(), address }
}

/// The newest articles of the same outlet, but this one.
async fn related(site: &Site, card: &Card) -> Result<Vec<Teaser>, Failure> {
    let which = Which::OfSite(card.site_host.clone());
    let most = RELATED as u64 + 1;
    let mut cards = article::newest(&site.database.read, &which, most, 0).await?;
    cards.retain(|other| other.id != card.id);
    cards.truncate(RELATED);
    teaser::beside(site, &cards, moment::of_card(card)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_known_by_the_number_alone() {
        assert_eq!(id_of("12-a-title"), Some(12));
        assert_eq!(id_of("12"), Some(12));
        for wrong in ["", "-12", "+1-a", "a-12", "9223372036854775808-x", "１-x", "1e3"] {
            assert_eq!(id_of(wrong), None, "{wrong}");
        }
    }
}
