//! Episodes, and the objects that they publish.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, big_integer_uniq, big_pk_auto, double, integer,
        integer_null, text, text_null, text_uniq,
    },
};

use crate::index;

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261121_000004_episodes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(object()).await?;
        manager.create_table(episode()).await?;
        manager.create_index(index("episode", &["published_at"])).await?;
        manager.create_index(index("episode", &["object_id"])).await?;
        manager.create_index(index("episode", &["next_attempt_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("episode").to_owned()).await?;
        manager.drop_table(Table::drop().table("object").to_owned()).await
    }
}

fn object() -> TableCreateStatement {
    Table::create()
        .table("object")
        .col(big_pk_auto("id"))
        .col(text_uniq("key"))
        .col(big_integer("bytes"))
        .col(big_integer("created_at"))
        .col(big_integer_null("removed_at"))
        .to_owned()
}

/// An article that was chosen, on its way to the feed. `next_attempt_at` is null once it is
/// published or has failed for good.
fn episode() -> TableCreateStatement {
    Table::create()
        .table("episode")
        .col(big_pk_auto("id"))
        .col(big_integer_uniq("article_id"))
        .col(text_uniq("guid"))
        .col(integer("article_version"))
        .col(text("text_hash"))
        .col(text("language"))
        .col(text("reason"))
        .col(double("score"))
        .col(big_integer("chosen_at"))
        .col(big_integer("lease_until").default(0))
        .col(big_integer("lease_epoch").default(0))
        .col(big_integer("rung_at").default(0))
        .col(integer("attempts").default(0))
        .col(big_integer_null("next_attempt_at"))
        .col(text_null("last_error"))
        .col(big_integer_null("failed_at"))
        .col(text_null("voice"))
        .col(text_null("script"))
        .col(big_integer_null("object_id"))
        .col(big_integer_null("samples"))
        .col(integer_null("sample_rate"))
        .col(big_integer_null("published_at"))
        .foreign_key(ForeignKey::create().from("episode", "article_id").to("article", "id"))
        .foreign_key(ForeignKey::create().from("episode", "object_id").to("object", "id"))
        .to_owned()
}
