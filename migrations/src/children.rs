//! What is remembered of a source besides: which one led to it, how long its body asks to be believed,
//! and for which reasons addresses in it were passed over.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text},
};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000014_children"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            big_integer_null("found_in"),
            big_integer("ttl_micros").default(0).to_owned(),
            text("passed_over_by").default("{}").to_owned(),
        ];
        // SQLite adds one column at a time.
        for column in columns {
            let add = Table::alter().table("source").add_column(column).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["passed_over_by", "ttl_micros", "found_in"] {
            let drop = Table::alter().table("source").drop_column(column).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}
