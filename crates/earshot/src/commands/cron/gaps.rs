//! What the archive of a crawl lacks: what other workers on the same database fetched meanwhile.
//!
//! The rows say what answered since the crawl began, whoever asked; the recorder knows what it has kept.

use std::collections::BTreeMap;

use database::{
    Database, Micros,
    address::{self, Answered},
    source,
};
use fetch::Recorder;
use url::Url;

use crate::output;

/// Rows read at once.
const ROWS_AT_ONCE: u64 = 1_000;

/// How many pages, feeds and lists of each host are not in the archive.
pub(super) type Gaps = BTreeMap<String, u64>;

/// Compares the rows of these sites with what was kept since then.
pub(super) async fn of(
    recorder: &Recorder,
    database: &Database,
    (sites, since): (&[i64], Micros),
) -> anyhow::Result<Gaps> {
    let mut gaps = Gaps::new();
    let sources = source::answered_since(&database.read, sites, since).await?;
    count(recorder, sources, &mut gaps);
    let mut last = 0;
    loop {
        let page =
            address::answered_since(&database.read, (sites, since), last, ROWS_AT_ONCE).await?;
        let Some(end) = page.last() else { return Ok(gaps) };
        last = end.id;
        count(recorder, page, &mut gaps);
    }
}

fn count(recorder: &Recorder, answered: Vec<Answered>, gaps: &mut Gaps) {
    for Answered { address, host, .. } in answered {
        if !Url::parse(&address).is_ok_and(|address| has(recorder, address)) {
            *gaps.entry(host).or_default() += 1;
        }
    }
}

/// Whether the address was kept, perhaps by https: a host that leads there is asked so at once.
fn has(recorder: &Recorder, mut address: Url) -> bool {
    recorder.has(&address)
        || (address.scheme() == "http"
            && address.set_scheme("https").is_ok()
            && recorder.has(&address))
}

/// Says so, where there are any.
pub(super) fn warn(gaps: &Gaps) {
    if gaps.is_empty() {
        return;
    }
    let hosts: Vec<String> = gaps.iter().map(|(host, count)| format!("{host} {count}")).collect();
    output::note(&format!(
        "--warc: the archive is not whole. Other workers on the same database fetched {} of this \
         crawl ({}); stop them for a whole one.",
        output::counted(gaps.values().sum(), "answer"),
        hosts.join(", ")
    ));
}
