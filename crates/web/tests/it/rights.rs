//! What a household may read and hear, and what everybody may.

use axum::http::StatusCode;
use database::site;
use storage::Visibility;

use crate::newspaper::{NOW, Newspaper, plain_article};

/// An article of each kind of rights, spoken: its path and the path of its sound.
async fn each(newspaper: &Newspaper) -> anyhow::Result<[(String, String); 4]> {
    let kinds = [
        ("open", false, Visibility::Open, b"sound 0"),
        ("personal", false, Visibility::Personal, b"sound 1"),
        ("excerpt", false, Visibility::Personal, b"sound 2"),
        ("open", true, Visibility::Open, b"sound 3"),
    ];
    let mut paths: [(String, String); 4] = Default::default();
    for (path, (place, (rights, reserved, visibility, sound))) in
        paths.iter_mut().zip(kinds.into_iter().enumerate())
    {
        let outlet = newspaper.outlet(&format!("{rights}.example"), rights).await?;
        let mut article = plain_article(outlet, &format!("n{place}"));
        article.reserved = reserved;
        article.standfirst = Some("A secret standfirst.".to_owned());
        let id = newspaper.store(&article).await?;
        newspaper.index(id, &article, rights == "open" && !reserved)?;
        let key = newspaper.speak(id, visibility, sound).await?;
        *path = (format!("/article/{id}-n{place}"), format!("/media/{key}"));
    }
    Ok(paths)
}

async fn check(newspaper: &Newspaper, whole: [bool; 4]) -> anyhow::Result<()> {
    let paths = each(newspaper).await?;
    let feed = newspaper.get("/podcast/feed.xml").await?.text();
    let episodes = newspaper.get("/podcast").await?.text();
    let front = newspaper.get("/").await?.text();
    for ((article, sound), whole) in paths.into_iter().zip(whole) {
        let page = newspaper.get(&article).await?;
        assert_eq!(page.status, StatusCode::OK, "{article}");
        let served = newspaper.get(&sound).await?.status == StatusCode::OK;
        let seen = [
            ("the text", page.text().to_lowercase().contains("secret")),
            ("a player", page.count("article audio") == 1),
            ("no way out to the publisher", !page.first("main").contains("Read on at")),
            ("the sound", served),
            ("the sound in the feed", feed.contains(&sound)),
            ("the sound on the podcast's page", episodes.contains(&sound)),
            ("the sound on the front page", front.contains(&sound)),
        ];
        assert_eq!(seen, seen.map(|(what, _)| (what, whole)), "{article}");
    }
    Ok(())
}

#[tokio::test]
async fn a_household_reads_and_hears_all_but_excerpts() -> anyhow::Result<()> {
    for newspaper in Newspaper::empty_on_both().await? {
        check(&newspaper, [true, true, false, false]).await?;
        let search = newspaper.get("/search?q=secret").await?;
        assert_eq!(search.count(".rows > li"), 4);
        assert_eq!(search.count(".rows mark"), 2, "only two may show their text");
    }
    Ok(())
}

#[tokio::test]
async fn everybody_reads_and_hears_what_is_open() -> anyhow::Result<()> {
    for newspaper in Newspaper::empty_on_both().await? {
        let newspaper = newspaper.public();
        check(&newspaper, [true, false, false, false]).await?;
        let search = newspaper.get("/search?q=herons").await?;
        assert_eq!(search.count(".rows > li"), 1, "nothing can be probed in a closed text");
        let list = newspaper.get("/feed.xml").await?.text().to_lowercase();
        assert!(list.contains("the summary of n1") && !list.contains("secret"));
    }
    Ok(())
}

#[tokio::test]
async fn a_site_that_becomes_an_excerpt_is_silent_at_once() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?.public();
    let [(article, sound), ..] = each(&newspaper).await?;
    assert_eq!(newspaper.get(&sound).await?.status, StatusCode::OK);
    let open = site::by_host(&newspaper.site.database.read, "open.example").await?;
    let open = open.ok_or_else(|| anyhow::anyhow!("no site"))?;
    let listed = site::Listed {
        host: open.host,
        name: open.name,
        home: open.home,
        language: open.language,
        rights: "excerpt".to_owned(),
        licence: open.licence,
        min_delay_ms: 0,
        selectors: open.selectors,
        origin: open.origin,
        voices: None,
    };
    site::list(&newspaper.site.database.write, &listed, NOW).await?;
    assert_eq!(newspaper.get(&sound).await?.status, StatusCode::NOT_FOUND);
    assert!(!newspaper.get(&article).await?.text().contains("Secret herons"));
    assert!(!newspaper.get("/podcast/feed.xml").await?.text().contains("<item>"));
    Ok(())
}

#[tokio::test]
async fn a_household_is_not_for_search_engines() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    assert_eq!(newspaper.get("/robots.txt").await?.text(), "User-agent: *\nDisallow: /\n");
    assert_eq!(newspaper.get("/").await?.header("x-robots-tag"), "noindex, nofollow");
    let public = newspaper.public();
    assert!(!public.get("/robots.txt").await?.text().contains("Disallow: /\n"));
    assert_eq!(public.get("/").await?.header("x-robots-tag"), "");
    Ok(())
}
