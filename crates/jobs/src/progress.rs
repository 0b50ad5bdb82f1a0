//! What this process has done so far, and is doing, for people to see.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Counters that only grow, but for the hosts.
#[derive(Debug, Default)]
pub struct Progress {
    requests: AtomicU64,
    answers: AtomicU64,
    pages: AtomicU64,
    articles: AtomicU64,
    sentences: AtomicU64,
    episodes: AtomicU64,
    bytes: AtomicU64,
    hosts: AtomicU64,
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
    /// Sentences said, for the first time or again.
    pub sentences: u64,
    /// Episodes published.
    pub episodes: u64,
    /// Bytes received.
    pub bytes: u64,
    /// Hosts that are visited now.
    pub hosts: u64,
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
            sentences: self.sentences.load(Relaxed),
            episodes: self.episodes.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
            hosts: self.hosts.load(Relaxed),
        }
    }

    /// Counts a host as visited for as long as the result lives.
    pub(crate) fn host(&self) -> Visiting<'_> {
        self.hosts.fetch_add(1, Relaxed);
        Visiting(&self.hosts)
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

    pub(crate) fn sentence(&self) {
        self.sentences.fetch_add(1, Relaxed);
    }

    pub(crate) fn episode(&self) {
        self.episodes.fetch_add(1, Relaxed);
    }
}

/// A visit that goes on.
#[derive(Debug)]
pub(crate) struct Visiting<'a>(&'a AtomicU64);

impl Drop for Visiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}
