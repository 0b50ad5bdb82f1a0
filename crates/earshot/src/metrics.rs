//! `/metrics` at `EARSHOT_METRICS_LISTEN`: what the process counted and how the rows stand, in the text
//! format of Prometheus.
//!
//! A listener of its own, as workers have no other, and none unless it is asked for. Whoever asks must
//! be in a private network. How the rows stand is counted by one process for all of them, now and then:
//! `database::standing`.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use anyhow::Context as _;
use axum::{
    Router,
    extract::{ConnectInfo, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use database::{
    Database, Micros,
    standing::{self, Count, Standing},
};
use prometheus::{IntGauge, IntGaugeVec, Opts, Registry, TextEncoder};
use tokio::{net::TcpListener, time::Instant};
use tracing::warn;

use crate::{output, settings::Settings};

/// What is told of.
struct Told {
    database: Database,
    counted: Option<Arc<jobs::Metrics>>,
}

/// Serves the metrics beside everything else, where the settings ask for it. `counted`: what the jobs
/// of this process count, if it has any.
pub(crate) async fn serve(
    settings: &Settings,
    database: &Database,
    counted: Option<Arc<jobs::Metrics>>,
) -> anyhow::Result<()> {
    let Some(address) = settings.metrics_listen else { return Ok(()) };
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("EARSHOT_METRICS_LISTEN: {address} cannot be had"))?;
    output::note(&format!("Metrics at http://{}/metrics", listener.local_addr()?));
    let told = Told { database: database.clone(), counted };
    let router = Router::new().route("/metrics", get(answer)).with_state(Arc::new(told));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, service).await {
            warn!(%error, "The metrics are served no longer");
        }
    });
    Ok(())
}

async fn answer(
    State(told): State<Arc<Told>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
) -> Response {
    if !is_private(peer.ip()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    match told.text().await {
        Ok(text) => ([(header::CONTENT_TYPE, prometheus::TEXT_FORMAT)], text).into_response(),
        Err(error) => {
            warn!("The metrics cannot be told: {error:#}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Loopback, RFC 1918, RFC 4193 and link-local addresses.
fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

impl Told {
    async fn text(&self) -> anyhow::Result<String> {
        let mut text = match &self.counted {
            Some(counted) => counted.render()?,
            None => String::new(),
        };
        let now = jobs::clock::now();
        if standing::claim(&self.database.write, now).await? {
            self.count_again(now).await?;
        }
        if let Some((counted_at, standing)) = standing::lately(&self.database.read).await? {
            text.push_str(&gauges(&standing, counted_at, now)?);
        }
        Ok(text)
    }

    /// Counts the rows: whoever asks gets what is known, and waits only where nothing is.
    async fn count_again(&self, now: Micros) -> anyhow::Result<()> {
        let counting = count(self.database.clone(), now);
        if standing::lately(&self.database.read).await?.is_none() {
            return counting.await;
        }
        tokio::spawn(async move {
            if let Err(error) = counting.await {
                warn!("The rows cannot be counted: {error:#}");
            }
        });
        Ok(())
    }
}

/// Counts the rows, for every process that tells of them.
async fn count(database: Database, now: Micros) -> anyhow::Result<()> {
    let started = Instant::now();
    let standing = standing::of_everything(&database.read, now).await?;
    let took = i64::try_from(started.elapsed().as_micros())?;
    standing::keep(&database.write, &standing, (now, took)).await?;
    Ok(())
}

/// How the rows stand, as text.
fn gauges(standing: &Standing, counted_at: Micros, now: Micros) -> prometheus::Result<String> {
    let registry = Registry::new();
    let since = |at: Micros| (now.0 - at.0).max(0) / 1_000_000;
    let age = standing.oldest_due_at.map_or(0, since);
    for (name, help, value) in [
        (
            "earshot_addresses_due",
            "Addresses that wait to be asked for now.",
            standing.addresses_due,
        ),
        ("earshot_sources_due", "Feeds, sitemaps and lists that wait now.", standing.sources_due),
        ("earshot_oldest_due_seconds", "For how long the oldest of them has waited.", age),
        ("earshot_hosts", "Hosts that are known.", standing.hosts),
        ("earshot_hosts_held", "Hosts that a worker asks now.", standing.hosts_held),
        ("earshot_hosts_resting", "Hosts that are left alone for a while.", standing.hosts_resting),
        ("earshot_articles", "Articles in the database.", standing.articles),
        ("earshot_rows_counted_seconds", "How long ago all these were counted.", since(counted_at)),
    ] {
        let gauge = IntGauge::new(name, help)?;
        gauge.set(value);
        registry.register(Box::new(gauge))?;
    }
    for (name, help, label, counts) in [
        ("earshot_addresses", "Addresses by outcome.", "outcome", &standing.addresses),
        ("earshot_episodes", "Episodes by state.", "state", &standing.episodes),
        ("earshot_subscriptions", "Hubs asked, by state.", "state", &standing.subscriptions),
    ] {
        let gauges = IntGaugeVec::new(Opts::new(name, help), &[label])?;
        for Count { state, n } in counts {
            gauges.with_label_values(&[state.as_str()]).set(*n);
        }
        registry.register(Box::new(gauges))?;
    }
    TextEncoder::new().encode_to_string(&registry.gather())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_by_state() {
        let standing = Standing {
            addresses: vec![Count { state: "stored".to_owned(), n: 7 }],
            oldest_due_at: Some(Micros(1_000_000)),
            ..Standing::default()
        };

        let text = gauges(&standing, Micros(51_000_000), Micros(61_500_000)).unwrap();

        for line in [
            "earshot_addresses{outcome=\"stored\"} 7",
            "earshot_oldest_due_seconds 60",
            "earshot_rows_counted_seconds 10",
        ] {
            assert!(text.lines().any(|it| it == line), "{text}");
        }
    }

    #[test]
    fn strangers_are_not_told() {
        assert!(is_private("::ffff:10.1.2.3".parse().unwrap()));
        assert!(!is_private("203.0.113.9".parse().unwrap()));
    }
}
