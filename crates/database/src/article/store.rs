//! Storing an article: one transaction a page, everything that belongs to it, the change feed last.

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use crate::{
    Micros, Result, article_version, author,
    batch::Batch,
    change, episode, keyword,
    statement::{number, one},
    story,
};

/// An article as it was extracted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewArticle {
    /// Whose it is.
    pub site_id: i64,
    /// Canonical address.
    pub address: String,
    /// The page itself names this address as its own.
    pub names_itself: bool,
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

/// Stores an article: a new row, unless its site has the same under another address; a new version
/// where title, standfirst, text or what the page reserves have changed; and otherwise what else the
/// page tells of it (authors, picture, times), where that has changed. `known` is its row where an
/// address is looked at again: whatever the page calls itself by now, it stays one article.
///
/// # Errors
/// When the database is away; then the transaction is to be dropped.
pub async fn store(
    transaction: &DatabaseTransaction,
    article: &NewArticle,
    known: Option<i64>,
    now: Micros,
) -> Result<Stored> {
    let Some(row) = find(transaction, article, known).await? else {
        return match twin(transaction, article).await? {
            Some(twin) => Ok(Stored::Unchanged(twin)),
            None => insert(transaction, article, now).await.map(Stored::New),
        };
    };
    let changed = row.changed(article);
    if changed.is_empty()
        && row.has_facts_of(article)
        && has_authors(transaction, &row, article).await?
    {
        return Ok(Stored::Unchanged(row.id));
    }
    refresh(transaction, article, &row, now).await?;
    if !changed.is_empty() {
        add_version(transaction, article, &row, (&changed.join(", "), now)).await?;
    }
    change::note(transaction, row.id, false).await?;
    Ok(if changed.is_empty() { Stored::Unchanged(row.id) } else { Stored::Changed(row.id) })
}

/// The article of the same site with the same title, text and time of publication, as far as both tell
/// one. What a site serves under several addresses is one article, unless the page says that this one
/// is its own.
async fn twin(db: &impl ConnectionTrait, article: &NewArticle) -> Result<Option<i64>> {
    // Nearly every text is new, and the index of stories knows it.
    if article.names_itself || !story::is_known(db, &article.text_hash).await? {
        return Ok(None);
    }
    let text = "SELECT COALESCE(min(id), 0) AS n FROM article WHERE site_id = $1 \
        AND text_hash = $2 AND title = $3 \
        AND (published_at IS NULL OR $4 IS NULL OR published_at = $4)";
    let values = [
        article.site_id.into(),
        article.text_hash.clone().into(),
        article.title.clone().into(),
        article.published.map(|it| it.0).into(),
    ];
    let id = number(db, text, values).await?;
    Ok((id > 0).then_some(id))
}

#[derive(FromQueryResult)]
struct Known {
    id: i64,
    version: i32,
    title: String,
    standfirst: Option<String>,
    text_hash: String,
    mainly_video: bool,
    reserved: bool,
    section: Option<String>,
    published_at: Option<Micros>,
    modified_at: Option<Micros>,
    image_address: Option<String>,
    licence: Option<String>,
}

impl Known {
    /// What makes a new version, in words.
    fn changed(&self, article: &NewArticle) -> Vec<&'static str> {
        let parts = [
            ("title", self.title != article.title),
            ("standfirst", self.standfirst != article.standfirst),
            ("text", self.text_hash != article.text_hash),
            ("kind", self.mainly_video != article.mainly_video),
            ("rights", self.reserved != article.reserved),
        ];
        parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }

    /// Whether the rest is as the page tells it; what it tells no longer stays.
    fn has_facts_of(&self, article: &NewArticle) -> bool {
        let image = article.image.as_ref().map(|it| &it.0);
        is_told(self.section.as_ref(), article.section.as_ref())
            && is_told(self.published_at.as_ref(), article.published.as_ref().map(|it| &it.0))
            && is_told(self.modified_at.as_ref(), article.modified_at.as_ref())
            && is_told(self.image_address.as_ref(), image)
            && is_told(self.licence.as_ref(), article.licence.as_ref())
    }
}

fn is_told<T: PartialEq>(known: Option<&T>, told: Option<&T>) -> bool {
    told.is_none() || known == told
}

async fn has_authors(db: &impl ConnectionTrait, row: &Known, article: &NewArticle) -> Result<bool> {
    let known = author::of_articles(db, &[row.id]).await?;
    let slugs = known.iter().map(|author| &author.slug);
    Ok(article.authors.is_empty() || slugs.eq(article.authors.iter().map(|(_, slug)| slug)))
}

