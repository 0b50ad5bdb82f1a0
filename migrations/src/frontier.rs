//! The frontier: every address that was found, and how it ended.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, big_pk_auto, integer, integer_null, text_null, text_uniq,
    },
};

use crate::index;

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261121_000002_frontier"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(address()).await?;
        manager.create_index(index("address", &["host_id", "due_at"])).await?;
        manager.create_index(index("address", &["article_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("address").to_owned()).await
    }
}

/// `due_at` is null once nothing more is to be done; `outcome` is null until the first answer.
fn address() -> TableCreateStatement {
    Table::create()
        .table("address")
        .col(big_pk_auto("id"))
        .col(text_uniq("address"))
        .col(big_integer("site_id"))
        .col(big_integer("host_id"))
        .col(big_integer("found_at"))
        .col(big_integer_null("published_hint"))
        .col(integer("rank").default(0))
        .col(big_integer_null("due_at"))
        .col(text_null("outcome"))
        .col(text_null("reason"))
        .col(integer_null("status"))
        .col(integer("attempts").default(0))
        .col(integer("looks").default(0))
        .col(big_integer_null("fetched_at"))
        .col(text_null("etag"))
        .col(text_null("last_modified"))
        .col(big_integer_null("article_id"))
        .foreign_key(ForeignKey::create().from("address", "site_id").to("site", "id"))
        .foreign_key(ForeignKey::create().from("address", "host_id").to("host", "id"))
        .to_owned()
}
