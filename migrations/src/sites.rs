//! The whitelist: sites, the hosts that serve them, and the sources (feeds, sitemaps, lists) in
//! which new articles are announced.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, big_pk_auto, boolean, integer, integer_null, text,
        text_null, text_uniq,
    },
};

use crate::index;

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261121_000001_sites"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(site()).await?;
        manager.create_table(host()).await?;
        manager.create_table(source()).await?;
        manager.create_index(index("source", &["host_id", "due_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["source", "host", "site"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn site() -> TableCreateStatement {
    Table::create()
        .table("site")
        .col(big_pk_auto("id"))
        .col(text_uniq("host"))
        .col(text("name"))
        .col(text("home"))
        .col(text_null("language"))
        .col(text("rights"))
        .col(text("licence"))
        .col(big_integer("min_delay_ms"))
        .col(text("selectors"))
        .col(text("origin"))
        .col(boolean("enabled"))
        .col(big_integer("created_at"))
        .to_owned()
}

/// `lease_*`: the one worker that may ask this host. `free_at`: no request before it.
fn host() -> TableCreateStatement {
    Table::create()
        .table("host")
        .col(big_pk_auto("id"))
        .col(text_uniq("name"))
        .col(big_integer("free_at").default(0))
        .col(big_integer("lease_until").default(0))
        .col(big_integer("lease_epoch").default(0))
        .col(big_integer("rung_at").default(0))
        .col(text_null("robots"))
        .col(integer_null("robots_status"))
        .col(big_integer("robots_until").default(0))
        .col(big_integer_null("latency_micros"))
        .col(integer("failures").default(0))
        .col(big_integer("blocked_until").default(0))
        .col(text_null("last_error"))
        .to_owned()
}

fn source() -> TableCreateStatement {
    Table::create()
        .table("source")
        .col(big_pk_auto("id"))
        .col(big_integer("site_id"))
        .col(big_integer("host_id"))
        .col(text("kind"))
        .col(text("address"))
        .col(boolean("configured"))
        .col(text_null("etag"))
        .col(text_null("last_modified"))
        .col(big_integer("due_at").default(0))
        .col(big_integer("checked_at").default(0))
        .col(big_integer("changed_at").default(0))
        .col(integer("failures").default(0))
        .col(text_null("last_error"))
        .foreign_key(ForeignKey::create().from("source", "site_id").to("site", "id"))
        .foreign_key(ForeignKey::create().from("source", "host_id").to("host", "id"))
        .index(Index::create().unique().name("source_site_address").col("site_id").col("address"))
        .to_owned()
}