async fn find(
    db: &impl ConnectionTrait,
    article: &NewArticle,
    known: Option<i64>,
) -> Result<Option<Known>> {
    let columns = "SELECT id, version, title, standfirst, text_hash, mainly_video, reserved, \
                   section, published_at, modified_at, image_address, licence FROM article";
    if let Some(id) = known
        && let Some(row) = one(db, &format!("{columns} WHERE id = $1"), [id.into()]).await?
    {
        return Ok(Some(row));
    }
    one(db, &format!("{columns} WHERE address = $1"), [article.address.clone().into()]).await
}

async fn insert(
    transaction: &DatabaseTransaction,
    article: &NewArticle,
    now: Micros,
) -> Result<i64> {
    let mut batch = Batch::default();
    story::ensure(&mut batch, &article.text_hash, now);
    let text = "INSERT INTO article (site_id, address, story_id, version, title, slug, \
        standfirst, summary, language, section, published_at, published_offset_minutes, \
        published_precision, modified_at, sorted_at, fetched_at, image_address, image_alt, \
        text_hash, characters, mainly_video, reserved, licence) \
        SELECT $1, $2, id, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
        $17, $18, $19, $20, $21 FROM story WHERE text_hash = $17 RETURNING id AS n";
    let values: [Value; 21] = [
        article.site_id.into(),
        article.address.clone().into(),
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
    batch.add(text, values);
    let id = batch.number(transaction).await?;
    describe(transaction, id, article, now).await?;
    Ok(id)
}

/// What belongs to a new article, and its change.
async fn describe(
    transaction: &DatabaseTransaction,
    id: i64,
    article: &NewArticle,
    now: Micros,
) -> Result<()> {
    let mut batch = Batch::default();
    let version = article_version::Added { number: 1, changed: "" };
    article_version::add(&mut batch, id, &version, article, now);
    author::attach(&mut batch, id, &article.authors);
    let hour = sorted_at(article, now).hour();
    keyword::attach(&mut batch, id, (article.site_id, hour), &article.keywords);
    change::add_note(&mut batch, id, false);
    batch.run(transaction).await
}

/// Writes what the page tells by now; what it tells no longer, but for its text, stays.
async fn refresh(
    transaction: &DatabaseTransaction,
    article: &NewArticle,
    known: &Known,
    now: Micros,
) -> Result<()> {
    let text = "UPDATE article SET title = $2, slug = $3, standfirst = $4, summary = $5, \
        language = COALESCE($6, language), section = COALESCE($7, section), \
        published_at = COALESCE($8, published_at), \
        published_offset_minutes = COALESCE($9, published_offset_minutes), \
        published_precision = COALESCE($10, published_precision), \
        modified_at = COALESCE($11, modified_at), \
        image_alt = CASE WHEN $12 IS NULL THEN image_alt ELSE $13 END, \
        image_address = COALESCE($12, image_address), licence = COALESCE($14, licence), \
        sorted_at = CASE WHEN $8 < sorted_at THEN $8 ELSE sorted_at END, \
        fetched_at = $15 WHERE id = $1";
    let values: [Value; 15] = [
        known.id.into(),
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
        article.image.as_ref().map(|it| it.0.clone()).into(),
        article.image.as_ref().and_then(|it| it.1.clone()).into(),
        article.licence.clone().into(),
        now.into(),
    ];
    let mut batch = Batch::default();
    batch.add(text, values);
    if !article.authors.is_empty() {
        author::replace(&mut batch, known.id, &article.authors);
    }
    batch.run(transaction).await
}

async fn add_version(
    transaction: &DatabaseTransaction,
    article: &NewArticle,
    known: &Known,
    (changed, now): (&str, Micros),
) -> Result<()> {
    let new = keyword::new_to(transaction, known.id, &article.keywords).await?;
    let mut batch = Batch::default();
    story::ensure(&mut batch, &article.text_hash, now);
    let text = "UPDATE article SET version = $2, text_hash = $3, characters = $4, \
        mainly_video = $5, reserved = $6, \
        story_id = CASE WHEN text_hash = $3 THEN story_id \
        ELSE (SELECT id FROM story WHERE text_hash = $3) END WHERE id = $1";
    let values: [Value; 6] = [
        known.id.into(),
        (known.version + 1).into(),
        article.text_hash.clone().into(),
        characters(&article.text).into(),
        article.mainly_video.into(),
        article.reserved.into(),
    ];
    batch.add(text, values);
    let (keywords, hour) = ((&*article.keywords, &*new), now.hour());
    keyword::replace(&mut batch, known.id, (article.site_id, hour), keywords);
    let version = article_version::Added { number: known.version + 1, changed };
    article_version::add(&mut batch, known.id, &version, article, now);
    batch.run(transaction).await?;
    if article.reserved && !known.reserved {
        episode::withdraw_of_article(transaction, known.id, false, now).await?;
    }
    Ok(())
}

/// Published, but never later than when it was found.
fn sorted_at(article: &NewArticle, now: Micros) -> Micros {
    article.published.map_or(now, |it| it.0.min(now))
}

fn characters(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}
