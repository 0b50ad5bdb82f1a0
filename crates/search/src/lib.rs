//! The full-text index: documents in, articles with marked snippets out.
//!
//! The index is derived data and may be deleted at any time. Each folder has one [`Writer`], which
//! holds the folder's lock, and any number of readers ([`Index`]), in any process. A commit bears
//! the cursor of the change feed, so that the documents and the cursor always move together.
//!
//! Deliberately absent: the database, the follower of the change feed (it lives in `jobs`), HTML.
//! All calls block; from asynchronous code they belong on a blocking thread.

mod document;
mod error;
mod fields;
mod folder;
mod found;
mod host;
mod index;
mod language;
mod query;
mod snippet;
mod words;
mod writer;

pub use document::Document;
pub use error::SearchError;
pub use found::{Found, Hit, Piece};
pub use index::Index;
pub use query::{Audience, Clause, Condition, Order, Query};
pub use writer::Writer;
