//! Subscriptions at the hubs that feeds name (WebSub), and what their pushes do to a source.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, integer, text, text_null, text_uniq},
};

use crate::index;

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000009_subscriptions"
    }
}

/// When a source was last told to have news, and from when on that makes it due.
const COLUMNS: [&str; 2] = ["pushed_at", "push_from"];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(subscription()).await?;
        manager.create_index(index("subscription", &["next_try_at"])).await?;
        for column in COLUMNS {
            let column = big_integer(column).default(0).to_owned();
            let add = Table::alter().table("source").add_column(column).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let drop = Table::alter().table("source").drop_column(column).to_owned();
            manager.alter_table(drop).await?;
        }
        manager.drop_table(Table::drop().table("subscription").to_owned()).await
    }
}

/// No foreign key: a source that is gone is still to be taken leave of at its hub.
fn subscription() -> TableCreateStatement {
    Table::create()
        .table("subscription")
        .col(big_pk_auto("id"))
        .col(big_integer("source_id").unique_key())
        .col(text("hub"))
        .col(text("topic"))
        .col(text("callback"))
        .col(text_uniq("token"))
        .col(text("secret"))
        .col(text("state"))
        .col(big_integer("active_until").default(0))
        .col(big_integer("asked_at").default(0))
        .col(big_integer("next_try_at").default(0))
        .col(integer("attempts").default(0))
        .col(text_null("last_error"))
        .col(big_integer("lease_until").default(0))
        .col(big_integer("lease_epoch").default(0))
        .to_owned()
}
