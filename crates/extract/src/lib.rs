//! From the bytes of a page to an article, or the reason why it is none.
//!
//! Pure: bytes, headers, address and time of fetching go in; an [`Article`] or [`NotAnArticle`]
//! comes out, always the same for the same page. A page is parsed once into a flat list of nodes;
//! nothing recurses, and time and memory grow linearly with the page, however hostile it is.
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
