//! Articles -> those worth hearing.
//!
//! Runs on a schedule and at the end of a crawl. Safe to run twice: an article has one episode at
//! most, and one that was considered for good is not considered again.

use std::collections::HashMap;

use database::{Micros, article, change, episode, keyword, sketch};
use stories::{Candidate, KeywordHour, Shingles, Told, Trend};
use tracing::info;

use crate::{
    Context,
    clock::now,
    speak_episode::{has_rules, has_voice},
};

/// Articles that we have had for longer are not news to us, in seconds: three days, as long as
/// stories are compared. How old they are by their own date counts in the choice.
const NEWS_SECONDS: i64 = 72 * 3_600;
/// Articles compared at once, newest first.
const MOST_CANDIDATES: u64 = 300;
/// Hours of the past in which keywords are counted.
const TREND_HOURS: i64 = 14 * 24;
/// Trends looked for.
const MOST_TRENDS: usize = 50;

/// Chooses the next episodes, within the hour's number. Returns how many.
///
/// # Errors
/// When the database is away.
pub async fn choose_episodes(context: &Context) -> anyhow::Result<u64> {
    let now = now();
    let read = &context.database.read;
    let chosen = episode::count_chosen(read, now.plus_seconds(-3_600)).await?;
    let most = context.settings.episodes_per_hour.saturating_sub(u64::try_from(chosen)?);
    if most == 0 {
        return Ok(0);
    }
    let rights = context.settings.audience.rights();
    let since = now.plus_seconds(-NEWS_SECONDS);
    let rows = article::candidates(read, rights, since, MOST_CANDIDATES).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let trends = trends(context, now).await?;
    let told = told(context, &rows, since).await?;
    let candidates = candidates(context, &rows).await?;
    let most = usize::try_from(most)?;
    let decided = tokio::task::spawn_blocking(move || {
        stories::choose(&candidates, &told, &trends, now.0, most)
    })
    .await?;
    let transaction = context.database.begin().await?;
    // In the order of all who change articles: those who place them, the articles, the counter.
    sketch::hold(&transaction).await?;
    article::hold(&transaction, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    change::hold(&transaction).await?;
    if episode::count_chosen(&transaction, now.plus_seconds(-3_600)).await? != chosen {
        // Somebody else chose meanwhile: the next look takes that into account.
        return Ok(0);
    }
    keep(&transaction, &rows, &decided, now).await?;
    transaction.commit().await?;
    Ok(decided.chosen.len() as u64)
}

async fn trends(context: &Context, now: Micros) -> anyhow::Result<Vec<Trend>> {
    let counts = keyword::counts(&context.database.read, now.hour() - TREND_HOURS).await?;
    let hours: Vec<KeywordHour> = counts
        .into_iter()
        .map(|count| KeywordHour {
            keyword: count.word,
            site: count.site_id,
            hour: count.hour,
            articles: u32::try_from(count.articles).unwrap_or(u32::MAX),
        })
        .collect();
    let hour = now.hour();
    let found =
        tokio::task::spawn_blocking(move || stories::trending(&hours, hour, MOST_TRENDS)).await?;
    Ok(found)
}

/// The episodes of the last days, and any older one that read the same text as a candidate.
async fn told(
    context: &Context,
    rows: &[article::Candidate],
    since: Micros,
) -> anyhow::Result<Vec<Told>> {
    let read = &context.database.read;
    let recent = episode::told(read, since).await?;
    let mut told: Vec<Told> = recent
        .into_iter()
        .map(|row| Told {
            text_hash: hash(&row.text_hash),
            shingles: Shingles::of(&row.text),
            told_micros: row.chosen_at.0,
        })
        .collect();
    let hashes: Vec<&str> = rows.iter().map(|row| row.text_hash.as_str()).collect();
    for text_hash in episode::told_texts(read, &hashes).await? {
        let text_hash = hash(&text_hash);
        told.push(Told { text_hash, shingles: Shingles::of(""), told_micros: 0 });
    }
    Ok(told)
}

async fn candidates(
    context: &Context,
    rows: &[article::Candidate],
) -> anyhow::Result<Vec<Candidate>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut keywords: HashMap<i64, Vec<String>> = HashMap::new();
    for keyword in keyword::of_articles(&context.database.read, &ids).await? {
        keywords.entry(keyword.article_id).or_default().push(keyword.word);
    }
    let candidates = rows.iter().map(|row| Candidate {
        article: row.id,
        site: row.site_id,
        title: row.title.clone(),
        has_author: row.authors > 0,
        published_micros: row.published_at.map(|it| it.0),
        has_instant: row.published_precision.as_deref() == Some("instant"),
        characters: usize::try_from(row.characters).unwrap_or(0),
        language: row.language.clone(),
        voice_available: row.language.as_deref().is_some_and(|it| has_voice(&context.cast, it)),
        rules_available: row.language.as_deref().is_some_and(has_rules),
        mainly_video: row.mainly_video,
        keywords: keywords.remove(&row.id).unwrap_or_default(),
        text_hash: hash(&row.text_hash),
        shingles: Shingles::of(&row.text),
    });
    Ok(candidates.collect())
}

async fn keep(
    transaction: &database::Transaction,
    rows: &[article::Candidate],
    decided: &stories::Chosen,
    now: Micros,
) -> anyhow::Result<()> {
    for choice in &decided.chosen {
        let Some(row) = rows.iter().find(|row| row.id == choice.article) else { continue };
        let episode = episode::NewEpisode {
            article_id: row.id,
            guid: podcast::episode_guid(&row.address).to_string(),
            article_version: row.version,
            text_hash: row.text_hash.clone(),
            language: row.language.clone().unwrap_or_default(),
            reason: choice.reason.clone(),
            score: choice.score,
        };
        episode::choose(transaction, &episode, now).await?;
        info!(article.id = row.id, reason = choice.reason, "Chose “{}”", row.title);
    }
    for (id, refusal) in &decided.refused {
        article::considered(transaction, *id, Some(refusal.code()), now).await?;
    }
    Ok(())
}

/// From the row; a hash that cannot be read equals no other text's.
fn hash(text: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    if hex::decode_to_slice(text, &mut hash).is_err() {
        return stories::text_hash(text);
    }
    hash
}
