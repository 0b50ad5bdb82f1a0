use proptest::prelude::*;
use scraper::Html;

use super::cut;

/// A text that is long enough to be cut.
const LONG: &str =
    "if (a<b && c>d) { e = '<p class=x>not a paragraph</p>' } /* and so on, and on */ ";

/// Elements with their attributes, and texts that are read, as the parser understands a page.
fn tree(page: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    let mut seen = Vec::new();
    for node in html.tree.root().descendants() {
        let parent = node.parent().and_then(|parent| parent.value().as_element());
        let is_silent = parent.is_some_and(|parent| matches!(parent.name(), "script" | "style"));
        let is_json = parent.and_then(|it| it.attr("type")).is_some_and(|it| it.contains("json"));
        match node.value() {
            scraper::Node::Text(text) if !is_silent || is_json => seen.push(text.to_string()),
            scraper::Node::Element(element) => seen.push(format!("{element:?}")),
            _ => {}
        }
    }
    seen
}

#[test]
fn a_page_without_scripts_is_left_alone() {
    let page = "<p class='a > b' id=x>1 < 2</p><script>if (a<b) { c = '>' }</script><i>y</i>";
    assert!(matches!(cut(page), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn attributes_beyond_the_limit_go_and_the_tag_still_ends() {
    for around in ["", "<svg><style>", "<svg><title>", "<!--->", "<!-- a --!>", "<script/>"] {
        let page = format!("{around}<p{}>text", " a='>'".repeat(2_000));
        let lean = cut(&page);
        assert!(lean.len() < 5_000 && lean.ends_with(">text"), "after {around}");
    }
}

#[test]
fn scripts_and_styles_go_and_their_tags_stay() {
    let page = format!("<style media=print>{LONG}</style>a<SCRIPT async>{LONG}</Script >b");
    assert_eq!(cut(&page), "<style media=print></style>a<SCRIPT async></Script >b");
}

#[test]
fn what_is_read_or_not_sure_stays() {
    for page in [
        format!("<script type=\"application/LD+JSON\">{LONG}</script>"),
        format!("<script>{LONG}<!-- <script> {LONG}</script>{LONG}--></script>"),
        format!("<!-- <script> -->{LONG}<b>text</b><!-- </script> -->"),
        format!("<title>What <script> does</title>{LONG}<b>text</b></script>"),
        format!("<svg><script/></svg>{LONG}<b>text</b><script></script>"),
        format!("<style-guide>{LONG}</style-guide><b>text</b></style>"),
    ] {
        assert_eq!(cut(&page), page.as_str());
    }
}

proptest! {
    #[test]
    fn the_tree_is_the_same(parts in prop::collection::vec(0..PARTS.len(), 0..24)) {
        let page: String = parts.into_iter().map(|part| PARTS[part].replace('@', LONG)).collect();
        prop_assert_eq!(tree(&cut(&page)), tree(&page));
    }
}

const PARTS: [&str; 24] = [
    "<script>@</script>",
    "<script src='a>b'>@",
    "</script>",
    "<script type=\"application/ld+json\">{\"a\": \"@\"}</script>",
    "<script><!-- @ --></script>",
    "<style>@</style>",
    "<STYLE>@",
    "</style >",
    "<!-- <script> @ -->",
    "<!-->",
    "<!--->",
    "<!-- a --!>",
    "<!--",
    "-->",
    "<title>a <script> b</title>",
    "<textarea><style>@</textarea>",
    "<iframe><script>@</iframe>",
    "<p class=\"a 'b' > c\">text",
    "<a title='x' \"y>z",
    "<div data-x=</script>",
    "<b>bold</b>",
    "<scripted>@</scripted>",
    "</p>",
    "@",
];
