//! Which pages are one article, and in which order they are asked for.

use anyhow::{Context as _, ensure};
use database::{
    Micros,
    address::{self, Ended},
    article, article_version, site,
};
use tempfile::TempDir;
use testkit::{Other, Site, Story, newspaper};

use crate::{
    earshot::Earshot,
    guest::{CRON, World, log, look_again, worlds},
};

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_moves_stays_one_article() -> anyhow::Result<()> {
    for World { site, mut stories, earshot, database, .. } in worlds(2).await? {
        earshot.json(&CRON)?;
        let old = stories[0].path.clone();
        stories[0].path = old.replace(".html", "-corrected.html");
        stories[0].title.push_str(", at last");
        stories[0].author = "Sam Newman".to_owned();
        newspaper(&site, &stories);
        site.answer(&old, &Other::with(301, "location", stories[0].path.clone()), 9);
        look_again(&database, &site.host()).await?;
        let summary = earshot.json(&CRON)?;
        ensure!(summary["totals"]["stored"] == 0 && summary["totals"]["changed"] == 1, "{summary}");
        let every = article::Which::Every;
        ensure!(article::count(&database.read, &every).await? == 2);
        let address = format!("{}{old}", site.base());
        let row =
            article::by_address(&database.read, &address).await?.context("the old address")?;
        let version =
            article_version::newest(&database.read, row.id).await?.context("a version")?;
        ensure!((row.version, version.changed.as_str()) == (2, "title"), "{version:?}");
        let authors = database::author::of_articles(&database.read, &[row.id]).await?;
        ensure!(authors.len() == 1 && authors[0].name == "Sam Newman", "{authors:?}");
    }
    Ok(())
}

