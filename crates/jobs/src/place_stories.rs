//! Articles -> the stories that they tell.
//!
//! Runs on a schedule and at the end of a crawl, after articles were stored. Safe to run twice: an
//! article whose text has a sketch is not placed again, and its sketch and its place are in one
//! transaction. Two that run at once take turns.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use database::{
    DatabaseError, Micros, Transaction,
    sketch::{self, Neighbour, Text},
    story,
};
use stories::{Place, Relative, Shingles, Sketch};
use tokio::{task::spawn_blocking, time::sleep};

use crate::{Context, clock::now};

/// How long articles are compared, in seconds: a week. News is retold within days.
const COMPARED_SECONDS: i64 = 7 * 86_400;
/// Articles taken at once.
const AT_ONCE: u64 = 40;
/// How long one transaction places articles, which others wait for on SQLite: some forty articles.
const LONGEST_TRANSACTION: Duration = Duration::from_millis(50);
/// How long others may write between two of them.
const PAUSE: Duration = Duration::from_millis(20);
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
        let sketch_all = || waiting.into_iter().map(Sketched::of).collect::<VecDeque<_>>();
        let mut sketched = context.cores.run(sketch_all).await?;
        while !sketched.is_empty() {
            if placed > 0 {
                // Whoever else writes to SQLite looks whether it is free now and then.
                sleep(PAUSE).await;
            }
            placed += Box::pin(place_some(context, &mut sketched, since)).await?;
        }
    }
}

/// An article that waits for its place.
struct Sketched {
    site_id: i64,
    row: sketch::Model,
    keys: Vec<i64>,
    shingles: Shingles,
    sketch: Option<Sketch>,
}

impl Sketched {
    fn of(Text { id, site_id, text_hash, text, .. }: Text) -> Self {
        let shingles = Shingles::of(&text);
        let sketch = Sketch::of(&shingles);
        let signature = sketch.as_ref().map(Sketch::to_bytes).unwrap_or_default();
        let row = sketch::Model { article_id: id, text_hash, signature };
        let keys = sketch.as_ref().map(keys).unwrap_or_default();
        Self { site_id, row, keys, shingles, sketch }
    }
}

/// Places as many of these as there is time for in one transaction, which costs as much as placing one:
/// their keys lie all over the table. Returns how many.
async fn place_some(
    context: &Context,
    waiting: &mut VecDeque<Sketched>,
    since: Micros,
) -> anyhow::Result<u64> {
    let transaction = context.database.begin().await?;
    sketch::hold(&transaction).await?;
    // Somebody else may have placed them while this one waited.
    let ids: Vec<i64> = waiting.iter().map(|article| article.row.article_id).collect();
    let known = sketch::placed(&transaction, &ids).await?;
    waiting.retain(|article| known.binary_search(&article.row.article_id).is_err());
    let began = Instant::now();
    let mut placed = 0;
    while began.elapsed() < LONGEST_TRANSACTION
        && let Some(article) = waiting.pop_front()
    {
        place(&transaction, article, since).await?;
        placed += 1;
    }
    transaction.commit().await.map_err(DatabaseError::from)?;
    Ok(placed)
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

async fn place(transaction: &Transaction, article: Sketched, since: Micros) -> anyhow::Result<()> {
    let Sketched { site_id, row, keys, shingles, sketch } = article;
    let place = match &sketch {
        Some(sketch) => {
            let article_id = row.article_id;
            let asked = sketch::Asked { article_id, keys: &keys, since, most: MOST_NEIGHBOURS };
            let neighbours = sketch::neighbours(transaction, &asked).await?;
            let near = worth_comparing(sketch, &neighbours);
            let texts = sketch::texts(transaction, &near).await?;
            decide(transaction, (site_id, shingles), texts).await?
        }
        None => Place::default(),
    };
    let Place { story, merged } = &place;
    let place = sketch::Place { story: *story, merged };
    Ok(sketch::keep(transaction, &row, &keys, place).await?)
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
    transaction: &Transaction,
    (site_id, shingles): (i64, Shingles),
    texts: Vec<Text>,
) -> anyhow::Result<Place> {
    if texts.is_empty() {
        return Ok(Place::default());
    }
    let mut stories: Vec<i64> = texts.iter().map(|text| text.story_id).collect();
    stories.sort_unstable();
    stories.dedup();
    let sizes = story::sizes(transaction, &stories).await?;
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
    // At once, not behind pages that wait for a core: a transaction is open.
    Ok(spawn_blocking(work).await?)
}
