//! Characters of a page -> its tree, in time and memory linear in the page.
//!
//! The HTML parser itself is quadratic in three places: the depth of open elements (each start tag
//! looks through them), the attributes of one tag (each is compared with those before), and
//! formatting elements left open (each paragraph repeats them all). This file and `parse/` bound
//! all three, and spare the parser what nobody reads and its tokenizer what is plain. Nothing here
//! looks at what the page says.

mod attributes;
mod cut;
mod feed;
mod guard;
mod tags;

use std::borrow::Cow;

use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink as _};
use scraper::{Html, HtmlTreeSink};

use attributes::Attributes;
pub(crate) use attributes::is_read;
use guard::Guard;

/// The tree of a page, with the attributes that this crate reads; never fails.
pub(crate) fn parse(text: &str) -> Html {
    parse_keeping(text, Attributes::Read)
}

/// The same with all attributes, so that selectors find them.
pub(crate) fn parse_for_selectors(text: &str) -> Html {
    parse_keeping(text, Attributes::All)
}

fn parse_keeping(text: &str, attributes: Attributes) -> Html {
    let text = cut::cut(text);
    // Without scripting, what stands in `noscript` is parsed: pictures that load late are there.
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), options);
    let guard = Guard::new(builder, text.len());
    // It reads the page in parts, and none of them but the first may begin with a mark.
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(guard, options);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    feed::feed(&tokenizer, &with_short_breaks(text), attributes);
    tokenizer.sink.into_builder().sink.finish()
}

/// The text with line breaks of one character, as the standard has it.
fn with_short_breaks(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn two_hundred_thousand_open_elements_are_parsed() {
        let html = parse(&"<div>".repeat(200_000));
        assert!(html.tree.values().len() < 1_000);
    }

    #[test]
    fn text_below_the_greatest_depth_is_kept() {
        let page = format!("{}deep{}after", "<div><b>".repeat(5_000), "</b></div>".repeat(5_000));
        let text: String = parse(&page).root_element().text().collect();
        assert_eq!(text, "deepafter");
    }

    #[test]
    fn what_follows_a_large_drawing_is_no_part_of_it() {
        let shapes = "<path d=''/>".repeat(400) + &"<g><path d=''></path></g>".repeat(400);
        let open = "<g>".repeat(400) + &"</g>".repeat(400);
        let options = format!("<select>{}</select>", "<option>x".repeat(400));
        let ruby = format!("<ruby>{}</ruby>", "a<rt>b".repeat(400));
        for before in [format!("<svg>{shapes}</svg>"), format!("<svg>{open}</svg>"), options, ruby]
        {
            let html = parse(&format!("<main>{before}<p>text</p></main><footer>end</footer>"));
            let main = html.tree.nodes().find(|node| {
                let text = node.first_child().and_then(|child| child.value().as_text());
                text.is_some_and(|text| &**text == "text")
            });
            let parent = main.and_then(|node| node.parent()?.value().as_element());
            assert_eq!(parent.map(scraper::node::Element::name), Some("main"), "{before:.40}");
        }
    }

    #[test]
    fn formatting_that_is_never_closed_does_not_multiply() {
        let open = (0..400).fold(String::new(), |all, n| all + &format!("<font size={n}>"));
        let html = parse(&format!("{open}{}", "<p>x".repeat(50_000)));
        assert!(html.tree.values().len() < 200_000);
    }

    #[test]
    fn a_million_attributes_are_cut_short() {
        let many = (0..1_000_000).fold(String::new(), |all, n| all + &format!(" a{n}"));
        let html = parse(&format!("<p{many}>text</p>"));
        let text: String = html.root_element().text().collect();
        assert_eq!(text, "text");
    }
}
