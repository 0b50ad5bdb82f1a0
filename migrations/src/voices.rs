//! Who reads what, what that cost, and when each sentence of an episode is said.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, integer, text, text_null},
};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000012_voices"
    }
}

/// Columns of tables that were there before: whom a site's episodes are read by (wishes, parted by
/// commas), and the times of an episode's sentences and words (JSON).
const COLUMNS: [(&str, &str); 2] = [("site", "voices"), ("episode", "times")];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            let add = Table::alter().table(table).add_column(text_null(column)).to_owned();
            manager.alter_table(add).await?;
        }
        manager.create_table(spending()).await?;
        manager.create_table(spoken()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("spoken").to_owned()).await?;
        manager.drop_table(Table::drop().table("spending").to_owned()).await?;
        for (table, column) in COLUMNS {
            let drop = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}

/// What an engine was given in a month: what its budget is held against. One row, so that one
/// statement can both ask whether there is room and take it.
fn spending() -> TableCreateStatement {
    Table::create()
        .table("spending")
        .col(text("engine"))
        .col(integer("month"))
        .col(big_integer("characters"))
        .col(big_integer("cost_micros"))
        .primary_key(Index::create().col("engine").col("month"))
        .to_owned()
}

/// The ledger: what was spoken for an episode in a month by a voice.
fn spoken() -> TableCreateStatement {
    let mut once = Index::create();
    once.name("unique_spoken").unique().col("episode_id").col("voice").col("month");
    Table::create()
        .table("spoken")
        .col(big_pk_auto("id"))
        .col(big_integer("episode_id"))
        .col(integer("month"))
        .col(text("engine"))
        .col(text("voice"))
        .col(text("currency"))
        .col(big_integer("calls"))
        .col(big_integer("characters"))
        .col(big_integer("cost_micros"))
        .index(&mut once)
        .foreign_key(ForeignKey::create().from("spoken", "episode_id").to("episode", "id"))
        .to_owned()
}
