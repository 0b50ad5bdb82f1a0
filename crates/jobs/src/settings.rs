//! What the operator chose for the jobs.

use std::{collections::BTreeMap, time::Duration};

use database::spoken::Budget;
use narration::Lexicon;
use speech::{Cache, MasterSettings};

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
    /// How names are to be said.
    pub lexicon: Lexicon,
    /// What each engine may be given in a month; engines that are not named: as much as is wanted.
    pub budgets: BTreeMap<String, Budget>,
    /// How episodes are to sound.
    pub master: MasterSettings,
    /// Who may read and hear: decides which rights are enough for an episode.
    pub audience: Audience,
    /// Where sentences that were spoken are kept; they cost nothing but time.
    pub speech_cache: Cache,
    /// Where those are kept that were paid for.
    pub paid_speech_cache: Cache,
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

impl Audience {
    /// The rights of the sites whose articles it may hear.
    #[must_use]
    pub fn rights(self) -> &'static [&'static str] {
        match self {
            Self::Household => &["open", "personal"],
            Self::Public => &["open"],
        }
    }
}

impl Settings {
    /// The length of a lease in microseconds.
    pub(crate) fn lease_micros(&self) -> i64 {
        micros(self.lease)
    }
}
