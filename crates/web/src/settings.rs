//! What an operator decides about the pages. Read from the environment elsewhere; here only values.

use ipnet::IpNet;

/// Who the instance is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The people of one household, on their own network: they read and hear everything but
    /// excerpts.
    Household,
    /// Everybody: each site's rights are enforced.
    Public,
}

/// What an operator decides about the pages.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address of the front page without the slash at its end, for instance
    /// `http://127.0.0.1:8000`. Feeds and canonical addresses begin with it.
    pub public_url: String,
    /// The name of the newspaper: `Earshot`.
    pub title: String,
    /// Who the instance is for.
    pub audience: Audience,
    /// Episodes in the podcast's feed, at most: 65.
    pub feed_episodes: u64,
    /// Where a CDN serves the objects whose keys begin with `open/`, without the slash at its end.
    /// Without it `/media` here serves them.
    pub media_url: Option<String>,
    /// Whether this is the built-in sample newspaper: pages and feeds say so.
    pub sample: bool,
    /// The networks of the proxies in front. Peers in them may ask a household's instance.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether the household's own network can reach the instance, rather than this computer alone.
    pub lan: bool,
}

impl Settings {
    /// The absolute address of a path here.
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The address without its scheme, as podcast apps want it behind a scheme of their own.
    pub(crate) fn without_scheme(address: &str) -> &str {
        address.split_once("://").map_or(address, |(_, rest)| rest)
    }
}
