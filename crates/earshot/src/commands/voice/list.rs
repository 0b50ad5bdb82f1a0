//! `earshot voice list`: every voice, whether it works now, and what it costs.
//!
//! Asks all engines at once, which costs nothing; one that does not answer in time does not work.

use std::{process::ExitCode, sync::Arc, time::Duration};

use serde::Serialize;
use speech::{Engine, Price};
use tokio::{task::JoinSet, time::timeout};

use crate::{output, settings::Settings, wiring};

/// The longest that one engine is waited for.
const WAIT: Duration = Duration::from_secs(15);

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
    let mut checks = JoinSet::new();
    for (index, engine) in cast.engines().iter().enumerate() {
        let engine = Arc::clone(engine);
        checks.spawn(async move { (index, problem(engine.as_ref()).await) });
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
async fn problem(engine: &dyn Engine) -> Option<String> {
    match timeout(WAIT, engine.check()).await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(output::told(&error.into())),
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
    let widest = lines.iter().map(|line| line.voice.chars().count()).max().unwrap_or(0).max(5);
    let shown = |[voice, language, engine, works, price]: [&str; 5]| {
        output::result(&format!("{voice:<widest$}  {language:<9} {engine:<12} {works:<8} {price}"));
    };
    shown(["voice", "language", "engine", "works", "price of a million characters"]);
    for line in lines {
        let works = if line.works { "yes" } else { "no" };
        shown([&line.voice, &line.language, &line.engine, works, &price_of(line)]);
    }
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
            let price = Price { micros_per_million_characters: micros, currency: currency.clone() };
            money(&price, 1_000_000)
        }
        _ => "free".to_owned(),
    }
}

/// What so many characters cost, as `0.0160 USD`.
pub(super) fn money(price: &Price, characters: u64) -> String {
    let micros = price.of(characters);
    let (whole, rest) = (micros / 1_000_000, micros % 1_000_000 / 100);
    format!("{whole}.{rest:04} {}", price.currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_four_places() {
        let price = Price { micros_per_million_characters: 16_000_000, currency: "USD".to_owned() };
        assert_eq!(money(&price, 1_000_000), "16.0000 USD");
        assert_eq!(money(&price, 1_000), "0.0160 USD");
    }

    #[test]
    fn an_engine_that_fails_says_so_at_each_of_its_voices() {
        let lines = lines(&speech::Tone::new(&["en", "de"]), Some("away"));
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| !line.works && line.problem.as_deref() == Some("away")));
        assert_eq!(price_of(&lines[0]), "free");
    }
}
