//! Whether an engine works, as `voice list` and `doctor` ask it.

use database::Database;
use jobs::Check;
use speech::{Cast, Engine, Present, Voice};

use crate::{settings::Settings, wiring};

/// What is needed to ask engines.
#[derive(Debug)]
pub(in crate::commands) struct Checker {
    cast: Cast,
    settings: jobs::Settings,
    /// Opened only where something is written down.
    ledger: Option<Database>,
}

impl Checker {
    /// # Errors
    /// When the database is away, and needed.
    pub(in crate::commands) async fn new(settings: &Settings, cast: &Cast) -> anyhow::Result<Self> {
        let of_jobs = wiring::jobs_settings(settings, false);
        let mut checker = Self { cast: cast.clone(), settings: of_jobs, ledger: None };
        if checker.with().needs_ledger() {
            checker.ledger = Some(wiring::database(settings).await?);
        }
        Ok(checker)
    }

    /// Which voices of an engine that works are there.
    ///
    /// # Errors
    /// What is wrong with the engine, in words for an operator.
    pub(in crate::commands) async fn check(&self, engine: &dyn Engine) -> anyhow::Result<Present> {
        self.with().run(engine).await?;
        Ok(engine.present().await)
    }

    fn with(&self) -> Check<'_> {
        Check { cast: &self.cast, settings: &self.settings, ledger: self.ledger.as_ref() }
    }
}

/// How many voices are named in the place of one that is not there.
const MOST_OFFERED: usize = 3;

/// The longest name that is shown, in characters: what a server calls its voices is its own affair.
const MOST_NAME: usize = 100;

/// How many names are compared, each in time by the product of two lengths.
const MOST_COMPARED: usize = 5_000;

/// Says that an engine does not have a voice, and what it has that is called alike.
pub(in crate::commands) fn absent(
    engine: &dyn Engine,
    voice: &Voice,
    offered: &[String],
) -> String {
    let id = voice.id(engine.name());
    let is_short = |name: &&str| name.chars().take(MOST_NAME + 1).count() <= MOST_NAME;
    let offered = offered.iter().map(String::as_str).filter(is_short);
    let mut near: Vec<&str> = offered.take(MOST_COMPARED).collect();
    near.sort_by_cached_key(|one| strsim::damerau_levenshtein(id, one));
    near.dedup();
    let more = near.len().saturating_sub(MOST_OFFERED);
    near.truncate(MOST_OFFERED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let near = near.join(", ");
    let offered = if near.is_empty() { near } else { format!("; it has {near}{more}") };
    format!("the server does not have the voice “{id}”{offered}")
}

#[cfg(test)]
mod tests {
    use speech::Tone;

    use super::*;

    #[track_caller]
    fn check(offered: &[String], expected: &str) {
        let engine = Tone::new(&["en"]);
        let told = absent(&engine, &engine.voices()[0], offered);
        assert!(told.ends_with(expected), "{told}");
    }

    #[test]
    fn the_nearest_names_are_offered_and_no_name_without_end() {
        let names = ["zoe", "em", "en-us", "anna"].map(str::to_owned);
        check(&names, "; it has em, zoe, en-us and 1 more");
        check(&["x".repeat(101), "anna".to_owned()], "; it has anna");
        check(&["x".repeat(101)], " does not have the voice “en”");
    }
}
