//! Chosen article -> script -> speech -> a mastered MP3 in the store, named by its content.
//!
//! Runs after `choose_episodes`, before `publish_episode`. Safe to run twice: every sentence is kept
//! under the hash of text, voice and engine, so a finished one is never spoken again, and the same
//! sentences give the same file.
//!
//! `language` asks whether it can be spoken, `material` reads the article and writes the script, `say`
//! has it spoken, `attempt` tells how far that came, `pay` keeps the ledger, `times` tells when each
//! word is heard, `comment` what its tag says besides. `wait` puts off what waits for others, `unsaid`
//! tells which sentence could not be said. `trial` has a text spoken that is no article's, likewise; `check` asks an engine
//! whether it works.

use anyhow::anyhow;
use database::{Lease, Micros, episode, object, site};
use narration::CannotSpeak;
use serde::{Deserialize, Serialize};
use speech::{Codec, Mastered, Part, SpeechError, Tags, Voice};
use storage::{AudioExtension, ObjectKey, Visibility};
use tracing::{info, warn};

use crate::{Context, clock::now, held};
use attempt::Attempt;
use material::Material;
use pay::Bill;
use say::{Piece, Studio};
use unsaid::Unsaid;

mod attempt;
mod check;
mod comment;
mod language;
mod material;
mod pay;
mod say;
mod times;
mod trial;
mod turns;
mod unsaid;
pub(crate) mod wait;

pub use check::Check;
pub use language::can_read;
pub(crate) use language::{has_rules, has_voice};
pub use trial::{Failed, Paid, Said, Trial};

/// Speaks one episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakEpisode {
    /// The episode.
    pub episode: i64,
}

