//! From the bytes of a page to an article, or the reason why it is none.
//!
//! Pure: bytes, headers, address and time of fetching go in; an [`Article`] or [`NotAnArticle`]
//! comes out, always the same for the same page. A page is parsed once into a flat list of nodes;
//! nothing recurses, and time and memory grow linearly with the page, however hostile it is.
//!
//! How the text is found: the page is cut into lines (which become the [`Text`] of blocks), elements are judged by their
//! names and by the prose they hold, candidates (the page's markup, well-known names, the densest
//! subtree) are weighed by one measure, and the lines of the best are trimmed. What these rules would
//! keep is then weighed, line by line, with 125 other measures (names, place, words, neighbours) by
//! a forest of 140 small decision trees; a vocabulary says how much a line's words speak for it.
//! Both (220 KiB, `data/lines.model`) are trained by one command from pages whose text is known
//! (`examples/train`), in half a minute. The file was trained on 21 November 2026; the rules before it
//! have changed since, so that the command gives other bytes now, with the same figures within .001. JSON-LD is heard where the markup has less than half of its text. No rule is
//! for a single site; what no general rule can see is said by [`Selectors`].
//!
//! Title, authors, times and the rest are what several places of the page tell; [`Origins`] says
//! which, and how sure each value is.
//! `tags` are what the publisher files the article under, as told; `keywords` are the best of them and,
//! where they are few, names and words that the text repeats. These are found in any language with
//! capitals; in 18 there is a list of words that say nothing, so that other words are found too: also
//! in Arabic, Hebrew, Hindi, Korean and Persian, which have no capitals, and in Chinese and Japanese,
//! which part no words.
//!
//! # How it is used
//!
//! The crate is a part of Earshot's workspace and not published on its own: depend on it by its path,
//! or by the repository and a revision (`extract = { git = "…", rev = "…" }`, with `url` and `chrono`,
//! whose types a [`Page`] has). What no general rule can see of a site goes into [`Selectors`] and
//! [`extract_article_with`], as `{"body": "div.story", "remove": ".more"}` (by `serde_json`, say): ask
//! [`Selectors::check`] whether each can be read, and [`idle_selectors`] which of them find nothing; one
//! whose element tells no name or time is as if it were not there. What the answer's headers say of
//! rights and language is for [`Headers::of`]; of `X-Robots-Tag` the lines for all robots and for
//! `earshot` count. There is no limit to a page's size: whoever fetches sets one. One page of yours as JSON, or why it is no article:
//!
//! ```text
//! cargo run --release -p extract --example article -- page.html https://example.org/2024/rain
//! ```
//!
//! ```
//! use extract::{Headers, Page, extract_article};
//!
//! let html = "<title>Rain</title><article><h1>Rain falls</h1><p>It rained.</p></article>";
//! let address = url::Url::parse("https://example.org/2024/rain")?;
//! let page = Page {
//!     bytes: html.as_bytes(),
//!     content_type: Some("text/html"),
//!     headers: Headers::NONE,
//!     address: &address,
//!     fetched_at: chrono::DateTime::UNIX_EPOCH,
//! };
//! let article = extract_article(&page)?;
//! assert_eq!(article.title, "Rain falls");
//! assert_eq!(article.text(), "It rained.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How good it is
//!
//! Over 1,678 real pages of six public sets: F1 of the text (`trafeval`: of snippets that must and
//! must not occur), the share of texts with every word right and none more ("exact"), and the shares
//! of titles, authors and days of publication that are right. In brackets the best of the open systems
//! on the same pages (s: `dom_smoothie` 0.19, n: newspaper4k 0.9.6, r: rs-trafilatura 0.2.2, t:
//! trafilatura 2.3.1, tc: the crate trafilatura 0.6.0), as the pages' own score program measured them.
//! Below each set what is wanted of it, where that was said: not all of it is reached.
//!
//! | set | text | exact | title | authors | day |
//! |---|---|---|---|---|---|
//! | aeb | .973 (tc .964) | .274 (n .298) | | | |
//! | wanted | .976 | .42 | | | |
//! | aed | .950 (tc .922) | .362 (n .148) | .956 (n .863) | .921 (r .771) | .874 (t .833) |
//! | wanted | .948 | | .90 | .88 | .90 |
//! | fundus | .972 (t .947) | .448 (n .099) | .843 (r .808) | .923 (s .821) | .988 (t .959) |
//! | wanted | .968 | | .90 | .91 | .985 |
//! | `fundus_eval` | .980 (t .943) | .455 (t .200) | | | |
//! | wanted | .966 | | | | |
//! | trafeval | .940 (t .925) | | .906 (r .707) | .745 (r .583) | .876 (tc .785) |
//! | wanted | .935 | | .75 | .65 | .82 |
//! | `wcxb_art` | .9546 (r .943) | .215 (r .180) | .889 (r .779) | .787 (r .657) | .886 (r .611) |
//! | wanted | .955 | | .85 | | |
//!
//! Besides: of aed's texts .037 are bad (F1 below .5; wanted .03, not reached), of its pages without an
//! author .889 are told so (wanted .85; of `wcxb_art`'s .870, and of the few in fundus .250), of fundus's
//! times all instants are right (wanted .95).
//!
//! The model of each page had seen none of its domain; on the pages that it learned from the built-in
//! one reaches .980, .960, .978, .983, .959 and .964. Between two trainings a figure differs by .001 by
//! chance, a share of exact texts by .02. Only the model is out of fold: the rules were
//! first made by looking at all these pages, those for titles, authors and dates were widened on half
//! of the domains, and the settings of the training were chosen by the same folds. With the pages in
//! PAGES (`SET/truth.json`, `SET/html/ID.html.gz`) and their `score.py` beside it:
//!
//! ```text
//! cargo run --release -p extract --example evaluate -- PAGES --folds 5 > predictions.jsonl
//! python3 score.py predictions.jsonl
//! ```
//!
//! The sets are public, each with the pages and what is true of them: article-extraction-benchmark (aeb)
//! of scrapinghub, article-extraction-dataset (aed), the tests of fundus and fundus-evaluation (flairNLP),
//! the evaluation of trafilatura (adbar), and WCXB; here those of their pages that are articles. What the worst pages have in common:
//! a truth that is cut short, whole other articles below the text, appeals of the site in its middle.
//! What is wanted and not reached is mostly what the sets tell each in its own way: aeb leaves
//! standfirsts out (25 of its pages would be exact without) and counts posts in, fundus and aed the other
//! way round, as this crate does; of the 34 days that aed tells otherwise most are those of the last
//! change, and nine the same day in another year; of the 27 titles that fundus does, 25 stand in the head
//! of the page alone, as others are shown them, where the page shows another.
//!
//! # What it costs
//!
//! On a core where parsing alone (`scraper`) does 850 pages a second of aeb and 411 of fundus, 440 and
//! 325; the slowest page of all sets took 19 ms. What is plain is read without the parser's tokenizer,
//! and what nobody reads is not parsed (`cargo run --release -p extract --example cost -- PAGES` prints
//! the ratio of each set). On a core where parsing does 805, `dom_smoothie` does 422, the crate
//! trafilatura 105, trafilatura 42 with metadata, newspaper4k 10.5.
//! Memory follows the page: some 10 to 25 bytes for each of an ordinary one (265 MB of 11 MB, 745 MB of 47
//! MB), and up to 140 of one that is nothing but empty elements. The time of a batch of pages differs by 4 % between runs.

mod article;
mod block;
mod body;
mod charset;
mod dom;
mod figure;
mod hashing;
mod keywords;
mod list;
mod metadata;
mod origin;
mod page;
mod parse;
mod phrase;
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
pub use page::{Headers, Page, extract_article, extract_article_with, idle_selectors};
pub use refusal::NotAnArticle;
pub use selectors::{SelectorError, Selectors};

/// For `examples/`: what the chooser of lines is trained from, how another one than the built-in is
/// tried, and the keywords that the text alone gives. No promise is made of any of it.
#[doc(hidden)]
pub mod training {
    pub use crate::body::{COUNT, Model, OF_VOCABULARY, SeenLines, score_numbers, tokens};
    pub use crate::keywords::of_text;
    pub use crate::page::{extract_article_by, see_lines};
}
