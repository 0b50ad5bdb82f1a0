//! From the bytes of a page to an article, or the reason why it is none.
//!
//! Pure: bytes, headers, address and time of fetching go in; an [`Article`] or [`NotAnArticle`]
//! comes out, always the same for the same page. A page is parsed once into a flat list of nodes;
//! nothing recurses, and time and memory grow linearly with the page, however hostile it is.
//!
//! How the text is found: the page is cut into lines ([`Text`] to be), elements are judged by their
//! names and by the prose they hold, candidates (the page's markup, well-known names, the densest
//! subtree) are weighed by one measure, and the lines of the best are trimmed. JSON-LD is heard where
//! the markup has less than half of its text. No rule is for a single site; what no general rule can
//! see is said by [`Selectors`].
//!
//! How good it is, over 1,678 real pages, by `examples/evaluate.rs` and the
//! pages' own score program (F1 of the text; in set trafeval of snippets):
//!
//! | set | text | title | authors | day |
//! |---|---|---|---|---|
//! | aeb | .969 |  |  |  |
//! | aed | .936 | .937 | .850 | .825 |
//! | fundus | .954 | .773 | .774 | .971 |
//! | fundus_eval | .972 |  |  |  |
//! | trafeval | .922 | .867 | .535 | .774 |
//! | wcxb_art | .946 | .876 | .629 | .800 |
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
mod page;
mod parse;
mod refusal;
mod selectors;
mod stopwords;
mod summary;
mod tag;
mod verdict;
mod whitespace;

pub use article::{Article, Moment, Precision};
pub use block::{BLOCKS_VERSION, Block, Image, Mark, MarkKind, Text, text_of};
pub use charset::decode;
pub use page::{Page, extract_article, extract_article_with};
pub use refusal::NotAnArticle;
pub use selectors::{SelectorError, Selectors};
