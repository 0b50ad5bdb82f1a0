//! An item: one episode.

use rss::extension::ExtensionMap;
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::itunes::ITunesItemExtension;
use rss::{Enclosure, Guid, Item};

use super::channel::synthetic;
use super::{Channel, Episode};
use crate::description::description;
use crate::element::{add, categories};
use crate::value::{MAX_LINE_BYTES, date, line, names, optional, short_line, title};

/// Authors told of an episode.
const MAX_AUTHORS: usize = 10;

/// One episode of a channel.
pub(super) fn item(channel: &Channel, episode: &Episode) -> Item {
    let mut extensions = ExtensionMap::new();
    if channel.synthetic {
        add(&mut extensions, synthetic());
    }
    Item {
        title: Some(title_or_outlet(episode)),
        link: Some(line(&episode.link)).filter(|link| !link.is_empty()),
        description: Some(description(episode, channel.synthetic)),
        categories: categories(&episode.keywords),
        enclosure: Some(Enclosure {
            url: line(&episode.audio.address),
            length: episode.audio.bytes.to_string(),
            mime_type: mime_type(&episode.audio.address).to_owned(),
        }),
        guid: Some(Guid { value: episode.guid.to_string(), permalink: false }),
        pub_date: Some(date(episode.published)),
        extensions,
        itunes_ext: Some(itunes(channel, episode)),
        dublin_core_ext: other_language(channel, episode),
        ..Item::default()
    }
}

/// By the ending of its name: what apps go by, and what the media are served with.
fn mime_type(address: &str) -> &'static str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    match path.rsplit_once('.') {
        Some((_, "opus")) => "audio/ogg",
        _ => "audio/mpeg",
    }
}

/// An item without a title is dropped by apps.
fn title_or_outlet(episode: &Episode) -> String {
    Some(title(&episode.title))
        .filter(|title| !title.is_empty())
        .or_else(|| optional(Some(&episode.outlet)))
        .unwrap_or_else(|| "Untitled".to_owned())
}

fn itunes(channel: &Channel, episode: &Episode) -> ITunesItemExtension {
    let authors = names(&episode.authors, MAX_AUTHORS).join(", ");
    let author = if authors.is_empty() { &episode.outlet } else { &authors };
    ITunesItemExtension {
        author: Some(short_line(author, MAX_LINE_BYTES)).filter(|author| !author.is_empty()),
        image: episode.image.as_deref().map(line).filter(|image| !image.is_empty()),
        duration: Some(episode.audio.seconds.to_string()),
        explicit: Some(channel.explicit.to_string()),
        episode_type: Some("full".to_owned()),
        ..ITunesItemExtension::default()
    }
}

/// RSS has no language of an item; Dublin Core has.
fn other_language(channel: &Channel, episode: &Episode) -> Option<DublinCoreExtension> {
    let language = optional(episode.language.as_deref())?;
    let is_other = !language.eq_ignore_ascii_case(channel.language.trim());
    is_other.then(|| DublinCoreExtension { languages: vec![language], ..Default::default() })
}
