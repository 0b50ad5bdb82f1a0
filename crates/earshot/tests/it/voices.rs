//! Speaking with an engine that is a server: kills, a server that misbehaves, a budget, a voice that
//! steps in for another.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, ensure};
use database::{Database, episode};
use tempfile::TempDir;
use testkit::{Site, Story, newspaper};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::earshot::Earshot;
use crate::story::{LEASE, sqlite_at};

/// How the server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Well,
    Slowly,
    CutOff,
    Short,
    Refusing,
    Page,
}

/// A server of voices as OpenAI's is: it counts what it is asked to say.
#[derive(Debug, Clone)]
pub(crate) struct VoiceServer {
    pub(crate) address: String,
    manner: Arc<Mutex<Manner>>,
    texts: Arc<Mutex<Vec<String>>>,
}

impl VoiceServer {
    pub(crate) async fn start(manner: Manner) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}/v1", listener.local_addr()?);
        let (manner, texts) = (Arc::new(Mutex::new(manner)), Arc::default());
        let server = Self { address, manner, texts };
        let serving = server.clone();
        tokio::spawn(serving.serve(listener));
        Ok(server)
    }

    async fn serve(self, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            let server = self.clone();
            tokio::spawn(async move { server.answer(stream).await });
        }
    }

    fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap_or_else(PoisonError::into_inner) = manner;
    }

    pub(crate) fn texts(&self) -> MutexGuard<'_, Vec<String>> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn calls(&self) -> usize {
        self.texts().len()
    }

    /// One request a connection.
    async fn answer(&self, mut stream: TcpStream) -> anyhow::Result<()> {
        let text = match asked(&mut stream).await? {
            Asked::Text(text) => text,
            Asked::Nothing => return refuse(&mut stream, "422 Unprocessable Entity").await,
            // As servers of its kind answer, which repeat what they were asked for.
            Asked::Elsewhere(line) => {
                return refuse(&mut stream, &format!("404 Not Found: {line}")).await;
            }
        };
        self.texts().push(text.clone());
        let manner = *self.manner.lock().unwrap_or_else(PoisonError::into_inner);
        if manner == Manner::Slowly {
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        let audio = wav(&text);
        let half = audio.get(..audio.len() / 2).context("half of it")?;
        let (status, kind, length, body) = match manner {
            Manner::Well | Manner::Slowly => ("200 OK", "audio/wav", audio.len(), &*audio),
            Manner::CutOff => ("200 OK", "audio/wav", audio.len(), half),
            Manner::Short => ("200 OK", "audio/wav", 260, audio.get(..260).context("260")?),
            Manner::Refusing => ("401 Unauthorized", "application/json", 2, &b"{}"[..]),
            Manner::Page => ("200 OK", "text/html", 13, &b"<h1>Hello</h1"[..]),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body).await?;
        Ok(stream.shutdown().await?)
    }
}

/// What a request asks for.
enum Asked {
    Text(String),
    /// Speech without a text.
    Nothing,
    /// Another path, by the request's first line.
    Elsewhere(String),
}

async fn refuse(stream: &mut TcpStream, status: &str) -> anyhow::Result<()> {
    let length = status.len();
    let head = status.split(':').next().unwrap_or_default();
    let answer =
        format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{status}");
    stream.write_all(answer.as_bytes()).await?;
    Ok(stream.shutdown().await?)
}

async fn asked(stream: &mut TcpStream) -> anyhow::Result<Asked> {
    let mut read = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let length = stream.read(&mut piece).await?;
        ensure!(length > 0, "a whole request");
        read.extend_from_slice(piece.get(..length).unwrap_or_default());
        let text = String::from_utf8_lossy(&read);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let elsewhere = || Asked::Elsewhere(head.lines().next().unwrap_or_default().to_owned());
        if head.starts_with("GET ") {
            return Ok(elsewhere());
        }
        if let Ok(asked) = serde_json::from_str::<serde_json::Value>(body) {
            if !head.starts_with("POST /v1/audio/speech ") {
                return Ok(elsewhere());
            }
            let text = asked["input"].as_str().map(str::to_owned);
            return Ok(text.map_or(Asked::Nothing, Asked::Text));
        }
    }
}

