//! A title as feeds and sitemaps write it -> one line of plain text.
//!
//! Titles come with entities, with tags, or escaped twice; a tokenizer of HTML reads them all. No tree is
//! made: a few bytes of unclosed elements would make one of a hundred thousand nodes.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};

/// Longest title kept, in characters.
const MAX_TITLE_CHARACTERS: usize = 500;

/// Longest source of a title looked at, in bytes: markup included.
const MAX_SOURCE_BYTES: usize = 4 * 1_024;

/// Keeps the text between tags.
#[derive(Default)]
struct Texts(RefCell<String>);

impl TokenSink for Texts {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::CharacterTokens(text) = token {
            self.0.borrow_mut().push_str(&text);
        }
        TokenSinkResult::Continue
    }
}

/// The text of a piece of markup, in linear time.
fn text_of(markup: &str) -> String {
    let tokenizer = Tokenizer::new(Texts::default(), <_>::default());
    let input = BufferQueue::default();
    input.push_back(markup.into());
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// The text without markup, blanks collapsed; `None` when nothing is left.
pub(crate) fn title(markup: &str) -> Option<String> {
    let markup = head(markup, MAX_SOURCE_BYTES);
    let text = if markup.contains(['<', '&']) {
        collapsed(std::iter::once(text_of(markup).as_str()))
    } else {
        collapsed(std::iter::once(markup))
    };
    (!text.is_empty()).then_some(text)
}

/// Pieces of text as one line: blanks collapsed, cut at the greatest length of a title.
pub(crate) fn collapsed<'text, Pieces: Iterator<Item = &'text str>>(pieces: Pieces) -> String {
    let mut line = String::new();
    let (mut characters, mut blank_pending) = (0, false);
    for character in pieces.flat_map(str::chars) {
        if character.is_whitespace() || character.is_control() {
            blank_pending = !line.is_empty();
            continue;
        }
        if blank_pending {
            line.push(' ');
            characters += 1;
        }
        if characters >= MAX_TITLE_CHARACTERS {
            break;
        }
        blank_pending = false;
        line.push(character);
        characters += 1;
    }
    line.truncate(line.trim_end().len());
    line
}

/// The first bytes of a text, no character torn.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_markup_and_entities() {
        let plain = |markup: &str| title(markup).unwrap_or_default();
        assert_eq!(plain(" One &amp; two\n <b>bold</b> "), "One & two bold");
        assert_eq!(plain("&nbsp;&copy; Two"), "© Two");
        assert_eq!(plain("AT&T: 1 < 2"), "AT&T: 1 < 2");
        assert_eq!(title("<img src=x>"), None);
    }

    #[test]
    fn unclosed_elements_are_no_text() {
        let open: Vec<String> = (0..200).map(|number| format!("<b a={number}>")).collect();
        let found = title(&format!("{}{}", open.concat(), "<p>x".repeat(300)));
        assert_eq!(found.as_deref(), Some("x".repeat(300).as_str()));
    }

    #[test]
    fn endless_titles_are_cut() {
        assert_eq!(title(&"ab ".repeat(100_000)).map(|it| it.chars().count()), Some(500));
    }
}
