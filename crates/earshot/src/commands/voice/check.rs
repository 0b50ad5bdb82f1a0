//! Whether an engine works, as `voice list` and `doctor` ask it.

use database::Database;
use jobs::Check;
use speech::{Cast, Engine};

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

    /// # Errors
    /// What is wrong with the engine, in words for an operator.
    pub(in crate::commands) async fn check(&self, engine: &dyn Engine) -> anyhow::Result<()> {
        self.with().run(engine).await
    }

    fn with(&self) -> Check<'_> {
        Check { cast: &self.cast, settings: &self.settings, ledger: self.ledger.as_ref() }
    }
}