/// 60 ms of a tone for each character.
fn wav(text: &str) -> Vec<u8> {
    let milliseconds = u32::try_from(text.chars().count()).unwrap_or(0) * 60;
    let samples = speech::tone(300, milliseconds, 16_000).samples;
    let data = u32::try_from(samples.len() * 2).unwrap_or(0);
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + data).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(16_000_u32.to_le_bytes());
    wav.extend(32_000_u32.to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend(data.to_le_bytes());
    wav.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    wav
}

/// A newspaper of so many stories.
pub(crate) async fn newspaper_of(stories: usize) -> anyhow::Result<Site> {
    let site = Site::start().await?;
    newspaper(&site, &(0..stories).map(Story::numbered).collect::<Vec<_>>());
    Ok(site)
}

/// The newspaper read by the server, with more lines in its part of the voices file.
pub(crate) fn over(
    folder: &Path,
    site: &Site,
    (server, more): (&VoiceServer, &str),
) -> anyhow::Result<Earshot> {
    let voices = folder.join("voices.toml");
    let text = format!(
        "[engine.stub]\nkind = \"openai\"\naddress = \"{}\"\nmodel = \"stub\"\n\
         voices = [{{ id = \"one\", language = \"en\" }}]\n{more}\n",
        server.address
    );
    std::fs::write(&voices, text)?;
    Ok(Earshot::over(folder, site)?
        .with("VOICES", &voices.display().to_string())
        .with("VOICE", "stub"))
}

async fn episodes(database: &Database) -> anyhow::Result<Vec<episode::Model>> {
    let mut rows = Vec::new();
    // The first rows of an empty database.
    for article_id in 1..=20 {
        rows.extend(episode::of_article(&database.read, article_id).await?);
    }
    Ok(rows)
}

