//! How the crawl looks from the site's side.

use std::time::Duration;

use anyhow::ensure;
use tempfile::TempDir;
use testkit::{Site, Story, newspaper};

use crate::earshot::Earshot;

/// A site of some articles.
async fn site_of(stories: usize) -> anyhow::Result<Site> {
    let site = Site::start().await?;
    let stories: Vec<Story> = (0..stories).map(Story::numbered).collect();
    newspaper(&site, &stories);
    Ok(site)
}

/// The least time between the beginnings of two requests.
fn least_gap(site: &Site) -> Duration {
    let seen = site.seen();
    let gaps = seen.windows(2).map(|pair| pair[1].at.duration_since(pair[0].at));
    gaps.min().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_asked_one_page_at_a_time_and_its_rules_first() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = site_of(4).await?;
    let floor = Duration::from_millis(150);
    let earshot = Earshot::over(folder.path(), &site)?.with("FETCH_MIN_DELAY_MS", "150");
    for _run in 0..2 {
        earshot.json(&["cron", "--no-audio", "--json"])?;
    }
    // A look beside the crawl's own visits keeps the same pace.
    earshot.run(&["site", "check", &site.base()])?;
    let seen = site.seen();
    ensure!(seen.first().is_some_and(|first| first.path == "/robots.txt"), "{seen:?}");
    ensure!(seen.iter().filter(|seen| seen.path == "/robots.txt").count() == 1, "{seen:?}");
    ensure!(seen.iter().all(|seen| !seen.path.starts_with("/private")), "{seen:?}");
    ensure!(seen.len() >= 10 && least_gap(&site) >= floor, "{:?}", least_gap(&site));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawl_delay_is_kept_even_without_a_floor() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = site_of(1).await?;
    site.put("/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 1\n");
    let earshot = Earshot::over(folder.path(), &site)?;
    earshot.json(&["cron", "--no-audio", "--json"])?;
    earshot.run(&["site", "check", &site.base()])?;
    ensure!(site.seen().len() >= 4, "{:?}", site.seen());
    // The answer to robots.txt is what tells of the delay.
    ensure!(least_gap(&site) >= Duration::from_millis(950), "{:?}", least_gap(&site));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_without_news_has_not_failed() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = site_of(2).await?;
    site.forget_etags();
    let earshot = Earshot::over(folder.path(), &site)?;
    earshot.json(&["cron", "--no-audio", "--json"])?;
    let second = earshot.json(&["cron", "--no-audio", "--json"])?;
    ensure!(second["totals"]["found"] == 0 && second["totals"]["fetched"] == 0, "{second}");
    ensure!(second["sites"][0]["error"].is_null(), "{second}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_of_one_run_is_not_crawled_by_the_next() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (listed, named) = (site_of(1).await?, site_of(2).await?);
    let earshot = Earshot::over(folder.path(), &listed)?;
    let this_run = earshot.json(&["cron", "--no-audio", "--json", &named.base()])?;
    ensure!(this_run["totals"]["stored"] == 2, "{this_run}");
    // A word that is no site changes nothing, whatever stands before it.
    let mistyped = earshot.run(&["cron", "--no-audio", &named.base(), "nothing like a site"])?;
    ensure!(mistyped.status.code() == Some(2));
    let asked = named.seen().len();
    earshot.json(&["cron", "--no-audio", "--json"])?;
    ensure!(named.seen().len() == asked, "it was asked again");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawl_delay_that_is_not_kept_is_told() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    site.put("/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 90\nDisallow: /\n");
    let earshot = Earshot::over(folder.path(), &site)?;
    earshot.run(&["cron", "--no-audio"])?;

    let log = earshot.run(&["site", "log", &site.host()])?;

    let told = String::from_utf8(log.stderr)?;
    let expected = format!(
        "{}: its robots.txt asks for 90 s between two requests; 30 s are kept",
        site.host()
    );
    ensure!(told.lines().any(|line| line == expected), "{told}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_waited_for_that_comes_after_the_end_of_a_run() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = site_of(1).await?;
    let earshot = Earshot::over(folder.path(), &site)?
        .with("FETCH_MIN_DELAY_MS", "120000")
        .with("CRON_MINUTES", "1");

    let report = earshot.run(&["cron", "--no-audio"])?;

    let told = String::from_utf8_lossy(&report.stdout).into_owned();
    ensure!(
        site.seen().len() == 1 && told.contains("the time was up"),
        "{told}: {:?}",
        site.seen()
    );
    Ok(())
}