/// Pages of these stories, each of which names the first one's address as its own.
fn put_template(site: &Site, stories: &[Story]) {
    let named = format!("<link rel=\"canonical\" href=\"{}{}\">", site.base(), stories[0].path);
    for story in stories {
        let page = format!(
            "<html lang=en><head><title>{0}</title>{named}</head><body><article><h1>{0}</h1>\
             <p>{1}</p></article></body></html>",
            story.title,
            story.paragraphs.join("</p><p>")
        );
        site.put(&story.path, "text/html", &page);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_that_gives_every_page_one_address_swallows_no_article() -> anyhow::Result<()> {
    for World { site, stories, earshot, folder, .. } in worlds(3).await? {
        put_template(&site, &stories);
        let archive = folder.path().join("archive");
        let archive = archive.to_str().context("a folder's name")?;
        let summary = earshot.json(&["cron", "--no-audio", "--json", "--warc", archive])?;
        ensure!(summary["totals"]["stored"] == 3, "{summary}");

        let again = TempDir::new()?;
        let again = Earshot::over(again.path(), &site)?;
        let summary = again.json(&["cron", "--no-audio", "--json", "--from-warc", archive])?;

        ensure!(summary["totals"]["stored"] == 3, "from the archive: {summary}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_pages_name_is_not_theirs_because_it_fails() -> anyhow::Result<()> {
    for (status, times, stored) in [(500, 1, 3), (404, 9, 2)] {
        for World { site, stories, earshot, database, .. } in worlds(3).await? {
            put_template(&site, &stories);
            site.answer(&stories[0].path, &Other::status(status), times);

            let summary = earshot.json(&CRON)?;

            ensure!(summary["totals"]["stored"] == stored, "{status}: {summary}");
            let named = format!("{}{}", site.base(), stories[0].path);
            let known = article::by_address(&database.read, &named).await?;
            let is_own = known.is_none_or(|known| known.title == stories[0].title);
            ensure!(is_own, "{status}: it has the article of another page");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn near_duplicates_tell_one_story() -> anyhow::Result<()> {
    for World { site, mut stories, earshot, database, .. } in worlds(4).await? {
        let mut copy = stories[0].paragraphs.clone();
        copy.remove(3);
        copy.insert(0, "(Wire service) - This report was provided by a news agency.".to_owned());
        stories[1].paragraphs = copy;
        newspaper(&site, &stories);
        earshot.json(&CRON)?;
        let mut told = Vec::new();
        for story in &stories {
            let address = format!("{}{}", site.base(), story.path);
            let row = article::by_address(&database.read, &address).await?.context("an article")?;
            told.push(row.story_id.context("a story")?);
        }
        ensure!(told[0] == told[1], "{told:?}");
        ensure!(told[0] != told[2] && told[2] != told[3], "{told:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_behind_a_redirect_is_looked_at_by_its_validators() -> anyhow::Result<()> {
    for World { site, stories, earshot, database, .. } in worlds(1).await? {
        let mut announced = stories[0].clone();
        announced.path = "/news/7-as-it-was-announced".to_owned();
        newspaper(&site, &[announced.clone()]);
        site.answer(&announced.path, &Other::with(301, "location", &stories[0].path), 9);
        earshot.json(&CRON)?;
        let host = site::by_host(&database.read, &site.host()).await?.context("the site's row")?;
        let asked =
            address::Asked { site_id: host.id, outcome: Some("stored"), reason: None, most: 9 };
        let row = address::log(&database.read, asked).await?.pop().context("the address")?;
        let (etag, answered) = (row.etag, row.answered);
        let due = Ended {
            outcome: Some("stored"),
            due_at: Some(Micros(1)),
            etag,
            answered,
            article_id: row.article_id,
            ..Ended::default()
        };
        address::end(&database.write, row.id, &due, Micros(1)).await?;

        let summary = earshot.json(&CRON)?;

        let of_story = |seen: &&testkit::Seen| seen.path == stories[0].path;
        let asked: Vec<u16> = site.seen().iter().filter(of_story).map(|seen| seen.status).collect();
        ensure!(asked == [200, 304], "{summary} {:?}", site.seen());
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn news_is_asked_for_before_what_was_known_longer() -> anyhow::Result<()> {
    for World { site, stories, earshot, .. } in worlds(3).await? {
        let earshot = earshot.with("EARSHOT_FETCH_PAGES_PER_SITE", "1");
        newspaper(&site, &stories[..2]);
        earshot.json(&CRON)?;
        newspaper(&site, &stories);

        earshot.json(&CRON)?;

        let asked = |seen: &testkit::Seen| stories.iter().position(|it| it.path == seen.path);
        let asked: Vec<usize> = site.seen().iter().filter_map(asked).collect();
        ensure!(asked.len() == 2 && asked[1] == 2, "{asked:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_name_one_that_waits_are_asked_for_behind_it() -> anyhow::Result<()> {
    for World { site, mut stories, earshot, .. } in worlds(2).await? {
        // The newer address is one more of the older one's article.
        let (title, paragraphs) = (stories[0].title.clone(), stories[0].paragraphs.clone());
        (stories[1].title, stories[1].paragraphs) = (title, paragraphs);
        newspaper(&site, &stories);
        put_template(&site, &stories);

        let summary = earshot.json(&CRON)?;

        ensure!(summary["totals"]["stored"] == 1, "{summary}");
        let stored = |it: &&serde_json::Value| it["outcome"] == "stored";
        let lines = log(&earshot, &site)?;
        let stored: Vec<_> = lines.iter().filter(stored).collect();
        let is_older = |it: &serde_json::Value| {
            it["address"].as_str().is_some_and(|it| it.ends_with(&stories[0].path))
        };
        ensure!(stored.len() == 1 && is_older(stored[0]), "{lines:?}");
        let asked = |path: &str| site.seen().iter().filter(|seen| seen.path == path).count();
        ensure!(stories.iter().all(|story| asked(&story.path) == 1), "{:?}", site.seen());
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_to_which_the_address_that_it_names_leads_is_asked_for_once() -> anyhow::Result<()> {
    for World { site, mut stories, earshot, .. } in worlds(2).await? {
        // The page names the older address as its own, and that leads back to it.
        let (title, paragraphs) = (stories[0].title.clone(), stories[0].paragraphs.clone());
        (stories[1].title, stories[1].paragraphs) = (title, paragraphs);
        newspaper(&site, &stories);
        put_template(&site, &stories);
        site.answer(&stories[0].path, &Other::with(301, "location", &stories[1].path), 9);

        let summary = earshot.json(&CRON)?;

        ensure!(summary["totals"]["stored"] == 1, "{summary}");
        let asked = |path: &str| site.seen().iter().filter(|seen| seen.path == path).count();
        ensure!(stories.iter().all(|story| asked(&story.path) == 1), "{:?}", site.seen());
    }
    Ok(())
}
