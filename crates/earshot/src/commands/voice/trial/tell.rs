//! What is told of a try: for people, and for programs.

use std::{path::Path, time::Duration};

use jobs::{Paid, money};
use serde_json::{Value, json};
use speech::{Cast, Mastered, Voice};

use crate::output;

/// What a try came to.
#[derive(Debug)]
pub(super) struct Tried<'t> {
    pub(super) file: &'t Path,
    pub(super) voice: &'t Voice,
    /// Characters of all that was said.
    pub(super) characters: usize,
    pub(super) paying: Paying,
    pub(super) mastered: &'t Mastered,
    /// How long the voice took.
    pub(super) speaking: Duration,
    /// The same with the mastering.
    pub(super) total: Duration,
}

/// What was paid, and in which currency; none where the voice has no price.
#[derive(Debug)]
pub(super) struct Paying {
    paid: Paid,
    currency: Option<String>,
}

impl Paying {
    pub(super) fn of(cast: &Cast, voice: &Voice, paid: Paid) -> Self {
        let price = cast.engine_of(&voice.name).and_then(|engine| engine.abilities().price);
        Self { paid, currency: price.map(|price| price.currency) }
    }

    pub(super) fn is_paid(&self) -> bool {
        self.paid.cost_micros > 0
    }

    /// Behind a failure: what was paid for nothing.
    pub(super) fn in_vain(&self) -> String {
        match &self.currency {
            Some(currency) if self.is_paid() => {
                format!(
                    " ({} was paid all the same)",
                    money::exact(self.paid.cost_micros, currency)
                )
            }
            _ => String::new(),
        }
    }
}

impl Tried<'_> {
    pub(super) fn tell(&self) {
        let Self { file, voice, mastered, speaking, total, characters, .. } = self;
        let samples = u32::try_from(mastered.samples).unwrap_or(u32::MAX);
        let seconds = f64::from(samples) / f64::from(mastered.rate);
        output::result(&format!("file        {}", file.display()));
        output::result(&format!("voice       {} ({})", voice.name, voice.language));
        output::result(&format!("audio       {seconds:.2} s"));
        output::result(&format!("loudness    {:.1} LUFS", mastered.loudness_lufs));
        output::result(&format!("true peak   {:.1} dBTP", mastered.true_peak_dbtp));
        output::result(&format!(
            "time taken  {:.2} s to speak {characters} characters, {:.2} s in all",
            speaking.as_secs_f64(),
            total.as_secs_f64()
        ));
        if let Some(cost) = self.cost() {
            output::result(&format!("cost        {cost}"));
        }
    }

    /// None where the voice has no price.
    fn cost(&self) -> Option<String> {
        let Paying { paid, currency } = &self.paying;
        let cost = money::exact(paid.cost_micros, currency.as_deref()?);
        let all = i64::try_from(self.characters).unwrap_or(i64::MAX);
        Some(match paid.characters {
            0 => format!("{cost}: all of it was said, and paid, before"),
            // What came in pieces, or again, may count for more.
            now if now >= all => format!("{cost} for {now} characters"),
            now => format!("{cost} for {now} characters; the others were said, and paid, before"),
        })
    }

    pub(super) fn as_json(&self) -> Value {
        let Self { file, voice, mastered, paying, .. } = self;
        json!({
            "file": file,
            "voice": voice.name,
            "language": voice.language,
            "samples": mastered.samples,
            "sample_rate": mastered.rate,
            "loudness_lufs": mastered.loudness_lufs,
            "true_peak_dbtp": mastered.true_peak_dbtp,
            "seconds_to_speak": self.speaking.as_secs_f64(),
            "seconds_in_all": self.total.as_secs_f64(),
            "characters": self.characters,
            "paid_characters": paying.paid.characters,
            "cost_micros": paying.paid.cost_micros,
            "currency": paying.currency,
        })
    }
}
