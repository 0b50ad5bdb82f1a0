//! `earshot site log`: what became of a site's sources and addresses.

use std::{collections::BTreeMap, process::ExitCode};

use database::{Micros, address, host, source, visit};
use jobs::{clock, crawl::NOTHING, rules_of};
use serde::Serialize;

use super::crawl_delay;
use crate::{arguments::SiteLog, output, settings::Settings, wiring};

/// One source, as a script reads it. Instants are RFC 3339 in UTC.
#[derive(Debug, Serialize)]
struct SourceLine {
    kind: String,
    address: String,
    asked: Option<String>,
    due: String,
    /// How many addresses in its last answer are not asked for.
    passed_over: i64,
    /// The same by reason.
    passed_over_by: BTreeMap<String, u64>,
    error: Option<String>,
}

/// One address, as a script reads it. Instants are RFC 3339 in UTC.
#[derive(Debug, Serialize)]
struct Line {
    /// `page`, beside the kinds of sources.
    kind: &'static str,
    address: String,
    outcome: String,
    reason: Option<String>,
    status: Option<i32>,
    attempts: i32,
    found: String,
    asked: Option<String>,
    due: Option<String>,
    article: Option<i64>,
}

/// A visit that could not be made, as a script reads it. Instants are RFC 3339 in UTC.
#[derive(Debug, Serialize)]
struct VisitLine {
    /// `visit`, beside the kinds of sources and pages.
    kind: &'static str,
    asked: String,
    error: String,
}

pub(super) async fn run(settings: &Settings, asked: &SiteLog) -> anyhow::Result<ExitCode> {
    let database = wiring::database(settings).await?;
    let site = super::known(&database, &asked.host).await?;
    tell_host(&database, &site.host).await?;
    if asked.outcome.is_none() && asked.reason.is_none() {
        tell_sources(&database, site.id, asked.json).await?;
        tell_failure(&database, site.id, asked.json).await?;
    }
    let wanted = address::Asked {
        site_id: site.id,
        outcome: asked.outcome.as_deref(),
        reason: asked.reason.as_deref(),
        most: asked.limit.into(),
    };
    let lines = address::log(&database.read, wanted).await?;
    if lines.is_empty() {
        output::note("No address is known that fits.");
    }
    for row in lines {
        let line = line(row);
        output::result(&if asked.json { serde_json::to_string(&line)? } else { shown(&line) });
    }
    Ok(ExitCode::SUCCESS)
}

/// How the host behaves, where that is not well, and what it asks for in vain.
async fn tell_host(database: &database::Database, name: &str) -> anyhow::Result<()> {
    let Some(host) = host::by_name(&database.read, name).await? else { return Ok(()) };
    if let Some(robots) = rules_of(&host) {
        crawl_delay::tell(name, &robots);
    }
    let Some(error) = host.last_error else { return Ok(()) };
    let until = (host.blocked_until > clock::now())
        .then(|| format!("; left alone until {}", written(host.blocked_until)));
    output::note(&format!("{name}: {error}{}", until.unwrap_or_default()));
    Ok(())
}

/// The sources, which end as no page does: they are told where all is asked for.
async fn tell_sources(database: &database::Database, site: i64, json: bool) -> anyhow::Result<()> {
    if !json {
        output::result(&format!("{:<20} {:<20} {:<33} {}", "asked", "due", "outcome", "address"));
    }
    for source in source::of_site(&database.read, site).await? {
        let kind = source.kind.split_once('_').map_or(source.kind.as_str(), |(_, kind)| kind);
        let line = SourceLine {
            kind: kind.to_owned(),
            address: source.address.clone(),
            asked: (source.checked_at != Micros::START).then(|| written(source.checked_at)),
            due: written(source.due_at),
            passed_over_by: source.reasons(),
            passed_over: source.passed_over,
            error: source.last_error,
        };
        output::result(&if json { serde_json::to_string(&line)? } else { shown_source(&line) });
    }
    Ok(())
}

/// Why the site could not be visited the last time, if that is so: neither its addresses nor its sources
/// tell that, where nothing of it could be asked for.
async fn tell_failure(database: &database::Database, site: i64, json: bool) -> anyhow::Result<()> {
    let Some(last) = visit::last(&database.read, site).await? else { return Ok(()) };
    let knows_any = address::is_any_known(&database.read, site).await?;
    let nothing = (!knows_any && last.requests > 0).then(|| NOTHING.to_owned());
    let Some(error) = last.error.or(nothing) else { return Ok(()) };
    let line = VisitLine { kind: "visit", asked: written(last.started_at), error };
    output::result(&if json { serde_json::to_string(&line)? } else { shown_failure(&line) });
    Ok(())
}

fn shown_failure(VisitLine { kind, asked, error }: &VisitLine) -> String {
    format!("{asked:<20} {:<20} {kind:<33} FAILED: {error}", "-")
}

fn shown_source(line: &SourceLine) -> String {
    let asked = line.asked.as_deref().unwrap_or("-");
    let failure = line.error.as_ref().map(|error| format!("  FAILED: {error}"));
    let failure = failure.unwrap_or_default();
    let passed_over = match line.passed_over {
        0 => String::new(),
        count => format!("  {count} passed over{}", shown_reasons(&line.passed_over_by)),
    };
    let SourceLine { due, kind, address, .. } = line;
    format!("{asked:<20} {due:<20} {kind:<33} {address}{passed_over}{failure}")
}

fn shown_reasons(reasons: &BTreeMap<String, u64>) -> String {
    let reasons = reasons.iter().map(|(reason, count)| format!("{reason} {count}"));
    let reasons: Vec<String> = reasons.collect();
    if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) }
}

fn line(row: address::Model) -> Line {
    Line {
        kind: "page",
        outcome: row.outcome.unwrap_or_else(|| "waiting".to_owned()),
        reason: row.reason,
        status: row.status,
        attempts: row.attempts,
        found: written(row.found_at),
        asked: row.fetched_at.map(written),
        due: row.due_at.map(written),
        article: row.article_id,
        address: row.address,
    }
}

fn shown(line: &Line) -> String {
    let why: Vec<String> =
        line.reason.iter().cloned().chain(line.status.map(|it| it.to_string())).collect();
    let asked = line.asked.as_deref().unwrap_or("-");
    let due = line.due.as_deref().unwrap_or("-");
    format!("{asked:<20} {due:<20} {:<8} {:<24} {}", line.outcome, why.join(" "), line.address)
}

/// What was never asked is due at once, whatever the time.
fn written(at: Micros) -> String {
    if at <= Micros::START {
        return "now".to_owned();
    }
    clock::to_chrono(at).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
