//! A hub on loopback: asked, asking back, telling of news, left.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, ensure};
use axum::{
    Router,
    extract::{Form, State},
    http::StatusCode,
    routing::{get, post},
};
use database::{Database, article, site, source, subscription};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use tempfile::TempDir;
use testkit::{Site, Story, newspaper};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::{Instant, sleep},
};
use url::Url;

use crate::{
    earshot::{Earshot, free_port},
    story::sqlite,
};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a hub is asked.
#[derive(Debug, Clone, Deserialize)]
struct Wish {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.topic")]
    topic: String,
    #[serde(rename = "hub.callback")]
    callback: Url,
    #[serde(rename = "hub.secret")]
    secret: Option<String>,
}

/// A hub that asks back at once, and remembers who was right.
#[derive(Debug, Clone, Default)]
struct Hub {
    confirmed: Arc<Mutex<Vec<Wish>>>,
}

impl Hub {
    /// Starts it; its address.
    async fn start(&self) -> anyhow::Result<String> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}/hub", listener.local_addr()?);
        let robots = get(async || "User-agent: *\nDisallow: /private/\n");
        let router = Router::new()
            .route("/hub", post(wished))
            .route("/robots.txt", robots)
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(address)
    }

    fn confirmed(&self) -> Vec<Wish> {
        self.confirmed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells the last subscriber of news.
    async fn tell(&self, body: &str) -> anyhow::Result<String> {
        let wish = self.confirmed().pop().context("a subscriber")?;
        let secret = wish.secret.context("a secret")?;
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;
        mac.update(body.as_bytes());
        let signature = hex::encode(mac.finalize().into_bytes());
        let head = format!(
            "POST {} HTTP/1.1\r\nX-Hub-Signature: sha256={signature}\r\nContent-Length: {}\r\n",
            wish.callback.path(),
            body.len()
        );
        exchange(&wish.callback, &head, body).await
    }
}

/// Accepts a wish, and asks back before and while that is answered.
async fn wished(State(hub): State<Hub>, Form(wish): Form<Wish>) -> StatusCode {
    tokio::spawn(async move {
        let mut question = wish.callback.clone();
        question
            .query_pairs_mut()
            .append_pair("hub.mode", &wish.mode)
            .append_pair("hub.topic", &wish.topic)
            .append_pair("hub.challenge", "a challenge")
            .append_pair("hub.lease_seconds", "86400");
        let path = format!("{}?{}", question.path(), question.query().unwrap_or_default());
        let answered = exchange(&question, &format!("GET {path} HTTP/1.1\r\n"), "").await;
        if answered.is_ok_and(|text| text.contains(" 200 ") && text.ends_with("\r\na challenge")) {
            hub.confirmed.lock().unwrap_or_else(PoisonError::into_inner).push(wish);
        }
    });
    StatusCode::ACCEPTED
}

/// One request by hand; the whole response.
async fn exchange(address: &Url, head: &str, body: &str) -> anyhow::Result<String> {
    let host = address.host_str().context("a host")?;
    let port = address.port().context("a port")?;
    let mut stream = TcpStream::connect((host, port)).await?;
    let request = format!("{head}Host: {host}:{port}\r\nConnection: close\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

/// Waits until something is so.
pub(crate) async fn until(
    what: &str,
    mut is_so: impl AsyncFnMut() -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let end = Instant::now() + PATIENCE;
    while !is_so().await? {
        ensure!(Instant::now() < end, "in vain: {what}");
        sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// A feed that names its hub.
pub(crate) fn feed(site: &Site, hub: &str, stories: &[Story]) -> String {
    let item = |story: &Story| {
        format!(
            "<item><title>{}</title><link>{}{}</link></item>",
            story.title,
            site.base(),
            story.path
        )
    };
    let items: String = stories.iter().map(item).collect();
    format!(
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\
         <title>The Loopback Post</title><atom:link rel=\"hub\" href=\"{hub}\"/>\
         <atom:link rel=\"self\" href=\"{{base}}/feed.xml\"/>{items}</channel></rss>"
    )
}

/// The newspaper's row, and its feed's.
async fn rows(database: &Database, host: &str) -> anyhow::Result<Option<(i64, source::Model)>> {
    let Some(site) = site::by_host(&database.read, host).await? else { return Ok(None) };
    let sources = source::of_site(&database.read, site.id).await?;
    let feed = sources.into_iter().find(|it| it.address.ends_with("/feed.xml"));
    Ok(feed.map(|feed| (site.id, feed)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_tells_of_news_brings_the_article() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let database = sqlite(folder.path()).await?;
    let (site, hub) = (Site::start().await?, Hub::default());
    let address = hub.start().await?;
    let stories: Vec<Story> = (0..3).map(Story::numbered).collect();
    let (news, old) = stories.split_last().context("stories")?;
    newspaper(&site, old);
    site.put("/feed.xml", "application/rss+xml", &feed(&site, &address, old));
    let listen = format!("127.0.0.1:{}", free_port()?);
    let earshot = Earshot::over(folder.path(), &site)?
        .with("LISTEN", &listen)
        .with("PUBLIC_URL", &format!("http://{listen}/"))
        .with("POLL_MIN_SECONDS", "2")
        .with("EPISODES_PER_HOUR", "0");
    let _running = earshot.start_until_dropped(&["run"])?;

    until("the hub is asked, and asks back", async || Ok(hub.confirmed().len() == 1)).await?;
    until("the feed is left alone for an hour", async || {
        let Some((_, feed)) = rows(&database, &site.host()).await? else { return Ok(false) };
        Ok(feed.due_at.0 - feed.checked_at.0 >= 3_600_000_000)
    })
    .await?;
    site.put(&news.path, "text/html", &site_page(news));
    site.put("/feed.xml", "application/rss+xml", &feed(&site, &address, &stories));
    let answered = hub.tell("<rss>what is in here does not matter</rss>").await?;
    ensure!(answered.contains(" 202 "), "{answered}");
    let expected = format!("{}{}", site.base(), news.path);
    until("the article is found", async || {
        Ok(article::by_address(&database.read, &expected).await?.is_some())
    })
    .await?;

    let (site_id, feed) = rows(&database, &site.host()).await?.context("the feed's row")?;
    site::set_enabled(&database.write, site_id, false).await?;
    until("leave is taken of the hub", async || {
        let row = subscription::of_source(&database.read, feed.id).await?;
        Ok(row.is_none() && hub.confirmed().len() == 2)
    })
    .await?;
    let modes: Vec<String> = hub.confirmed().into_iter().map(|wish| wish.mode).collect();
    ensure!(modes == ["subscribe", "unsubscribe"], "{modes:?}");
    Ok(())
}

/// The page of one story.
fn site_page(story: &Story) -> String {
    let Story { path, title, published, paragraphs, .. } = story;
    format!(
        "<html lang=en><head><title>{title}</title><link rel=canonical href=\"{{base}}{path}\">\
         <meta property=\"article:published_time\" content=\"{published}\"></head><body><article>\
         <h1>{title}</h1><p>{}</p></article></body></html>",
        paragraphs.join("</p><p>")
    )
}
