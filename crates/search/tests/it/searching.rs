//! The language of queries, the order of hits, and hostile queries.

use proptest::prelude::*;
use search::{Audience, Document, Order, Query};

use crate::{DAY, NOON, Shelf, article, articles};

fn three() -> Shelf {
    Shelf::with(&[
        Document {
            authors: vec!["Ann Lee".to_owned(), "Bo Müller".to_owned()],
            keywords: vec!["Climate change".to_owned()],
            site: "www.bbc.co.uk".to_owned(),
            outlet: "BBC News".to_owned(),
            ..article(1, "Storm over Berlin", "The wind broke trees in the old town.")
        },
        Document {
            authors: vec!["Lee Ann Smith".to_owned()],
            site: "notbbc.co.uk".to_owned(),
            language: Some("en-GB".to_owned()),
            published_micros: NOON - DAY,
            ..article(2, "Calm in Paris", "No wind. The town was old, said the mayor.")
        },
        Document {
            site: "taz.de".to_owned(),
            language: Some("de".to_owned()),
            published_micros: NOON - 40 * DAY,
            ..article(3, "Sturm in München", "Der Wind war stark.")
        },
    ])
}

#[test]
fn all_words_must_occur_anywhere() {
    let shelf = three();
    shelf.check("wind", &[1, 2, 3]);
    shelf.check("wind town", &[1, 2]);
    shelf.check("storm trees", &[1]);
    shelf.check("bbc wind", &[1]);
    shelf.check("wind nowhere", &[]);
}

#[test]
fn or_minus_and_phrases_work_together() {
    let shelf = three();
    shelf.check("storm or sturm", &[1, 3]);
    shelf.check("wind -storm", &[2, 3]);
    shelf.check("-wind", &[]);
    shelf.check("-storm", &[2, 3]);
    shelf.check("\"old town\"", &[1]);
    shelf.check("wind -\"old town\"", &[2, 3]);
    shelf.check("\"berlin the wind\"", &[]);
}

#[test]
fn a_site_is_found_with_the_hosts_below_it() {
    let shelf = three();
    shelf.check("site:bbc.co.uk", &[1]);
    shelf.check("site:www.bbc.co.uk", &[1]);
    shelf.check("site:https://TAZ.de/", &[3]);
    shelf.check("site:news.bbc.co.uk", &[]);
    shelf.check("wind -site:co.uk", &[3]);
}

#[test]
fn authors_keywords_and_languages_are_filters() {
    let shelf = three();
    shelf.check("author:lee", &[1, 2]);
    shelf.check("author:\"ann lee\"", &[1]);
    shelf.check("author:\"lee bo\"", &[]);
    shelf.check("author:muller", &[1]);
    shelf.check("keyword:climate", &[1]);
    shelf.check("keyword:\"climate change\"", &[1]);
    shelf.check("keyword:wind", &[]);
    shelf.check("language:de", &[3]);
    shelf.check("language:en", &[1, 2]);
    shelf.check("language:en-gb", &[2]);
    shelf.check("language:de or language:en-GB", &[2, 3]);
}

#[test]
fn dates_are_days_of_utc() {
    let shelf = three();
    shelf.check("after:2026-01-15", &[1]);
    shelf.check("after:2026-01-14 wind", &[1, 2]);
    shelf.check("before:2026-01-15", &[2, 3]);
    shelf.check("on:2026-01-14", &[2]);
    shelf.check("date:2026-01", &[1, 2]);
    shelf.check("date:2025", &[3]);
    shelf.check("after:2026-02-01", &[]);
    shelf.check("after:soon wind", &[1, 2, 3]);
}

#[test]
fn the_order_is_best_or_newest() {
    let shelf = Shelf::with(&[
        article(1, "A day out", "It was a day with rain, wind, snow, sun, fog, hail and a storm."),
        Document { published_micros: NOON - DAY, ..article(2, "Storm", "A storm came.") },
        Document { published_micros: NOON + DAY, ..article(3, "Rain", "Storms, storms!") },
    ]);
    assert_eq!(articles(&shelf.household("storm")), [2, 3, 1]);
    let newest = Query { order: Order::Newest, ..Query::parse("storm") };
    assert_eq!(articles(&shelf.index.search(&newest).unwrap()), [3, 1, 2]);
    assert_eq!(articles(&shelf.household("site:news.example")), [3, 1, 2], "no words: newest");
}

#[test]
fn an_exact_title_ranks_above_a_stem() {
    let shelf = Shelf::with(&[
        article(1, "Electing", "Electing takes time."),
        article(2, "Elections", "Electing takes time."),
    ]);
    assert_eq!(articles(&shelf.household("elections")), [2, 1]);
}

#[test]
fn pages_of_hits_follow_each_other_within_bounds() {
    let many: Vec<_> = (0..130)
        .map(|day| Document { published_micros: NOON - day * DAY, ..article(day, "Storm", "") })
        .collect();
    let shelf = Shelf::with(&many);
    let page = |limit, offset| {
        let order = Order::Newest;
        let found = shelf.index.search(&Query { limit, offset, order, ..Query::parse("storm") });
        let found = found.unwrap();
        assert_eq!(found.total, 130);
        articles(&found)
    };
    assert_eq!(page(3, 2), [2, 3, 4]);
    assert_eq!(page(1_000, 0).len(), 100);
    assert_eq!(page(10, 125).len(), 5);
    assert!(page(0, 0).is_empty());
    assert!(page(10, usize::MAX).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_query_is_an_error(text in r#"(?s).{0,300}|["“:a東ー월่\-|or ]{0,700}|(author|site|-keyword):"?.{0,20}"?"#) {
        let shelf = SHELF.with(std::rc::Rc::clone);
        for audience in [Audience::Household, Audience::Public] {
            let query = Query { audience, ..Query::parse(&text) };
            prop_assert!(shelf.index.search(&query).is_ok());
        }
    }
}

thread_local! {
    static SHELF: std::rc::Rc<Shelf> = std::rc::Rc::new(three());
}
