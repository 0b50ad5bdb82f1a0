//! Texts without open rights are neither shown to nor searched by the public.

use search::{Audience, Document, Query};

use crate::{Shelf, article, articles, shown};

fn personal() -> Document {
    Document {
        summary: "A summary of the storm.".to_owned(),
        authors: vec!["Ann Lee".to_owned()],
        keywords: vec!["Weather".to_owned()],
        outlet: "The Paper".to_owned(),
        public_text: false,
        ..article(1, "Trees fell", "The secret storm broke the harbour.")
    }
}

fn open() -> Document {
    Document { article: 2, public_text: true, ..personal() }
}

#[track_caller]
fn check_public(shelf: &Shelf, text: &str, expected: &[i64]) {
    let query = Query { audience: Audience::Public, ..Query::parse(text) };
    let found = shelf.index.search(&query).unwrap();
    let mut articles = articles(&found);
    articles.sort_unstable();
    assert_eq!((found.total, articles.as_slice()), (expected.len(), expected), "{text}");
}

#[test]
fn the_public_finds_a_personal_article_by_what_it_may_read() {
    let shelf = Shelf::with(&[personal(), open()]);
    for text in
        ["tree", "summary", "weather", "author:lee", "lee", "\"the paper\"", "keyword:weather"]
    {
        check_public(&shelf, text, &[1, 2]);
    }
}

#[test]
fn the_public_cannot_probe_a_personal_text() {
    let shelf = Shelf::with(&[personal(), open()]);
    check_public(&shelf, "harbour", &[2]);
    check_public(&shelf, "\"secret storm\"", &[2]);
    check_public(&shelf, "trees secret", &[2]);
    check_public(&shelf, "trees -harbour", &[1]);
    shelf.check("harbour", &[1, 2]);
    shelf.check("trees -harbour", &[]);
}

#[test]
fn snippets_for_the_public_are_of_the_summary_only() {
    let shelf = Shelf::with(&[personal()]);
    let snippet = |audience, text: &str| {
        let query = Query { audience, ..Query::parse(text) };
        shown(&shelf.index.search(&query).unwrap().hits[0].snippet)
    };
    assert_eq!(snippet(Audience::Public, "storm"), "A summary of the [storm].");
    assert_eq!(snippet(Audience::Public, "trees"), "A summary of the storm.");
    assert_eq!(snippet(Audience::Household, "storm"), "The secret [storm] broke the harbour.");
    assert_eq!(Query::parse("storm").audience, Audience::Public);
}

#[test]
fn nothing_is_shown_of_a_personal_article_without_summary() {
    let shelf = Shelf::with(&[Document { summary: String::new(), ..personal() }]);
    let query = Query { audience: Audience::Public, ..Query::parse("trees") };
    assert!(shelf.index.search(&query).unwrap().hits[0].snippet.is_empty());
}

#[test]
fn a_change_of_rights_changes_what_is_found() {
    let shelf = Shelf::with(&[open()]);
    check_public(&shelf, "harbour", &[2]);
    let mut writer = shelf.writer();
    writer.put(&Document { public_text: false, ..open() }).unwrap();
    writer.commit(2).unwrap();
    check_public(&shelf, "harbour", &[]);
}
