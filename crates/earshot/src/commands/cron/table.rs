//! What a crawl prints at its end: the table by site and its sums, what a dry run would ask for, or JSON.

use database::episode::PutOff;

use super::{Report, SiteLine, Totals, gaps, plan};
use crate::output;

pub(super) fn print(report: &Report, json: bool) -> anyhow::Result<()> {
    report.not_recorded.iter().for_each(gaps::warn);
    if json {
        output::result(&serde_json::to_string(report)?);
        return Ok(());
    }
    let (absent, told): (Vec<_>, Vec<_>) =
        report.sites.iter().partition(|site| report.is_absent(site));
    if !told.is_empty() {
        output::result(&format!(
            "{:<32} {:>7} {:>7} {:>7} {:>7} {:>7}  {}",
            "site", "found", "fetched", "new", "changed", "as was", "no article, by reason"
        ));
    }
    let is_dry = report.plan.is_some();
    for site in told {
        output::result(&row(site, is_dry));
    }
    if !absent.is_empty() {
        let sites = output::counted(absent.len() as u64, "site");
        output::result(&format!("The archive has no page of an article of {sites}."));
    }
    match &report.plan {
        Some(plan) => print_plan(report, plan),
        None => print_totals(report)?,
    }
    Ok(())
}

fn print_plan(report: &Report, plan: &[plan::Planned]) {
    for planned in plan {
        output::result(&format!("would ask for {}", planned.address));
    }
    if let Some(left_out) = &report.left_out {
        output::result(&format!("Not asked for: {left_out}."));
    }
    output::result(&format!(
        "Would ask for {}, as {} in {:.0} s told; nothing is stored.",
        output::counted(plan.len() as u64, "page"),
        output::counted(report.totals.requests, "request"),
        report.seconds
    ));
}

fn print_totals(report: &Report) -> anyhow::Result<()> {
    let Totals { requests, stored, episodes, episodes_failed, .. } = &report.totals;
    output::result(&format!(
        "{} and {} ({episodes_failed} failed) by {} in {:.0} s",
        output::counted(*stored, "new article"),
        output::counted(u64::try_from(*episodes)?, "episode"),
        output::counted(*requests, "request"),
        report.seconds
    ));
    Ok(())
}

/// How many reasons are told at most.
const MOST_REASONS: usize = 3;

/// Tells of episodes that wait for a voice or the store, and what can be done.
pub(super) fn tell_put_off(put_off: &[PutOff]) {
    if put_off.is_empty() {
        return;
    }
    for line in put_off_lines(put_off) {
        output::note(&line);
    }
}

fn put_off_lines(put_off: &[PutOff]) -> Vec<String> {
    let (told, rest) = put_off.split_at(put_off.len().min(MOST_REASONS));
    let line = |PutOff { episodes, again_at, reason }: &PutOff| {
        let again_at = jobs::clock::to_chrono(*again_at).format("%H:%M:%S UTC");
        let episodes = output::counted(episodes.unsigned_abs(), "episode");
        format!("Waiting for the next attempt, from {again_at} on: {episodes}, as {reason}")
    };
    let mut lines: Vec<String> = told.iter().map(line).collect();
    if !rest.is_empty() {
        let episodes = rest.iter().map(|put_off| put_off.episodes.unsigned_abs()).sum();
        let (episodes, reasons) =
            (output::counted(episodes, "episode"), output::counted(rest.len() as u64, "reason"));
        lines.push(format!("Waiting as well: {episodes}, for {reasons} more"));
    }
    lines.push(
        "To see them: earshot episode list --state waiting. To have one tried at once: earshot \
         episode retry ADDRESS"
            .to_owned(),
    );
    lines
}

/// One site's line of the table at the end. That a dry run asks for no page is no refusal.
fn row(site: &SiteLine, is_dry: bool) -> String {
    let told = site.refused.iter().filter(|(reason, _)| !(is_dry && *reason == "budget"));
    let passed_over = (site.passed_over > 0).then(|| format!("passed_over {}", site.passed_over));
    let refused: Vec<String> =
        told.map(|(reason, count)| format!("{reason} {count}")).chain(passed_over).collect();
    format!(
        "{:<32} {:>7} {:>7} {:>7} {:>7} {:>7}  {}{}",
        site.site,
        site.found,
        site.fetched,
        site.stored,
        site.changed,
        site.not_modified,
        refused.join(", "),
        site.error.as_ref().map_or_else(String::new, |error| {
            format!("  {}{error}", if site.is_beside() { "" } else { "FAILED: " })
        }),
    )
}

#[cfg(test)]
mod tests {
    use database::Micros;

    use super::*;

    #[test]
    fn three_reasons_are_told_and_the_rest_is_counted() {
        let put_off = |episodes: i64, reason: &str| PutOff {
            episodes,
            again_at: Micros(1_700_000_000_000_000),
            reason: reason.to_owned(),
        };
        let every = [put_off(3, "a"), put_off(2, "b"), put_off(1, "c"), put_off(1, "d")];
        let lines = put_off_lines(&every);
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert_eq!(
            lines[0],
            "Waiting for the next attempt, from 22:13:20 UTC on: 3 episodes, as a"
        );
        assert_eq!(lines[3], "Waiting as well: 1 episode, for 1 reason more");
        assert_eq!(put_off_lines(&every[..1]).len(), 2, "a reason, and what can be done");
    }
}
