//! Chosen article -> script -> speech -> a mastered MP3 in the store, named by its content.
//!
//! Runs after `choose_episodes`, before `publish_episode`. Safe to run twice: every group of
//! sentences is kept under the hash of text, voice and engine, so a finished one is never spoken
//! again, and the same groups give the same file.

use std::time::Duration;

use anyhow::{Context as _, anyhow};
use database::{Lease, article, article_version, author, episode, object, site};
use narration::{CannotSpeak, Script, Story};
use serde::{Deserialize, Serialize};
use speech::{Advice, MasterSettings, Mastered, Part, SpeechError, Tags, Voice};
use storage::{ObjectKey, StorageError, Visibility};
use tracing::{info, warn};

use crate::{Context, clock::now, held};

mod group_cache;

pub(crate) use group_cache::clean as clean_cache;

/// Attempts at one group within a run, before the episode itself is put off.
const ATTEMPTS_AT_A_GROUP: u32 = 2;
/// How long an episode waits for a store that is away.
const STORE_AWAY: Duration = Duration::from_secs(30);
/// The longest text of one call, in characters, when an engine asks for smaller groups.
const SMALL_GROUP: usize = 200;

/// Speaks one episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakEpisode {
    /// The episode.
    pub episode: i64,
}

/// Why an episode is given up at once: another attempt would end the same.
#[derive(Debug, thiserror::Error)]
enum GiveUp {
    #[error("{0}")]
    Script(#[from] CannotSpeak),
    #[error("no voice speaks {0}")]
    NoVoice(String),
    #[error("{0}")]
    Speech(#[from] SpeechError),
    #[error("its article is gone")]
    NoArticle,
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
            return fail(context, &lease, &row, &anyhow!("no attempt came to its end")).await;
        }
        let renew = |until| episode::renew(&db.write, &lease, until);
        let work = speak(context, &lease, &row);
        match Box::pin(held::holding(context.settings.lease, renew, work)).await {
            None => warn!(episode.id = row.id, "The episode was lost to another worker"),
            Some(Ok(())) => {}
            Some(Err(error)) => fail(context, &lease, &row, &error).await?,
        }
        Ok(())
    }
}

/// What an episode is made of.
struct Material {
    card: article::Card,
    authors: Vec<String>,
    voice: Voice,
    script: Script,
}

#[expect(
    clippy::cognitive_complexity,
    reason = "straight on; the logging macro counts for much of it"
)]
async fn speak(context: &Context, lease: &Lease, row: &episode::Model) -> anyhow::Result<()> {
    let db = &context.database;
    let material = narrate(context, row).await?;
    let text: Vec<_> = material.script.groups.iter().map(|group| group.text.as_str()).collect();
    let text = serde_json::to_string(&text)?;
    episode::keep_script(&db.write, lease, &text, &material.voice.name).await?;

    let parts = say(context, &material.script, &material.voice).await?;
    let tags = tags(context, &material, &row.language);
    let mastered = master(parts, tags).await?;

    let audio = put(context, &material.card, mastered).await?;
    let transaction = db.begin().await?;
    episode::keep_audio(&transaction, lease, &audio, now()).await?;
    transaction.commit().await?;
    info!(episode.id = row.id, samples = audio.samples, "Spoke “{}”", material.card.title);
    Ok(())
}

/// Reads the article, and thinks what to say.
async fn narrate(context: &Context, row: &episode::Model) -> anyhow::Result<Material> {
    let read = &context.database.read;
    let card = article::card(read, row.article_id).await?.ok_or(GiveUp::NoArticle)?;
    let version = article_version::numbered(read, row.article_id, row.article_version).await?;
    let version = version.ok_or(GiveUp::NoArticle)?;
    let authors = author::of_articles(read, &[row.article_id]).await?;
    let authors: Vec<String> = authors.into_iter().map(|author| author.name).collect();
    let voices = context.cast.choose(&row.language, &context.settings.voices);
    let voice = voices.into_iter().next().ok_or_else(|| GiveUp::NoVoice(row.language.clone()))?;
    let blocks: Vec<extract::Block> =
        serde_json::from_str(&version.blocks).context("the article's blocks")?;
    let story = Story {
        title: &version.title,
        outlet: &card.site_name,
        authors: &authors,
        published: published(&card),
        blocks: &blocks,
        language: &row.language,
    };
    let script = narration::script(&story).map_err(GiveUp::Script)?;
    Ok(Material { card, authors, voice, script })
}

/// Puts the audio into the store, where its rights allow it to be heard.
async fn put(
    context: &Context,
    card: &article::Card,
    mastered: Mastered,
) -> anyhow::Result<episode::Audio> {
    let is_open = site::is_open(&card.site_rights, card.reserved);
    let visibility = if is_open { Visibility::Open } else { Visibility::Personal };
    let key = ObjectKey::audio(visibility, &mastered.mp3);
    let bytes = i64::try_from(mastered.mp3.len())?;
    object::plan(&context.database.write, &key.to_string(), bytes, now()).await?;
    let stored = context.store.put(&key, mastered.mp3.into()).await.context("the store")?;
    Ok(episode::Audio {
        key: key.to_string(),
        bytes: i64::try_from(stored.bytes)?,
        samples: i64::try_from(mastered.samples)?,
        sample_rate: i32::try_from(mastered.rate)?,
    })
}

