//! The frontier of one database -> another, empty one: for a crawl that is only tried.

use sea_orm::{
    ConnectionTrait, IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryOrder, QuerySelect,
    Select, entity::prelude::*,
};

use crate::{
    Database, Micros, Result, address, host, site, source,
    statement::{execute, list},
};

/// Rows copied at once; the columns of all of them must fit SQLite's 32,766 values of a statement.
const ROWS_AT_ONCE: u64 = 500;

/// Copies sites, hosts and sources, and the addresses of these sites (none: of all). Nobody holds the
/// hosts of the copy, and nobody was rung for them.
///
/// # Errors
/// When a database is away, or the second one is not empty.
pub async fn copy_frontier(from: &Database, to: &Database, sites: Option<&[i64]>) -> Result<()> {
    let transaction = to.begin().await?;
    // What is added meanwhile, by others, is of no use without its site and host.
    let last_site = copy(&from.read, &transaction, site::Entity::find()).await?;
    let last_host = copy(&from.read, &transaction, host::Entity::find()).await?;
    let sources = source::Entity::find()
        .filter(source::Column::SiteId.lte(last_site))
        .filter(source::Column::HostId.lte(last_host));
    copy(&from.read, &transaction, sources).await?;
    let mut addresses = address::Entity::find()
        .filter(address::Column::SiteId.lte(last_site))
        .filter(address::Column::HostId.lte(last_host));
    if let Some(sites) = sites {
        addresses = addresses.filter(address::Column::SiteId.is_in(sites.iter().copied()));
    }
    copy(&from.read, &transaction, addresses).await?;
    execute(&transaction, "UPDATE host SET lease_until = 0, rung_at = 0", []).await?;
    Ok(transaction.commit().await?)
}

/// Page by page, in the order of the ids. Returns the last of them.
async fn copy<E>(
    from: &impl ConnectionTrait,
    to: &impl ConnectionTrait,
    rows: Select<E>,
) -> Result<i64>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let Some(id) = E::PrimaryKey::iter().next().map(PrimaryKeyToColumn::into_column) else {
        return Ok(0);
    };
    let mut last = 0_i64;
    loop {
        let page = rows.clone().filter(id.gt(last)).order_by_asc(id).limit(ROWS_AT_ONCE);
        let page = page.all(from).await?;
        let Some(end) = page.last() else { return Ok(last) };
        last = end.get(id).unwrap();
        let page = page.into_iter().map(|row| row.into_active_model().reset_all());
        E::insert_many(page).exec_without_returning(to).await?;
    }
}

/// Leaves all hosts of the copy alone until then but these, and says why; one that rests says so itself.
///
/// # Errors
/// When the database is away.
pub async fn leave_alone_but(
    db: &impl ConnectionTrait,
    hosts: &[i64],
    (now, until): (Micros, Micros),
    reason: &str,
) -> Result<()> {
    let text = format!(
        "UPDATE host SET last_error = CASE WHEN blocked_until > $1 THEN last_error ELSE $3 END, \
         blocked_until = $2 WHERE NOT COALESCE(id IN ({}), FALSE)",
        list(hosts)
    );
    execute(db, &text, [now.into(), until.into(), reason.into()]).await?;
    Ok(())
}
