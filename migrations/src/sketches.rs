//! Sketches of articles, by which near duplicates are found.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, binary, text},
};

use crate::index;

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000008_sketches"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sketch()).await?;
        manager.create_table(sketch_band()).await?;
        manager.create_index(index("sketch_band", &["article_id"])).await?;
        manager.create_index(index("article", &["fetched_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("index_article_fetched_at").table("article").to_owned();
        manager.drop_index(index).await?;
        manager.drop_table(Table::drop().table("sketch_band").to_owned()).await?;
        manager.drop_table(Table::drop().table("sketch").to_owned()).await
    }
}

/// `text_hash` is of the text that was sketched; `signature` is empty where a text has no words.
fn sketch() -> TableCreateStatement {
    Table::create()
        .table("sketch")
        .col(big_integer("article_id").primary_key())
        .col(text("text_hash"))
        .col(binary("signature"))
        .foreign_key(ForeignKey::create().from("sketch", "article_id").to("article", "id"))
        .to_owned()
}

/// Articles with a key in common may tell one story.
fn sketch_band() -> TableCreateStatement {
    Table::create()
        .table("sketch_band")
        .col(big_integer("key"))
        .col(big_integer("article_id"))
        .primary_key(Index::create().col("key").col("article_id"))
        .foreign_key(ForeignKey::create().from("sketch_band", "article_id").to("article", "id"))
        .to_owned()
}
