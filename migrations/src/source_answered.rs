//! Who answered when a source was last asked: its validators are that address's.

use sea_orm_migration::{prelude::*, schema::text_null};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261123_000020_source_answered"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let add = Table::alter().table("source").add_column(text_null("answered")).to_owned();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::alter().table("source").drop_column("answered").to_owned();
        manager.alter_table(drop).await
    }
}
