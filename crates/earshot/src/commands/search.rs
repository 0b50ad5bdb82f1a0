//! `earshot search`: the articles that match.

use std::{collections::HashMap, process::ExitCode, sync::Arc, time::Duration};

use database::article::{self, Card};
use jobs::Follower;
use search::{Audience, Found, Hit, Order, Query};
use serde::Serialize;
use tokio::time::{Instant, sleep};

use super::Usage;
use crate::{arguments::Search, output, settings::Settings, wiring};

/// How long an index that another process writes is waited for.
const WAIT: Duration = Duration::from_secs(5);

/// One hit, as a script reads it.
#[derive(Serialize)]
struct Line {
    title: String,
    address: String,
    site: String,
    published: Option<String>,
    snippet: String,
    page: String,
}

pub(super) async fn run(settings: Settings, search: &Search) -> anyhow::Result<ExitCode> {
    // A word may begin with a hyphen, so a mistyped flag comes as a word, too.
    if let Some(flag) = search.words.iter().find(|word| word.starts_with("--")) {
        return Err(
            Usage(format!("“{flag}” is no flag of `search`; see `earshot search --help`")).into()
        );
    }
    let database = wiring::database(&settings).await?;
    let index = wiring::index(&settings)?;
    bring_up_to_date(&index, &database).await?;
    let mut query = Query::parse(&search.words.join(" "));
    query.order = if search.newest { Order::Newest } else { Order::Best };
    query.limit = usize::try_from(search.limit)?;
    query.audience = match settings.audience {
        jobs::Audience::Household => Audience::Household,
        jobs::Audience::Public => Audience::Public,
    };
    for note in &query.notes {
        output::note(note);
    }
    let found = index.search(&query)?;
    let ids: Vec<i64> = found.hits.iter().map(|hit| hit.article).collect();
    let cards = article::cards(&database.read, &ids).await?;
    let lines = lines(&found, cards);
    if search.json {
        let object = serde_json::json!({ "total": found.total, "hits": lines });
        output::result(&object.to_string());
    } else {
        print(&found, &lines);
    }
    Ok(ExitCode::SUCCESS)
}

/// Takes the changes into the index; where another process writes it, waits for its cursor.
pub(super) async fn bring_up_to_date(
    index: &Arc<search::Index>,
    database: &database::Database,
) -> anyhow::Result<()> {
    let newest = database::change::newest(&database.read).await?;
    let end = Instant::now() + WAIT;
    while index.cursor() != newest && Instant::now() < end {
        if let Some(mut follower) = Follower::start(Arc::clone(index)).await? {
            follower.catch_up(database).await?;
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    index.reload();
    Ok(())
}

fn lines(found: &Found, cards: Vec<Card>) -> Vec<Line> {
    let mut cards: HashMap<i64, Card> = cards.into_iter().map(|card| (card.id, card)).collect();
    found.hits.iter().filter_map(|hit| Some(line(hit, cards.remove(&hit.article)?))).collect()
}

fn line(hit: &Hit, card: Card) -> Line {
    Line {
        snippet: hit.snippet.iter().map(|piece| piece.text.as_str()).collect(),
        page: format!("/article/{}-{}", card.id, card.slug),
        published: published(&card),
        title: card.title,
        address: card.address,
        site: card.site_host,
    }
}

/// In the page's own zone; the day alone where the page tells no more.
fn published(card: &Card) -> Option<String> {
    let minutes = card.published_offset_minutes.unwrap_or(0);
    let zone = chrono::FixedOffset::east_opt(minutes * 60)?;
    let at = jobs::clock::to_chrono(card.published_at?).with_timezone(&zone);
    let is_day = card.published_precision.as_deref() == Some("day");
    Some(if is_day { at.format("%Y-%m-%d").to_string() } else { at.to_rfc3339() })
}

fn print(found: &Found, lines: &[Line]) {
    for line in lines {
        let day = line.published.as_deref().and_then(|at| at.get(..10)).unwrap_or("no date");
        output::result(&format!("{}\n  {} · {day} · {}", line.title, line.site, line.address));
        if !line.snippet.is_empty() {
            output::result(&format!("  {}", line.snippet));
        }
    }
    output::note(&format!("{} of {} articles.", lines.len(), found.total));
}
