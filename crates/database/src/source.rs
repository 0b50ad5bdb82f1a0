//! Sources: feeds, sitemaps and lists of a site, in which new articles are announced.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, FromQueryResult, QueryOrder, entity::prelude::*};

use crate::{
    Micros, Result,
    address::Answered,
    statement::{all, execute, list, number, numbers},
};

mod asked;
mod room;

pub use asked::{Asked, keep};
pub use room::{adopt, forget, forget_silent};

/// One place to look for new articles.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "source")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose articles it announces.
    pub site_id: i64,
    /// Who serves it.
    pub host_id: i64,
    /// See [`Kind`].
    pub kind: String,
    /// Canonical address.
    pub address: String,
    /// Named in the whitelist, rather than found.
    pub configured: bool,
    /// For conditional requests.
    pub etag: Option<String>,
    /// For conditional requests.
    pub last_modified: Option<String>,
    /// Where it led to, by redirects, when it was last read: whose validators those are. None: it
    /// answered itself.
    pub answered: Option<String>,
    /// When it is to be asked again.
    pub due_at: Micros,
    /// When it was last asked.
    pub checked_at: Micros,
    /// When it last announced something new.
    pub changed_at: Micros,
    /// Failures in a row.
    pub failures: i32,
    /// The last failure.
    pub last_error: Option<String>,
    /// How long it was left alone of late: shorter after news, longer after silence; 0: not yet
    /// asked.
    pub interval_micros: i64,
    /// When its hub last told that it has news.
    pub pushed_at: Micros,
    /// From when on that makes it due: not too soon after the last look.
    pub push_from: Micros,
    /// How many addresses in its last answer were left out.
    pub passed_over: i64,
    /// The source that led here: an index of sitemaps, or one that has moved.
    pub found_in: Option<i64>,
    /// How long the body of its last answer asks to be believed: the TTL of a feed.
    pub ttl_micros: i64,
    /// Why addresses were left out: a JSON object, reason to count. See [`Model::reasons`].
    pub passed_over_by: String,
}

impl Model {
    /// For how many addresses in its last answer there was which reason to leave them out.
    #[must_use]
    pub fn reasons(&self) -> BTreeMap<String, u64> {
        serde_json::from_str(&self.passed_over_by).unwrap_or_default()
    }
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a source is; in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// RSS, Atom or JSON feed.
    Feed,
    /// Sitemap of the last two days.
    NewsSitemap,
    /// Sitemap, or index of sitemaps.
    Sitemap,
    /// The home page.
    Front,
    /// A list of one subject.
    Section,
}

impl Kind {
    /// As it stands in the row.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Feed => "1_feed",
            Self::NewsSitemap => "2_news_sitemap",
            Self::Sitemap => "3_sitemap",
            Self::Front => "4_front",
            Self::Section => "5_section",
        }
    }

    /// From the row; an unknown code is a section.
    #[must_use]
    pub fn of(code: &str) -> Self {
        [Self::Feed, Self::NewsSitemap, Self::Front, Self::Sitemap]
            .into_iter()
            .find(|kind| kind.code() == code)
            .unwrap_or(Self::Section)
    }
}

/// A source as it was found, or as the whitelist names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    /// Whose articles it announces.
    pub site_id: i64,
    /// Who serves it.
    pub host_id: i64,
    /// What it is.
    pub kind: Kind,
    /// Canonical address.
    pub address: String,
    /// Named in the whitelist, rather than found.
    pub configured: bool,
    /// See [`Model::found_in`].
    pub found_in: Option<i64>,
}

/// Makes a source known; one that was found becomes configured when the whitelist names it.
///
/// # Errors
/// When the database is away.
pub async fn ensure(db: &impl ConnectionTrait, source: &NewSource) -> Result<()> {
    let text = "INSERT INTO source (site_id, host_id, kind, address, configured, found_in) \
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (site_id, address) \
                DO UPDATE SET configured = TRUE WHERE excluded.configured = TRUE";
    let values = [
        source.site_id.into(),
        source.host_id.into(),
        source.kind.code().into(),
        source.address.clone().into(),
        source.configured.into(),
        source.found_in.into(),
    ];
    execute(db, text, values).await?;
    Ok(())
}

/// Forgets the sources of a site that the whitelist named once, and names no longer.
///
/// # Errors
/// When the database is away.
pub async fn forget_others(
    db: &impl ConnectionTrait,
    site_id: i64,
    named: &[String],
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::SiteId.eq(site_id))
        .filter(Column::Configured.eq(true))
        .filter(Column::Address.is_not_in(named))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether a source of the site was asked since then, and answered.
///
/// # Errors
/// When the database is away.
pub async fn has_answered(db: &impl ConnectionTrait, site_id: i64, since: Micros) -> Result<bool> {
    let text = "SELECT count(*) AS n FROM source WHERE site_id = $1 AND checked_at >= $2 \
                AND last_error IS NULL";
    Ok(number(db, text, [site_id.into(), since.into()]).await? > 0)
}

/// The sources of these sites that were asked since then, whoever asked, and that answered.
///
/// # Errors
/// When the database is away.
pub async fn answered_since(
    db: &impl ConnectionTrait,
    sites: &[i64],
    since: Micros,
) -> Result<Vec<Answered>> {
    let text = format!(
        "SELECT source.id, source.address, host.name AS host FROM source \
         JOIN host ON host.id = source.host_id WHERE source.site_id IN ({}) \
         AND source.checked_at >= $1 AND source.last_error IS NULL ORDER BY source.id",
        list(sites)
    );
    all(db, &text, [since.into()]).await
}

