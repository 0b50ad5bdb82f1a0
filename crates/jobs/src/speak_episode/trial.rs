//! A text that an operator wants to hear, spoken and paid for as an episode is.
//!
//! No row is leased, and nothing is published. What a paid voice says is kept, as it is for episodes:
//! the same sentence is not paid twice.

use anyhow::Context as _;
use database::Database;
use narration::Script;
use speech::{Cast, Part, SpeechError, Voice};

use super::Failures;
use super::pay::{self, Bill};
use super::say::{self, Piece, Studio};
use crate::Settings;

/// A text, and who may say it.
#[derive(Debug)]
pub struct Trial<'c> {
    /// The voices of the instance.
    pub cast: &'c Cast,
    /// Its budgets, and where is kept what was paid for.
    pub settings: &'c Settings,
    /// What is said.
    pub script: &'c Script,
    /// Who says it, in order: the next one steps in when one fails.
    pub voices: &'c [Voice],
}

/// What was said.
#[derive(Debug)]
pub struct Said {
    /// By whom.
    pub voice: Voice,
    /// To be mastered.
    pub parts: Vec<Part>,
    /// What was paid for it now.
    pub paid: Paid,
}

/// What a voice was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paid {
    /// Characters that it was given.
    pub characters: i64,
    /// What they cost, in millionths of the currency's unit.
    pub cost_micros: i64,
}

/// A voice that could not say it.
#[derive(Debug)]
pub struct Failed<'f> {
    /// Which one.
    pub voice: &'f Voice,
    /// Why.
    pub error: &'f SpeechError,
    /// What was paid all the same.
    pub paid: Paid,
}

impl Trial<'_> {
    /// Whether one of the voices is paid for, or has a budget: then a ledger is needed.
    #[must_use]
    pub fn needs_ledger(&self) -> bool {
        self.voices.iter().any(|voice| self.is_paid(voice))
    }

    /// Has the text said by the first of the voices that can. `failed` is told of those that cannot.
    ///
    /// # Errors
    /// The most hopeful failure of all voices; a budget that is spent, a database that is away.
    pub async fn run(
        &self,
        ledger: Option<&Database>,
        mut failed: impl FnMut(Failed<'_>),
    ) -> anyhow::Result<Said> {
        let mut failures = Failures::default();
        for voice in self.voices {
            let bill = Bill::default();
            let studio = Studio {
                cast: self.cast,
                settings: self.settings,
                ledger: ledger.filter(|_| self.is_paid(voice)),
                attempt: None,
                bill: &bill,
                progress: None,
            };
            let said = say::say(studio, self.script, voice).await;
            let paid = bill.sum();
            match said {
                Ok(pieces) => {
                    return Ok(Said { voice: voice.clone(), parts: self.parts(&pieces), paid });
                }
                Err(error) => failed(Failed { voice, error: &failures.add(error)?.error, paid }),
            }
        }
        Err(failures.end().context("no voice")?.into())
    }

    fn is_paid(&self, voice: &Voice) -> bool {
        let engine = self.cast.engine_of(&voice.name);
        engine.is_some_and(|engine| pay::is_paid(engine.as_ref(), self.settings))
    }

    fn parts(&self, pieces: &[Piece]) -> Vec<Part> {
        let mut parts = Vec::with_capacity(pieces.len());
        for (index, piece) in pieces.iter().enumerate() {
            let Some(group) = self.script.groups.get(piece.group) else { continue };
            let is_last = pieces.get(index + 1).is_none_or(|next| next.group != piece.group);
            parts.push(Part {
                sound: piece.sound.clone(),
                text: group.text.get(piece.range.clone()).unwrap_or_default().to_owned(),
                written: String::new(),
                chapter: None,
                pause_after_ms: if is_last { group.pause_after_ms } else { 0 },
            });
        }
        parts
    }
}
