//! How often an episode waited in a row for others, and how often it was to be spoken anew.

use sea_orm_migration::{prelude::*, schema::integer};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261123_000021_takes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["waits", "take"] {
            let column = integer(column).default(0).to_owned();
            let add = Table::alter().table("episode").add_column(column).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["take", "waits"] {
            let drop = Table::alter().table("episode").drop_column(column).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}
