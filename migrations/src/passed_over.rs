//! How many entries of a sitemap are not asked for, as their addresses are shaped like no article's.

use sea_orm_migration::{prelude::*, schema::big_integer};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000011_passed_over"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = big_integer("passed_over").default(0).to_owned();
        manager.alter_table(Table::alter().table("source").add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::alter().table("source").drop_column("passed_over").to_owned();
        manager.alter_table(drop).await
    }
}
