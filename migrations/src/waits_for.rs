//! What an episode that is put off waits for: its budget, a voice, or the store.

use sea_orm_migration::{prelude::*, schema::text_null};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261123_000019_waits_for"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let add = Table::alter().table("episode").add_column(text_null("waits_for")).to_owned();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::alter().table("episode").drop_column("waits_for").to_owned();
        manager.alter_table(drop).await
    }
}
