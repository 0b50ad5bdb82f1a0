//! A line now and then, for whoever waits: on a terminal one that is written over, elsewhere a new one,
//! and not so often, as it stays.

use std::{io::IsTerminal as _, time::Duration};

use database::{Database, address, change, episode, host};
use jobs::{Context, Counts, clock::now, crawl::Crawl};
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::output;

/// How often progress is shown where each line stays.
const PROGRESS: Duration = Duration::from_secs(30);
/// How often it is shown on a terminal.
const PROGRESS_ON_TERMINAL: Duration = Duration::from_secs(1);

/// What is not done yet.
#[derive(Debug, Clone, Copy, Default)]
struct Waiting {
    /// Addresses to be asked for.
    addresses: i64,
    /// Hosts that others hold.
    held: i64,
    /// Episodes to be spoken or published.
    episodes: i64,
}

impl Waiting {
    /// A database that is away is told of by whoever needs it.
    async fn of(context: &Context, crawl: &Crawl, visited: u64) -> Self {
        let (read, now) = (&context.database.read, now());
        let held = host::count_held(read, &crawl.sites, now).await.unwrap_or(0);
        let episodes = episode::count_waiting(read, now).await.unwrap_or(0);
        Self {
            addresses: address::count_waiting(read, &crawl.sites).await.unwrap_or(0),
            held: (held - i64::try_from(visited).unwrap_or(0)).max(0),
            episodes: if crawl.audio { episodes } else { 0 },
        }
    }
}

/// Shows progress for ever.
pub(super) async fn show(context: &Context, crawl: &Crawl) {
    let mut ticks = ticks();
    let started = ticks.tick().await;
    loop {
        ticks.tick().await;
        let counts = context.progress.counts();
        let waiting = Waiting::of(context, crawl, counts.hosts).await;
        tell(&line(counts, waiting, started.elapsed()));
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
    let mut ticks = interval(period(std::io::stderr().is_terminal()));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

fn period(is_terminal: bool) -> Duration {
    if is_terminal { PROGRESS_ON_TERMINAL } else { PROGRESS }
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

fn line(counts: Counts, waiting: Waiting, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs().max(1);
    let (whole, tenths) = (counts.pages / seconds, counts.pages * 10 / seconds % 10);
    let Waiting { addresses, held, episodes } = waiting;
    let speaks = counts.sentences > 0 || episodes > 0;
    let told = [
        Some(output::counted(counts.hosts, "host")),
        (held > 0).then(|| format!("{held} held by others")),
        Some(output::counted(counts.requests, "request")),
        Some(format!("{} ({whole}.{tenths}/s)", output::counted(counts.pages, "page"))),
        Some(format!("{} kB", counts.bytes / 1_000)),
        Some(format!("{addresses} waiting")),
        Some(output::counted(counts.articles, "new article")),
        speaks.then(|| format!("{} spoken", output::counted(counts.sentences, "sentence"))),
        Some(output::counted(counts.episodes, "episode")),
        (episodes > 0).then(|| format!("{episodes} to come")),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRAWLED: Counts = Counts {
        requests: 130,
        answers: 130,
        pages: 105,
        articles: 99,
        sentences: 0,
        episodes: 0,
        bytes: 8_250_000,
        hosts: 1,
    };

    #[track_caller]
    fn check(counts: Counts, waiting: Waiting, expected: &str) {
        assert_eq!(line(counts, waiting, Duration::from_secs(10)), expected);
    }

    #[test]
    fn a_line_tells_what_is_done_and_what_waits() {
        check(
            CRAWLED,
            Waiting { addresses: 7, ..Waiting::default() },
            "1 host · 130 requests · 105 pages (10.5/s) · 8250 kB · 7 waiting · 99 new articles · \
             0 episodes",
        );
    }

    #[test]
    fn hosts_that_others_hold_and_what_is_spoken_are_told() {
        check(
            Counts { hosts: 0, sentences: 41, episodes: 1, ..CRAWLED },
            Waiting { addresses: 0, held: 2, episodes: 3 },
            "0 hosts · 2 held by others · 130 requests · 105 pages (10.5/s) · 8250 kB · 0 waiting · \
             99 new articles · 41 sentences spoken · 1 episode · 3 to come",
        );
    }

    #[test]
    fn lines_that_stay_are_few() {
        let told_in_ten_minutes = |it: Duration| Duration::from_mins(10).as_secs() / it.as_secs();
        assert!(told_in_ten_minutes(period(false)) <= 20);
        assert!(told_in_ten_minutes(period(true)) >= 300);
    }
}
