//! `earshot voice list`: every voice, whether it works now, and what it costs.
//!
//! Asks all engines at once, which costs nothing but the little that one with a budget may say; one
//! that does not answer in time does not work.

use std::{process::ExitCode, sync::Arc, time::Duration};

use jobs::money;
use serde::Serialize;
use speech::{Engine, Present, Voice};
use tokio::{task::JoinSet, time::timeout};

use super::check::{Checker, absent};
use crate::{
    output::{self, Column},
    settings::Settings,
    wiring,
};

/// The longest that one engine is waited for: a program may take the time of a call, 120 s for the
/// slowest by itself.
const WAIT: Duration = Duration::from_secs(150);

/// Of a server that does not list its voices.
const UNTOLD: &str = "the server answers, and does not list its voices: whether it has one is known \
    once that has spoken, as by `earshot voice try`";

/// One voice, as a script reads it.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Line {
    voice: String,
    language: String,
    engine: String,
    /// None: nobody can tell until it has spoken.
    works: Option<bool>,
    /// Why it does not work, or why that is not known.
    problem: Option<String>,
    /// For a million characters, in millionths of the currency's unit; none: nothing.
    price_micros_per_million: Option<u64>,
    currency: Option<String>,
}

pub(super) async fn run(settings: &Settings, json: bool) -> anyhow::Result<ExitCode> {
    let cast = wiring::cast(settings)?;
    let checker = Arc::new(Checker::new(settings, &cast).await?);
    let mut checks = JoinSet::new();
    for (index, engine) in cast.engines().iter().enumerate() {
        let (engine, checker) = (Arc::clone(engine), Arc::clone(&checker));
        checks.spawn(async move { (index, presence(&checker, engine.as_ref()).await) });
    }
    let mut found = checks.join_all().await;
    found.sort_by_key(|(index, _)| *index);
    let engines = cast.engines().iter().zip(found);
    let lines: Vec<Line> =
        engines.flat_map(|(engine, (_, found))| lines(engine.as_ref(), &found)).collect();
    if json {
        for line in &lines {
            output::result(&serde_json::to_string(line)?);
        }
    } else {
        print(&lines);
    }
    Ok(ExitCode::SUCCESS)
}

/// Which voices of an engine are there, or what is wrong with it.
async fn presence(checker: &Checker, engine: &dyn Engine) -> Result<Present, String> {
    match timeout(WAIT, checker.check(engine)).await {
        Ok(found) => found.map_err(|error| output::told(&error)),
        Err(_) => Err(format!("no answer within {} s", WAIT.as_secs())),
    }
}

fn lines(engine: &dyn Engine, found: &Result<Present, String>) -> Vec<Line> {
    let price = engine.abilities().price;
    let line = |voice: Voice| {
        let (works, problem) = state(engine, &voice, found);
        Line {
            voice: voice.name,
            language: voice.language,
            engine: engine.name().to_owned(),
            works,
            problem,
            price_micros_per_million: price.as_ref().map(|it| it.micros_per_million_characters),
            currency: price.as_ref().map(|price| price.currency.clone()),
        }
    };
    engine.voices().into_iter().map(line).collect()
}

/// Whether a voice works, where that is known, and why not.
fn state(
    engine: &dyn Engine,
    voice: &Voice,
    found: &Result<Present, String>,
) -> (Option<bool>, Option<String>) {
    match found {
        Err(problem) => (Some(false), Some(problem.clone())),
        Ok(Present::Without { missing, offered }) if missing.contains(voice) => {
            (Some(false), Some(absent(engine, voice, offered)))
        }
        Ok(Present::All | Present::Without { .. }) => (Some(true), None),
        Ok(Present::Untold) => (None, Some(UNTOLD.to_owned())),
    }
}

fn print(lines: &[Line]) {
    let heads = ["voice", "language", "engine", "works", "price of a million characters"];
    let mut rows = vec![heads.map(str::to_owned)];
    rows.extend(lines.iter().map(|line| {
        let works = match line.works {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not checked",
        };
        [&line.voice, &line.language, &line.engine, works, &price_of(line)].map(str::to_owned)
    }));
    output::table([Column::Text; 5], &rows);
    let mut told: Vec<String> = Vec::new();
    for line in lines {
        let Some(problem) = &line.problem else { continue };
        let note = format!("{}: {problem}", line.engine);
        if !told.contains(&note) {
            output::note(&note);
            told.push(note);
        }
    }
}

fn price_of(line: &Line) -> String {
    match (line.price_micros_per_million, &line.currency) {
        (Some(micros), Some(currency)) => {
            money::exact(i64::try_from(micros).unwrap_or(i64::MAX), currency)
        }
        _ => "free".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_that_fails_says_so_at_each_of_its_voices() {
        let lines = lines(&speech::Tone::new(&["en", "de"]), &Err("away".to_owned()));
        assert_eq!(lines.len(), 2);
        assert!(
            lines
                .iter()
                .all(|line| line.works == Some(false) && line.problem.as_deref() == Some("away"))
        );
        assert_eq!(price_of(&lines[0]), "free");
    }
}
