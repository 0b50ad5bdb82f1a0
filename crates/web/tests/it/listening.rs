//! `/media`: ranges, conditions, and what is never served.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use bytes::Bytes;
use database::{
    article, episode,
    episode::{NewEpisode, WaitsFor},
    object,
};
use storage::{ArtExtension, ObjectKey, Visibility};

use crate::newspaper::{NOW, Newspaper, plain_article};

const SOUND: &[u8] = b"0123456789";

async fn spoken() -> anyhow::Result<(Newspaper, String)> {
    let newspaper = Newspaper::empty().await?;
    let outlet = newspaper.outlet("news.example", "personal").await?;
    let id = newspaper.store(&plain_article(outlet, "one")).await?;
    let key = newspaper.speak(id, Visibility::Personal, SOUND).await?;
    Ok((newspaper, format!("/media/{key}")))
}

#[tokio::test]
async fn sound_is_served_whole() -> anyhow::Result<()> {
    let (newspaper, path) = spoken().await?;
    let answer = newspaper.get_with(&path, "accept-encoding", "gzip").await?;
    assert_eq!((answer.status, answer.bytes.as_ref()), (StatusCode::OK, SOUND));
    assert_eq!(answer.header("content-type"), "audio/mpeg");
    assert_eq!(answer.header("content-length"), "10");
    assert_eq!(answer.header("accept-ranges"), "bytes");
    assert_eq!(answer.header("content-encoding"), "", "audio is packed already");
    assert_eq!(answer.header("cache-control"), "private, max-age=31536000, immutable");
    let hash = path.rsplit_once('/').and_then(|(_, name)| name.strip_suffix(".mp3"));
    assert_eq!(Some(answer.header("etag").trim_matches('"')), hash);
    let head = newspaper.ask(Request::head(&path).body(Body::empty())?).await?;
    assert_eq!((head.status, head.header("content-length")), (StatusCode::OK, "10"));
    assert!(head.bytes.is_empty());
    Ok(())
}

#[tokio::test]
async fn sound_is_served_in_parts() -> anyhow::Result<()> {
    let (newspaper, path) = spoken().await?;
    for (range, bytes, told) in [
        ("bytes=0-0", "0", "bytes 0-0/10"),
        ("bytes=4-", "456789", "bytes 4-9/10"),
        ("bytes=-3", "789", "bytes 7-9/10"),
        ("bytes=8-99", "89", "bytes 8-9/10"),
        ("bytes=-99", "0123456789", "bytes 0-9/10"),
    ] {
        let answer = newspaper.get_with(&path, "range", range).await?;
        assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT, "{range}");
        assert_eq!((answer.text().as_str(), answer.header("content-range")), (bytes, told));
        assert_eq!(answer.header("content-length"), bytes.len().to_string());
    }
    for range in ["bytes=10-", "bytes=99-100", "bytes=-0"] {
        let answer = newspaper.get_with(&path, "range", range).await?;
        assert_eq!(answer.status, StatusCode::RANGE_NOT_SATISFIABLE, "{range}");
        assert_eq!(answer.header("content-range"), "bytes */10");
    }
    for range in ["bytes=0-1,3-4", "bytes=x", "pages=1-2"] {
        assert_eq!(newspaper.get_with(&path, "range", range).await?.status, StatusCode::OK);
    }
    Ok(())
}

