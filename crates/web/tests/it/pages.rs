//! Each page as a reader sees it.

use axum::http::StatusCode;
use storage::Visibility;

use crate::newspaper::{NOW, Newspaper, plain_article};

async fn filled(newspaper: &Newspaper) -> anyhow::Result<i64> {
    let outlet = newspaper.outlet("news.example", "personal").await?;
    let mut first = 0;
    for name in ["one", "two", "three"] {
        let article = plain_article(outlet, name);
        let id = newspaper.store(&article).await?;
        newspaper.index(id, &article, false)?;
        first = if first == 0 { id } else { first };
    }
    newspaper.speak(first, Visibility::Personal, b"sound").await?;
    Ok(first)
}

#[tokio::test]
async fn every_page_is_a_whole_page_without_script() -> anyhow::Result<()> {
    for newspaper in Newspaper::empty_on_both().await? {
        let id = filled(&newspaper).await?;
        let article = format!("/article/{id}-one");
        let pages = [
            "/",
            article.as_str(),
            "/site/news.example",
            "/author/ann-ray",
            "/keyword/herons",
            "/search",
            "/search?q=herons",
            "/search?q=nothing-like-it",
            "/search?q=herons&order=newest",
            "/podcast",
        ];
        for path in pages {
            let answer = newspaper.get(path).await?;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
            assert_eq!(answer.count("script, style, [style], img, iframe"), 0, "{path}");
            assert_eq!(answer.count("html[lang] head title"), 1, "{path}");
            assert_eq!(answer.count("main"), 1, "{path}");
            assert_eq!(answer.count("h1"), 1, "{path}");
            assert_eq!(answer.count("a.skip[href='#main']"), 1, "{path}");
            assert!(answer.first("title").contains("Earshot"), "{path}");
            assert!(!answer.text().contains("{{"), "{path}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_article_page_has_one_article_and_its_sound() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    let id = filled(&newspaper).await?;
    let answer = newspaper.get(&format!("/article/{id}-one")).await?;
    assert_eq!(answer.count("article"), 1);
    assert_eq!(answer.count("article audio[controls][preload=none][src^='/media/personal/']"), 1);
    assert_eq!(answer.first("article h1"), "The title of one");
    assert!(answer.first("article .prose").contains("Secret herons"));
    assert_eq!(answer.count("article time[datetime='2023-11-14T23:13:20+01:00']"), 1);
    assert!(answer.first("article time").contains("23:13 (UTC+01:00)"));
    assert_eq!(answer.count("a[rel=author][href='/author/ann-ray']"), 1);
    assert_eq!(answer.count("article a[href='/keyword/herons']"), 1);
    assert_eq!(answer.count("article a[href='https://news.example/one'][rel~=noopener]"), 1);
    assert!(answer.first(".player").contains("synthetic voice"));
    assert_eq!(answer.count(".related li"), 2);
    let canonical = format!("link[rel=canonical][href='http://127.0.0.1:8000/article/{id}-one']");
    assert_eq!(answer.count(&canonical), 1);
    Ok(())
}

#[tokio::test]
async fn another_slug_leads_to_the_right_address() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    let id = filled(&newspaper).await?;
    for wrong in [format!("/article/{id}"), format!("/article/{id}-an-older-title")] {
        let answer = newspaper.get(&wrong).await?;
        assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY);
        assert_eq!(answer.header("location"), format!("/article/{id}-one"));
    }
    let mut foreign = plain_article(newspaper.outlet("other.example", "personal").await?, "x");
    foreign.slug = "größe & mehr".to_owned();
    let id = newspaper.store(&foreign).await?;
    let answer = newspaper.get(&format!("/article/{id}")).await?;
    let right = answer.header("location").to_owned();
    assert_eq!(newspaper.get(&right).await?.status, StatusCode::OK, "{right}");
    Ok(())
}

#[tokio::test]
async fn a_slash_too_many_is_taken_off_within_the_site() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    let answer = newspaper.get("/podcast/?page=1").await?;
    assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(answer.header("location"), "/podcast?page=1");
    for path in ["//evil.example/", "//evil.example/x/"] {
        let answer = newspaper.get(path).await?;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_a_page_that_says_so() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    filled(&newspaper).await?;
    for path in [
        "/article/999-one",
        "/article/one",
        "/article/99999999999999999999-x",
        "/site/unknown.example",
        "/author/nobody",
        "/keyword/nothing",
        "/keyword/%00",
        "/podcast/other.jpg",
        "/media/open/audio/aa/bb.mp3",
        "/static/other.css",
        "/no/such/page",
        "/?page=9",
    ] {
        let answer = newspaper.get(path).await?;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.count("main h1"), 1, "{path}");
        assert_eq!(answer.count("link[rel=stylesheet]"), 1, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_wrong_number_of_a_page_is_refused_with_the_reason() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    filled(&newspaper).await?;
    for path in [
        "/?page=0",
        "/?page=x",
        "/site/news.example?page=-1",
        "/search?q=a&page=301",
        "/podcast?page=1e9",
    ] {
        let answer = newspaper.get(path).await?;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.first("main").contains("whole number from 1 to 300"), "{path}");
    }
    let answer = newspaper.get("/search?q=a&order=random").await?;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.first("main").contains("“order” must be"));
    let answer = newspaper.get("/?page=1&page=2").await?;
    assert_eq!((answer.status, answer.count("main h1")), (StatusCode::BAD_REQUEST, 1));
    Ok(())
}

