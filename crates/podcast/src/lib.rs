//! From episodes to a podcast feed.
//!
//! - [`render`]: a channel and its episodes as the RSS that podcast apps read.
//! - [`render_list`]: a list of articles as plain RSS, for feed readers.
//! - [`feed_guid`], [`episode_guid`]: names that never change.
//! - [`COVER_JPEG`]: the picture of the podcast.
//!
//! Pure, and without errors: whatever the values hold, the feed is well-formed. Sources: the Podcast
//! Standards Project's PSP-1, Apple's "A Podcaster's Guide to RSS", the podcast namespace. Absent on
//! purpose: archive pages (RFC 5005), transcripts, chapters, and who may read a feed.

mod category;
mod cover;
mod description;
mod element;
mod feed;
mod guid;
mod list;
mod value;

pub use category::is_category;
pub use cover::{COVER_JPEG, COVER_NAME, COVER_SMALL_JPEG};
pub use feed::{Audio, Channel, Episode, MAX_FEED_BYTES, Owner, render};
pub use guid::{episode_guid, feed_guid};
pub use list::{List, ListItem, ListSource, render_list};
