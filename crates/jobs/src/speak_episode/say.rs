//! A script, said by one voice: each sentence from the cache, or from the engine.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use database::Database;
use narration::Script;
use speech::{Advice, Cache, Cast, Engine, Sound, SpeechError, Spoken, Voice};
use tracing::warn;

use super::attempt::Attempt;
use super::pay::{self, Bill, Payer};
use super::turns;
use super::unsaid::Unsaid;
use crate::{Context, Progress, Settings};

/// Attempts at one text within a run, before another voice is asked or the episode is put off.
const ATTEMPTS: u32 = 3;

/// Before another attempt, unless the engine asks for more.
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(200);

/// An engine that asks for more than this is not waited for: the episode is put off.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The shortest text that is cut in two when an engine asks for it, in characters.
const SMALL: usize = 60;

/// Where a text is spoken: by whom, at whose cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Studio<'c> {
    pub(super) cast: &'c Cast,
    pub(super) settings: &'c Settings,
    /// Where calls are written down; none: nothing that is called is paid for.
    pub(super) ledger: Option<&'c Database>,
    /// At which episode; none: a voice is tried. What is free is not kept then, as it is the voice
    /// that is to be heard.
    pub(super) attempt: Option<&'c Attempt<'c>>,
    pub(super) bill: &'c Bill,
    /// Where what is said is counted.
    pub(super) progress: Option<&'c Progress>,
}

impl<'c> Studio<'c> {
    pub(super) fn of_episode(
        context: &'c Context,
        attempt: &'c Attempt<'c>,
        bill: &'c Bill,
    ) -> Self {
        Self {
            cast: &context.cast,
            settings: &context.settings,
            ledger: Some(&context.database),
            attempt: Some(attempt),
            bill,
            progress: Some(&context.progress),
        }
    }

    fn count_sentence(&self) {
        if let Some(progress) = self.progress {
            progress.sentence();
        }
    }

    /// One more piece is spoken: an episode is told.
    async fn has_one_more(&self) -> database::Result<()> {
        match self.attempt {
            Some(attempt) => attempt.one_more().await,
            None => Ok(()),
        }
    }
}

/// A part of a group's text, and its sound.
#[derive(Debug)]
pub(super) struct Piece {
    /// Number of the group.
    pub(super) group: usize,
    /// Bytes of the group's text.
    pub(super) range: Range<usize>,
    /// What was said.
    pub(super) sound: Sound,
}

/// Has every group said. Bounded: each text is tried [`ATTEMPTS`] times, and cut in ever smaller
/// ones down to [`SMALL`] characters.
///
/// # Errors
/// A [`SpeechError`] where this voice cannot; else what other voices cannot mend either.
pub(super) async fn say(
    studio: Studio<'_>,
    script: &Script,
    voice: &Voice,
) -> anyhow::Result<Vec<Piece>> {
    let speaker = Speaker::new(studio, voice).await?;
    // Held until all is said: what one episode has room for is not given to another meanwhile.
    let _alone = match speaker.payer.budgeted() {
        Some(engine) => Some(turns::take(format!("the budget of {engine}")).await),
        None => None,
    };
    speaker.check_room(script).await?;
    let mut pieces = Vec::with_capacity(script.groups.len());
    for (group, said) in script.groups.iter().enumerate() {
        // Last first, as pieces are cut off the end of this list.
        let mut left = speaker.split(&said.text);
        left.reverse();
        while let Some(range) = left.pop() {
            let text = said.text.get(range.clone()).unwrap_or_default();
            match speaker.say(text).await {
                Ok(sound) => {
                    pieces.push(Piece { group, range, sound });
                    studio.count_sentence();
                    studio.has_one_more().await?;
                }
                Err(error) => {
                    let halves = halves(text, range.start, error);
                    let halves = halves.map_err(|error| Unsaid::naming(error, text))?;
                    left.extend(halves.into_iter().rev());
                }
            }
        }
    }
    Ok(pieces)
}

/// The sound of a text that was said before.
async fn said_before(key: &str, cache: &Cache) -> anyhow::Result<Option<PathBuf>> {
    let (kept, asked) = (cache.clone(), key.to_owned());
    Ok(tokio::task::spawn_blocking(move || kept.get(&asked)).await?)
}

/// A text that an engine wants shorter, in pieces of half its length.
fn halves(text: &str, start: usize, error: anyhow::Error) -> anyhow::Result<Vec<Range<usize>>> {
    let characters = text.chars().count();
    let is_split = error.downcast_ref().map(SpeechError::advice) == Some(Advice::Split);
    if !is_split || characters < SMALL {
        return Err(error);
    }
    let pieces = speech::split(text, characters.div_ceil(2));
    Ok(pieces.into_iter().map(|piece| start + piece.start..start + piece.end).collect())
}

/// One voice that speaks one text.
struct Speaker<'c> {
    cast: &'c Cast,
    engine: &'c dyn Engine,
    payer: Payer<'c>,
    voice: &'c Voice,
    version: String,
    characters: usize,
    /// None: it is said anew each time.
    cache: Option<Cache>,
    is_paid: bool,
}

