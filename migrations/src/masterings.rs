//! How many attempts at an episode ended without a word while its speech was mastered.

use sea_orm_migration::{prelude::*, schema::integer};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000018_masterings"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let masterings = integer("masterings").default(0).to_owned();
        let add = Table::alter().table("episode").add_column(masterings).to_owned();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::alter().table("episode").drop_column("masterings").to_owned();
        manager.alter_table(drop).await
    }
}
