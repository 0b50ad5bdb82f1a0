//! Sites: the whitelist.

use sea_orm::{ConnectionTrait, entity::prelude::*};

use crate::{
    Micros, Result,
    statement::{all, execute, number},
};

/// One publisher.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Host of the home page, with its port where that is not the usual one: the site's name in
    /// commands and addresses.
    pub host: String,
    /// As people call it.
    pub name: String,
    /// Canonical address of the front page.
    pub home: String,
    /// BCP 47, lower case; what the pages say wins.
    pub language: Option<String>,
    /// `open`, `personal` or `excerpt`.
    pub rights: String,
    /// SPDX name or address of the licence, or empty.
    pub licence: String,
    /// Least time between two requests, in milliseconds; only ever raises the floor.
    pub min_delay_ms: i64,
    /// Selectors for the extractor, as JSON.
    pub selectors: String,
    /// `file`, `command` or `run` (named for one crawl).
    pub origin: String,
    /// Whether it is crawled; a site gone from the file is disabled, not deleted.
    pub enabled: bool,
    /// When it was first known.
    pub created_at: Micros,
    /// Voices and engines that its episodes are read by, in order, parted by commas.
    pub voices: Option<String>,
}

/// Relations are written out in the queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What the whitelist says of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// See [`Model::host`].
    pub host: String,
    /// See [`Model::name`].
    pub name: String,
    /// See [`Model::home`].
    pub home: String,
    /// See [`Model::language`].
    pub language: Option<String>,
    /// See [`Model::rights`].
    pub rights: String,
    /// See [`Model::licence`].
    pub licence: String,
    /// See [`Model::min_delay_ms`].
    pub min_delay_ms: i64,
    /// See [`Model::selectors`].
    pub selectors: String,
    /// See [`Model::origin`].
    pub origin: String,
    /// See [`Model::voices`].
    pub voices: Option<String>,
}

/// Whether everybody may have the text and the audio of an article: the site's licence is open, and
/// the page reserves nothing. The rule of pages, snippets and audio alike.
#[must_use]
pub fn is_open(rights: &str, reserved: bool) -> bool {
    rights == "open" && !reserved
}

/// Writes what the whitelist says of a site, enables it, and returns its row's id.
///
/// # Errors
/// When the database is away.
pub async fn list(db: &impl ConnectionTrait, site: &Listed, now: Micros) -> Result<i64> {
    let text = "INSERT INTO site (host, name, home, language, rights, licence, min_delay_ms, \
                selectors, origin, enabled, created_at, voices) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, TRUE, $10, $11) \
                ON CONFLICT (host) DO UPDATE SET name = excluded.name, home = excluded.home, \
                language = excluded.language, rights = excluded.rights, \
                licence = excluded.licence, min_delay_ms = excluded.min_delay_ms, \
                selectors = excluded.selectors, origin = excluded.origin, enabled = TRUE, \
                voices = excluded.voices \
                RETURNING id AS n";
    let values = [
        site.host.clone().into(),
        site.name.clone().into(),
        site.home.clone().into(),
        site.language.clone().into(),
        site.rights.clone().into(),
        site.licence.clone().into(),
        site.min_delay_ms.into(),
        site.selectors.clone().into(),
        site.origin.clone().into(),
        now.into(),
        site.voices.clone().into(),
    ];
    number(db, text, values).await
}

/// Disables the sites of one origin that the whitelist names no longer.
///
/// # Errors
/// When the database is away.
pub async fn disable_others(
    db: &impl ConnectionTrait,
    origin: &str,
    keep: &[i64],
) -> Result<Vec<String>> {
    let sites = Entity::find()
        .filter(Column::Origin.eq(origin))
        .filter(Column::Enabled.eq(true))
        .filter(Column::Id.is_not_in(keep.iter().copied()))
        .all(db)
        .await?;
    for site in &sites {
        set_enabled(db, site.id, false).await?;
    }
    Ok(sites.into_iter().map(|site| site.host).collect())
}

/// The longest least delay that a site wishes for a host that serves it, in milliseconds.
///
/// # Errors
/// When the database is away.
pub async fn largest_delay_ms(db: &impl ConnectionTrait, host_id: i64) -> Result<i64> {
    let text = "SELECT max(site.min_delay_ms) AS n FROM site \
                JOIN source ON source.site_id = site.id WHERE source.host_id = $1";
    number(db, text, [host_id.into()]).await
}

/// Enables a site for one run only.
///
/// # Errors
/// When the database is away.
pub async fn enable_for_run(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    let text = "UPDATE site SET enabled = TRUE, origin = 'run' WHERE id = $1";
    execute(db, text, [id.into()]).await?;
    Ok(())
}

/// Disables the sites of runs that ended without doing so themselves: those whose host nobody holds.
///
/// # Errors
/// When the database is away.
pub async fn disable_left_over(db: &impl ConnectionTrait, now: Micros) -> Result<()> {
    let text = "UPDATE site SET enabled = FALSE WHERE origin = 'run' AND enabled = TRUE \
                AND NOT EXISTS (SELECT 1 FROM host WHERE host.name = site.host \
                AND host.lease_until >= $1)";
    execute(db, text, [now.into()]).await?;
    Ok(())
}

/// Enables or disables a site.
///
/// # Errors
/// When the database is away.
pub async fn set_enabled(db: &impl ConnectionTrait, id: i64, enabled: bool) -> Result<()> {
    execute(db, "UPDATE site SET enabled = $2 WHERE id = $1", [id.into(), enabled.into()]).await?;
    Ok(())
}

/// The site of this host, enabled or not.
///
/// # Errors
/// When the database is away.
pub async fn by_host(db: &impl ConnectionTrait, host: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Host.eq(host)).one(db).await?)
}

/// The site of this row.
///
/// # Errors
/// When the database is away.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// All sites that are crawled, by name.
///
/// # Errors
/// When the database is away.
pub async fn enabled(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    let text = "SELECT * FROM site WHERE enabled = TRUE ORDER BY name, id";
    all(db, text, []).await
}

/// All sites, also those disabled, by name.
///
/// # Errors
/// When the database is away.
pub async fn everything(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    all(db, "SELECT * FROM site ORDER BY name, id", []).await
}
