//! The schedule (each slot is a row, taken once), and what each visit of a site brought.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, text, text_null},
};

use crate::index;

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261121_000005_schedule"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(schedule()).await?;
        manager.create_table(visit()).await?;
        manager.create_index(index("visit", &["started_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("visit").to_owned()).await?;
        manager.drop_table(Table::drop().table("schedule").to_owned()).await
    }
}

/// `slot` is the last one begun, `done_slot` the last one finished.
fn schedule() -> TableCreateStatement {
    Table::create()
        .table("schedule")
        .col(text("name").primary_key())
        .col(big_integer("slot").default(0))
        .col(big_integer("done_slot").default(0))
        .col(big_integer("lease_until").default(0))
        .col(big_integer("lease_epoch").default(0))
        .to_owned()
}

/// `refused` is a JSON object: reason to number of addresses.
fn visit() -> TableCreateStatement {
    Table::create()
        .table("visit")
        .col(big_pk_auto("id"))
        .col(big_integer("site_id"))
        .col(big_integer("host_id"))
        .col(big_integer("started_at"))
        .col(big_integer("ended_at"))
        .col(big_integer("found"))
        .col(big_integer("requests"))
        .col(big_integer("not_modified"))
        .col(big_integer("fetched"))
        .col(big_integer("stored"))
        .col(big_integer("changed"))
        .col(text("refused"))
        .col(text_null("error"))
        .foreign_key(ForeignKey::create().from("visit", "site_id").to("site", "id"))
        .foreign_key(ForeignKey::create().from("visit", "host_id").to("host", "id"))
        .to_owned()
}