/// The last failure of a site's sources, of the most important one first.
///
/// # Errors
/// When the database is away.
pub async fn last_error(db: &impl ConnectionTrait, site_id: i64) -> Result<Option<String>> {
    let failing = Entity::find()
        .filter(Column::SiteId.eq(site_id))
        .filter(Column::LastError.is_not_null())
        .order_by_asc(Column::Kind)
        .order_by_asc(Column::Id)
        .one(db)
        .await?;
    let tell = |source: Model| Some(format!("{}: {}", source.address, source.last_error?));
    Ok(failing.and_then(tell))
}

/// The sources of a site, in the order in which they are asked.
///
/// # Errors
/// When the database is away.
pub async fn of_site(db: &impl ConnectionTrait, site_id: i64) -> Result<Vec<Model>> {
    let text = "SELECT * FROM source WHERE site_id = $1 ORDER BY kind, id";
    all(db, text, [site_id.into()]).await
}

/// The sources of a host that are due, feeds first.
///
/// # Errors
/// When the database is away.
pub async fn due(db: &impl ConnectionTrait, host_id: i64, now: Micros) -> Result<Vec<Model>> {
    let text = "SELECT source.* FROM source JOIN site ON site.id = source.site_id \
                WHERE source.host_id = $1 AND source.due_at <= $2 AND site.enabled = TRUE \
                ORDER BY source.kind, source.id";
    all(db, text, [host_id.into(), now.into()]).await
}

/// The sources of a host that these sites have, due or not, feeds first.
///
/// # Errors
/// When the database is away.
pub async fn of_host(db: &impl ConnectionTrait, host_id: i64, sites: &[i64]) -> Result<Vec<Model>> {
    let text = format!(
        "SELECT * FROM source WHERE host_id = $1 AND site_id IN ({}) ORDER BY kind, id",
        list(sites)
    );
    all(db, &text, [host_id.into()]).await
}

/// When the next source of a host is due.
///
/// # Errors
/// When the database is away.
pub async fn next_due(db: &impl ConnectionTrait, host_id: i64) -> Result<Micros> {
    let text = "SELECT COALESCE(min(due_at), $2) AS n FROM source JOIN site \
                ON site.id = source.site_id WHERE source.host_id = $1 AND site.enabled = TRUE";
    Ok(Micros(number(db, text, [host_id.into(), i64::MAX.into()]).await?))
}

/// Makes the sources of a site due now that announce news: its feeds and news sitemaps, and those not
/// yet asked; where no feed or news sitemap has answered, all of them. The others are due in their
/// own time.
///
/// # Errors
/// When the database is away.
pub async fn make_due(db: &impl ConnectionTrait, site_id: i64) -> Result<()> {
    let text = "UPDATE source SET due_at = 0 WHERE site_id = $1 AND (kind IN ($2, $3) \
                OR checked_at = 0 OR NOT EXISTS (SELECT 1 FROM source AS other WHERE other.site_id = $1 \
                AND other.kind IN ($2, $3) AND other.checked_at > 0 AND other.failures = 0))";
    let [feed, news] = [Kind::Feed, Kind::NewsSitemap].map(|kind| kind.code().into());
    execute(db, text, [site_id.into(), feed, news]).await?;
    Ok(())
}

/// How many entries of sitemaps were left out, by site: of those of these sites that were asked since
/// then.
///
/// # Errors
/// When the database is away.
pub async fn passed_over(
    db: &impl ConnectionTrait,
    sites: &[i64],
    since: Micros,
) -> Result<BTreeMap<i64, u64>> {
    #[derive(FromQueryResult)]
    struct Count {
        site_id: i64,
        n: i64,
    }
    let text = format!(
        "SELECT site_id, CAST(sum(passed_over) AS BIGINT) AS n FROM source \
         WHERE checked_at >= $1 AND kind IN ($2, $3) AND site_id IN ({}) GROUP BY site_id",
        list(sites)
    );
    let [sitemap, news] = [Kind::Sitemap, Kind::NewsSitemap].map(|kind| kind.code().into());
    let counts = all::<Count>(db, &text, [since.into(), sitemap, news]).await?;
    Ok(counts.into_iter().map(|it| (it.site_id, u64::try_from(it.n).unwrap_or(0))).collect())
}

/// Leaves the sources that are due at a host for later: they were not asked, and have not failed.
/// Returns the sites whose front page was among them.
///
/// # Errors
/// When the database is away.
pub async fn postpone(
    db: &impl ConnectionTrait,
    host_id: i64,
    now: Micros,
    until: Micros,
) -> Result<Vec<i64>> {
    let text = "SELECT DISTINCT site_id AS n FROM source WHERE host_id = $1 AND due_at <= $2 \
                AND kind = $3";
    let front = Kind::Front.code().into();
    let sites = numbers(db, text, [host_id.into(), now.into(), front]).await?;
    let text = "UPDATE source SET due_at = $3 WHERE host_id = $1 AND due_at <= $2";
    execute(db, text, [host_id.into(), now.into(), until.into()]).await?;
    Ok(sites)
}

/// A source's hub tells of news: it is due as soon as a push is believed again. The rest that its host
/// asked for, and the host's pace, stay.
///
/// # Errors
/// When the database is away.
pub async fn push(db: &impl ConnectionTrait, id: i64, now: Micros) -> Result<()> {
    let text = "UPDATE source SET pushed_at = $2, \
                due_at = CASE WHEN due_at < push_from THEN due_at ELSE push_from END WHERE id = $1";
    execute(db, text, [id.into(), now.into()]).await?;
    Ok(())
}