#[tokio::test]
async fn sound_that_is_known_is_not_sent_again() -> anyhow::Result<()> {
    let (newspaper, path) = spoken().await?;
    let tag = newspaper.get(&path).await?.header("etag").to_owned();
    let known = newspaper.get_with(&path, "if-none-match", &tag).await?;
    assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let since =
        newspaper.get_with(&path, "if-modified-since", "Tue, 14 Nov 2023 22:13:20 GMT").await?;
    assert_eq!(since.status, StatusCode::NOT_MODIFIED);
    let ask = |condition: &str| {
        let request =
            Request::get(&path).header("range", "bytes=0-1").header("if-range", condition);
        request.body(Body::empty())
    };
    assert_eq!(newspaper.ask(ask(&tag)?).await?.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(newspaper.ask(ask("\"other\"")?).await?.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn only_what_a_row_names_is_served() -> anyhow::Result<()> {
    let (newspaper, path) = spoken().await?;
    let bytes = Bytes::from_static(b"nobody's sound");
    let key = ObjectKey::audio(Visibility::Open, &bytes);
    newspaper.site.store.put(&key, bytes.clone()).await?;
    let unnamed = format!("/media/{key}");
    assert_eq!(newspaper.get(&unnamed).await?.status, StatusCode::NOT_FOUND, "no row");
    object::ensure(&newspaper.site.database.write, &key.to_string(), 14, NOW).await?;
    assert_eq!(newspaper.get(&unnamed).await?.status, StatusCode::NOT_FOUND, "no episode");

    let page = ObjectKey::page(Visibility::Open, b"<script>alert(1)</script>");
    newspaper.site.store.put(&page, Bytes::from_static(b"<script>alert(1)</script>")).await?;
    object::ensure(&newspaper.site.database.write, &page.to_string(), 25, NOW).await?;
    assert_eq!(newspaper.get(&format!("/media/{page}")).await?.status, StatusCode::NOT_FOUND);

    for wrong in [
        path.to_uppercase(),
        format!("{path}/"),
        "/media/../etc/passwd".to_owned(),
        "/media/%2e%2e/x".to_owned(),
    ] {
        assert_eq!(newspaper.get(&wrong).await?.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    Ok(())
}

#[tokio::test]
async fn a_cover_that_a_row_names_is_served() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    let key = ObjectKey::art(Visibility::Open, ArtExtension::Png, b"a picture");
    newspaper.site.store.put(&key, Bytes::from_static(b"a picture")).await?;
    object::ensure(&newspaper.site.database.write, &key.to_string(), 9, NOW).await?;
    let answer = newspaper.get(&format!("/media/{key}")).await?;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/png"));
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    Ok(())
}

/// What the page of an article that has no audio says of that.
async fn unheard(newspaper: &Newspaper, id: i64, name: &str) -> anyhow::Result<String> {
    let page = newspaper.get(&format!("/article/{id}-{name}")).await?;
    assert_eq!((page.status, page.count("audio")), (StatusCode::OK, 0), "{name}");
    Ok(page.first(".unheard"))
}

#[tokio::test]
async fn an_article_without_audio_says_why_where_a_reader_would_ask() -> anyhow::Result<()> {
    for newspaper in Newspaper::empty_on_both().await? {
        let outlet = newspaper.outlet("news.example", "personal").await?;
        let database = &newspaper.site.database;
        for (name, reason, expected) in [
            ("dutch", "no_voice", "Not read aloud: nobody here spoke its language then."),
            ("swedish", "no_rules", "Not read aloud: nobody here spoke its language then."),
            ("short", "too_short", ""),
        ] {
            let id = newspaper.store(&plain_article(outlet, name)).await?;
            assert_eq!(unheard(&newspaper, id, name).await?, "", "it is not considered yet");
            let transaction = database.begin().await?;
            article::considered(&transaction, id, Some(reason), NOW).await?;
            transaction.commit().await?;
            assert_eq!(unheard(&newspaper, id, name).await?, expected, "{reason}");
        }
        let id = newspaper.store(&plain_article(outlet, "one")).await?;
        let chosen = NewEpisode {
            article_id: id,
            guid: "one".to_owned(),
            article_version: 1,
            text_hash: "hash of one".to_owned(),
            language: "en".to_owned(),
            reason: "complete".to_owned(),
            score: 1.0,
        };
        let transaction = database.begin().await?;
        episode::choose(&transaction, &chosen, NOW).await?;
        transaction.commit().await?;
        assert_eq!(unheard(&newspaper, id, "one").await?, "Audio is on its way.");
        let row = episode::of_article(&database.read, id).await?.expect("the episode");
        let (write, until) = (&database.write, NOW.plus_seconds(30));
        let leased = episode::lease(write, row.id, false, NOW, until).await?;
        let (lease, _) = leased.expect("the lease");
        episode::put_off(write, &lease, (WaitsFor::Budget, "it is spent"), until).await?;
        assert_eq!(unheard(&newspaper, id, "one").await?, "Audio may follow later.");
        let (again, later) = (until, until.plus_seconds(30));
        let leased = episode::lease(write, row.id, false, again, later).await?;
        let (lease, _) = leased.expect("the lease");
        episode::fail(write, &lease, "no attempt came to its end", None, NOW).await?;
        assert_eq!(unheard(&newspaper, id, "one").await?, "No audio: the recording failed.");
        let everybody = newspaper.public();
        assert_eq!(unheard(&everybody, id, "one").await?, "", "an excerpt has none anyway");
    }
    Ok(())
}

#[tokio::test]
async fn an_article_that_changed_since_it_was_spoken_says_so() -> anyhow::Result<()> {
    for newspaper in Newspaper::empty_on_both().await? {
        let outlet = newspaper.outlet("news.example", "personal").await?;
        let mut one = plain_article(outlet, "one");
        let id = newspaper.store(&one).await?;
        newspaper.speak(id, Visibility::Personal, SOUND).await?;
        let path = format!("/article/{id}-one");
        let has_changed = "The article has changed since it was read aloud.";
        assert!(!newspaper.get(&path).await?.first(".player .note").contains(has_changed));

        one.text_hash = "another".to_owned();
        assert_eq!(newspaper.store(&one).await?, id);

        let page = newspaper.get(&path).await?;
        assert!(page.first(".player .note").contains(has_changed));
        assert_eq!(page.count(".unheard"), 0, "it can be heard");
    }
    Ok(())
}

#[tokio::test]
async fn an_article_whose_audio_was_withdrawn_says_so() -> anyhow::Result<()> {
    for newspaper in Newspaper::empty_on_both().await? {
        let outlet = newspaper.outlet("news.example", "personal").await?;
        let id = newspaper.store(&plain_article(outlet, "one")).await?;
        newspaper.speak(id, Visibility::Personal, SOUND).await?;
        let transaction = newspaper.site.database.begin().await?;
        episode::withdraw_of_article(&transaction, id, false, NOW).await?;
        transaction.commit().await?;
        assert_eq!(unheard(&newspaper, id, "one").await?, "Its audio was withdrawn.");
    }
    Ok(())
}
