use extract::{Mark, MarkKind};

use super::*;

fn mark(start: usize, end: usize, kind: MarkKind) -> Mark {
    Mark { start, end, kind }
}

fn link(address: &str) -> MarkKind {
    MarkKind::Link(address.to_owned())
}

#[track_caller]
fn check(plain: &str, marks: Vec<Mark>, expected: &str) {
    let mut html = String::new();
    write_text(&mut html, &Text { plain: plain.to_owned(), marks });
    assert_eq!(html, expected);
}

#[test]
fn marks_that_overlap_are_nested() {
    check(
        "one two three",
        vec![mark(0, 7, MarkKind::Emphasis), mark(4, 13, MarkKind::Strong)],
        "<em>one </em><strong><em>two</em> three</strong>",
    );
}

#[test]
fn a_link_stays_whole_around_a_mark_within_it() {
    check(
        "read this now",
        vec![mark(0, 13, link("https://a.example/?b=1&c=2")), mark(5, 9, MarkKind::Strong)],
        "<a rel=\"noopener nofollow noreferrer\" href=\"https://a.example/?b=1&amp;c=2\">read \
         <strong>this</strong> now</a>",
    );
}

#[test]
fn a_link_that_is_no_web_address_is_plain_text() {
    for address in
        ["javascript:alert(1)", "data:text/html,x", "/here", "vbscript:x", " JaVaScript:1"]
    {
        check("click", vec![mark(0, 5, link(address))], "click");
    }
}

#[test]
fn marks_without_sense_are_left_out() {
    let marks =
        vec![mark(0, 1, MarkKind::Strong), mark(3, 3, MarkKind::Strong), mark(2, 99, link("x"))];
    check("über", marks, "über");
}

#[test]
fn markup_in_the_text_is_text() {
    check(
        "<script>alert('x')</script> & \"q\"",
        vec![],
        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot;",
    );
}

#[test]
fn items_and_quotes_are_gathered() {
    let text = |plain: &str| Text::unmarked(plain.to_owned());
    let blocks = vec![
        Block::ListItem { ordered: false, text: text("a") },
        Block::ListItem { ordered: false, text: text("b") },
        Block::ListItem { ordered: true, text: text("c") },
        Block::Quote(text("d")),
        Block::Heading { level: 1, text: text("e") },
    ];
    let json = serde_json::to_string(&blocks).unwrap();
    assert_eq!(
        html(&json, "", ""),
        "<ul><li>a</li><li>b</li></ul>\n<ol><li>c</li></ol>\n<blockquote><p>d</p></blockquote>\n\
         <h2>e</h2>\n"
    );
}

#[test]
fn a_picture_is_told_and_never_loaded() {
    let image = extract::Image {
        address: "https://tracker.example/x.png".to_owned(),
        alt: None,
        width: None,
        height: None,
    };
    let figure = |caption: Option<&str>| Block::Figure {
        image: Some(image.clone()),
        caption: caption.map(str::to_owned),
        credit: None,
    };
    let json = serde_json::to_string(&vec![figure(Some("A <b>boat</b>")), figure(None)]).unwrap();
    let html = html(&json, "", "");
    assert!(html.contains("A &lt;b&gt;boat&lt;/b&gt;"), "{html}");
    assert!(!html.contains("tracker"), "{html}");
}

#[test]
fn blocks_that_cannot_be_read_are_shown_as_text() {
    assert_eq!(html("{\"new\":1}", "One.\n\n<Two>.", ""), "<p>One.</p><p>&lt;Two&gt;.</p>");
    assert_eq!(html("[]", "One.", ""), "<p>One.</p>");
}

#[test]
fn a_first_paragraph_that_stands_above_already_is_left_out() {
    let blocks = [
        Block::Paragraph(Text::unmarked("Above.".to_owned())),
        Block::Paragraph(Text::unmarked("Below.".to_owned())),
    ];
    let json = serde_json::to_string(&blocks).unwrap();
    assert!(!html(&json, "", "Above.").contains("Above."));
    assert!(html(&json, "", "Above.").contains("<p>Below.</p>"));
    assert!(html(&json, "", "Other.").contains("<p>Above.</p>"));
}
