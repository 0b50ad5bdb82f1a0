//! The channel: what the podcast is, before its items.

use rss::extension::itunes::{ITunesCategory, ITunesChannelExtension, ITunesOwner};
use rss::extension::{Extension, ExtensionMap};

use super::{Channel, Episode, Owner, item};
use crate::category::is_category;
use crate::element::{NAMESPACE_ATOM, add, element, self_link};
use crate::value::{MAX_DESCRIPTION_BYTES, date, line, optional, short_line, title};

/// The namespaces by prefix. The crate declares those of its own extensions only.
const NAMESPACES: [(&str, &str); 4] = [
    ("atom", NAMESPACE_ATOM),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("podcast", "https://podcastindex.org/namespace/1.0"),
];

/// The category of a channel without one that is known.
const NEWS: &str = "News";

/// The feed, ready to be written.
pub(super) fn feed(channel: &Channel, episodes: &[Episode]) -> rss::Channel {
    let newest = episodes.iter().map(|episode| episode.published).max().map(date);
    rss::Channel {
        title: title(&channel.title),
        link: line(&channel.link),
        description: short_line(&channel.description, MAX_DESCRIPTION_BYTES),
        language: optional(Some(&channel.language)),
        copyright: optional(channel.copyright.as_deref()),
        pub_date: newest.clone(),
        last_build_date: newest,
        generator: Some("Earshot".to_owned()),
        items: episodes.iter().map(|episode| item::item(channel, episode)).collect(),
        extensions: extensions(channel),
        itunes_ext: Some(itunes(channel)),
        namespaces: NAMESPACES.map(|(prefix, name)| (prefix.to_owned(), name.to_owned())).into(),
        ..rss::Channel::default()
    }
}

fn itunes(channel: &Channel) -> ITunesChannelExtension {
    ITunesChannelExtension {
        author: optional(Some(&channel.author)),
        block: channel.private.then(|| "Yes".to_owned()),
        categories: categories(channel),
        image: Some(line(&channel.image)),
        explicit: Some(channel.explicit.to_string()),
        owner: channel.owner.as_ref().map(owner),
        r#type: Some("episodic".to_owned()),
        ..ITunesChannelExtension::default()
    }
}

fn owner(owner: &Owner) -> ITunesOwner {
    ITunesOwner { name: optional(Some(&owner.name)), email: optional(Some(&owner.email)) }
}

fn categories(channel: &Channel) -> Vec<ITunesCategory> {
    let known: Vec<ITunesCategory> = channel
        .categories
        .iter()
        .filter(|(category, below)| is_category(category, below.as_deref()))
        .map(|(category, below)| ITunesCategory {
            text: category.clone(),
            subcategory: below
                .clone()
                .map(|text| Box::new(ITunesCategory { text, subcategory: None })),
        })
        .collect();
    if known.is_empty() {
        return vec![ITunesCategory { text: NEWS.to_owned(), subcategory: None }];
    }
    known
}

fn extensions(channel: &Channel) -> ExtensionMap {
    let mut extensions = ExtensionMap::new();
    let mut locked = element("podcast:locked", Some(yes_or_no(channel.private)), &[]);
    if let Some(email) = channel.owner.as_ref().and_then(|owner| optional(Some(&owner.email))) {
        locked.attrs.insert("owner".to_owned(), email);
    }
    add(&mut extensions, locked);
    add(&mut extensions, element("podcast:guid", Some(&channel.guid.to_string()), &[]));
    add(&mut extensions, element("podcast:medium", Some("podcast"), &[]));
    if channel.private {
        add(&mut extensions, element("podcast:block", Some("yes"), &[]));
    }
    if channel.synthetic {
        add(&mut extensions, synthetic());
    }
    add(&mut extensions, self_link(&channel.feed_address));
    extensions
}

/// The statement that speech is synthetic, for channels and items.
pub(super) fn synthetic() -> Extension {
    element("podcast:txt", Some("true"), &[("purpose", "ai-content")])
}

fn yes_or_no(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}
