//! `earshot voice cost`: what was spoken, by whom, for which site, and what it cost.

use std::process::ExitCode;

use chrono::{Datelike as _, Months};
use database::spoken::{self, Sum};

use crate::{output, settings::Settings, wiring};

pub(super) async fn run(settings: &Settings, months: u32, json: bool) -> anyhow::Result<ExitCode> {
    let database = wiring::database(settings).await?;
    let today = jobs::clock::to_chrono(jobs::clock::now());
    let first = today.checked_sub_months(Months::new(months.saturating_sub(1))).unwrap_or(today);
    let since = first.year() * 100 + i32::try_from(first.month())?;
    let sums = spoken::sums(&database.read, since).await?;
    if json {
        for sum in &sums {
            output::result(&serde_json::to_string(&as_json(sum))?);
        }
    } else if sums.is_empty() {
        output::result("Nothing was spoken in this time.");
    } else {
        tell(&sums);
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(sum: &Sum) -> serde_json::Value {
    serde_json::json!({
        "month": month(sum.month),
        "engine": sum.engine,
        "voice": sum.voice,
        "site": sum.site,
        "episodes": sum.episodes,
        "calls": sum.calls,
        "characters": sum.characters,
        "cost_micros": sum.cost_micros,
        "currency": sum.currency,
    })
}

/// A line for each month, voice and site, and one for each month and currency.
fn tell(sums: &[Sum]) {
    line(["month", "voice", "site", "episodes", "characters", "cost"].map(str::to_owned));
    for month_sums in sums.chunk_by(|one, other| one.month == other.month) {
        for sum in month_sums {
            line([
                month(sum.month),
                sum.voice.clone(),
                sum.site.clone(),
                sum.episodes.to_string(),
                sum.characters.to_string(),
                money(sum.cost_micros, &sum.currency),
            ]);
        }
        tell_total(month_sums);
    }
}

fn tell_total(sums: &[Sum]) {
    let Some(first) = sums.first() else { return };
    let mut currencies: Vec<&str> = sums.iter().map(|sum| sum.currency.as_str()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    for currency in currencies {
        let of = || sums.iter().filter(|sum| sum.currency == currency);
        line([
            month(first.month),
            "all".to_owned(),
            String::new(),
            of().map(|sum| sum.episodes).sum::<i64>().to_string(),
            of().map(|sum| sum.characters).sum::<i64>().to_string(),
            money(of().map(|sum| sum.cost_micros).sum(), currency),
        ]);
    }
}

fn line([month, voice, site, episodes, characters, cost]: [String; 6]) {
    let line = format!("{month:<9}{voice:<28}{site:<28}{episodes:>9}{characters:>12}  {cost}");
    output::result(line.trim_end());
}

/// `2026-11` of 202611.
fn month(number: i32) -> String {
    format!("{:04}-{:02}", number / 100, number % 100)
}

/// Millionths of a unit, as people write them.
fn money(micros: i64, currency: &str) -> String {
    if currency.is_empty() {
        return "free".to_owned();
    }
    let hundredths = micros.div_euclid(10_000) + i64::from(micros.rem_euclid(10_000) > 0);
    format!("{}.{:02} {currency}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_rounded_up_to_the_cent() {
        assert_eq!(money(0, ""), "free");
        assert_eq!(money(16, "USD"), "0.01 USD");
        assert_eq!(money(12_340_000, "EUR"), "12.34 EUR");
        assert_eq!(money(12_340_001, "EUR"), "12.35 EUR");
    }

    #[test]
    fn months_are_written_as_in_dates() {
        assert_eq!(month(202_601), "2026-01");
    }
}
