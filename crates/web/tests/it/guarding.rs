//! Who may ask a household's newspaper, under which name.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
};

use crate::newspaper::Newspaper;

async fn status(newspaper: &Newspaper, host: &str, peer: &str) -> anyhow::Result<StatusCode> {
    let peer: SocketAddr = peer.parse()?;
    let request = Request::get("/healthz")
        .header("host", host)
        .extension(ConnectInfo(peer))
        .body(Body::empty())?;
    Ok(newspaper.ask(request).await?.status)
}

#[tokio::test]
async fn a_household_answers_to_its_own_names_alone() -> anyhow::Result<()> {
    let mut newspaper = Newspaper::empty().await?;
    newspaper.site.settings.public_url = "http://paper.home.arpa:8000".to_owned();
    let here = "127.0.0.1:5000";
    for host in [
        "localhost",
        "localhost:8000",
        "127.0.0.1:8000",
        "[::1]:8000",
        "192.168.1.5",
        "Paper.Home.Arpa:8000",
    ] {
        assert_eq!(status(&newspaper, host, here).await?, StatusCode::OK, "{host}");
    }
    for host in [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "a b",
    ] {
        let answered = status(&newspaper, host, here).await?;
        assert_eq!(answered, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    let request = Request::get("/").header("host", "evil.example").body(Body::empty())?;
    let answer = newspaper.ask(request).await?;
    assert!(answer.first("main").contains("http://paper.home.arpa:8000"), "it says the right name");
    Ok(())
}

#[tokio::test]
async fn a_household_answers_peers_of_its_own_network_alone() -> anyhow::Result<()> {
    let mut newspaper = Newspaper::empty().await?;
    for peer in ["127.0.0.1:1", "192.168.1.9:1", "[fe80::1]:1", "[::ffff:10.0.0.1]:1"] {
        assert_eq!(status(&newspaper, "localhost", peer).await?, StatusCode::OK, "{peer}");
    }
    assert_eq!(status(&newspaper, "localhost", "203.0.113.9:1").await?, StatusCode::FORBIDDEN);
    newspaper.site.settings.trusted_proxies = vec!["203.0.113.0/24".parse()?];
    assert_eq!(status(&newspaper, "localhost", "203.0.113.9:1").await?, StatusCode::OK);
    assert_eq!(status(&newspaper, "localhost", "198.51.100.1:1").await?, StatusCode::FORBIDDEN);
    Ok(())
}

#[tokio::test]
async fn a_public_newspaper_answers_everybody() -> anyhow::Result<()> {
    let newspaper = Newspaper::empty().await?.public();
    assert_eq!(status(&newspaper, "news.example", "203.0.113.9:1").await?, StatusCode::OK);
    Ok(())
}
