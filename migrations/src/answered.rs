//! Where an address was answered, if elsewhere, and whether its page called itself a live blog.

use sea_orm_migration::{
    prelude::*,
    schema::{boolean, text_null},
};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000013_answered"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for column in [text_null("answered"), boolean("live").default(false).to_owned()] {
            let add = Table::alter().table("address").add_column(column).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["answered", "live"] {
            let drop = Table::alter().table("address").drop_column(column).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}
