//! `earshot voice cost`: what was spoken, by whom, for which site, and what it cost.

use std::{collections::BTreeMap, process::ExitCode};

use crate::{
    output::{self, Column},
    settings::Settings,
    wiring,
};
use chrono::{Datelike as _, Months};
use database::spoken::{self, Sum};
use jobs::money;

pub(super) async fn run(settings: &Settings, months: u32, json: bool) -> anyhow::Result<ExitCode> {
    let database = wiring::database(settings).await?;
    let today = jobs::clock::to_chrono(jobs::clock::now());
    let first = today.checked_sub_months(Months::new(months.saturating_sub(1))).unwrap_or(today);
    let since = first.year() * 100 + i32::try_from(first.month())?;
    let mut sums = spoken::sums(&database.read, since).await?;
    // Calls that were not taken were given back, each of them.
    sums.retain(|sum| sum.calls > 0);
    if json {
        for sum in &sums {
            output::result(&serde_json::to_string(&as_json(sum))?);
        }
    } else if sums.is_empty() {
        output::result("Nothing was spoken in this time.");
    } else {
        output::table(KINDS, &table(&sums));
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

/// What stands for a site where voices were tried.
const TRIED: &str = "(tried)";

const KINDS: [Column; 7] = [
    Column::Text,
    Column::Text,
    Column::Text,
    Column::Text,
    Column::Number,
    Column::Number,
    Column::Number,
];

/// A line for each month, voice and site; below each month its total, and below several the whole.
fn table(sums: &[Sum]) -> Vec<[String; 7]> {
    let heads = ["month", "engine", "voice", "site", "episodes", "characters", "cost"];
    let mut rows = vec![heads.map(str::to_owned)];
    for of_month in sums.chunk_by(|one, other| one.month == other.month) {
        rows.extend(of_month.iter().map(row));
        let name = of_month.first().map(|sum| month(sum.month)).unwrap_or_default();
        rows.push(total(&format!("total of {name}"), of_month));
    }
    if sums.chunk_by(|one, other| one.month == other.month).count() > 1 {
        rows.push(total("total", sums));
    }
    rows
}

fn row(sum: &Sum) -> [String; 7] {
    [
        month(sum.month),
        sum.engine.clone(),
        sum.voice.clone(),
        sum.site.clone().unwrap_or_else(|| TRIED.to_owned()),
        sum.episodes.to_string(),
        sum.characters.to_string(),
        cost(&[sum]),
    ]
}

fn total(name: &str, sums: &[Sum]) -> [String; 7] {
    let all: Vec<&Sum> = sums.iter().collect();
    [
        name.to_owned(),
        String::new(),
        String::new(),
        String::new(),
        sums.iter().map(|sum| sum.episodes).sum::<i64>().to_string(),
        sums.iter().map(|sum| sum.characters).sum::<i64>().to_string(),
        cost(&all),
    ]
}

/// The money of each currency, one after another; what was free costs nothing.
fn cost(sums: &[&Sum]) -> String {
    let mut by_currency: BTreeMap<&str, i64> = BTreeMap::new();
    for sum in sums.iter().filter(|sum| !sum.currency.is_empty()) {
        *by_currency.entry(&sum.currency).or_default() += sum.cost_micros;
    }
    if by_currency.is_empty() {
        return "free".to_owned();
    }
    let all: Vec<String> = by_currency
        .into_iter()
        .map(|(currency, micros)| money::rounded(micros, currency))
        .collect();
    all.join(" + ")
}

/// `2026-11` of 202611.
fn month(number: i32) -> String {
    format!("{:04}-{:02}", number / 100, number % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(month: i32, engine: &str, site: Option<&str>, cost: (i64, &str)) -> Sum {
        Sum {
            month,
            engine: engine.to_owned(),
            voice: format!("{engine}-one"),
            site: site.map(str::to_owned),
            currency: cost.1.to_owned(),
            episodes: i64::from(site.is_some()),
            calls: 3,
            characters: 1_000,
            cost_micros: cost.0,
        }
    }

    #[test]
    fn months_have_totals_and_several_of_them_one_of_all() {
        let sums = [
            sum(202_610, "pico", Some("news.example"), (0, "")),
            sum(202_611, "polly", Some("news.example"), (12_340_001, "USD")),
            sum(202_611, "polly", None, (16, "USD")),
            sum(202_611, "server", Some("a.example"), (2_000_000, "EUR")),
        ];

        let rows = table(&sums);

        let rows: Vec<String> = rows.iter().map(|row| row.join("|")).collect();
        assert_eq!(
            rows,
            [
                "month|engine|voice|site|episodes|characters|cost",
                "2026-10|pico|pico-one|news.example|1|1000|free",
                "total of 2026-10||||1|1000|free",
                "2026-11|polly|polly-one|news.example|1|1000|12.35 USD",
                "2026-11|polly|polly-one|(tried)|0|1000|0.01 USD",
                "2026-11|server|server-one|a.example|1|1000|2.00 EUR",
                "total of 2026-11||||2|3000|2.00 EUR + 12.35 USD",
                "total||||3|4000|2.00 EUR + 12.35 USD",
            ]
        );
    }

    #[test]
    fn months_are_written_as_in_dates() {
        assert_eq!(month(202_601), "2026-01");
    }
}
