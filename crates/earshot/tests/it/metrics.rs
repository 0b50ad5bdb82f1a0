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
