//! Pages that are less than an article of their own: the same again, and what is for subscribers.

use anyhow::{Context as _, ensure};
use database::article;
use tempfile::TempDir;
use testkit::Story;

use crate::{
    guest::{log, world},
    story::sqlite_at,
};

const CRON: [&str; 3] = ["cron", "--no-audio", "--json"];
const HTML: &str = "text/html; charset=utf-8";

/// The page of a story, without a canonical address.
fn page(story: &Story, head: &str) -> String {
    let body = format!("<p>{}</p>", story.paragraphs.join("</p><p>"));
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{title}</title>{head}<meta \
         property=\"article:published_time\" content=\"{published}\"></head><body><article>\
         <h1>{title}</h1>{body}</article></body></html>",
        title = story.title,
        published = story.published,
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn one_article_at_several_addresses_is_stored_once() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, stories, earshot) = world(&folder, 3).await?;
    for story in &stories {
        site.put(&story.path, HTML, &page(&stories[0], ""));
    }

    let summary = earshot.json(&CRON)?;

    ensure!(summary["totals"]["stored"] == 1, "{summary}");
    ensure!(summary["sites"][0]["refused"]["duplicate"] == 2, "{summary}");
    let lines = log(&earshot, &site)?;
    let same: Vec<_> = lines.iter().filter(|line| line["reason"] == "duplicate").collect();
    ensure!(same.len() == 2 && same.iter().all(|line| line["outcome"] == "same"), "{lines:?}");
    let first = lines.iter().find(|line| line["outcome"] == "stored").context("the one")?;
    ensure!(same.iter().all(|line| line["article"] == first["article"]), "{lines:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_subscribers_is_an_excerpt_and_never_spoken() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, stories, earshot) = world(&folder, 1).await?;
    let paid = "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\
        \"@type\":\"NewsArticle\",\"headline\":\"x\",\"isAccessibleForFree\":false}</script>";
    site.put(&stories[0].path, HTML, &page(&stories[0], paid));
    let address = format!("{}{}", site.base(), stories[0].path);

    earshot.json(&CRON)?;
    let checked = earshot.run(&["site", "check", &address])?;

    let checked = String::from_utf8_lossy(&checked.stdout);
    ensure!(checked.contains("as an excerpt") && checked.contains("subscribers"), "{checked}");
    let read = sqlite_at(&folder.path().join("data")).await?.read;
    let row = article::by_address(&read, &address).await?.context("the article")?;
    ensure!(row.reserved, "{row:?}");
    ensure!(article::candidates(&read, &["personal"], database::Micros(0), 9).await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_tells_what_will_happen() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, stories, earshot) = world(&folder, 2).await?;
    let front = format!(
        "<html><body><nav><a href=\"/private/\">Private</a><a href=\"/sport/\">Sport</a></nav>\
         <h2><a href=\"{}\">{}</a></h2></body></html>",
        stories[0].path, stories[0].title
    );
    site.put("/", HTML, &front);
    site.put(&stories[1].path, HTML, &page(&stories[1], "<meta name=robots content=noai>"));
    let check = |path: &str| {
        let output = earshot.run(&["site", "check", &format!("{}{path}", site.base())])?;
        anyhow::Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };

    let (front, feed) = (check("/")?, check("/feed.xml")?);
    let reserved = check(&stories[1].path)?;

    ensure!(front.contains("/private/  (robots.txt denies it)"), "{front}");
    ensure!(front.contains("sitemap  ") && front.contains("news-sitemap.xml"), "{front}");
    ensure!(feed.starts_with("A feed, The Loopback Post. It announces 2 articles"), "{feed}");
    ensure!(feed.contains(&stories[0].path), "{feed}");
    ensure!(reserved.contains("the publisher reserves the text"), "{reserved}");
    Ok(())
}
