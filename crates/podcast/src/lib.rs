//! From episodes to a podcast feed.