/// When the article was published, where the page told it.
fn published(card: &article::Card) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    let at = chrono::DateTime::from_timestamp_micros(card.published_at?.0)?;
    let minutes = card.published_offset_minutes.unwrap_or(0);
    Some(at.with_timezone(&chrono::FixedOffset::east_opt(minutes * 60)?))
}

fn tags(context: &Context, material: &Material, language: &str) -> Tags {
    let Material { card, authors, .. } = material;
    let by = if authors.is_empty() { card.site_name.clone() } else { authors.join(", ") };
    Tags {
        title: card.title.clone(),
        artist: by,
        album: context.settings.show.clone(),
        date: published(card).map(|at| at.format("%Y-%m-%d").to_string()),
        language: Some(language.to_owned()),
        comment: Some(format!("{}. Read by a synthetic voice.", card.site_name)),
        cover_jpeg: Some(podcast::COVER_SMALL_JPEG.to_vec()),
        address: Some(card.address.clone()),
    }
}

/// Speaks the groups that were not spoken before.
async fn say(context: &Context, script: &Script, voice: &Voice) -> anyhow::Result<Vec<Part>> {
    let mut parts = Vec::with_capacity(script.groups.len());
    for group in &script.groups {
        let pieces = say_group(context, &group.text, voice).await?;
        let last = pieces.len().saturating_sub(1);
        for (index, pcm) in pieces.into_iter().enumerate() {
            let pause_after_ms = if index == last { group.pause_after_ms } else { 0 };
            parts.push(Part { pcm, pause_after_ms });
        }
    }
    Ok(parts)
}

/// One group, in one piece or, where the engine asks for it, in several.
async fn say_group(
    context: &Context,
    text: &str,
    voice: &Voice,
) -> anyhow::Result<Vec<speech::Pcm>> {
    match say_piece(context, text, voice).await {
        Ok(pcm) => Ok(vec![pcm]),
        Err(error) if error.advice() == Advice::Split && text.chars().count() > SMALL_GROUP => {
            let mut pieces = Vec::new();
            for piece in split(text) {
                pieces.push(say_piece(context, &piece, voice).await.map_err(giving_up)?);
            }
            Ok(pieces)
        }
        Err(error) => Err(giving_up(error)),
    }
}

async fn say_piece(
    context: &Context,
    text: &str,
    voice: &Voice,
) -> Result<speech::Pcm, SpeechError> {
    let folder = &context.settings.speech_cache;
    let version =
        context.cast.engine_of(&voice.name).map(|engine| engine.version()).unwrap_or_default();
    let key = speech::cache_key(voice, &version, text);
    if let Some(pcm) = group_cache::get(folder, &key).await {
        return Ok(pcm);
    }
    let mut attempt = 1;
    let pcm = loop {
        match context.cast.speak(text, voice).await {
            Ok(spoken) => break spoken.pcm,
            Err(error) if error.advice() == Advice::Retry && attempt < ATTEMPTS_AT_A_GROUP => {
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    };
    group_cache::put(folder, &key, &pcm).await;
    Ok(pcm)
}

/// Words in runs of at most [`SMALL_GROUP`] characters.
fn split(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(piece) = pieces.last_mut() else { break };
        if piece.is_empty() {
            piece.push_str(word);
        } else if piece.chars().count() + word.chars().count() < SMALL_GROUP {
            piece.push(' ');
            piece.push_str(word);
        } else {
            pieces.push(word.to_owned());
        }
    }
    pieces
}

fn giving_up(error: SpeechError) -> anyhow::Error {
    match error.advice() {
        Advice::Retry => anyhow!(error),
        Advice::Split | Advice::GiveUp => anyhow!(GiveUp::Speech(error)),
    }
}

async fn master(parts: Vec<Part>, tags: Tags) -> anyhow::Result<Mastered> {
    let settings = MasterSettings::default();
    let work = move || speech::master(&parts, &tags, &settings);
    tokio::task::spawn_blocking(work).await?.map_err(giving_up)
}

/// Whether the store failed, rather than the voice or the text.
fn is_of_store(error: &anyhow::Error) -> bool {
    error.chain().any(<dyn std::error::Error>::is::<StorageError>)
}

/// The store will be back, or somebody mends it: what was spoken waits for that.
async fn wait_for_store(
    context: &Context,
    lease: &Lease,
    error: &anyhow::Error,
) -> anyhow::Result<()> {
    let again = now().plus_micros(i64::try_from(STORE_AWAY.as_micros())?);
    let reason = format!("{error:#}");
    warn!(episode.id = lease.id, reason, "The episode waits for the store");
    Ok(episode::put_off(&context.database.write, lease, &reason, again).await?)
}

/// Puts an episode off, or gives it up.
pub(crate) async fn fail(
    context: &Context,
    lease: &Lease,
    row: &episode::Model,
    error: &anyhow::Error,
) -> anyhow::Result<()> {
    let now = now();
    if is_of_store(error) {
        return wait_for_store(context, lease, error).await;
    }
    let is_final = error.is::<GiveUp>() || row.attempts >= episode::MOST_ATTEMPTS;
    let wait = fetch::backoff(u32::try_from(row.attempts).unwrap_or(1)).max(Duration::from_secs(1));
    let again = now.plus_micros(i64::try_from(wait.as_micros())?);
    let reason = format!("{error:#}");
    warn!(episode.id = row.id, reason, is_final, "The episode could not be spoken");
    let again = (!is_final).then_some(again);
    episode::fail(&context.database.write, lease, &reason, again, now).await?;
    Ok(())
}
