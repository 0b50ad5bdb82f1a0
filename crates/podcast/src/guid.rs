//! Names that never change: of a feed, and of an episode.
//!
//! Both are version 5 UUIDs in the namespace that the podcast namespace defines for `podcast:guid`,
//! so that whoever knows the address knows the name, and crawling from scratch repeats it.

use uuid::Uuid;

/// The UUID namespace of podcasts.
/// Source: the podcast namespace, `docs/tags/guid.md`.
const NAMESPACE: Uuid = Uuid::from_u128(0xead4_c236_bf58_58c6_a2c6_a6b2_8d12_8cb6);

/// The `podcast:guid` of the feed at this address. The scheme and trailing slashes do not count.
///
/// Assigned once: a feed that moves keeps the name that its first address gave it.
pub fn feed_guid(address: &str) -> Uuid {
    let address = address.trim();
    let name = address.split_once("://").map_or(address, |(_, rest)| rest);
    Uuid::new_v5(&NAMESPACE, name.trim_end_matches('/').as_bytes())
}

/// The guid of the episode that tells an article, from the article's first canonical address: the
/// whole of it.
pub fn episode_guid(article_address: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, article_address.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feeds_guid_is_that_of_the_namespaces_example() {
        let expected = "9b024349-ccf0-5f69-a609-6b82873eab3c";
        for address in ["podnews.net/rss", "https://podnews.net/rss", "http://podnews.net/rss//"] {
            assert_eq!(feed_guid(address).to_string(), expected);
        }
    }

    #[test]
    fn an_episodes_guid_is_made_of_the_whole_address() {
        // python3 -c 'import uuid; print(uuid.uuid5(uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "https://news.example/rain"))'
        let guid = episode_guid("https://news.example/rain");
        assert_eq!(guid.to_string(), "c0cdd44f-b6ba-5761-bc99-6cb44534073e");
        assert_ne!(guid, episode_guid("http://news.example/rain"));
    }
}
