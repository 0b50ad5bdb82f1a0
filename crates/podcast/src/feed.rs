//! A channel and its episodes as RSS 2.0 with the itunes, podcast and atom namespaces.
//!
//! Values go in as they are known; out come the bytes of a feed that are the same for the same
//! values: dates are those of the episodes, never of a clock. Values lose what XML forbids, are
//! trimmed and cut to length here, so callers need not. Absent on purpose: archive pages, so of very
//! many episodes only the first are told; transcripts and chapters.

mod channel;
mod item;

use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

/// A feed is smaller than this, in bytes: directories stop reading at 1 MB (PSP-1).
pub const MAX_FEED_BYTES: usize = 1_000_000;

/// More items than this are not tried: most do not fit into [`MAX_FEED_BYTES`], and the `rss` crate
/// needs 25 kB of memory for each.
const MAX_ITEMS: usize = 1_000;

/// A podcast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its name.
    pub title: String,
    /// What it is about, as plain text; cut to 4,000 bytes.
    pub description: String,
    /// The address of its page.
    pub link: String,
    /// The canonical address of the feed itself.
    pub feed_address: String,
    /// Its language as an ISO 639 code, perhaps with a country: `en-gb`.
    pub language: String,
    /// Who makes it.
    pub author: String,
    /// Apple's categories, each perhaps with a subcategory; see [`crate::is_category`]. Unknown ones
    /// are left out; if none is left, it is `News`.
    pub categories: Vec<(String, Option<String>)>,
    /// Whether there is explicit language in it.
    pub explicit: bool,
    /// The absolute address of its cover: a square JPEG or PNG of 1400 to 3000 px.
    pub image: String,
    /// Who holds which rights.
    pub copyright: Option<String>,
    /// Its name for ever: [`crate::feed_guid`] of its first address.
    pub guid: Uuid,
    /// Whether the feed is one person's, so that directories and hosts must not take it up.
    pub private: bool,
    /// Who can be asked about it.
    pub owner: Option<Owner>,
    /// Whether the voice is synthetic. Then each episode says so, in words and in `podcast:txt`.
    pub synthetic: bool,
}

/// Who can be asked about a podcast. Public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The person or organisation.
    pub name: String,
    /// The mail address.
    pub email: String,
}

/// One article, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Its name for ever: [`crate::episode_guid`].
    pub guid: Uuid,
    /// The article's title; tags are left out.
    pub title: String,
    /// The address of the article, or of the page about it.
    pub link: String,
    /// What the article says, in few sentences of plain text. The description is built of this, the
    /// authors, the outlet and the licence.
    pub summary: String,
    /// Who published the article.
    pub outlet: String,
    /// The article's licence: its name or its address.
    pub licence: Option<String>,
    /// Who wrote the article.
    pub authors: Vec<String>,
    /// When the episode was published, in the zone in which it is to be told.
    pub published: DateTime<FixedOffset>,
    /// The sound.
    pub audio: Audio,
    /// The article's keywords; twelve are told.
    pub keywords: Vec<String>,
    /// The absolute address of a cover of its own.
    pub image: Option<String>,
    /// The article's language, told if it is not the channel's.
    pub language: Option<String>,
}

/// The sound of an episode: an MP3 or an Opus file that can be fetched already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audio {
    /// Its absolute address, ending in `.mp3` or `.opus`.
    pub address: String,
    /// Its exact length in bytes.
    pub bytes: u64,
    /// Its duration in seconds.
    pub seconds: u32,
}

/// The feed of a channel with its episodes, the newest first as the caller gives them.
///
/// Well-formed UTF-8 XML whatever the values hold, the same bytes for the same values, and smaller
/// than [`MAX_FEED_BYTES`]: of more episodes than fit, the last ones are left out.
pub fn render(channel: &Channel, episodes: &[Episode]) -> String {
    let mut count = episodes.len().min(MAX_ITEMS);
    loop {
        let told = episodes.get(..count).unwrap_or_default();
        let feed = channel::feed(channel, told).to_string();
        if feed.len() < MAX_FEED_BYTES || count == 0 {
            return feed;
        }
        count = (count * MAX_FEED_BYTES / feed.len()).min(count - 1);
    }
}

#[cfg(test)]
pub(crate) mod tests;
