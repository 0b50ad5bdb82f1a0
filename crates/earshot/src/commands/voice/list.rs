//! `earshot voice list`: every voice, whether it works now, and what it costs.
//!
//! Asks all engines at once, which costs nothing but the little that one with a budget may say; one
//! that does not answer in time does not work.

use std::{process::ExitCode, sync::Arc, time::Duration};

use serde::Serialize;
use speech::Engine;
use tokio::{task::JoinSet, time::timeout};

use super::{check::Checker, money};
use crate::{
    output::{self, Column},
    settings::Settings,
    wiring,
};

/// The longest that one engine is waited for: a program may take the time of a call, 120 s for the
/// slowest by itself.
const WAIT: Duration = Duration::from_secs(150);

/// One voice, as a script reads it.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Line {
    voice: String,
    language: String,
    engine: String,
    works: bool,
    /// Why it does not work.
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
        checks.spawn(async move { (index, problem(&checker, engine.as_ref()).await) });
    }
    let mut problems = checks.join_all().await;
    problems.sort_by_key(|(index, _)| *index);
    let engines = cast.engines().iter().zip(problems);
    let lines: Vec<Line> = engines
        .flat_map(|(engine, (_, problem))| lines(engine.as_ref(), problem.as_deref()))
        .collect();
    if json {
        for line in &lines {
            output::result(&serde_json::to_string(line)?);
        }
    } else {
        print(&lines);
    }
    Ok(ExitCode::SUCCESS)
}

/// What is wrong with an engine; none where it works.
async fn problem(checker: &Checker, engine: &dyn Engine) -> Option<String> {
    match timeout(WAIT, checker.check(engine)).await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(output::told(&error)),
        Err(_) => Some(format!("no answer within {} s", WAIT.as_secs())),
    }
}

fn lines(engine: &dyn Engine, problem: Option<&str>) -> Vec<Line> {
    let price = engine.abilities().price;
    let line = |voice: speech::Voice| Line {
        voice: voice.name,
        language: voice.language,
        engine: engine.name().to_owned(),
        works: problem.is_none(),
        problem: problem.map(str::to_owned),
        price_micros_per_million: price.as_ref().map(|price| price.micros_per_million_characters),
        currency: price.as_ref().map(|price| price.currency.clone()),
    };
    engine.voices().into_iter().map(line).collect()
}

fn print(lines: &[Line]) {
    let heads = ["voice", "language", "engine", "works", "price of a million characters"];
    let mut rows = vec![heads.map(str::to_owned)];
    rows.extend(lines.iter().map(|line| {
        let works = if line.works { "yes" } else { "no" };
        [&line.voice, &line.language, &line.engine, works, &price_of(line)].map(str::to_owned)
    }));
    output::table([Column::Text; 5], &rows);
    let mut told: Vec<&str> = Vec::new();
    for line in lines {
        if let Some(problem) = line.problem.as_ref().filter(|_| !told.contains(&&*line.engine)) {
            output::note(&format!("{}: {problem}", line.engine));
            told.push(&line.engine);
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
        let lines = lines(&speech::Tone::new(&["en", "de"]), Some("away"));
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| !line.works && line.problem.as_deref() == Some("away")));
        assert_eq!(price_of(&lines[0]), "free");
    }
}