/// Why an episode is given up at once: another attempt would end the same.
#[derive(Debug, thiserror::Error)]
enum GiveUp {
    #[error(transparent)]
    Script(#[from] CannotSpeak),
    #[error("no rules tell how “{0}” is read aloud")]
    NoRules(String),
    #[error(transparent)]
    Speech(#[from] Unsaid),
    #[error("its article is gone")]
    NoArticle,
    #[error("it is spoken, and {0} workers in a row ended without a word while they mastered it")]
    Mastering(i32),
}

impl SpeakEpisode {
    /// Does it, unless somebody else holds the episode or it has its audio.
    ///
    /// # Errors
    /// When the database is away; the episode waits.
    pub async fn run(&self, context: &Context) -> anyhow::Result<()> {
        let db = &context.database;
        let (start, until) = held::lease_until(context.settings.lease_micros());
        let leased = episode::lease(&db.write, self.episode, false, start, until).await?;
        let Some((lease, row)) = leased else { return Ok(()) };
        if row.attempts > episode::MOST_ATTEMPTS {
            // Earlier attempts ended without a word: what kills its worker is not tried for ever.
            return fail(context, &lease, &anyhow!("no attempt came to its end")).await;
        }
        if row.masterings >= episode::MOST_MASTERINGS {
            return fail(context, &lease, &GiveUp::Mastering(row.masterings).into()).await;
        }
        let renew = |until| episode::renew(&db.write, &lease, until);
        let work = speak(context, &lease, &row);
        match Box::pin(held::holding(context.settings.lease, renew, work)).await {
            None => warn!(episode.id = row.id, "The episode was lost to another worker"),
            Some(Ok(())) => {}
            Some(Err(error)) => fail(context, &lease, &error).await?,
        }
        Ok(())
    }
}

async fn speak(context: &Context, lease: &Lease, row: &episode::Model) -> anyhow::Result<()> {
    language::check(&context.cast, &row.language)?;
    let material = material::narrate(context, row).await?;
    let voices = material.voices(context, &row.language);
    let attempt = Attempt::new(&context.database, lease, row);
    let pieces = say_with_one_of(context, &attempt, &material, &voices).await?;
    finish_counted(context, lease, row, (&material, &pieces)).await
}

/// Makes the audio of what is spoken. A worker that is killed meanwhile is no fault of what was spoken;
/// a failure that tells why is an attempt like any other.
async fn finish_counted(
    context: &Context,
    lease: &Lease,
    row: &episode::Model,
    spoken: (&Material, &[Piece]),
) -> anyhow::Result<()> {
    let write = &context.database.write;
    episode::begin_mastering(write, lease).await?;
    let finished = finish(context, lease, row, spoken).await;
    if finished.is_err()
        && let Err(error) = episode::fail_mastering(write, lease).await
    {
        // Why it could not be finished is what an operator needs to know.
        warn!(episode.id = lease.id, "A failed mastering could not be counted: {error}");
    }
    finished
}

/// Masters, puts the audio into the store, and keeps it as the episode's.
async fn finish(
    context: &Context,
    lease: &Lease,
    row: &episode::Model,
    (material, pieces): (&Material, &[Piece]),
) -> anyhow::Result<()> {
    let tags = material.tags(context, &row.language);
    let mastered = master(context, material.parts(pieces), tags).await?;
    let times = times::told(material, pieces, &mastered);
    let audio = put(context, material, mastered, serde_json::to_string(&times)?).await?;
    let transaction = context.database.begin().await?;
    episode::keep_audio(&transaction, lease, &audio, now()).await?;
    transaction.commit().await?;
    info!(episode.id = row.id, samples = audio.samples, "Spoke “{}”", material.title);
    Ok(())
}

/// Has the whole episode said by the first of the voices that can; no episode has two.
async fn say_with_one_of(
    context: &Context,
    attempt: &Attempt<'_>,
    material: &Material,
    voices: &[Voice],
) -> anyhow::Result<Vec<Piece>> {
    let script = material.script_as_json()?;
    let bill = Bill::default();
    let studio = Studio::of_episode(context, attempt, &bill);
    let mut failures = Failures::default();
    for voice in voices {
        let write = &context.database.write;
        episode::keep_script(write, attempt.lease, &script, &voice.name).await?;
        match say::say(studio, &material.script, voice).await {
            Ok(pieces) => return Ok(pieces),
            Err(error) => {
                let error = failures.add(error)?;
                warn!(
                    episode.id = attempt.episode(),
                    voice = voice.name,
                    "The voice failed: {error}"
                );
            }
        }
    }
    Err(failures.end().map_or_else(|| anyhow!("no voice"), giving_up))
}

/// How the voices failed that were asked so far.
#[derive(Debug, Default)]
struct Failures(Vec<Unsaid>);

impl Failures {
    /// # Errors
    /// What another voice cannot mend: a budget that is spent, or a database that is away.
    fn add(&mut self, error: anyhow::Error) -> anyhow::Result<&Unsaid> {
        self.0.push(Unsaid::of(error)?);
        self.0.last().ok_or_else(|| anyhow!("a failure that was kept"))
    }

    /// The most hopeful of all failures, the first one of these: it decides.
    fn end(self) -> Option<Unsaid> {
        let hope = |unsaid: &Unsaid| hope(&unsaid.error);
        self.0.into_iter().reduce(|known, new| if hope(&new) > hope(&known) { new } else { known })
    }
}

/// How likely the same text is spoken later: not, perhaps, or once the engine is there again.
fn hope(error: &SpeechError) -> u8 {
    if wait::engine_away(error).is_some() {
        return 2;
    }
    u8::from(error.advice() == speech::Advice::Retry)
}

/// Puts the audio into the store, where its rights allow it to be heard.
async fn put(
    context: &Context,
    material: &Material,
    mastered: Mastered,
    times: String,
) -> anyhow::Result<episode::Audio> {
    let card = &material.card;
    let is_open = site::is_open(&card.site_rights, card.reserved);
    let visibility = if is_open { Visibility::Open } else { Visibility::Personal };
    let extension = match context.settings.master.codec {
        Codec::Mp3 => AudioExtension::Mp3,
        Codec::Opus => AudioExtension::Opus,
    };
    let key = ObjectKey::Audio { visibility, hash: mastered.sha256, extension };
    let bytes = i64::try_from(mastered.bytes)?;
    object::plan(&context.database.write, &key.to_string(), bytes, now()).await?;
    let stored = context.store.put_file(&key, mastered.file.path()).await;
    let stored = anyhow::Context::context(stored, "the store")?;
    Ok(episode::Audio {
        key: key.to_string(),
        bytes: i64::try_from(stored.bytes)?,
        samples: i64::try_from(mastered.samples)?,
        sample_rate: i32::try_from(mastered.rate)?,
        times,
    })
}

fn giving_up(unsaid: Unsaid) -> anyhow::Error {
    if unsaid.error.needs_mending() || unsaid.error.advice() == speech::Advice::Retry {
        return unsaid.into();
    }
    GiveUp::Speech(unsaid).into()
}

async fn master(context: &Context, parts: Vec<Part>, tags: Tags) -> anyhow::Result<Mastered> {
    let settings = context.settings.master.clone();
    let cache = context.settings.speech_cache.clone();
    let work = move || {
        let file = cache.temporary()?;
        speech::master(&parts, &tags, &settings, file)
    };
    tokio::task::spawn_blocking(work).await?.map_err(|error| giving_up(error.into()))
}

/// Puts an episode off, or gives it up. What was spoken is kept, and waits with it.
pub(crate) async fn fail(
    context: &Context,
    lease: &Lease,
    error: &anyhow::Error,
) -> anyhow::Result<()> {
    if wait::put_off(context, lease, error).await? {
        return Ok(());
    }
    let (now, write, reason) = (now(), &context.database.write, format!("{error:#}"));
    let again = again_at(episode::attempts(write, lease).await?, error, now);
    let is_final = again.is_none();
    warn!(episode.id = lease.id, reason, is_final, "The episode could not be spoken");
    Ok(episode::fail(write, lease, &reason, again, now).await?)
}

/// When another attempt is made; none: never.
fn again_at(attempts: i32, error: &anyhow::Error, now: Micros) -> Option<Micros> {
    if error.is::<GiveUp>() || attempts >= episode::MOST_ATTEMPTS {
        return None;
    }
    // One that came farther than all before it was not counted, and is the first again.
    let wait = fetch::backoff(u32::try_from(attempts.max(1)).unwrap_or(1));
    Some(now.plus_micros(crate::clock::micros(wait)))
}
