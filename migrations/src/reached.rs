//! How far the attempts at an episode came.

use sea_orm_migration::{prelude::*, schema::integer};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000016_reached"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reached = integer("reached").default(0).to_owned();
        let add = Table::alter().table("episode").add_column(reached).to_owned();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::alter().table("episode").drop_column("reached").to_owned();
        manager.alter_table(drop).await
    }
}
