//! What this process has done so far, for people to see.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Counters that only grow.
#[derive(Debug, Default)]
pub struct Progress {
    requests: AtomicU64,
    answers: AtomicU64,
    pages: AtomicU64,
    articles: AtomicU64,
    episodes: AtomicU64,
    bytes: AtomicU64,
}

/// The counters at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Requests of any kind.
    pub requests: u64,
    /// Requests that brought an answer, whatever it said.
    pub answers: u64,
    /// Article pages fetched.
    pub pages: u64,
    /// New articles stored.
    pub articles: u64,
    /// Episodes published.
    pub episodes: u64,
    /// Bytes received.
    pub bytes: u64,
}

impl Progress {
    /// The counters now.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts {
            requests: self.requests.load(Relaxed),
            answers: self.answers.load(Relaxed),
            pages: self.pages.load(Relaxed),
            articles: self.articles.load(Relaxed),
            episodes: self.episodes.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
        }
    }

    pub(crate) fn request(&self, bytes: u64) {
        self.requests.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes, Relaxed);
    }

    pub(crate) fn answer(&self) {
        self.answers.fetch_add(1, Relaxed);
    }

    pub(crate) fn page(&self) {
        self.pages.fetch_add(1, Relaxed);
    }

    pub(crate) fn article(&self) {
        self.articles.fetch_add(1, Relaxed);
    }

    pub(crate) fn episode(&self) {
        self.episodes.fetch_add(1, Relaxed);
    }
}