#[tokio::test]
async fn a_long_list_is_turned_page_by_page() -> anyhow::Result<()> {
    for newspaper in Newspaper::empty_on_both().await? {
        let outlet = newspaper.outlet("news.example", "personal").await?;
        for number in 0..35 {
            newspaper.store(&plain_article(outlet, &format!("n{number}"))).await?;
        }
        for list in ["/", "/site/news.example", "/author/ann-ray", "/keyword/herons"] {
            let first = newspaper.get(list).await?;
            let next = format!("head link[rel=next][href='{list}?page=2']");
            assert_eq!((first.count(&next), first.count("head link[rel=prev]")), (1, 0), "{list}");
            let second = newspaper.get(&format!("{list}?page=2")).await?;
            assert_eq!(second.count(".rows > li"), 5, "{list}");
            let previous = format!("head link[rel=prev][href='{list}']");
            assert_eq!((second.count(&previous), second.count("head link[rel=next]")), (1, 0));
        }
        let titles: Vec<String> =
            (0..35).map(|number| format!("/article/{}-n{number}", number + 1)).collect();
        let (front, older) =
            (newspaper.get("/").await?.text(), newspaper.get("/?page=2").await?.text());
        for href in titles {
            assert!(front.contains(&href) != older.contains(&href), "{href} stands once");
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_empty_newspaper_says_what_to_do() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    newspaper.outlet("news.example", "personal").await?;
    assert!(newspaper.get("/").await?.first("main").contains("on their way"));
    assert!(newspaper.get("/podcast").await?.first("main").contains("being recorded"));
    assert!(newspaper.get("/site/news.example").await?.first("main").contains("Nothing from"));
    assert_eq!(newspaper.get("/search?q=x").await?.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn search_marks_the_words_and_keeps_the_query() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    filled(&newspaper).await?;
    let answer = newspaper.get("/search?q=herons").await?;
    assert_eq!(answer.count(".rows > li"), 3);
    assert_eq!(answer.first(".rows mark"), "herons");
    assert_eq!(answer.count("input[name=q][value='herons']"), 1);
    let nothing = newspaper.get("/search?q=%22zebra%20crossing%22").await?;
    assert!(nothing.first("main").contains("Nothing was found"));
    assert_eq!(nothing.count("input[name=q][value='\"zebra crossing\"']"), 1);
    Ok(())
}

#[tokio::test]
async fn the_sample_says_that_it_is_one() -> anyhow::Result<()> {
    let mut newspaper = Newspaper::empty().await?;
    newspaper.site.settings.sample = true;
    filled(&newspaper).await?;
    for path in ["/", "/podcast", "/search"] {
        assert!(newspaper.get(path).await?.first(".sample").contains("sample newspaper"), "{path}");
    }
    for path in ["/feed.xml", "/podcast/feed.xml"] {
        assert!(newspaper.get(path).await?.text().contains("made-up sample"), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn an_article_without_a_date_says_so_and_does_not_lead() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    let outlet = newspaper.outlet("news.example", "personal").await?;
    let mut dated = plain_article(outlet, "dated");
    dated.published = Some((NOW.plus_seconds(-86_400), 60, "instant"));
    newspaper.store(&dated).await?;
    let mut undated = plain_article(outlet, "undated");
    undated.published = None;
    // More to it than to the other.
    undated.text = "Long. ".repeat(500);
    let id = newspaper.store(&undated).await?;

    let front = newspaper.get("/").await?;
    let page = newspaper.get(&format!("/article/{id}-undated")).await?;
    let list = newspaper.get("/site/news.example").await?;
    let feed = newspaper.get("/feed.xml").await?.text();

    assert_eq!(front.first(".lead h2"), "The title of dated");
    assert!(front.text().contains("No date"));
    assert_eq!(page.count("article time"), 0);
    assert_eq!(page.first(".about .meta span"), "No date");
    assert_eq!(list.first(".when"), "No date");
    assert_eq!(feed.matches("<pubDate>").count(), feed.matches("<pubDate>Mon, 13 Nov").count());
    Ok(())
}

#[tokio::test]
async fn episodes_bear_the_date_by_which_they_stand_in_order() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    let outlet = newspaper.outlet("news.example", "personal").await?;
    let mut old = plain_article(outlet, "old");
    old.published = Some((NOW.plus_seconds(-10 * 86_400), 60, "day"));
    let id = newspaper.store(&old).await?;
    newspaper.speak(id, Visibility::Personal, b"sound").await?;

    let page = newspaper.get("/podcast").await?;

    assert_eq!(page.count(".rows time[datetime='2023-11-14T22:13:20+00:00']"), 1);
    assert_eq!(page.count(".feeds a[href='/podcast/feed.xml']"), 1);
    assert_eq!(page.count("link[rel=alternate][href='/podcast/feed.xml']"), 1);
    Ok(())
}
