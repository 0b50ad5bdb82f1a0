//! Articles and their versions, who wrote them, what they are about, and which story they tell.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, big_pk_auto, boolean, integer, integer_null, text,
        text_null, text_uniq,
    },
};

use crate::index;

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261121_000003_articles"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            story(),
            article(),
            article_version(),
            author(),
            article_author(),
            keyword(),
            article_keyword(),
            keyword_hour(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        manager.create_index(index("article", &["sorted_at", "id"])).await?;
        manager.create_index(index("article", &["site_id", "sorted_at"])).await?;
        manager.create_index(index("article", &["considered_at", "sorted_at"])).await?;
        manager.create_index(index("article", &["story_id"])).await?;
        manager.create_index(index("article_author", &["author_id"])).await?;
        manager.create_index(index("article_keyword", &["keyword_id"])).await?;
        manager.create_index(index("keyword_hour", &["hour"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "keyword_hour",
            "article_keyword",
            "keyword",
            "article_author",
            "author",
            "article_version",
            "article",
            "story",
        ];
        for table in tables {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Articles of the same normalised text tell one story.
fn story() -> TableCreateStatement {
    Table::create()
        .table("story")
        .col(big_pk_auto("id"))
        .col(text_uniq("text_hash"))
        .col(big_integer("created_at"))
        .to_owned()
}

/// `sorted_at` is the published time, or when it was found, whichever is earlier: what lists are
/// ordered by, so that a page which lies about the future does not stay on top.
fn article() -> TableCreateStatement {
    Table::create()
        .table("article")
        .col(big_pk_auto("id"))
        .col(big_integer("site_id"))
        .col(text_uniq("address"))
        .col(big_integer_null("story_id"))
        .col(integer("version"))
        .col(text("title"))
        .col(text("slug"))
        .col(text_null("standfirst"))
        .col(text("summary"))
        .col(text_null("language"))
        .col(text_null("section"))
        .col(big_integer_null("published_at"))
        .col(integer_null("published_offset_minutes"))
        .col(text_null("published_precision"))
        .col(big_integer_null("modified_at"))
        .col(big_integer("sorted_at"))
        .col(big_integer("fetched_at"))
        .col(text_null("image_address"))
        .col(text_null("image_alt"))
        .col(text("text_hash"))
        .col(big_integer("characters"))
        .col(boolean("mainly_video"))
        .col(boolean("reserved"))
        .col(text_null("licence"))
        .col(big_integer_null("considered_at"))
        .col(text_null("not_chosen"))
        .foreign_key(ForeignKey::create().from("article", "site_id").to("site", "id"))
        .foreign_key(ForeignKey::create().from("article", "story_id").to("story", "id"))
        .to_owned()
}

fn article_version() -> TableCreateStatement {
    Table::create()
        .table("article_version")
        .col(big_integer("article_id"))
        .col(integer("number"))
        .col(text("title"))
        .col(text("text"))
        .col(text("blocks"))
        .col(text("text_hash"))
        .col(big_integer("fetched_at"))
        .primary_key(Index::create().col("article_id").col("number"))
        .foreign_key(ForeignKey::create().from("article_version", "article_id").to("article", "id"))
        .to_owned()
}

fn author() -> TableCreateStatement {
    Table::create()
        .table("author")
        .col(big_pk_auto("id"))
        .col(text_uniq("slug"))
        .col(text("name"))
        .to_owned()
}

fn article_author() -> TableCreateStatement {
    Table::create()
        .table("article_author")
        .col(big_integer("article_id"))
        .col(big_integer("author_id"))
        .col(integer("position"))
        .primary_key(Index::create().col("article_id").col("author_id"))
        .foreign_key(ForeignKey::create().from("article_author", "article_id").to("article", "id"))
        .foreign_key(ForeignKey::create().from("article_author", "author_id").to("author", "id"))
        .to_owned()
}

fn keyword() -> TableCreateStatement {
    Table::create().table("keyword").col(big_pk_auto("id")).col(text_uniq("word")).to_owned()
}

fn article_keyword() -> TableCreateStatement {
    Table::create()
        .table("article_keyword")
        .col(big_integer("article_id"))
        .col(big_integer("keyword_id"))
        .col(integer("position"))
        .primary_key(Index::create().col("article_id").col("keyword_id"))
        .foreign_key(ForeignKey::create().from("article_keyword", "article_id").to("article", "id"))
        .foreign_key(ForeignKey::create().from("article_keyword", "keyword_id").to("keyword", "id"))
        .to_owned()
}

/// How many articles of a site bore a keyword in an hour (hours since 1970): what trends rise over.
fn keyword_hour() -> TableCreateStatement {
    Table::create()
        .table("keyword_hour")
        .col(big_integer("keyword_id"))
        .col(big_integer("site_id"))
        .col(big_integer("hour"))
        .col(big_integer("articles"))
        .primary_key(Index::create().col("keyword_id").col("site_id").col("hour"))
        .foreign_key(ForeignKey::create().from("keyword_hour", "keyword_id").to("keyword", "id"))
        .foreign_key(ForeignKey::create().from("keyword_hour", "site_id").to("site", "id"))
        .to_owned()
}
