//! `earshot episode list`: articles that were considered, each with its state and the reason.

use std::process::ExitCode;

use database::{
    Micros,
    episode::{self, Considered},
};
use jobs::clock;
use serde::Serialize;

use crate::{
    arguments::EpisodeList,
    output::{self, Column},
    settings::Settings,
    wiring,
};

/// One article, as a script reads it. Instants are RFC 3339 in UTC.
#[derive(Debug, Serialize)]
struct Line {
    considered: String,
    state: String,
    language: Option<String>,
    voice: Option<String>,
    /// Why it is so: why it failed or waits, why it was chosen, or why not.
    reason: Option<String>,
    attempts: Option<i32>,
    /// Whether the article's text is another by now than the one that is read.
    outdated: bool,
    /// What it waits for: `budget`, `voice`, `store`; none: for its next step or attempt alone.
    waits_for: Option<String>,
    /// When it is tried again.
    due: Option<String>,
    title: String,
    address: String,
}

pub(super) async fn run(settings: &Settings, asked: &EpisodeList) -> anyhow::Result<ExitCode> {
    let database = wiring::database(settings).await?;
    let rows = episode::log(&database.read, asked.state.as_deref(), asked.limit.into()).await?;
    if rows.is_empty() {
        output::note("No article that fits was considered.");
    }
    let lines: Vec<Line> = rows.into_iter().map(line).collect();
    if asked.json {
        for line in &lines {
            output::result(&serde_json::to_string(line)?);
        }
    } else if !lines.is_empty() {
        print(&lines);
        if lines.iter().any(|line| line.outdated) {
            output::note("* The article's text has changed since it was chosen.");
        }
        if lines.iter().any(|line| line.state == "failed") {
            output::note("To try one again that has failed: earshot episode retry ADDRESS");
        }
        if lines.iter().any(|line| line.state == "withdrawn") {
            output::note(
                "To hear one again that was withdrawn, once that is allowed again: earshot episode retry \
                 ADDRESS",
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn line(row: Considered) -> Line {
    Line {
        considered: written(row.considered_at),
        state: row.state,
        language: row.language,
        voice: row.voice,
        reason: row.last_error.or(row.not_chosen).or(row.chosen_for),
        attempts: row.attempts,
        outdated: row.is_outdated,
        waits_for: row.waits_for,
        due: row.next_attempt_at.map(written),
        title: row.title,
        address: row.address,
    }
}

fn print(lines: &[Line]) {
    let heads = ["considered", "state", "language", "reason", "article"];
    let mut rows = vec![heads.map(str::to_owned)];
    rows.extend(lines.iter().map(|line| {
        let language = line.language.as_deref().unwrap_or("-");
        let reason = line.reason.as_deref().unwrap_or("-");
        let state = if line.outdated { format!("{}*", line.state) } else { line.state.clone() };
        [&line.considered, &state, language, reason, &line.address].map(str::to_owned)
    }));
    output::table([Column::Text; 5], &rows);
}

pub(super) fn written(at: Micros) -> String {
    clock::to_chrono(at).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
