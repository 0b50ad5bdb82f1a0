//! What machines that watch are told.

use anyhow::ensure;
use database::{ConnectionTrait as _, Database};
use tempfile::TempDir;

use crate::{
    earshot::{Earshot, free_port},
    story::{get, put_newspaper, sqlite},
};

#[tokio::test(flavor = "multi_thread")]
async fn the_rows_are_told_where_the_operator_asks_for_it() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = put_newspaper().await?;
    let watched = format!("127.0.0.1:{}", free_port()?);
    let earshot = Earshot::over(folder.path(), &site)?.with("METRICS_LISTEN", &watched);
    earshot.json(&["cron", "--no-audio", "--json"])?;
    let server = earshot.serve()?;

    let (status, text) = get(&format!("http://{watched}/metrics")).await?;
    let (on_the_site, _) = get(&format!("{}/metrics", server.address)).await?;

    let text = String::from_utf8(text)?;
    ensure!(status == 200, "{status}: {text}");
    for line in ["earshot_articles 6", "earshot_addresses{outcome=\"stored\"} 6", "earshot_hosts 1"]
    {
        ensure!(text.lines().any(|it| it == line), "{line} is not in {text}");
    }
    ensure!(on_the_site == 404, "readers are told, too");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_tells_its_metrics_too() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = put_newspaper().await?;
    let watched = format!("127.0.0.1:{}", free_port()?);
    let earshot = Earshot::over(folder.path(), &site)?.with("METRICS_LISTEN", &watched);
    let earshot = earshot.with("EPISODES_PER_HOUR", "0");

    let _running = earshot.start_until_dropped(&["run", "--sample"])?;

    let end = tokio::time::Instant::now() + std::time::Duration::from_mins(1);
    while !get(&format!("http://{watched}/metrics")).await.is_ok_and(|(status, _)| status == 200) {
        ensure!(tokio::time::Instant::now() < end, "nobody tells");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Ok(())
}

/// From now on a visit can be written, and not committed.
async fn fail_commits_of_visits(database: &Database) -> anyhow::Result<()> {
    for text in [
        "CREATE TABLE nobody (id INTEGER PRIMARY KEY)",
        "CREATE TABLE doomed (id INTEGER REFERENCES nobody (id) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TRIGGER doom AFTER INSERT ON visit BEGIN INSERT INTO doomed VALUES (1); END",
    ] {
        database.write.execute_unprepared(text).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_visit_brought_counts_once_it_is_committed() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = put_newspaper().await?;
    let watched = format!("127.0.0.1:{}", free_port()?);
    let earshot = Earshot::over(folder.path(), &site)?.with("METRICS_LISTEN", &watched);
    fail_commits_of_visits(&sqlite(folder.path()).await?).await?;

    let start = move || {
        let work = ["work", "--queue", "crawl", "--queue", "schedule"];
        earshot.start_until_told(&work, "the visit in the database")
    };
    let (_worker, line) = tokio::task::spawn_blocking(start).await??;

    let (_, text) = get(&format!("http://{watched}/metrics")).await?;
    let text = String::from_utf8(text)?;
    ensure!(text.contains("earshot_requests_total{outcome=\"page\",purpose=\"crawl\"}"), "{text}");
    for total in ["earshot_addresses_found_total", "earshot_pages_fetched_total"] {
        let told = format!("{total} 0");
        ensure!(text.lines().any(|it| it == told), "{total} was counted, though {line}: {text}");
    }
    Ok(())
}
