//! `earshot site list`: the sites as they are crawled, and what the next start would change.
//!
//! Writes nothing: the whitelist is taken over by those who crawl. Whoever lists in a shell without
//! `EARSHOT_SITES` must not change what a running instance crawls.

use std::process::ExitCode;

use database::site;
use jobs::whitelist::Entry;
use serde::Serialize;

use crate::{output, settings::Settings, wiring};

/// One site, as a script reads it.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Line {
    site: String,
    name: String,
    home: String,
    language: Option<String>,
    rights: String,
    licence: String,
    origin: String,
    enabled: bool,
    /// `added` or `removed`, where the whitelist is another than the one that was taken over last.
    at_next_start: Option<&'static str>,
}

pub(super) async fn run(settings: &Settings, json: bool) -> anyhow::Result<ExitCode> {
    let entries = crate::commands::whitelist(settings)?;
    let rows = match wiring::database_as_it_is(settings).await? {
        Some(database) => site::everything(&database.read).await?,
        None => Vec::new(),
    };
    let lines = lines(rows, entries);
    for line in &lines {
        output::result(&if json { serde_json::to_string(line)? } else { shown(line) });
    }
    if lines.iter().any(|line| line.at_next_start.is_some()) {
        let place = settings.sites.as_deref().map_or_else(
            || "built in, as EARSHOT_SITES is not set".to_owned(),
            |place| format!("EARSHOT_SITES: {}", place.display()),
        );
        output::note(&format!("The whitelist ({place}) is not the one that was crawled last."));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is known, and what the whitelist names beyond it, by name.
fn lines(rows: Vec<site::Model>, entries: Vec<Entry>) -> Vec<Line> {
    let was_taken_over = rows.iter().any(|row| row.origin == "file");
    let is_listed = |host: &str| entries.iter().any(|entry| entry.home.host() == host);
    let mut lines: Vec<Line> = rows
        .into_iter()
        .map(|row| {
            let is_crawled = row.enabled && row.origin == "file";
            let at_next_start = match (is_listed(&row.host), is_crawled) {
                (true, _) if !row.enabled => Some("added"),
                (false, true) => Some("removed"),
                _ => None,
            };
            Line { at_next_start, ..of_row(row) }
        })
        .collect();
    for entry in entries {
        if !lines.iter().any(|line| line.site == entry.home.host()) {
            let at_next_start = was_taken_over.then_some("added");
            lines.push(Line { at_next_start, enabled: !was_taken_over, ..of_entry(entry) });
        }
    }
    lines.sort_by(|one, other| (&one.name, &one.site).cmp(&(&other.name, &other.site)));
    lines
}

fn of_row(row: site::Model) -> Line {
    Line {
        site: row.host,
        name: row.name,
        home: row.home,
        language: row.language,
        rights: row.rights,
        licence: row.licence,
        origin: row.origin,
        enabled: row.enabled,
        at_next_start: None,
    }
}

fn of_entry(entry: Entry) -> Line {
    Line {
        site: entry.home.host(),
        name: entry.name,
        home: entry.home.to_string(),
        language: entry.language,
        rights: entry.rights,
        licence: entry.licence,
        origin: "file".to_owned(),
        enabled: true,
        at_next_start: None,
    }
}

fn shown(line: &Line) -> String {
    let state = match (line.at_next_start, line.enabled) {
        (Some("added"), _) => "  (from the next start on)",
        (Some(_), _) => "  (until the next start)",
        (None, false) if line.origin == "run" => "  (named for one crawl, which is over)",
        (None, false) => "  (disabled)",
        (None, true) => "",
    };
    format!("{:<36} {:<9} {}{state}", line.site, line.rights, line.name)
}
