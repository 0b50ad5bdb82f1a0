//! Pages made to break an extractor: whatever comes, it ends soon and without a panic.

mod promises;

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::extract_at;

/// No hostile page of these tests may take longer, in a build without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);

#[track_caller]
fn ends_soon(page: &str) {
    let start = Instant::now();
    let _outcome = extract_at(page.as_bytes(), "https://valley.example/news/1");
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn two_hundred_thousand_nested_elements_end_soon() {
    ends_soon(&"<div>".repeat(200_000));
    ends_soon(&format!("{}text{}", "<div><b>".repeat(100_000), "</b></div>".repeat(100_000)));
    ends_soon(&"<table><tr><td>".repeat(70_000));
}

#[test]
fn ten_megabytes_of_attributes_end_soon() {
    let page = (0..1_000_000).fold("<p".to_owned(), |page, n| page + &format!(" a{n}=b"));
    ends_soon(&format!("{page}>text</p>"));
}

#[test]
fn a_line_of_a_megabyte_ends_soon() {
    ends_soon(&format!("<article><h1>Long</h1><p>{}</p></article>", "word and ".repeat(120_000)));
    ends_soon(&format!("<article><p>{}", "&#x41;&broken;&".repeat(70_000)));
}

#[test]
fn formatting_left_open_ends_soon() {
    let open = (0..400).fold(String::new(), |page, n| page + &format!("<font size={n}>"));
    ends_soon(&format!("{open}{}", "<p>x".repeat(100_000)));
}

#[test]
fn bytes_of_no_text_are_no_article() {
    // The linear congruential generator of Numerical Recipes: the same bytes each time.
    let bytes = std::iter::successors(Some(1_u32), |seed| {
        Some(seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223))
    });
    let bytes: Vec<u8> = bytes.take(200_000).map(|seed| seed.to_be_bytes()[0]).collect();
    let page = [b"<!doctype html><html><p>".as_slice(), &bytes].concat();
    assert!(extract_at(&page, "https://valley.example/news/1").is_err());
}

#[test]
fn no_link_but_http_survives_and_no_markup() {
    let paragraph =
        "The council voted on Monday evening to repair the old bridge, after two years.";
    let page = format!(
        "<article><h1>Bridge &lt;script&gt;</h1><p>{paragraph} <a href='javascript:alert(1)'>one</a> \
         <a href='data:text/html,x'>two</a> <a href='/three'>three</a></p><p>{paragraph} {paragraph} {paragraph}</p>\
         <script>alert(2)</script><style>p {{}}</style></article>"
    );
    let article = extract_at(page.as_bytes(), "https://valley.example/news/1").expect("an article");
    let stored = serde_json::to_string(&article).expect("an article is JSON");
    assert!(stored.contains("https://valley.example/three"));
    assert!(
        !stored.contains("javascript:") && !stored.contains("data:") && !stored.contains("alert")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_keep_the_promises(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        promises::check(&bytes);
    }

    #[test]
    fn any_mixture_of_markup_keeps_the_promises(
        pieces in proptest::collection::vec(piece(), 0..120),
    ) {
        promises::check(pieces.concat().as_bytes());
    }
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z .,ü日\u{ad}]{0,80}",
        Just("The council voted to repair the bridge, and closed it until the summer. ".repeat(4)),
        "</?(p|div|article|h1|h2|ul|li|b|a|em|table|tr|td|blockquote|figure|br|nav|aside)>",
        "<(div|p|a|span) (class|id|href|itemprop)=\"[a-z:/ -]{0,20}\">",
        "&(amp|lt|nbsp|#[0-9]{1,7}|x[a-z]{2,4});?",
        Just("<script type=\"application/ld+json\">{\"@type\":\"Article\",\"headline\":[1,{}]}</script>".to_owned()),
        "<(time datetime|meta name=date content)=\"[0-9]{4}-[0-9]{2}-[0-9]{2}T?[0-9:]{0,8}[+Z0-9:]{0,6}\">",
        Just("<a href=\"javascript:alert(1)\">one</a><a href=/two>two</a>".to_owned()),
        "<meta (name|property)=\"(author|og:title|date)\" content=\"[a-z0-9 :/.-]{0,30}\">",
    ]
}