impl<'c> Speaker<'c> {
    async fn new(studio: Studio<'c>, voice: &'c Voice) -> Result<Self, SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        let engine = studio.cast.engine_of(&voice.name).ok_or_else(unknown)?;
        let abilities = engine.abilities();
        let settings = studio.settings;
        let is_paid = pay::is_paid(engine.as_ref(), settings);
        let payer = Payer::new(studio, (engine.name(), voice), abilities.price);
        let cache = if is_paid { &settings.paid_speech_cache } else { &settings.speech_cache };
        let is_kept = is_paid || studio.attempt.is_some();
        Ok(Self {
            cast: studio.cast,
            engine: engine.as_ref(),
            version: of_take(engine.version_of(voice).await?, studio.attempt),
            characters: abilities.characters,
            payer,
            voice,
            cache: is_kept.then(|| cache.clone()),
            is_paid,
        })
    }

    /// The pieces of a text that the engine takes, as it counts them. Those behind a long one may be
    /// shorter than needed: the same text is cut alike each time.
    fn split(&self, text: &str) -> Vec<Range<usize>> {
        let mut most = self.characters;
        loop {
            let pieces = speech::split(text, most);
            let fits = |range: &Range<usize>| {
                let piece = text.get(range.clone()).unwrap_or_default();
                self.engine.characters_of(piece) <= self.characters
            };
            if most <= SMALL || pieces.iter().all(fits) {
                return pieces;
            }
            most = most * 3 / 4;
        }
    }

    /// Whether the month's budget has room for all that was not said before: else half an episode
    /// would be paid, and wait.
    async fn check_room(&self, script: &Script) -> anyhow::Result<()> {
        if self.payer.budgeted().is_none() {
            return Ok(());
        }
        let is_new = |text: &&str| {
            let key = speech::cache_key(self.voice, &self.version, text);
            self.cache.as_ref().is_none_or(|cache| !cache.folder().join(key).exists())
        };
        let pieces = script.groups.iter().flat_map(|group| {
            let ranges = self.split(&group.text);
            ranges.into_iter().filter_map(|range| group.text.get(range))
        });
        let characters = pieces.filter(is_new).map(|text| self.engine.characters_of(text)).sum();
        self.payer.check_room(characters).await
    }

    /// What was said before, or is said now.
    async fn say(&self, text: &str) -> anyhow::Result<Sound> {
        match &self.cache {
            Some(cache) => self.say_once(text, cache).await,
            None => self.ask(text).await.map(Sound::Memory),
        }
    }

    async fn say_once(&self, text: &str, cache: &Cache) -> anyhow::Result<Sound> {
        let key = speech::cache_key(self.voice, &self.version, text);
        if let Some(path) = said_before(&key, cache).await? {
            return Ok(Sound::File(path));
        }
        // Another episode may be having the same said just now.
        let _turn = turns::take(key.clone()).await;
        if let Some(path) = said_before(&key, cache).await? {
            return Ok(Sound::File(path));
        }
        if self.is_paid {
            // Nothing is paid that could not be kept.
            let cache = cache.clone();
            let room = tokio::task::spawn_blocking(move || cache.temporary()).await?;
            drop(room.map_err(SpeechError::Disk)?);
        }
        let spoken = self.ask(text).await?;
        let cache = cache.clone();
        let kept = tokio::task::spawn_blocking(move || cache.put(&key, &spoken)).await?;
        // Without it, an hour of speech would lie in memory, and be mastered on the same full disk.
        Ok(Sound::File(kept.map_err(SpeechError::Disk)?))
    }

    /// Asks the engine, a few times where that may help.
    async fn ask(&self, text: &str) -> anyhow::Result<Spoken> {
        let mut attempt = 1;
        loop {
            let call = self.cast.speak(text, self.voice);
            let characters = self.engine.characters_of(text);
            let error = match self.payer.pay(characters, call).await? {
                Ok(spoken) => return Ok(spoken),
                Err(error) => error,
            };
            let Some(wait) = wait_after(&error, attempt) else { return Err(error.into()) };
            warn!(voice = self.voice.name, attempt, "A sentence is tried again: {error}");
            tokio::time::sleep(wait).await;
            attempt += 1;
        }
    }
}

/// An engine's version, and what tells a later take of an episode from those before it: each has its own
/// sentences in the cache.
fn of_take(version: String, attempt: Option<&Attempt<'_>>) -> String {
    match attempt.map_or(0, |attempt| attempt.take) {
        0 => version,
        take => format!("{version} take {take}"),
    }
}

/// How long to wait before the same text is tried again; none: it is not.
fn wait_after(error: &SpeechError, attempt: u32) -> Option<Duration> {
    let may_help = error.advice() == Advice::Retry && !error.needs_mending();
    let wait = error.retry_after().unwrap_or(BETWEEN_ATTEMPTS * attempt);
    (may_help && attempt < ATTEMPTS && wait <= LONGEST_WAIT).then_some(wait)
}
