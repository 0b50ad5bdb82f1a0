//! How the rows stood when they were last counted: one row, whoever counts and whoever tells of it.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

#[derive(Debug)]
pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m20261122_000010_standing"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(standing()).await?;
        let first = Query::insert()
            .into_table("standing")
            .columns(["one", "claimed_at", "counted_at", "took_micros", "document"])
            .values_panic([1.into(), 0.into(), 0.into(), 0.into(), "".into()])
            .to_owned();
        manager.exec_stmt(first).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("standing").to_owned()).await
    }
}

fn standing() -> TableCreateStatement {
    Table::create()
        .table("standing")
        .col(ColumnDef::new("one").integer().not_null().primary_key().check(Expr::col("one").eq(1)))
        .col(big_integer("claimed_at"))
        .col(big_integer("counted_at"))
        .col(big_integer("took_micros"))
        .col(text("document"))
        .to_owned()
}
