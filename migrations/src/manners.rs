//! Manners and memory of the crawl: refusals of a host over several visits, a pace of its own for each
//! source, and what changed in a version.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, text},
};

use crate::index;

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000007_manners"
    }
}

/// Codes of sources sort in the order in which they are asked: sitemaps came last before.
const NEW_CODES: [(&str, &str); 3] =
    [("5_sitemap", "3_sitemap"), ("3_front", "4_front"), ("4_section", "5_section")];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "host", integer("refusals").default(0)).await?;
        add(manager, "source", big_integer("interval_micros").default(0)).await?;
        add(manager, "article_version", text("changed").default("")).await?;
        for (old, new) in NEW_CODES {
            rename_kind(manager, old, new).await?;
        }
        manager.create_index(index("address", &["site_id", "outcome"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("index_address_site_id_outcome").table("address").to_owned();
        manager.drop_index(index).await?;
        for (old, new) in NEW_CODES {
            rename_kind(manager, new, old).await?;
        }
        for (table, column) in
            [("article_version", "changed"), ("source", "interval_micros"), ("host", "refusals")]
        {
            let drop = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}

async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: impl IntoColumnDef,
) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

async fn rename_kind(manager: &SchemaManager<'_>, old: &str, new: &str) -> Result<(), DbErr> {
    let update = Query::update()
        .table("source")
        .value("kind", new)
        .and_where(Expr::col("kind").eq(old))
        .to_owned();
    manager.exec_stmt(update).await
}
