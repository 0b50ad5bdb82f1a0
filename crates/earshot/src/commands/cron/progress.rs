//! A line now and then, for whoever waits: on a terminal one that is written over, elsewhere a new one.

use std::{io::IsTerminal as _, time::Duration};

use database::{Database, address, change};
use jobs::{Context, Counts};
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::output;

/// How often progress is shown where each line stays.
const PROGRESS: Duration = Duration::from_secs(5);
/// How often it is shown on a terminal.
const PROGRESS_ON_TERMINAL: Duration = Duration::from_secs(1);

/// Shows progress for ever.
pub(super) async fn show(context: &Context, sites: &[i64]) {
    let mut ticks = ticks();
    let started = ticks.tick().await;
    loop {
        ticks.tick().await;
        // A database that is away is told of by whoever needs it.
        let waiting = address::count_waiting(&context.database.read, sites).await.unwrap_or(0);
        tell(&line(context.progress.counts(), waiting, started.elapsed()));
    }
}

/// Shows for ever how much of what has changed is in the index.
pub(super) async fn show_indexing(index: &search::Index, database: &Database) {
    let newest = change::newest(&database.read).await.unwrap_or(0);
    let mut ticks = ticks();
    ticks.tick().await;
    loop {
        ticks.tick().await;
        tell(&format!("{} of {newest} changes are in the index", index.cursor()));
    }
}

fn ticks() -> Interval {
    let is_terminal = std::io::stderr().is_terminal();
    let mut ticks = interval(if is_terminal { PROGRESS_ON_TERMINAL } else { PROGRESS });
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

fn tell(line: &str) {
    if std::io::stderr().is_terminal() { output::note_over(line) } else { output::note(line) }
}

/// Takes the line off a terminal, before the result is printed.
pub(super) fn clear() {
    if std::io::stderr().is_terminal() {
        output::note_over("");
    }
}

fn line(counts: Counts, waiting: i64, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs().max(1);
    let (whole, tenths) = (counts.pages / seconds, counts.pages * 10 / seconds % 10);
    [
        output::counted(counts.hosts, "host"),
        output::counted(counts.requests, "request"),
        format!("{} ({whole}.{tenths}/s)", output::counted(counts.pages, "page")),
        format!("{} kB", counts.bytes / 1_000),
        format!("{waiting} waiting"),
        output::counted(counts.articles, "new article"),
        output::counted(counts.episodes, "episode"),
    ]
    .join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_what_is_done_and_what_waits() {
        let counts = Counts {
            requests: 130,
            answers: 130,
            pages: 105,
            articles: 99,
            episodes: 0,
            bytes: 8_250_000,
            hosts: 1,
        };
        assert_eq!(
            line(counts, 7, Duration::from_secs(10)),
            "1 host · 130 requests · 105 pages (10.5/s) · 8250 kB · 7 waiting · 99 new articles · \
             0 episodes"
        );
    }
}
