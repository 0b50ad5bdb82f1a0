//! The ledger of what is spoken for no episode: voices that are tried.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, text},
};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000015_tries"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tried = Table::create()
            .table("tried")
            .col(text("voice"))
            .col(integer("month"))
            .col(text("engine"))
            .col(text("currency"))
            .col(big_integer("calls"))
            .col(big_integer("characters"))
            .col(big_integer("cost_micros"))
            .primary_key(Index::create().col("voice").col("month"))
            .to_owned();
        manager.create_table(tried).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("tried").to_owned()).await
    }
}
