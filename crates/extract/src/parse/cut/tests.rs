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
        let mut around = node.ancestors().filter_map(|node| node.value().as_element());
        if around.any(|element| element.name() == "svg") {
            continue;
        }
        let parent = node.parent().and_then(|parent| parent.value().as_element());
        let is_silent = parent.is_some_and(|parent| matches!(parent.name(), "script" | "style"));
        let is_json = parent.and_then(|it| it.attr("type")).is_some_and(|it| it.contains("json"));
        match node.value() {
            scraper::Node::Text(text) if !is_silent || is_json => seen.push(text.to_string()),
            scraper::Node::Element(element) => seen.push(shown(element)),
            _ => {}
        }
    }
    seen
}

/// An element with its attributes, but for long values that are meant for scripts.
fn shown(element: &scraper::node::Element) -> String {
    let attributes = element.attrs().map(|(name, value)| {
        let is_left_out = name.starts_with("data-") && value.len() >= 128;
        format!(" {name}={}", if is_left_out { "" } else { value })
    });
    attributes.fold(element.name().to_owned(), |all, one| all + &one)
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

const PARTS: [&str; 40] = [
    "<svg viewBox='0 0 1 1'><path d='M0>1'/></svg>",
    "<svg><title>@</title><g><use/></g></svg>",
    "<svg><style>.a { fill: none } .b { stroke: rgb(0, 0, 0); stroke-width: 1px } .c {}</style>",
    "<svg><desc/><path>",
    "<svg><title><p>text</svg>",
    "<svg/>",
    "<SVG>",
    "</svg>",
    "<path>",
    "</g>",
    "<svg><text>a<tspan>b</text></svg >",
    "<svg><script>let a = 1; let b = 2; let c = 3; let d = 4; let e = 5; let f = 6;</script></svg>",
    "<p data-one='@@' DATA-two = \"@@\" data-three=0>text",
    "<p data-@@@ data-x='@@",
    "<p data-x=@@/ data-y=aaaaaaaaaaaaaaaa@@>",
    "<p data-src='@@' data='@@'/>",
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

#[test]
fn drawings_and_data_for_scripts_go() {
    let long = "0,1 ".repeat(40);
    let drawing = format!("<svg class=a><title>A</title><path d='{long}'/></svg>");
    let data = format!("<p data-track='{long}' id=x data-src='{long}'>");

    assert_eq!(cut(&drawing), "<svg class=a></svg>");
    assert_eq!(cut(&data), format!("<p data-track='' id=x data-src='{long}'>"));
}

#[test]
fn a_drawing_with_anything_else_in_it_stays() {
    for inner in [
        "<foreignObject><p>text</foreignObject>",
        "<title><p>text</title>",
        "<!-- a -->",
        "<svg></svg>",
    ] {
        let page = format!("<svg>{inner}</svg>");
        assert_eq!(cut(&page), page.as_str());
    }
}
