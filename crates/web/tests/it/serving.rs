//! Health, files, faults, and a real listener.

use axum::http::StatusCode;
use scraper::Selector;
use storage::Visibility;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_util::sync::CancellationToken;

use crate::newspaper::{Newspaper, plain_article};

#[tokio::test]
async fn a_database_that_is_away_is_a_clear_503() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    assert_eq!(newspaper.get("/readyz").await?.status, StatusCode::OK);
    newspaper.site.database.read.clone().close().await?;
    for path in ["/", "/article/1-x", "/podcast", "/feed.xml", "/search?q=x"] {
        let answer = newspaper.get(path).await?;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.first("main h1").contains("presses"), "{path}");
        assert_eq!(answer.header("retry-after"), "10", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let ready = newspaper.get("/readyz").await?;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(ready.text().starts_with("database: "), "{}", ready.text());
    assert_eq!(newspaper.get("/healthz").await?.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_process_without_an_index_says_so_only_when_searched() -> anyhow::Result<()> {
    let mut newspaper = Newspaper::empty().await?;
    newspaper.site.index = None;
    assert_eq!(newspaper.get("/search").await?.status, StatusCode::OK);
    assert_eq!(newspaper.get("/search?q=x").await?.status, StatusCode::SERVICE_UNAVAILABLE);
    Ok(())
}

#[tokio::test]
async fn the_files_of_a_page_may_be_kept_for_ever() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    let front = newspaper.get("/").await?.html();
    let links = Selector::parse("link[rel=stylesheet], link[rel=icon]").expect("a selector");
    let paths: Vec<&str> = front.select(&links).filter_map(|link| link.attr("href")).collect();
    assert_eq!(paths.len(), 2);
    for path in paths {
        let answer = newspaper.get(path).await?;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.header("cache-control").contains("immutable"), "{path}");
        assert!(!answer.text().contains("http://cdn") && !answer.text().contains("@import"));
    }
    Ok(())
}

#[tokio::test]
async fn sound_is_ranged_over_a_real_connection_and_the_server_stops() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?;
    let outlet = newspaper.outlet("news.example", "personal").await?;
    let id = newspaper.store(&plain_article(outlet, "one")).await?;
    let key = newspaper.speak(id, Visibility::Personal, b"0123456789").await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let stop = CancellationToken::new();
    let server = tokio::spawn(web::serve(listener, newspaper.site.clone(), stop.clone()));

    let mut stream = TcpStream::connect(address).await?;
    let request = format!(
        "GET /media/{key} HTTP/1.1\r\nHost: {address}\r\nRange: bytes=2-5\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    assert!(answer.starts_with("HTTP/1.1 206 "), "{answer}");
    assert!(answer.contains("content-range: bytes 2-5/10\r\n"), "{answer}");
    assert!(answer.contains("content-length: 4\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n2345"), "{answer}");

    stop.cancel();
    server.await??;
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
    Ok(())
}