/// The key of the only episode's audio.
async fn key(database: &Database) -> anyhow::Result<String> {
    let published = episode::published(&database.read, 9, 0).await?;
    ensure!(published.len() == 1, "{} published", published.len());
    published[0].card.audio_key.clone().context("its audio")
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_nothing_is_said_twice() -> anyhow::Result<()> {
    let (unharmed, killed) = (TempDir::new()?, TempDir::new()?);
    let server = VoiceServer::start(Manner::Slowly).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(unharmed.path(), &site, (&server, ""))?;
    earshot.json(&["cron", "--json"])?;
    let groups = server.calls();
    let expected = key(&sqlite_at(&unharmed.path().join("data")).await?).await?;

    let earshot = over(killed.path(), &site, (&server, ""))?;
    earshot.json(&["cron", "--no-audio", "--json"])?;
    let mut kills = 0;
    while server.calls() < 2 * groups {
        let before = server.calls();
        let mut child = earshot.start(&["cron", "--json"])?;
        let end = tokio::time::Instant::now() + 30 * LEASE;
        while server.calls() < before + 2 && child.try_wait()?.is_none() {
            ensure!(tokio::time::Instant::now() < end, "nothing is said");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        child.kill()?;
        child.wait()?;
        kills += 1;
        ensure!(kills < 40, "it never comes to an end");
    }
    earshot.json(&["cron", "--json"])?;

    let calls = server.calls() - groups;
    ensure!(calls <= groups + kills, "{calls} calls for {groups} groups and {kills} kills");
    let most = usize::try_from(episode::MOST_ATTEMPTS)?;
    ensure!(
        kills > most,
        "{kills} kills, after which one that came no farther would be tried still"
    );
    ensure!(key(&sqlite_at(&killed.path().join("data")).await?).await? == expected, "other bytes");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_misbehaves_publishes_nothing_and_is_not_asked_for_ever() -> anyhow::Result<()>
{
    for manner in [Manner::CutOff, Manner::Short, Manner::Page, Manner::Refusing] {
        let folder = TempDir::new()?;
        let server = VoiceServer::start(manner).await?;
        let site = newspaper_of(1).await?;
        let earshot = over(folder.path(), &site, (&server, ""))?;
        earshot.json(&["cron", "--no-audio", "--json"])?;
        let database = sqlite_at(&folder.path().join("data")).await?;
        let work = earshot.start_until_dropped(&["work"])?;
        let reason = told_reason(&database).await.with_context(|| format!("{manner:?}"))?;
        drop(work);
        ensure!(server.calls() <= 6, "{manner:?}: {} calls", server.calls());
        ensure!(episode::published(&database.read, 9, 0).await?.is_empty(), "{manner:?}: {reason}");
        ensure!(episodes(&database).await?[0].object_id.is_none(), "{manner:?}: {reason}");

        if manner != Manner::Refusing {
            ensure!(reason.starts_with('“') && reason.contains("”: "), "which one? {reason}");
            server.behave(Manner::Well);
            is_published_in_the_end(&earshot, &database).await?;
        }
    }
    Ok(())
}

/// Why the first episode was put off or given up.
pub(crate) async fn told_reason(database: &Database) -> anyhow::Result<String> {
    let end = tokio::time::Instant::now() + 30 * LEASE;
    while tokio::time::Instant::now() < end {
        let rows = episodes(database).await?;
        if let Some(reason) = rows.into_iter().find_map(|row| row.last_error) {
            return Ok(reason);
        }
        tokio::time::sleep(LEASE / 20).await;
    }
    anyhow::bail!("no reason is told")
}

/// The server is well again: the episode is spoken when its wait is over.
async fn is_published_in_the_end(earshot: &Earshot, database: &Database) -> anyhow::Result<()> {
    let _work = earshot.start_until_dropped(&["work"])?;
    let end = tokio::time::Instant::now() + 30 * LEASE;
    while episode::published(&database.read, 9, 0).await?.is_empty() {
        ensure!(tokio::time::Instant::now() < end, "{:?}", episodes(database).await?);
        tokio::time::sleep(LEASE / 20).await;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_makes_episodes_wait_for_the_next_month() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Well).await?;
    let more = "price_per_million = 16.0\ncurrency = \"USD\"\nbudget_characters = 4000";
    let site = newspaper_of(3).await?;
    let earshot = over(folder.path(), &site, (&server, more))?;

    earshot.json(&["cron", "--json"])?;

    let database = sqlite_at(&folder.path().join("data")).await?;
    let spoken: usize = server.texts().iter().map(|text| text.chars().count()).sum();
    ensure!(spoken <= 4000, "{spoken} characters");
    let waiting: Vec<_> =
        episodes(&database).await?.into_iter().filter(|row| row.object_id.is_none()).collect();
    ensure!(!waiting.is_empty(), "an episode waits");
    for row in &waiting {
        let reason = row.last_error.as_deref().unwrap_or_default();
        ensure!(reason.contains(" of 4000 characters are spent, and it takes "), "{reason}");
        ensure!(reason.contains("; it goes on on 20"), "{reason}");
        ensure!(row.failed_at.is_none() && row.next_attempt_at > Some(jobs::clock::now()));
    }
    let listed = earshot.run(&["episode", "list", "--state", "waiting"])?;
    let listed = String::from_utf8(listed.stdout)?;
    ensure!(listed.contains("the budget of stub"), "{listed}");
    let output = earshot.run(&["voice", "cost", "--json"])?;
    let text = String::from_utf8(output.stdout)?;
    let line: serde_json::Value = serde_json::from_str(text.lines().next().context("a line")?)?;
    ensure!(line["characters"] == spoken, "{line}");
    ensure!(line["cost_micros"] == spoken * 16, "{line}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_that_fails_makes_room_for_the_next() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Refusing).await?;
    let site = newspaper_of(1).await?;
    let earshot = over(folder.path(), &site, (&server, ""))?;
    let earshot = earshot.with("VOICE", "stub,pico");

    earshot.json(&["cron", "--json"])?;

    let database = sqlite_at(&folder.path().join("data")).await?;
    let rows = episodes(&database).await?;
    ensure!(rows[0].voice.as_deref() == Some("pico-en-US"), "{:?}", rows[0].voice);
    ensure!(episode::published(&database.read, 9, 0).await?.len() == 1);
    let times = rows[0].times.as_deref().context("its times")?;
    let times: serde_json::Value = serde_json::from_str(times)?;
    ensure!(times["sentences"].as_array().is_some_and(|all| all.len() > 3), "{times}");
    Ok(())
}
