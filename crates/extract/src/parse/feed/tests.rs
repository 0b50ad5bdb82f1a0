use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink as _};
use proptest::prelude::*;
use scraper::{Html, HtmlTreeSink, Node};

use super::*;

/// A page as the parser's own tokenizer understands it.
fn parsed_by_tokenizer(page: &str) -> Html {
    parsed(page, |tokenizer| {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(page));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
    })
}

fn parsed(page: &str, read: impl FnOnce(&Tokenizer<Guard>)) -> Html {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), options);
    let options = html5ever::tokenizer::TokenizerOpts::default();
    let tokenizer = Tokenizer::new(Guard::new(builder, page.len()), options);
    read(&tokenizer);
    tokenizer.sink.into_builder().sink.finish()
}

/// What each node is and where it hangs, but for the words of comments.
fn shown(html: &Html) -> Vec<String> {
    let show = |node: &Node| match node {
        Node::Comment(_) => "comment".to_owned(),
        other => format!("{other:?}"),
    };
    let nodes = html.tree.root().descendants();
    nodes.map(|node| format!("{} {}", node.ancestors().count(), show(node.value()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]
    #[test]
    fn a_page_is_understood_as_by_the_tokenizer(
        parts in prop::collection::vec(0..PARTS.len(), 0..16),
    ) {
        let page: String = parts.into_iter().map(|part| PARTS[part]).collect();
        let fed = parsed(&page, |tokenizer| feed(tokenizer, &page, Attributes::All));
        prop_assert_eq!(shown(&fed), shown(&parsed_by_tokenizer(&page)));
    }
}

#[test]
fn of_two_styles_the_first_counts() {
    let page =
        "<p style='color: red' style='display: none'><p style='display: none' STYLE='color: red'>";

    let fed = parsed(page, |tokenizer| feed(tokenizer, page, Attributes::Read));

    let nodes = shown(&fed).join("\n");
    assert_eq!(nodes.matches("style").count(), 1, "{nodes}");
    assert!(nodes.contains("<p style=\"display: none\">"), "{nodes}");
}

#[test]
fn attributes_that_nobody_reads_are_left_out() {
    let page = "<a class=x data-a=1 HREF='y' onclick=\"z\" style='color: red' href=w>\
                <b data-a=1 style='display: none'>";

    let fed = parsed(page, |tokenizer| feed(tokenizer, page, Attributes::Read));

    let nodes = shown(&fed).join("\n");
    assert!(nodes.contains(r#"<a class="x" href="y">"#), "{nodes}");
    assert!(nodes.contains(r#"<b data-a="1" style="display: none">"#), "{nodes}");
}

const PARTS: [&str; 75] = [
    "<!DOCTYPE html>",
    "<!doctype html PUBLIC 'a>b' \"c\">",
    "<html lang=en>",
    "<head>",
    "</head>",
    "<body class=a>",
    "<meta charset=utf-8>",
    "<title>a &amp; b</title>",
    "<title>a <b> c</title >",
    "<title/>",
    "</title>",
    "<p class=\"a 'b' > c\">text",
    "<p class='a'id=b/>",
    "<P CLASS=A Class=b x=1 X=2>",
    "<p a b = c d= 'e' f =\"g\">",
    "<p =a==b \"c\" 'd=e' <f>",
    "<p a=/>",
    "<p a= >",
    "<p a=>",
    "<p/a/b/>",
    "<p a='&amp;&lt;&notit;'>",
    "<p a=&amp>",
    "<p a='\n'\n>",
    "<p a='",
    "<p a=\"x",
    "<p",
    "</",
    "</p a='>'>",
    "</p/>",
    "</ p>",
    "</>",
    "<",
    "<<",
    "< p>",
    "<?php echo '>' ?>",
    "<!x>",
    "<!-->",
    "<!--->",
    "<!-- a --!>",
    "<!-- <p> -->",
    "<!--",
    "<!-",
    "-->",
    "<![CDATA[ <p> ]]>",
    "]]>",
    "&",
    "&amp",
    "&amp;",
    "&#65;",
    "&nosuch;",
    "text",
    " \n\t ",
    "é…",
    "<b>",
    "</b>",
    "<a href=x>",
    "<table><tr><td>a",
    "</table>",
    "<pre>\n\na</pre>",
    "<textarea>\na <b> &amp;</textarea>",
    "<textarea>\n<b></textarea>",
    "<svg><title><p>a</title><style>b</style><path d='M0'/>",
    "<svg><![CDATA[ a < b ]]>",
    "<script/>",
    "</svg>",
    "<math><mi>a",
    "<select><option>a<style>b</style>",
    "<script>if (a < b) { '<p>' }</script>",
    "<script><!-- <script> a </script> --></script>",
    "<script><!-- a",
    "</script>",
    "<style>a > b { c: '&amp;' }</style>",
    "<noscript><p>a</noscript>",
    "<iframe><p></iframe>",
    "<plaintext>",
];
