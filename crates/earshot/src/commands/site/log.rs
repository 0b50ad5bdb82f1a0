//! `earshot site log`: what became of a site's sources and addresses.

use std::process::ExitCode;

use database::{Micros, address, host, source};
use jobs::clock;
use serde::Serialize;

use crate::{arguments::SiteLog, commands::Usage, output, settings::Settings, wiring};

/// One address, as a script reads it. Instants are RFC 3339 in UTC.
#[derive(Debug, Serialize)]
struct Line {
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

pub(super) async fn run(settings: &Settings, asked: &SiteLog) -> anyhow::Result<ExitCode> {
    let database = wiring::database(settings).await?;
    let Some(site) = database::site::by_host(&database.read, &asked.host).await? else {
        let problem = format!("no site is called “{}”; see `earshot site list`", asked.host);
        return Err(Usage(problem).into());
    };
    if !asked.json {
        tell_host(&database, &site.host).await?;
        tell_sources(&database, site.id).await?;
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

/// How the host behaves, where that is not well.
async fn tell_host(database: &database::Database, name: &str) -> anyhow::Result<()> {
    let Some(host) = host::by_name(&database.read, name).await? else { return Ok(()) };
    let Some(error) = host.last_error else { return Ok(()) };
    let until = (host.blocked_until > clock::now())
        .then(|| format!("; left alone until {}", written(host.blocked_until)));
    output::note(&format!("{name}: {error}{}", until.unwrap_or_default()));
    Ok(())
}

async fn tell_sources(database: &database::Database, site: i64) -> anyhow::Result<()> {
    for source in source::of_site(&database.read, site).await? {
        let kind = source.kind.split_once('_').map_or(source.kind.as_str(), |(_, kind)| kind);
        let asked = match source.checked_at {
            Micros::START => "not yet asked".to_owned(),
            at => format!("asked {}", written(at)),
        };
        let state = source.last_error.map_or(asked, |error| format!("FAILED: {error}"));
        output::note(&format!("{kind:<12} {}  {state}", source.address));
    }
    Ok(())
}

fn line(row: address::Model) -> Line {
    Line {
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
    format!("{asked:<20} {:<8} {:<24} {}", line.outcome, why.join(" "), line.address)
}

fn written(at: Micros) -> String {
    clock::to_chrono(at).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
