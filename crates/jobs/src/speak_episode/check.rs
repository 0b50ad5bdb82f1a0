//! Whether an engine works. What one that has a budget says for that is written down as a try.

use database::Database;
use speech::{Cast, Engine, Proof, SpeechError};

use super::pay::{Bill, Payer};
use super::say::Studio;
use crate::Settings;

/// What engines are checked with.
#[derive(Debug, Clone, Copy)]
pub struct Check<'c> {
    /// The voices of the instance.
    pub cast: &'c Cast,
    /// Its budgets.
    pub settings: &'c Settings,
    /// Where is written down what was said; needed where [`Check::needs_ledger`] says so.
    pub ledger: Option<&'c Database>,
}

impl Check<'_> {
    /// Whether one of the engines has a budget, and is checked by having it speak.
    #[must_use]
    pub fn needs_ledger(&self) -> bool {
        self.cast.engines().iter().any(|engine| self.counted(engine.as_ref()).is_some())
    }

    /// Asks an engine whether it works.
    ///
    /// # Errors
    /// What is wrong with it; a budget that has no room for the little that it would say; a database
    /// that is away.
    pub async fn run(&self, engine: &dyn Engine) -> anyhow::Result<()> {
        let Some(proof) = self.counted(engine) else { return Ok(engine.check().await?) };
        let bill = Bill::default();
        let Self { cast, settings, ledger } = *self;
        let studio = Studio { cast, settings, ledger, attempt: None, bill: &bill, progress: None };
        let payer = Payer::new(studio, (engine.name(), &proof.voice), None);
        let checked: Result<(), SpeechError> =
            payer.pay(engine.characters_of(proof.text), engine.check()).await?;
        Ok(checked?)
    }

    /// What an engine says when it is checked, where that counts.
    fn counted(&self, engine: &dyn Engine) -> Option<Proof> {
        engine.proof().filter(|_| self.settings.budgets.contains_key(engine.name()))
    }
}
