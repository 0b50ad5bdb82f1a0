//! Storing an article: one transaction a page, everything that belongs to it, the change feed last.

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Micros, Result, article_version, author, change, episode, keyword,
    statement::{execute, number, one},
    story,
};

/// An article as it was extracted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewArticle {
    /// Whose it is.
    pub site_id: i64,
    /// Canonical address.
    pub address: String,
    /// Headline.
    pub title: String,
    /// For our address of it.
    pub slug: String,
    /// Lead sentence.
    pub standfirst: Option<String>,
    /// Two or three sentences.
    pub summary: String,
    /// BCP 47, lower case.
    pub language: Option<String>,
    /// Department of the site.
    pub section: Option<String>,
    /// Published, with the zone as told and `day` or `instant`.
    pub published: Option<(Micros, i32, &'static str)>,
    /// Changed, as the page says.
    pub modified_at: Option<Micros>,
    /// Lead image and what it shows.
    pub image: Option<(String, Option<String>)>,
    /// Names and their slugs, in order.
    pub authors: Vec<(String, String)>,
    /// Best first.
    pub keywords: Vec<String>,
    /// Plain text.
    pub text: String,
    /// The blocks, as JSON.
    pub blocks: String,
    /// Hex SHA-256 of the normalised text.
    pub text_hash: String,
    /// Mainly a video.
    pub mainly_video: bool,
    /// The page reserves its text.
    pub reserved: bool,
    /// Licence that the page states.
    pub licence: Option<String>,
}

/// What storing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// A new article.
    New(i64),
    /// A new version of one that was known.
    Changed(i64),
    /// Known, and its text is the same.
    Unchanged(i64),
}

impl Stored {
    /// The article's row.
    #[must_use]
    pub fn id(self) -> i64 {
        match self {
            Self::New(id) | Self::Changed(id) | Self::Unchanged(id) => id,
        }
    }
}

/// Stores an article: a new row, a new version, or nothing where text, title and what the page
/// reserves are the same.
///
/// # Errors
/// When the database is away; then the transaction is to be dropped.
pub async fn store(
    transaction: &DatabaseTransaction,
    article: &NewArticle,
    now: Micros,
) -> Result<Stored> {
    match known(transaction, &article.address).await? {
        None => insert(transaction, article, now).await.map(Stored::New),
        Some(row) if row.is_as(article) => Ok(Stored::Unchanged(row.id)),
        Some(row) => {
            update(transaction, article, &row, now).await?;
            Ok(Stored::Changed(row.id))
        }
    }
}

#[derive(FromQueryResult)]
struct Known {
    id: i64,
    version: i32,
    title: String,
    text_hash: String,
    mainly_video: bool,
    reserved: bool,
}

impl Known {
    fn is_as(&self, article: &NewArticle) -> bool {
        self.text_hash == article.text_hash
            && self.title == article.title
            && self.mainly_video == article.mainly_video
            && self.reserved == article.reserved
    }
}

async fn known(db: &impl ConnectionTrait, address: &str) -> Result<Option<Known>> {
    let text = "SELECT id, version, title, text_hash, mainly_video, reserved FROM article \
                WHERE address = $1";
    one(db, text, [address.into()]).await
}

async fn insert(
    transaction: &DatabaseTransaction,
    article: &NewArticle,
    now: Micros,
) -> Result<i64> {
    let story = story::ensure(transaction, &article.text_hash, now).await?;
    let text = "INSERT INTO article (site_id, address, story_id, version, title, slug, \
        standfirst, summary, language, section, published_at, published_offset_minutes, \
        published_precision, modified_at, sorted_at, fetched_at, image_address, image_alt, \
        text_hash, characters, mainly_video, reserved, licence) \
        VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
        $18, $19, $20, $21, $22) RETURNING id AS n";
    let values = [
        article.site_id.into(),
        article.address.clone().into(),
        story.into(),
        article.title.clone().into(),
        article.slug.clone().into(),
        article.standfirst.clone().into(),
        article.summary.clone().into(),
        article.language.clone().into(),
        article.section.clone().into(),
        article.published.map(|it| it.0).into(),
        article.published.map(|it| it.1).into(),
        article.published.map(|it| it.2).into(),
        article.modified_at.into(),
        sorted_at(article, now).into(),
        now.into(),
        article.image.as_ref().map(|it| it.0.clone()).into(),
        article.image.as_ref().and_then(|it| it.1.clone()).into(),
        article.text_hash.clone().into(),
        characters(&article.text).into(),
        article.mainly_video.into(),
        article.reserved.into(),
        article.licence.clone().into(),
    ];
    let id = number(transaction, text, values).await?;
    article_version::add(transaction, id, 1, article, now).await?;
    author::attach(transaction, id, &article.authors).await?;
    let hour = sorted_at(article, now).hour();
    keyword::attach(transaction, id, article.site_id, hour, &article.keywords).await?;
    change::note(transaction, id, false).await?;
    Ok(id)
}

async fn update(
    transaction: &DatabaseTransaction,
    article: &NewArticle,
    known: &Known,
    now: Micros,
) -> Result<()> {
    let story = story::ensure(transaction, &article.text_hash, now).await?;
    let text = "UPDATE article SET version = $2, title = $3, standfirst = $4, summary = $5, \
        modified_at = $6, fetched_at = $7, text_hash = $8, characters = $9, mainly_video = $10, \
        reserved = $11, story_id = $12 WHERE id = $1";
    let values = [
        known.id.into(),
        (known.version + 1).into(),
        article.title.clone().into(),
        article.standfirst.clone().into(),
        article.summary.clone().into(),
        article.modified_at.into(),
        now.into(),
        article.text_hash.clone().into(),
        characters(&article.text).into(),
        article.mainly_video.into(),
        article.reserved.into(),
        story.into(),
    ];
    execute(transaction, text, values).await?;
    if article.reserved && !known.reserved {
        episode::withdraw_of_article(transaction, known.id, now).await?;
    }
    article_version::add(transaction, known.id, known.version + 1, article, now).await?;
    change::note(transaction, known.id, false).await
}

/// Published, but never later than when it was found.
fn sorted_at(article: &NewArticle, now: Micros) -> Micros {
    article.published.map_or(now, |it| it.0.min(now))
}

fn characters(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}
