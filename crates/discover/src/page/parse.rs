//! HTML -> its tree, in bounded memory and time.
//!
//! In: HTML of any length. Out: the tree of its head, as far as [`readable`] and [`MAX_NODES`] go.
//! Formatting elements that are never closed are repeated by the parser in each block behind them, so
//! that the nodes are counted as they are made, and not the tags.

use html5ever::TokenizerResult;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use scraper::{Html, HtmlTreeSink};

use super::head::readable;

/// Nodes of a page from which the rest is left out. Chosen: of front pages the richest have some
/// 20,000; a node takes about 200 bytes.
const MAX_NODES: usize = 100_000;

type Handle = <HtmlTreeSink as TreeSink>::Handle;

/// Hands tokens on to the builder until there are nodes enough.
struct Bounded(TreeBuilder<Handle, HtmlTreeSink>);

impl TokenSink for Bounded {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let is_wanted = match token {
            Token::ParseError(_) => false,
            Token::EOFToken => true,
            _ => self.0.sink.0.borrow().tree.values().len() < MAX_NODES,
        };
        if is_wanted { self.0.process_token(token, line) } else { TokenSinkResult::Continue }
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Reads a page; never fails.
pub(super) fn parse(html: &str) -> Html {
    let sink = HtmlTreeSink::new(Html::new_document());
    let tokenizer = Tokenizer::new(Bounded(TreeBuilder::new(sink, <_>::default())), <_>::default());
    let input = BufferQueue::default();
    input.push_back(readable(html).into());
    // It pauses where browsers run a script.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.0.sink.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(html: &str) -> usize {
        parse(html).tree.values().len()
    }

    #[test]
    fn countless_elements_and_texts_make_a_bounded_tree() {
        for piece in ["<b></b>", "<p>x", "<!---->", "<br>"] {
            let nodes = nodes(&piece.repeat(500_000));
            assert!((MAX_NODES..MAX_NODES + 10).contains(&nodes), "{piece}: {nodes}");
        }
    }

    #[test]
    fn formatting_that_is_never_closed_does_not_multiply() {
        let open: Vec<String> = (0..1_400).map(|number| format!("<font size={number}>")).collect();
        let open = open.concat();

        let nodes = nodes(&format!("<div>{open}</div>{}", "<div>x</div>".repeat(10_000)));

        assert!(nodes < MAX_NODES + 3_000, "{nodes}");
    }

    #[test]
    fn an_ordinary_page_is_read_as_ever() {
        let html =
            "<!doctype html><title>a</title><script>'<b>'</script><p>b<b>c<div>d<table>e</p>";
        assert_eq!(parse(html).html(), Html::parse_document(html).html());
    }
}
