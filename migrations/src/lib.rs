//! The schema, step by step: each file is one step, run in order, alike on SQLite and PostgreSQL.
//!
//! Instants are `i64` microseconds since 1970 in UTC in both databases; documents (blocks, scripts,
//! counters) are JSON in text columns. A step that has been released is never changed.

#![expect(
    elided_lifetimes_in_paths,
    reason = "the trait's lifetimes are early bound: naming them does not compile"
)]

use sea_orm_migration::prelude::*;

mod answered;
mod articles;
mod change_feed;
mod children;
mod episodes;
mod frontier;
mod manners;
mod masterings;
mod passed_over;
mod reached;
mod schedule;
mod sites;
mod sketches;
mod source_answered;
mod standing;
mod subscriptions;
mod takes;
mod texts;
mod tries;
mod voices;
mod waits_for;

/// Runs the steps that a database lacks.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(sites::Step),
            Box::new(frontier::Step),
            Box::new(articles::Step),
            Box::new(episodes::Step),
            Box::new(schedule::Step),
            Box::new(change_feed::Step),
            Box::new(manners::Step),
            Box::new(sketches::Step),
            Box::new(subscriptions::Step),
            Box::new(standing::Step),
            Box::new(passed_over::Step),
            Box::new(voices::Step),
            Box::new(answered::Step),
            Box::new(children::Step),
            Box::new(tries::Step),
            Box::new(reached::Step),
            Box::new(texts::Step),
            Box::new(masterings::Step),
            Box::new(waits_for::Step),
            Box::new(source_answered::Step),
            Box::new(takes::Step),
        ]
    }
}

/// An index named for its table and columns, as `index_article_site_id`.
fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("index_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}
