//! Where articles are: addresses, robots.txt, feeds, sitemaps and front pages, read as values.
//!
//! In: bytes or text that somebody else fetched, and the address they came from. Out: values, in
//! the order of the source. Deliberately absent: network, clock, files, and any memory of what was
//! seen before; whether an address is due is not decided here.
//!
//! What comes from the web is hostile or broken: every reader bounds what it keeps, loops instead of
//! recursing, and gives what it could read before the damage.

mod address;
mod dates;
mod escapes;
mod feed;
mod hub;
mod page;
mod passed_over;
mod plain;
mod robots;
mod shape;
mod sitemap;
mod text;
mod xml;

pub use address::{Address, AddressError, MAX_ADDRESS_BYTES};
pub use feed::{Entry, Feed, FeedError, MAX_ENTRIES, guess_feed_paths, read_feed};
pub use hub::{HubLinks, read_hub_links};
pub use page::{Link, Links, MAX_LINKS, read_links};
pub use passed_over::PassedOver;
pub use robots::{MAX_ROBOTS_BYTES, Robots};
pub use shape::{Shape, Trap, shape, shape_or_trap, template, template_hash, trap};
pub use sitemap::{MAX_SITEMAP_ENTRIES, News, Sitemap, SitemapEntry, SitemapError, read_sitemap};
