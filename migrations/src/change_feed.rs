//! The change feed that search follows: a counter row that every transaction bumps last, so that
//! numbers follow commits, and the last change of each article.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_uniq, boolean},
};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261121_000006_change_feed"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(change_counter()).await?;
        manager.create_table(article_change()).await?;
        let first = Query::insert()
            .into_table("change_counter")
            .columns(["one", "seq"])
            .values_panic([1.into(), 0.into()])
            .to_owned();
        manager.exec_stmt(first).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("article_change").to_owned()).await?;
        manager.drop_table(Table::drop().table("change_counter").to_owned()).await
    }
}

fn change_counter() -> TableCreateStatement {
    Table::create()
        .table("change_counter")
        .col(ColumnDef::new("one").integer().not_null().primary_key().check(Expr::col("one").eq(1)))
        .col(big_integer("seq"))
        .to_owned()
}

fn article_change() -> TableCreateStatement {
    Table::create()
        .table("article_change")
        .col(ColumnDef::new("article_id").big_integer().not_null().primary_key())
        .col(big_integer_uniq("seq"))
        .col(boolean("gone"))
        .to_owned()
}
