//! From the bytes of a page to an article, or the reason why it is none.
//!
//! Pure: bytes, headers, address and time of fetching go in; an [`Article`] or [`NotAnArticle`]
//! comes out, always the same for the same page. A page is parsed once into a flat list of nodes;
//! nothing recurses, and time and memory grow linearly with the page, however hostile it is.
//!
//! How the text is found: the page is cut into lines ([`Text`] to be), elements are judged by their
//! names and by the prose they hold, candidates (the page's markup, well-known names, the densest
//! subtree) are weighed by one measure, and the lines of the best are trimmed. What these rules would
//! keep is then weighed, line by line, with 125 other measures (names, place, words, neighbours) by
//! a forest of 140 small decision trees; a vocabulary says how much a line's words speak for it.
//! Both (220 KiB, `data/lines.model`) are trained by one command from pages whose text is known
//! (`examples/train`). JSON-LD is heard where the markup has less than half of its text. No rule is
//! for a single site; what no general rule can see is said by [`Selectors`].
//!
//! Title, authors, times and the rest are what several places of the page tell; [`Origins`] says
//! which, and how sure each value is.
//!
//! How good it is, over 1,678 real pages: F1 of the text (in set trafeval of snippets), the share of
//! pages whose every word is right, and the shares of titles, authors and days that are right, by the
//! pages' own score program. The model of each page had seen none of its domain
//! (`cargo run --release -p extract --example evaluate -- PAGES --folds 5`); for comparison the best
//! open system on the same pages, as that program's page tells:
//!
//! | set | text | best other | exact | title | authors | day |
//! |---|---|---|---|---|---|---|
//! | aeb | .970 | .964 | .290 |  |  |  |
//! | aed | .948 | .922 | .332 | .952 | .917 | .870 |
//! | fundus | .965 | .947 | .419 | .843 | .893 | .988 |
//! | `fundus_eval` | .971 | .943 | .291 |  |  |  |
//! | trafeval | .933 | .925 |  | .902 | .742 | .880 |
//! | `wcxb_art` | .951 | .943 | .197 | .889 | .789 | .891 |
//!
//! On the pages that it learned from the model reaches .979, .959, .972, .977, .958 and .964. Only the
//! model is out of fold: the rules were first made by looking at all these pages, those for titles,
//! authors and dates were widened on half of the domains, and the settings of the training were
//! chosen by the same folds.
//!
//! What it costs: about twice the time of parsing alone.
//!
//! ```
//! use extract::{Page, extract_article};
//!
//! let html = "<title>Rain</title><article><h1>Rain falls</h1><p>It rained.</p></article>";
//! let address = url::Url::parse("https://example.org/2024/rain")?;
//! let page = Page {
//!     bytes: html.as_bytes(),
//!     content_type: Some("text/html"),
//!     robots_header: None,
//!     address: &address,
//!     fetched_at: chrono::DateTime::UNIX_EPOCH,
//! };
//! let article = extract_article(&page)?;
//! assert_eq!(article.title, "Rain falls");
//! assert_eq!(article.text(), "It rained.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod article;
mod block;
mod body;
mod charset;
mod dom;
mod figure;
mod keywords;
mod metadata;
mod origin;
mod page;
mod parse;
mod refusal;
mod rescue;
mod selectors;
mod stopwords;
mod summary;
mod tag;
mod verdict;
mod whitespace;

pub use article::{Article, Moment, Precision};
pub use block::{BLOCKS_VERSION, Block, Image, Mark, MarkKind, Text, text_of};
pub use charset::decode;
pub use origin::{Origin, Origins, Source, Sureness};
pub use page::{Page, extract_article, extract_article_with};
pub use refusal::NotAnArticle;
pub use selectors::{SelectorError, Selectors};

/// For `examples/`: what the chooser of lines is trained from, how another one than the built-in is
/// tried, and keywords that the page does not tell.
pub mod training {
    pub use crate::body::{COUNT, Model, OF_VOCABULARY, SeenLines, score_numbers, tokens};
    pub use crate::keywords::of_text;
    pub use crate::page::{extract_article_by, see_lines};
}
