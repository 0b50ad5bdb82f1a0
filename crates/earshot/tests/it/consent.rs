//! Walls that want a cookie: whose cookies go where, and what becomes of the pages behind.

use anyhow::{Context as _, ensure};
use tempfile::TempDir;
use testkit::{ConsentWall, Other, Site};

use crate::{
    earshot::Earshot,
    guest::{log, world},
};

const CRON: [&str; 3] = ["cron", "--no-audio", "--json"];
const WALL: ConsentWall = ConsentWall { before: "/", cookie: "consent=1", opens: true };

/// The cookies that a site was brought, by request.
fn cookies(site: &Site) -> Vec<Option<String>> {
    site.seen().into_iter().map(|seen| seen.cookies).collect()
}

/// How many addresses ended so.
fn count(earshot: &Earshot, site: &Site, outcome: &str, reason: &str) -> anyhow::Result<usize> {
    let lines = log(earshot, site)?;
    Ok(lines.iter().filter(|it| it["outcome"] == outcome && it["reason"] == reason).count())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wall_is_passed_with_its_own_cookie() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 3).await?;
    site.wall_off(WALL);
    let summary = earshot.json(&CRON)?;
    ensure!(summary["totals"]["stored"] == 3, "{summary}");
    let seen = site.seen();
    let given = seen.iter().position(|it| it.cookies.is_some()).context("a cookie")?;
    // Nothing before redirects led in a circle; from then on there is no circle any more.
    let (before, since) = seen.split_at(given);
    ensure!(before.iter().any(|it| it.path.starts_with("/consent")), "{seen:?}");
    ensure!(since.iter().all(|it| it.cookies.as_deref() == Some("consent=1")), "{seen:?}");
    ensure!(since.iter().all(|it| it.status == 200), "{seen:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_is_gone_with_the_visit() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 1).await?;
    site.wall_off(WALL);
    earshot.json(&CRON)?;
    let first_run = site.seen().len();
    earshot.json(&CRON)?;
    let second = cookies(&site).split_off(first_run);
    ensure!(second.first() == Some(&None), "{second:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wall_that_never_opens_is_named() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, _, earshot) = world(&folder, 3).await?;
    site.wall_off(ConsentWall { before: "/2026", opens: false, ..WALL });
    earshot.run(&CRON)?;
    ensure!(count(&earshot, &site, "refused", "consent_wall")? == 3, "{:?}", log(&earshot, &site)?);
    let asked = site.seen().iter().filter(|seen| seen.path.starts_with("/2026")).count();
    ensure!(asked == 6, "once without its cookie, and once with it: {:?}", site.seen());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_circle_without_a_cookie_is_a_circle() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, stories, earshot) = world(&folder, 1).await?;
    let path = &stories[0].path;
    site.answer(path, &Other::with(302, "location", path), 9);
    earshot.run(&CRON)?;
    ensure!(count(&earshot, &site, "refused", "redirect_loop")? == 1);
    ensure!(site.seen().iter().filter(|seen| seen.path == *path).count() == 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_circle_on_a_host_with_cookies_is_a_circle() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, stories, earshot) = world(&folder, 1).await?;
    let path = &stories[0].path;
    site.set_cookie("session=2; Path=/");
    site.answer(path, &Other::with(302, "location", path), 9);
    earshot.run(&CRON)?;
    ensure!(count(&earshot, &site, "refused", "redirect_loop")? == 1, "{:?}", log(&earshot, &site));
    ensure!(site.seen().iter().filter(|seen| seen.path == *path).count() == 2, "{:?}", site.seen());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_brought_a_cookie_without_a_wall_or_of_another_host() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (walled, stories, earshot) = world(&folder, 3).await?;
    // At the same IP address: by the RFC alone, it would be the same host.
    let (other, _, _) = world(&folder, 2).await?;
    walled.wall_off(WALL);
    walled.answer(&stories[2].path, &Other::with(302, "location", other.base()), 9);
    other.set_cookie("session=2; Path=/");
    let summary = earshot.json(&[&CRON[..], &[&walled.base(), &other.base()]].concat())?;
    ensure!(summary["totals"]["stored"] == 4, "{summary}");
    ensure!(cookies(&other).len() > 3 && cookies(&other).iter().all(Option::is_none));
    let brought: Vec<_> = cookies(&walled).into_iter().flatten().collect();
    ensure!(!brought.is_empty() && brought.iter().all(|it| it == "consent=1"), "{brought:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_at_a_page_passes_the_wall_as_the_crawl_does() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, stories, earshot) = world(&folder, 1).await?;
    site.wall_off(WALL);
    let address = format!("{}{}", site.base(), stories[0].path);

    let looked = earshot.run(&["site", "check", &address])?;

    let told = String::from_utf8(looked.stdout)?;
    ensure!(looked.status.success() && told.contains(&stories[0].title), "{told}");
    let given = cookies(&site);
    ensure!(given.iter().filter(|it| it.is_some()).count() == 1, "{given:?}");
    ensure!(given.last() == Some(&Some("consent=1".to_owned())), "{given:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_is_told_of_a_wall_that_stays_shut() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, stories, earshot) = world(&folder, 1).await?;
    site.wall_off(ConsentWall { before: "/2026", opens: false, ..WALL });
    let address = format!("{}{}", site.base(), stories[0].path);

    let looked = earshot.run(&["site", "check", &address])?;

    let told = String::from_utf8(looked.stderr)?;
    ensure!(!looked.status.success() && told.contains("a consent wall"), "{told}");
    Ok(())
}
