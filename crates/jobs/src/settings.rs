//! What the operator chose for the jobs.

use std::{path::PathBuf, time::Duration};

use crate::clock::micros;

/// Settings of all jobs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Least time between two requests to a host; zero, for tests, turns politeness to the minimum.
    pub floor: Duration,
    /// Article pages of a host in one run.
    pub pages_per_run: u64,
    /// Least time between two requests for a source.
    pub poll_min: Duration,
    /// Where hubs reach us, without the token at its end; none where they cannot.
    pub callback: Option<String>,
    /// How long a lease lasts; it is renewed at a third.
    pub lease: Duration,
    /// Episodes chosen in an hour, at most.
    pub episodes_per_hour: u64,
    /// Voices and engines asked for, in order; each reads where its language fits.
    pub voices: Vec<String>,
    /// Who may read and hear: decides which rights are enough for an episode.
    pub audience: Audience,
    /// Where finished groups of sentences are kept until their episode is published.
    pub speech_cache: PathBuf,
    /// Hosts crawled at once.
    pub crawlers: usize,
    /// Episodes spoken at once.
    pub speakers: usize,
    /// The show's name, for the tags of the audio.
    pub show: String,
}

/// Who may read and hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The operator's own people.
    Household,
    /// Everybody.
    Public,
}

impl Settings {
    /// The length of a lease in microseconds.
    pub(crate) fn lease_micros(&self) -> i64 {
        micros(self.lease)
    }
}
