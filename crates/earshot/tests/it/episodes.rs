//! What is told of the articles that might be heard.

use std::path::Path;

use anyhow::{Context as _, ensure};
use database::{ConnectionTrait as _, Database, Micros, article, episode};
use serde_json::Value;
use tempfile::TempDir;
use testkit::{Site, Story, newspaper};

use crate::{
    earshot::Earshot,
    story::sqlite_at,
    voices::{Manner, VoiceServer, newspaper_of, over},
};

const DUTCH: [&str; 3] = [
    "De gemeenteraad heeft dinsdag besloten de oude spoorbrug te heropenen, die sinds de \
     overstromingen van vorig voorjaar gesloten was. De ingenieurs zeiden dat het herstel langer \
     had geduurd dan gepland, omdat de pijlers zwakker waren dan iedereen had verwacht.",
    "De eerste treinen rijden in maart weer over de rivier, maar het voetpad blijft tot de zomer \
     dicht. Wie te voet naar de andere oever wil, neemt zolang de kleine veerboot bij de haven, \
     die elk kwartier vertrekt en voor bewoners niets kost.",
    "De wethouder noemde het besluit een opluchting voor de winkels aan het plein, die een jaar \
     lang veel minder klanten zagen. Volgens haar komt er nu ook geld voor nieuwe lantaarns en \
     voor bankjes langs het water.",
];

const SWEDISH: [&str; 3] = [
    "Kommunfullmäktige beslutade på tisdagen att åter öppna den gamla järnvägsbron, som har varit \
     stängd sedan översvämningarna förra våren. Ingenjörerna sade att arbetet hade tagit längre \
     tid än planerat, eftersom pelarna var svagare än någon hade väntat.",
    "De första tågen går över älven igen i mars, men gångvägen förblir stängd till sommaren. Den \
     som vill till andra sidan får så länge ta den lilla färjan vid hamnen, som går varje kvart \
     och inte kostar något för dem som bor i staden.",
    "Borgmästaren kallade beslutet en lättnad för butikerna vid torget, som under ett helt år hade \
     haft mycket färre kunder. Enligt henne finns det nu också pengar till nya lyktor och till \
     bänkar längs vattnet.",
];

/// An article in another language.
fn story(number: usize, title: &str, paragraphs: [&str; 3]) -> Story {
    let paragraphs = paragraphs.map(str::to_owned).to_vec();
    Story { title: title.to_owned(), paragraphs, ..Story::numbered(number) }
}

/// The story's page, which names its language.
fn page(language: &str, story: &Story) -> String {
    let Story { title, author, published, paragraphs, .. } = story;
    let paragraphs = paragraphs.join("</p><p>");
    format!(
        "<!doctype html><html lang=\"{language}\"><head><title>{title}</title><meta \
         property=\"og:type\" content=\"article\"><meta property=\"article:published_time\" \
         content=\"{published}\"></head><body><article><h1>{title}</h1><p class=\"byline\">\
         {author}</p><p>{paragraphs}</p></article></body></html>"
    )
}

/// One article in a language of each kind: with a voice and rules, with a voice alone, with neither.
async fn in_three_languages() -> anyhow::Result<Site> {
    let site = Site::start().await?;
    let dutch = story(1, "De oude spoorbrug gaat weer open", DUTCH);
    let swedish = story(2, "Den gamla järnvägsbron öppnas igen", SWEDISH);
    newspaper(&site, &[Story::numbered(0), dutch.clone(), swedish.clone()]);
    for (language, story) in [("nl", &dutch), ("sv", &swedish)] {
        site.put(&story.path, "text/html; charset=utf-8", &page(language, story));
    }
    Ok(site)
}

