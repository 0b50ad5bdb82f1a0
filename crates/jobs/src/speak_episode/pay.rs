//! The ledger beside each call of an engine: written down before, given back where nothing was
//! taken.

use std::{
    future::Future,
    sync::atomic::{AtomicI64, Ordering::Relaxed},
    time::Duration,
};

use chrono::Datelike as _;
use database::{
    Micros,
    spoken::{self, Budget, Spoken},
};
use speech::{Engine, Price, SpeechError, Voice};

use super::attempt::Attempt;
use super::say::Studio;
use super::trial::Paid;
use super::wait::Wait;
use crate::{
    Settings,
    clock::{micros, now, to_chrono},
};

mod spent;

/// How often a spent budget is looked at: that costs an update of a row.
const LOOK_AGAIN: Duration = Duration::from_hours(1);

/// What one voice was paid for a text so far.
#[derive(Debug, Default)]
pub(super) struct Bill {
    characters: AtomicI64,
    cost_micros: AtomicI64,
}

impl Bill {
    fn add(&self, spoken: &Spoken) {
        self.characters.fetch_add(spoken.characters, Relaxed);
        self.cost_micros.fetch_add(spoken.cost_micros, Relaxed);
    }

    pub(super) fn sum(&self) -> Paid {
        Paid {
            characters: self.characters.load(Relaxed),
            cost_micros: self.cost_micros.load(Relaxed),
        }
    }
}

/// Whether what an engine is given is paid for, or bounded by a budget.
pub(super) fn is_paid(engine: &dyn Engine, settings: &Settings) -> bool {
    engine.abilities().price.is_some() || settings.budgets.contains_key(engine.name())
}

/// Who pays for the voice of one episode, or of a try.
pub(super) struct Payer<'c> {
    studio: Studio<'c>,
    engine: String,
    voice: &'c Voice,
    price: Option<Price>,
    /// None: as much as is wanted.
    budget: Option<Budget>,
}

impl<'c> Payer<'c> {
    pub(super) fn new(
        studio: Studio<'c>,
        (engine, voice): (&str, &'c Voice),
        price: Option<Price>,
    ) -> Self {
        let budget = studio.settings.budgets.get(engine).copied();
        Self { studio, engine: engine.to_owned(), voice, price, budget }
    }

    /// Makes the call, unless the month's budget has no room for so many characters. A kill between the two
    /// leaves the text written down as paid: the engine may have taken it.
    ///
    /// # Errors
    /// [`Wait`] where the budget is spent; when the database is away.
    pub(super) async fn pay<T>(
        &self,
        characters: usize,
        call: impl Future<Output = Result<T, SpeechError>>,
    ) -> anyhow::Result<Result<T, SpeechError>> {
        let Some(ledger) = self.studio.ledger else { return Ok(call.await) };
        let now = now();
        let spoken = self.entry(characters, now)?;
        let budget = self.budget.unwrap_or(Budget::UNLIMITED);
        let transaction = ledger.begin().await?;
        let has_room = spoken::spend(&transaction, &spoken, budget).await?;
        transaction.commit().await?;
        if !has_room {
            let spent = spoken::spent_in(&ledger.read, &self.engine, spoken.month).await?;
            return Err(wait((budget, spent), &spoken, now).into());
        }
        let answer = call.await;
        if answer.as_ref().err().is_some_and(SpeechError::is_free_of_charge) {
            let transaction = ledger.begin().await?;
            spoken::give_back(&transaction, &spoken).await?;
            transaction.commit().await?;
        } else {
            self.studio.bill.add(&spoken);
        }
        Ok(answer)
    }

    /// The engine, where it may be given only so much.
    pub(super) fn budgeted(&self) -> Option<&str> {
        self.budget.map(|_| self.engine.as_str())
    }

    /// Whether the month's budget has room for so many characters, as it stands now.
    ///
    /// # Errors
    /// [`Wait`] where it has not; when the database is away.
    pub(super) async fn check_room(&self, characters: usize) -> anyhow::Result<()> {
        let (Some(budget), Some(ledger)) = (self.budget, self.studio.ledger) else { return Ok(()) };
        let now = now();
        let entry = self.entry(characters, now)?;
        let spent = spoken::spent_in(&ledger.read, &self.engine, entry.month).await?;
        let fits = spent.0.saturating_add(entry.characters) <= budget.characters
            && spent.1.saturating_add(entry.cost_micros) <= budget.cost_micros;
        if fits { Ok(()) } else { Err(wait((budget, spent), &entry, now).into()) }
    }

    fn entry(&self, characters: usize, now: Micros) -> anyhow::Result<Spoken> {
        let cost = self.price.as_ref().map_or(0, |price| price.of(characters as u64));
        Ok(Spoken {
            episode_id: self.studio.attempt.map(Attempt::episode),
            month: month(now)?,
            engine: self.engine.clone(),
            voice: self.voice.name.clone(),
            currency: self.price.as_ref().map(|price| price.currency.clone()).unwrap_or_default(),
            characters: i64::try_from(characters)?,
            cost_micros: i64::try_from(cost)?,
        })
    }
}

/// The wait for more of a budget that is spent.
fn wait(budget: (Budget, (i64, i64)), asked: &Spoken, now: Micros) -> Wait {
    let next = to_chrono(next_month(now)).date_naive();
    Wait { until: look_again(now), reason: spent::told(budget, asked, next) }
}

/// As the ledger counts months: year times 100, plus the month.
fn month(now: Micros) -> anyhow::Result<i32> {
    let date = to_chrono(now);
    Ok(date.year() * 100 + i32::try_from(date.month())?)
}

/// When a spent budget is looked at again: at the latest when the next month begins, and sooner in
/// case that somebody raises it.
fn look_again(now: Micros) -> Micros {
    Micros(next_month(now).0.min(now.plus_micros(micros(LOOK_AGAIN)).0))
}

/// When the next month begins, in UTC.
fn next_month(now: Micros) -> Micros {
    let date = to_chrono(now).date_naive();
    let first = date.with_day(1).and_then(|first| first.checked_add_months(chrono::Months::new(1)));
    let midnight = first.and_then(|first| first.and_hms_opt(0, 0, 0));
    midnight.map_or(now, |midnight| Micros(midnight.and_utc().timestamp_micros()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Micros {
        Micros(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros())
    }

    #[test]
    fn months_follow_one_another_across_years() {
        assert_eq!(month(at("2026-12-31T23:59:59Z")).unwrap(), 202_612);
        assert_eq!(next_month(at("2026-12-31T23:59:59Z")), at("2027-01-01T00:00:00Z"));
        assert_eq!(next_month(at("2024-02-29T12:00:00Z")), at("2024-03-01T00:00:00Z"));
        assert_eq!(look_again(at("2024-02-29T12:00:00Z")), at("2024-02-29T13:00:00Z"));
        assert_eq!(look_again(at("2024-02-29T23:30:00Z")), at("2024-03-01T00:00:00Z"));
        assert_eq!(month(at("2027-01-01T00:00:00Z")).unwrap(), 202_701);
    }
}
