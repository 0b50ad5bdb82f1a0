//! Stems, accents, scripts without spaces, and the marks in snippets.

use search::Document;

use crate::{Shelf, article, shown};

fn in_language(number: i64, language: Option<&str>, text: &str) -> Document {
    Document { language: language.map(str::to_owned), ..article(number, "", text) }
}

#[test]
fn other_forms_of_a_word_are_found_in_its_language() {
    let shelf = Shelf::with(&[
        in_language(1, Some("en-US"), "The election was held."),
        in_language(2, Some("de"), "Die Häuser sind alt."),
        in_language(3, Some("fr"), "Les élections européennes."),
        in_language(4, Some("ru"), "Новые выборы в городе."),
        in_language(5, None, "An election without a language."),
    ]);
    shelf.check("elections", &[1, 3]);
    shelf.check("election", &[1, 3, 5]);
    shelf.check("haus", &[2]);
    shelf.check("européenne", &[3]);
    shelf.check("город", &[4]);
}

#[test]
fn case_and_accents_make_no_difference() {
    let shelf = Shelf::with(&[
        in_language(1, Some("de"), "Zürich, Straße"),
        in_language(2, Some("tr"), "İstanbul"),
        in_language(3, Some("el"), "Ελλάδα"),
        in_language(4, Some("cs"), "Dvořák; Łódź"),
        in_language(5, Some("hu"), "választások"),
    ]);
    shelf.check("ZURICH strasse", &[1]);
    shelf.check("zu\u{308}rich", &[1]);
    shelf.check("istanbul", &[2]);
    shelf.check("ελλαδα", &[3]);
    shelf.check("dvorak lodz", &[4]);
    shelf.check("valasztasok", &[5]);
}

#[test]
fn scripts_without_spaces_are_found_by_any_part() {
    let shelf = Shelf::with(&[
        in_language(1, Some("ja"), "東京都知事選挙は5月に行われる。"),
        in_language(2, Some("zh"), "京东方科技在北京"),
        in_language(3, Some("th"), "การเลือกตั้งทั่วไปในกรุงเทพ"),
        in_language(4, Some("ko"), "서울에서 선거가 열렸다"),
        in_language(5, Some("en"), "The 5 cities of 東京都"),
    ]);
    shelf.check("東京", &[1, 5]);
    shelf.check("東京都知事", &[1]);
    shelf.check("北京", &[2]);
    shelf.check("京", &[1, 2, 5]);
    shelf.check("5月", &[1]);
    shelf.check("\"都 知事\"", &[1]);
    shelf.check("เลือกตั้ง", &[3]);
    shelf.check("서울", &[4]);
    shelf.check("選挙 東京", &[1]);
    shelf.check("京北", &[]);
}

#[test]
fn snippets_mark_the_forms_that_occur() {
    let shelf = Shelf::with(&[
        in_language(1, Some("en"), "Snow fell.\n\nElections <i>were</i> held & won."),
        in_language(2, Some("ja"), "昨日、東京都知事選挙が行われた。"),
        Document { summary: "A summary.".to_owned(), ..article(3, "Elections", "Some text.") },
        article(4, "Voting", "Only a text."),
    ]);
    let snippet = |text: &str| shown(&shelf.household(text).hits[0].snippet);
    assert_eq!(snippet("election snow"), "[Snow] fell. [Elections] <i>were</i> held & won.");
    assert_eq!(snippet("東京都"), "昨日、[東京都]知事選挙が行われた。");
    assert_eq!(snippet("elections summary"), "A [summary].");
    assert_eq!(snippet("voting"), "Only a text.");
}