pub(crate) fn listed(earshot: &Earshot, more: &[&str]) -> anyhow::Result<Vec<Value>> {
    let output = earshot.run(&[&["episode", "list", "--json"], more].concat())?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    text.lines().map(|line| serde_json::from_str(line).context("a line of JSON")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_nobody_can_read_aloud_is_skipped_and_the_reason_is_told()
-> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = in_three_languages().await?;
    let voices = folder.path().join("voices.toml");
    let text = "[engine.tone]\nkind = \"tone\"\nlanguages = [\"en\", \"sv\"]\n\
                [languages]\nen = \"tone\"\n";
    std::fs::write(&voices, text)?;
    let earshot =
        Earshot::over(folder.path(), &site)?.with("VOICES", &voices.display().to_string());

    let report = earshot.json(&["cron", "--json"])?;

    ensure!(report["totals"]["episodes"] == 1, "{report}");
    let lines = listed(&earshot, &[])?;
    let of = |language: &str| lines.iter().find(|line| line["language"] == language);
    let english = of("en").with_context(|| format!("{lines:?}"))?;
    ensure!(english["state"] == "published" && english["voice"] == "tone-en", "{english}");
    for (language, reason) in [("nl", "no_voice"), ("sv", "no_rules")] {
        let line = of(language).with_context(|| format!("{language}: {lines:?}"))?;
        ensure!(line["state"] == "not_chosen" && line["reason"] == reason, "{line}");
    }
    ensure!(listed(&earshot, &["--state", "not_chosen"])?.len() == 2);
    ensure!(listed(&earshot, &["--state", "failed"])?.is_empty());
    let table = String::from_utf8(earshot.run(&["episode", "ls"])?.stdout)?;
    ensure!(table.contains("no_rules") && table.contains(&site.base()), "{table}");
    Ok(())
}

/// An episode at which so many workers in a row were killed, when it was spoken and they mastered it.
async fn kill_at_mastering(data: &Path, times: i32) -> anyhow::Result<()> {
    let database = sqlite_at(data).await?;
    let write = &database.write;
    let id = episode::log(&database.read, Some("waiting"), 1).await?;
    let id = id.first().and_then(|row| row.episode_id).context("the episode that waits")?;
    let (mut now, later) = (jobs::clock::now(), jobs::clock::now().plus_seconds(9_999));
    let leased = episode::lease(write, id, false, later, later).await?;
    let (lease, _) = leased.context("the lease")?;
    episode::put_off(write, &lease, (episode::WaitsFor::Voice, "away"), Micros(1)).await?;
    for _ in 0..times {
        now = now.plus_micros(1);
        let (lease, _) =
            episode::lease(write, id, false, now, now).await?.context("the next lease")?;
        episode::begin_mastering(write, &lease).await?;
    }
    Ok(())
}

pub(crate) fn retry(
    earshot: &Earshot,
    arguments: &[&str],
) -> anyhow::Result<(Option<i32>, String)> {
    let output = earshot.run(&[&["episode", "retry"], arguments].concat())?;
    let told = [output.stdout, output.stderr].concat();
    Ok((output.status.code(), String::from_utf8(told)?))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_episode_that_failed_is_spoken_once_it_is_to_be_tried_again() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = newspaper_of(1).await?;
    let away = VoiceServer::start(Manner::Refusing).await?;
    let earshot = over(folder.path(), &site, (&away, ""))?;
    let (code, told) = retry(&earshot, &["--all-failed"])?;
    ensure!(code == Some(0) && told.contains("No episode has failed"), "{told}");
    let silent = earshot.run(&["cron"])?;
    let told = String::from_utf8(silent.stderr)?;
    ensure!(silent.status.code() == Some(1), "a voice that is away is no success: {told}");
    ensure!(told.contains("Waiting for the next attempt, from "), "{told}");
    let address = listed(&earshot, &[])?[0]["address"].as_str().context("address")?.to_owned();
    let (code, told) = retry(&earshot, &[&address])?;
    ensure!(code == Some(0) && told.contains("(waiting: "), "{told}");
    let (code, told) = retry(&earshot, &[&address])?;
    ensure!(code == Some(1) && told.contains("it waits already"), "{told}");

    kill_at_mastering(&folder.path().join("data"), episode::MOST_MASTERINGS).await?;
    let well = VoiceServer::start(Manner::Well).await?;
    let earshot = over(folder.path(), &site, (&well, ""))?;
    earshot.run(&["cron", "--json"])?;
    let failed = listed(&earshot, &["--state", "failed"])?;
    let reason = failed.first().and_then(|line| line["reason"].as_str()).context("a failure")?;
    ensure!(reason.contains("20 workers in a row") && reason.contains("mastered"), "{reason}");
    ensure!(well.calls() == 0, "{:?}", well.texts());
    let table = earshot.run(&["episode", "list"])?;
    let note = String::from_utf8(table.stderr)?;
    ensure!(note.contains("earshot episode retry ADDRESS"), "{note}");

    let (code, told) = retry(&earshot, &[&address])?;
    ensure!(code == Some(0) && told.contains(&address) && told.contains("1 episode."), "{told}");
    earshot.json(&["cron", "--json"])?;
    ensure!(listed(&earshot, &["--state", "published"])?.len() == 1);
    let (code, told) = retry(&earshot, &[&address])?;
    ensure!(code == Some(1) && told.contains("it is published"), "{told}");
    let (code, told) = retry(&earshot, &["https://news.example/nothing"])?;
    ensure!(code == Some(1) && told.contains("no article is known"), "{told}");
    Ok(())
}

/// An episode of an article in Dutch, from when somebody spoke that, which failed.
async fn fail_in_dutch(data: &Path) -> anyhow::Result<()> {
    let database = sqlite_at(data).await?;
    let considered = episode::log(&database.read, Some("not_chosen"), 9).await?;
    let dutch = considered.iter().find(|row| row.language.as_deref() == Some("nl"));
    let article = article::by_address(&database.read, &dutch.context("it")?.address).await?;
    let article_id = article.context("the article")?.id;
    let chosen = episode::NewEpisode {
        article_id,
        guid: "dutch".to_owned(),
        article_version: 1,
        text_hash: "hash of it".to_owned(),
        language: "nl".to_owned(),
        reason: "complete".to_owned(),
        score: 1.0,
    };
    let transaction = database.begin().await?;
    episode::choose(&transaction, &chosen, Micros(1)).await?;
    transaction.commit().await?;
    let id = episode::of_article(&database.read, article_id).await?.context("the episode")?.id;
    let leased = episode::lease(&database.write, id, false, Micros(2), Micros(3)).await?;
    let (lease, _) = leased.context("the lease")?;
    Ok(episode::fail(&database.write, &lease, "no voice", None, Micros(2)).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_episode_whose_language_nobody_speaks_any_longer_is_not_tried_again()
-> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = in_three_languages().await?;
    let earshot = Earshot::over(folder.path(), &site)?;
    earshot.json(&["cron", "--json"])?;
    fail_in_dutch(&folder.path().join("data")).await?;
    let failed = listed(&earshot, &["--state", "failed"])?;
    let address = failed[0]["address"].as_str().context("address")?.to_owned();

    for asked in [&*address, "--all-failed"] {
        let (code, told) = retry(&earshot, &[asked])?;
        ensure!(code == Some(1) && told.contains("no voice speaks “nl”"), "{told}");
        ensure!(told.contains(&address) && told.contains("earshot voice list"), "{told}");
    }
    ensure!(listed(&earshot, &["--state", "failed"])?.len() == 1);
    Ok(())
}

/// Every episode is one that was given up.
async fn fail_all(database: &Database) -> anyhow::Result<()> {
    let text = "UPDATE episode SET failed_at = 1, next_attempt_at = NULL, last_error = 'no voice', \
                published_at = NULL";
    database.write.execute_unprepared(text).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_episodes_with_the_same_text_one_is_tried_again() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = newspaper_of(2).await?;
    let earshot = Earshot::over(folder.path(), &site)?;
    earshot.json(&["cron", "--json"])?;
    let database = sqlite_at(&folder.path().join("data")).await?;
    fail_all(&database).await?;
    database.write.execute_unprepared("UPDATE episode SET text_hash = 'same'").await?;
    let lines = listed(&earshot, &["--state", "failed"])?;
    let addresses: Vec<_> = lines.iter().filter_map(|line| line["address"].as_str()).collect();
    ensure!(addresses.len() == 2, "{lines:?}");

    let (code, told) = retry(&earshot, &addresses)?;

    ensure!(code == Some(1) && told.contains("1 episode."), "{told}");
    let problem = format!("{}: another episode has told the same text meanwhile", addresses[1]);
    ensure!(told.contains(&problem), "{told}");
    ensure!(listed(&earshot, &["--state", "failed"])?.len() == 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_heard_no_longer_is_not_tried_again() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = newspaper_of(1).await?;
    let earshot = Earshot::over(folder.path(), &site)?;
    earshot.json(&["cron", "--json"])?;
    let database = sqlite_at(&folder.path().join("data")).await?;
    fail_all(&database).await?;
    for (change, reason) in [
        ("UPDATE site SET rights = 'excerpt'", "its site is “excerpt”"),
        ("UPDATE site SET rights = 'open'", ""),
        ("UPDATE article SET reserved = TRUE", "its page reserves its text"),
    ] {
        database.write.execute_unprepared(change).await?;
        let (code, told) = retry(&earshot, &["--all-failed"])?;
        let is_refused = code == Some(1) && told.contains(reason) && told.contains(&site.base());
        ensure!(is_refused || (reason.is_empty() && code == Some(0)), "{change}: {told}");
        fail_all(&database).await?;
    }
    Ok(())
}
