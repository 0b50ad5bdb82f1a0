//! Hosts that others hold: whoever waits for them is told which, and for how long.

use std::time::Duration;

use database::{Database, host};
use jobs::clock::now;

use crate::output;

/// Hosts that are named in a line.
const NAMED: usize = 5;

/// Tells which hosts of these sites others hold before a crawl begins. To the database a crawl that was
/// killed holds its hosts until its lease ends.
pub(super) async fn tell(
    database: &Database,
    sites: &[i64],
    lease: Duration,
) -> anyhow::Result<()> {
    let held = host::held(&database.read, sites, now()).await?;
    if !held.is_empty() {
        output::note(&format!(
            "{}: this one waits for that, up to {} s if the other was killed \
             (EARSHOT_LEASE_SECONDS).",
            told(&held),
            lease.as_secs()
        ));
    }
    Ok(())
}

/// Who holds how many hosts, and which.
pub(super) fn told(held: &[String]) -> String {
    let named = held.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let rest = held.len().saturating_sub(NAMED);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let hosts = output::counted(held.len() as u64, "host");
    format!("Another crawl or worker holds {hosts} ({named}{more})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_hosts_are_named_and_many_counted() {
        let hosts: Vec<String> = (1..=7).map(|n| format!("{n}.example")).collect();
        assert_eq!(told(&hosts[..1]), "Another crawl or worker holds 1 host (1.example)");
        assert_eq!(
            told(&hosts),
            "Another crawl or worker holds 7 hosts (1.example, 2.example, 3.example, 4.example, \
             5.example and 2 more)"
        );
    }
}
