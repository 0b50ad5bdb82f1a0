//! Pages, feeds and media: what readers and podcast apps are answered.
//!
//! In: requests, the rows, the index and the store. Out: pages rendered here (no script, one style
//! sheet), RSS, audio with byte ranges. What of an article may be shown is decided in one place,
//! `rights.rs`, for pages, feeds, snippets and media alike.
//!
//! Deliberately absent: jobs, accounts, remote pictures, any markup that came from a publisher, and
//! a clock: the same rows give the same bytes. What hubs tell (`push.rs`) needs the time, and is given
//! it.

mod addresses;
mod answer;
mod blocks;
mod episodes;
mod failure;
mod frame;
mod guard;
mod headers;
mod health;
mod language;
mod media;
mod moment;
mod pages;
mod paging;
mod push;
mod range;
mod rights;
mod router;
mod serve;
mod settings;
mod site;
mod static_files;
mod teaser;
mod unheard;

pub use push::hub_callback;
pub use router::router;
pub use serve::serve;
pub use settings::{Audience, Settings};
pub use site::Site;
