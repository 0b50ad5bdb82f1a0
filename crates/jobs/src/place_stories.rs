//! Articles -> the stories that they tell.
//!
//! Runs on a schedule and at the end of a crawl, after articles were stored. Safe to run twice: an
//! article whose text has a sketch is not placed again, and its sketch and its place are one
//! transaction. Two that run at once may begin two stories of one; the next article joins them.

use std::collections::HashMap;

use database::{
    Micros,
    sketch::{self, Neighbour, Text},
    story,
};
use stories::{Place, Relative, Shingles, Sketch};
use tokio::task::spawn_blocking;

use crate::{Context, clock::now};

/// How long articles are compared, in seconds: a week. News is retold within days.
const COMPARED_SECONDS: i64 = 7 * 86_400;
/// Articles taken at once.
const AT_ONCE: u64 = 100;
/// Neighbours looked at: those that share most. A notice that a site prints instead of its articles
/// has neighbours without end.
const MOST_NEIGHBOURS: u64 = 200;

/// Places every article that waits for it. Returns how many.
///
/// # Errors
/// When the database is away; what was placed stays.
pub async fn place_stories(context: &Context) -> anyhow::Result<u64> {
    let since = now().plus_seconds(-COMPARED_SECONDS);
    let mut placed = 0;
    loop {
        let waiting = sketch::awaiting(&context.database.read, since, AT_ONCE).await?;
        if waiting.is_empty() {
            return Ok(placed);
        }
        for article in waiting {
            place(context, article, since).await?;
            placed += 1;
        }
    }
}

/// Forgets the sketches that nothing is compared with any longer.
///
/// # Errors
/// When the database is away.
pub(crate) async fn forget_sketches(context: &Context) -> anyhow::Result<()> {
    let transaction = context.database.begin().await?;
    sketch::forget_before(&transaction, now().plus_seconds(-COMPARED_SECONDS)).await?;
    Ok(transaction.commit().await?)
}

async fn place(context: &Context, article: Text, since: Micros) -> anyhow::Result<()> {
    let read = &context.database.read;
    let Text { id, site_id, text_hash, text, .. } = article;
    let work = move || {
        let shingles = Shingles::of(&text);
        let sketch = Sketch::of(&shingles);
        (shingles, sketch)
    };
    let (shingles, made) = spawn_blocking(work).await?;
    let keys = made.as_ref().map(keys).unwrap_or_default();
    let place = match &made {
        Some(made) => {
            let asked = sketch::Asked { article_id: id, keys: &keys, since, most: MOST_NEIGHBOURS };
            let neighbours = sketch::neighbours(read, &asked).await?;
            let near = worth_comparing(made, &neighbours);
            let texts = sketch::texts(read, &near).await?;
            decide(context, (site_id, shingles), texts).await?
        }
        None => Place { story: None, merged: Vec::new() },
    };
    let signature = made.map(|made| made.to_bytes()).unwrap_or_default();
    let row = sketch::Model { article_id: id, text_hash, signature };
    keep(context, &row, &keys, &place).await
}

/// The keys of a sketch as the database has them, bit for bit.
fn keys(sketch: &Sketch) -> Vec<i64> {
    sketch.bands().into_iter().map(u64::cast_signed).collect()
}

fn worth_comparing(made: &Sketch, neighbours: &[Neighbour]) -> Vec<i64> {
    // A sketch of another version is none: its article is sketched anew when it changes.
    let known: Vec<(&Neighbour, Sketch)> = neighbours
        .iter()
        .filter_map(|neighbour| Some((neighbour, Sketch::parse(&neighbour.signature)?)))
        .collect();
    let known: Vec<stories::Neighbour<'_>> = known
        .iter()
        .map(|(neighbour, sketch)| stories::Neighbour {
            article: neighbour.article_id,
            story: neighbour.story_id,
            sketch,
        })
        .collect();
    stories::worth_comparing(made, &known)
}

/// Compares an article of a site with others, word by word.
async fn decide(
    context: &Context,
    (site_id, shingles): (i64, Shingles),
    texts: Vec<Text>,
) -> anyhow::Result<Place> {
    let mut stories: Vec<i64> = texts.iter().map(|text| text.story_id).collect();
    stories.sort_unstable();
    stories.dedup();
    let sizes = story::sizes(&context.database.read, &stories).await?;
    let sizes: HashMap<i64, i64> = sizes.iter().map(|it| (it.story_id, it.articles)).collect();
    let work = move || {
        let cut: Vec<Shingles> = texts.iter().map(|text| Shingles::of(&text.text)).collect();
        let relatives: Vec<Relative<'_>> = texts
            .iter()
            .zip(&cut)
            .map(|(text, shingles)| Relative {
                article: text.id,
                story: text.story_id,
                story_articles: sizes
                    .get(&text.story_id)
                    .and_then(|size| usize::try_from(*size).ok())
                    .unwrap_or(1),
                same_site: text.site_id == site_id,
                shingles,
            })
            .collect();
        stories::place(&shingles, &relatives)
    };
    Ok(spawn_blocking(work).await?)
}

/// Keeps the sketch and the place in one transaction.
async fn keep(
    context: &Context,
    row: &sketch::Model,
    keys: &[i64],
    place: &Place,
) -> anyhow::Result<()> {
    let transaction = context.database.begin().await?;
    sketch::keep(&transaction, row, keys).await?;
    if let Some(story) = place.story {
        story::place(&transaction, (row.article_id, &row.text_hash), story).await?;
        for merged in place.merged.iter().filter(|merged| **merged != story) {
            story::merge(&transaction, *merged, story).await?;
        }
    }
    Ok(transaction.commit().await?)
}
