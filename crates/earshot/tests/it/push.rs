//! A hub on loopback: asked, asking back, telling of news, left.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
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

/// The program that hubs can reach, and that asks for feeds often.
fn reachable(folder: &TempDir, site: &Site) -> anyhow::Result<Earshot> {
    let listen = format!("127.0.0.1:{}", free_port()?);
    Ok(Earshot::over(folder.path(), site)?
        .with("LISTEN", &listen)
        .with("PUBLIC_URL", &format!("http://{listen}/"))
        .with("POLL_MIN_SECONDS", "2")
        .with("EPISODES_PER_HOUR", "0"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_is_told_when_the_feed_names_another() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, first, second) = (Site::start().await?, Hub::default(), Hub::default());
    let stories: Vec<Story> = (0..2).map(Story::numbered).collect();
    newspaper(&site, &stories);
    let put_feed = |hub: &str| {
        site.put("/feed.xml", "application/rss+xml", &feed(&site, hub, &stories));
    };
    put_feed(&first.start().await?);
    let earshot = reachable(&folder, &site)?;
    let _running = earshot.start_until_dropped(&["run"])?;
    until("the hub is asked, and asks back", async || Ok(first.confirmed().len() == 1)).await?;

    put_feed(&second.start().await?);
    let answered = first.tell("<rss/>").await?;

    ensure!(answered.contains(" 202 "), "{answered}");
    until("the first hub is told", async || Ok(first.confirmed().len() == 2)).await?;
    let modes: Vec<String> = first.confirmed().into_iter().map(|wish| wish.mode).collect();
    ensure!(modes == ["subscribe", "unsubscribe"], "{modes:?}");
    Ok(())
}

/// A hub that hangs up on everybody.
struct SilentHub {
    address: String,
    asked: Arc<AtomicUsize>,
}

impl SilentHub {
    async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}/hub", listener.local_addr()?);
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                counter.fetch_add(1, Relaxed);
            }
        });
        Ok(Self { address, asked })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_of_a_hub_that_cannot_be_had_are_asked_for_once() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let database = sqlite(folder.path()).await?;
    let (site, hub) = (Site::start().await?, SilentHub::start().await?);
    let stories: Vec<Story> = (0..2).map(Story::numbered).collect();
    newspaper(&site, &stories);
    let earshot = reachable(&folder, &site)?;
    let sites = folder.path().join("sites.toml");
    let feeds = ["a", "b", "c"].map(|name| format!("{}/{name}.xml", site.base()));
    let listed = std::fs::read_to_string(&sites)?;
    std::fs::write(&sites, format!("{listed}feeds = {feeds:?}\n"))?;
    for path in ["/a.xml", "/b.xml", "/c.xml"] {
        site.put(path, "application/rss+xml", &feed(&site, &hub.address, &stories));
    }

    let _running = earshot.start_until_dropped(&["run"])?;

    until("each subscription has failed", async || {
        let Some(row) = site::by_host(&database.read, &site.host()).await? else {
            return Ok(false);
        };
        let mut failed = 0;
        for feed in source::of_site(&database.read, row.id).await? {
            let row = subscription::of_source(&database.read, feed.id).await?;
            failed += usize::from(row.is_some_and(|row| row.last_error.is_some()));
        }
        Ok(failed >= 3)
    })
    .await?;
    let asked = hub.asked.load(Relaxed);
    ensure!(asked == 1, "{asked} times");
    Ok(())
}
