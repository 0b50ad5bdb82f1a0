//! The feeds as feed readers and podcast apps fetch them.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use storage::Visibility;

use crate::newspaper::{Newspaper, plain_article};

const FEEDS: [&str; 6] = [
    "/feed.xml",
    "/site/news.example/feed.xml",
    "/author/ann-ray/feed.xml",
    "/keyword/herons/feed.xml",
    "/search/feed.xml?q=herons",
    "/podcast/feed.xml",
];

async fn filled() -> anyhow::Result<Newspaper> {
    let newspaper = Newspaper::empty().await?;
    let outlet = newspaper.outlet("news.example", "personal").await?;
    let article = plain_article(outlet, "one");
    let id = newspaper.store(&article).await?;
    newspaper.index(id, &article, false)?;
    newspaper.speak(id, Visibility::Personal, b"sound").await?;
    Ok(newspaper)
}

#[tokio::test]
async fn a_feed_is_told_once_until_it_changes() -> anyhow::Result<()> {
    let newspaper = filled().await?;
    for path in FEEDS {
        let answer = newspaper.get(path).await?;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-type"), "application/rss+xml; charset=utf-8");
        assert!(answer.text().contains("The title of one"), "{path}");
        assert_eq!(answer.header("last-modified"), "Tue, 14 Nov 2023 22:13:20 GMT", "{path}");

        let tag = answer.header("etag").to_owned();
        let again = newspaper.get_with(path, "if-none-match", &tag).await?;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(again.header("etag"), tag);
        assert_eq!(again.header("vary"), "accept-encoding");
        let since =
            newspaper.get_with(path, "if-modified-since", "Tue, 14 Nov 2023 22:13:20 GMT").await?;
        assert_eq!(since.status, StatusCode::NOT_MODIFIED, "{path}");
    }
    let before = newspaper.get("/feed.xml").await?.header("etag").to_owned();
    let outlet = newspaper.outlet("news.example", "personal").await?;
    newspaper.store(&plain_article(outlet, "two")).await?;
    assert_eq!(
        newspaper.get_with("/feed.xml", "if-none-match", &before).await?.status,
        StatusCode::OK
    );
    Ok(())
}

#[tokio::test]
async fn a_feed_answers_head_and_gzip() -> anyhow::Result<()> {
    let newspaper = filled().await?;
    for path in FEEDS {
        let plain = newspaper.get(path).await?;
        let head = newspaper.ask(Request::head(path).body(Body::empty())?).await?;
        assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0), "{path}");
        assert_eq!(head.header("etag"), plain.header("etag"), "{path}");
        assert_eq!(head.header("content-length"), plain.bytes.len().to_string(), "{path}");

        let packed = newspaper.get_with(path, "accept-encoding", "gzip").await?;
        assert_eq!(packed.header("content-encoding"), "gzip", "{path}");
        assert_eq!(
            (packed.header("vary"), plain.header("vary")),
            ("accept-encoding", "accept-encoding")
        );
        let mut unpacked = String::new();
        std::io::Read::read_to_string(
            &mut flate2::read::GzDecoder::new(packed.bytes.as_ref()),
            &mut unpacked,
        )?;
        assert_eq!(unpacked, plain.text(), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn the_podcast_names_the_sound_with_its_length() -> anyhow::Result<()> {
    let newspaper = filled().await?;
    let feed = newspaper.get("/podcast/feed.xml").await?.text();
    assert!(feed.contains("length=\"5\""), "{feed}");
    assert!(feed.contains("url=\"http://127.0.0.1:8000/media/personal/audio/"), "{feed}");
    assert!(feed.contains("<itunes:duration>90</itunes:duration>"), "{feed}");
    assert!(feed.contains("https://news.example/one"), "{feed}");
    assert!(feed.contains(podcast::COVER_NAME), "{feed}");
    assert!(feed.contains(&podcast::episode_guid("1").to_string()), "{feed}");
    let cover = newspaper.get(&format!("/podcast/{}", podcast::COVER_NAME)).await?;
    assert_eq!(cover.header("content-type"), "image/jpeg");
    assert!(cover.header("cache-control").contains("immutable"));
    Ok(())
}

#[tokio::test]
async fn the_podcast_holds_as_many_episodes_as_set() -> anyhow::Result<()> {
    let mut newspaper = filled().await?;
    let outlet = newspaper.outlet("news.example", "personal").await?;
    let second = newspaper.store(&plain_article(outlet, "two")).await?;
    newspaper.speak(second, Visibility::Personal, b"more sound").await?;
    let items = |text: String| text.matches("<item>").count();
    assert_eq!(items(newspaper.get("/podcast/feed.xml").await?.text()), 2);
    newspaper.site.settings.feed_episodes = 1;
    assert_eq!(items(newspaper.get("/podcast/feed.xml").await?.text()), 1);
    Ok(())
}

#[tokio::test]
async fn open_sound_is_named_at_the_cdn_where_there_is_one() -> anyhow::Result<()> {
    let mut newspaper = filled().await?;
    let outlet = newspaper.outlet("open.example", "open").await?;
    let open = newspaper.store(&plain_article(outlet, "two")).await?;
    newspaper.speak(open, Visibility::Open, b"open sound").await?;
    newspaper.site.settings.media_url = Some("https://cdn.example/x".to_owned());
    let feed = newspaper.get("/podcast/feed.xml").await?.text();
    assert!(feed.contains("\"https://cdn.example/x/open/audio/"), "{feed}");
    assert!(feed.contains("\"http://127.0.0.1:8000/media/personal/audio/"), "{feed}");
    let page = newspaper.get(&format!("/article/{open}-two")).await?;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("media-src 'self' https://cdn.example"), "{policy}");
    Ok(())
}

#[tokio::test]
async fn a_search_without_words_has_no_feed() -> anyhow::Result<()> {
    let newspaper = filled().await?;
    let answer = newspaper.get("/search/feed.xml?q=%20").await?;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.first("main").contains("“q” must hold"));
    let description = newspaper.get("/opensearch.xml").await?;
    assert_eq!(description.header("content-type"), "application/opensearchdescription+xml");
    assert!(description.text().contains("http://127.0.0.1:8000/search?q={searchTerms}"));
    Ok(())
}
