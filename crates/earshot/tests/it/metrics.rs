//! What machines that watch are told.

use anyhow::ensure;
use tempfile::TempDir;

use crate::{
    earshot::{Earshot, free_port},
    story::{get, put_newspaper},
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
