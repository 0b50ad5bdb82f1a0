//! A newspaper to look at: fills a temporary database and serves it.
//!
//!     cargo run -p web --example preview -- 8123 [household|public] [empty]
//!
//! The articles are those of the sample newspaper, spread over several outlets with different
//! rights, and a few more in other scripts. A part of them has silent audio.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use bytes::Bytes;
use database::{
    Micros,
    article::{self, NewArticle},
    episode::{self, Audio, NewEpisode},
    site,
};
use extract::{Block, Mark, MarkKind, Text};
use search::Document;
use storage::{DiskSettings, ObjectKey, Store, Visibility};
use testkit::TestDatabase;
use tokio_util::sync::CancellationToken;
use web::{Audience, Settings, Site};

/// 2026-03-03T17:20:00Z, the time of the newest article.
const NEWEST: Micros = Micros(1_772_558_400_000_000);

/// Name, host, language, rights, licence.
const OUTLETS: [[&str; 5]; 6] = [
    ["The Lantern Street Gazette", "gazette.example", "en", "personal", ""],
    ["Harbour & County Post", "post.example", "en", "open", "CC BY 4.0"],
    ["Die Talpost", "talpost.example", "de", "personal", ""],
    [
        "Il Mattino di Val Serena",
        "mattino.example",
        "it",
        "open",
        "https://creativecommons.org/licenses/by-nd/4.0/",
    ],
    ["صحيفة المرفأ", "marfa.example", "ar", "personal", ""],
    ["Daily Ledger", "ledger.example", "en", "excerpt", ""],
];

/// One article to store, and its outlet's place in [`OUTLETS`].
struct Story {
    outlet: usize,
    title: String,
    standfirst: Option<String>,
    summary: String,
    section: String,
    authors: Vec<String>,
    keywords: Vec<String>,
    language: String,
    blocks: Vec<Block>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let port = arguments.first().map_or("8123", String::as_str);
    let asked = |word: &str| arguments.iter().any(|argument| argument == word);
    let database = TestDatabase::sqlite().await?;
    let folder = tempfile::TempDir::new()?;
    let disk = DiskSettings { folder: folder.path().join("objects") };
    let site = Site {
        database: database.database.clone(),
        store: Store::open(&storage::Settings::Disk(disk)).await?,
        index: Some(Arc::new(search::Index::open(&folder.path().join("index"))?)),
        clock: || Micros::START,
        settings: Settings {
            public_url: format!("http://127.0.0.1:{port}"),
            title: "Earshot".to_owned(),
            audience: if asked("public") { Audience::Public } else { Audience::Household },
            feed_episodes: 65,
            media_url: None,
            sample: asked("sample"),
            trusted_proxies: Vec::new(),
            lan: false,
        },
    };
    if !asked("empty") {
        fill(&site).await?;
    }
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    Ok(web::serve(listener, site, CancellationToken::new()).await?)
}

async fn fill(site: &Site) -> anyhow::Result<()> {
    let mut outlets = Vec::new();
    for [name, host, language, rights, licence] in OUTLETS {
        let listed = site::Listed {
            host: host.to_owned(),
            name: name.to_owned(),
            home: format!("https://{host}/"),
            language: Some(language.to_owned()),
            rights: rights.to_owned(),
            licence: licence.to_owned(),
            min_delay_ms: 0,
            selectors: "{}".to_owned(),
            origin: "file".to_owned(),
            voices: None,
        };
        outlets.push(site::list(&site.database.write, &listed, NEWEST).await?);
    }
    let mut stories = sample()?;
    stories.splice(3..3, more());
    for (place, story) in stories.iter().enumerate() {
        let row = *outlets.get(story.outlet).context("an outlet")?;
        store(site, story, row, place).await?;
    }
    Ok(())
}

async fn store(site: &Site, story: &Story, row: i64, place: usize) -> anyhow::Result<()> {
    let at = NEWEST.plus_seconds(-2_140 * i64::try_from(place)?);
    let text = extract::text_of(&story.blocks);
    let [_, host, ..] = OUTLETS[story.outlet];
    let stored = NewArticle {
        site_id: row,
        address: format!("https://{host}/news/{place}"),
        names_itself: true,
        title: story.title.clone(),
        slug: format!("story-{place}"),
        standfirst: story.standfirst.clone(),
        summary: story.summary.clone(),
        language: Some(story.language.clone()),
        section: Some(story.section.clone()),
        published: Some((at, 60, "instant")),
        modified_at: None,
        image: None,
        authors: story.authors.iter().map(|name| (name.clone(), slug(name))).collect(),
        keywords: story.keywords.clone(),
        text: text.clone(),
        blocks: serde_json::to_string(&story.blocks)?,
        text_hash: format!("{place}"),
        mainly_video: false,
        reserved: false,
        licence: None,
    };
    let transaction = site.database.begin().await?;
    let id = article::store(&transaction, &stored, None, NEWEST).await?.id();
    transaction.commit().await?;
    index(site, story, id, at, &text)?;
    if place % 3 != 2 && story.outlet != 5 {
        speak(site, story, id, text.chars().count()).await?;
    }
    Ok(())
}

fn index(site: &Site, story: &Story, id: i64, at: Micros, text: &str) -> anyhow::Result<()> {
    let index = site.index.as_ref().context("an index")?;
    let [name, host, _, rights, _] = OUTLETS[story.outlet];
    let mut writer = index.writer()?.context("the writer")?;
    writer.put(&Document {
        article: id,
        title: story.title.clone(),
        summary: story.summary.clone(),
        text: text.to_owned(),
        site: host.to_owned(),
        outlet: name.to_owned(),
        authors: story.authors.clone(),
        keywords: story.keywords.clone(),
        language: Some(story.language.clone()),
        published_micros: at.0,
        public_text: rights == "open",
    })?;
    Ok(writer.commit(id)?)
}

/// Silence of a plausible length: frames of MPEG-1 layer III, 64 kbit/s, 44.1 kHz, mono.
async fn speak(site: &Site, story: &Story, id: i64, characters: usize) -> anyhow::Result<()> {
    let frames = characters * 38 / 15;
    let frame: Vec<u8> = [0xff, 0xfb, 0x50, 0xc4].into_iter().chain([0; 204]).collect();
    let mut bytes = frame.repeat(frames);
    bytes.extend(id.to_be_bytes());
    let open = OUTLETS[story.outlet][3] == "open";
    let visibility = if open { Visibility::Open } else { Visibility::Personal };
    let key = ObjectKey::audio(visibility, &bytes);
    let audio = Audio {
        key: key.to_string(),
        bytes: i64::try_from(bytes.len())?,
        samples: i64::try_from(frames * 1_152)?,
        sample_rate: 44_100,
        times: String::new(),
    };
    site.store.put(&key, Bytes::from(bytes)).await?;
    let chosen = NewEpisode {
        article_id: id,
        guid: podcast::episode_guid(&format!("{id}")).to_string(),
        article_version: 1,
        text_hash: format!("{id}"),
        language: story.language.clone(),
        reason: "preview".to_owned(),
        score: 1.0,
    };
    let now = NEWEST.plus_seconds(-id);
    let transaction = site.database.begin().await?;
    episode::choose(&transaction, &chosen, now).await?;
    let row = episode::of_article(&transaction, id).await?.context("the episode")?;
    let lease = episode::lease(&transaction, row.id, false, now, now.plus_seconds(30)).await?;
    let (lease, _) = lease.context("the lease")?;
    episode::keep_audio(&transaction, &lease, &audio, now).await?;
    episode::publish(&transaction, &lease, now).await?;
    Ok(transaction.commit().await?)
}

/// The articles of the sample newspaper.
fn sample() -> anyhow::Result<Vec<Story>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../earshot/sample/articles");
    let mut stories = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let text = std::fs::read_to_string(file?.path())?;
        let (_, rest) = text.split_once("+++").context("a head")?;
        let (head, body) = rest.split_once("+++").context("a body")?;
        let field = |name: &str| {
            let line = head.lines().find(|line| line.starts_with(name));
            let value = line.and_then(|line| line.split_once('=')).map_or("", |(_, value)| value);
            value.trim().trim_matches(['"', '[', ']']).to_owned()
        };
        let list = |name: &str| -> Vec<String> {
            let value = field(name);
            let names = value.split(',').map(|name| name.trim().trim_matches('"').to_owned());
            names.filter(|name| !name.is_empty()).collect()
        };
        let minutes: u32 = field("minutes_before").parse().unwrap_or(0);
        let language = field("language");
        let outlet = match language.as_str() {
            "de" => 2,
            "it" => 3,
            _ => usize::from(minutes % 2 == 1),
        };
        let story = Story {
            outlet,
            title: field("title"),
            standfirst: minutes.is_multiple_of(3).then(|| field("summary")),
            summary: field("summary"),
            section: field("section"),
            authors: list("authors"),
            keywords: list("keywords"),
            language,
            blocks: blocks(body),
        };
        stories.push((minutes, story));
    }
    stories.sort_by_key(|(minutes, _)| *minutes);
    Ok(stories.into_iter().map(|(_, story)| story).collect())
}

/// Paragraphs, headings and quotes of a body, without their inner markup.
fn blocks(body: &str) -> Vec<Block> {
    let document = scraper::Html::parse_fragment(body);
    let selector = scraper::Selector::parse("p, h2, h3, li, figcaption");
    let Ok(selector) = selector else { return Vec::new() };
    let mut blocks = Vec::new();
    for element in document.select(&selector) {
        let words: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
        let plain = words.join(" ");
        if plain.is_empty() || plain.contains("{{") {
            continue;
        }
        let parent = element.parent().and_then(scraper::ElementRef::wrap);
        let inside = parent.map_or("", |parent| parent.value().name());
        blocks.push(match (element.value().name(), inside) {
            ("h2", _) => Block::Heading { level: 2, text: Text::unmarked(plain) },
            ("h3", _) => Block::Heading { level: 3, text: Text::unmarked(plain) },
            ("li", "ol") => Block::ListItem { ordered: true, text: Text::unmarked(plain) },
            ("li", _) => Block::ListItem { ordered: false, text: Text::unmarked(plain) },
            ("figcaption", _) => Block::Figure { image: None, caption: Some(plain), credit: None },
            (_, "blockquote") => Block::Quote(Text::unmarked(plain)),
            _ => Block::Paragraph(Text::unmarked(plain)),
        });
    }
    blocks
}

/// Articles of shapes and scripts that the sample newspaper lacks.
fn more() -> Vec<Story> {
    let paragraph = |plain: &str| Block::Paragraph(Text::unmarked(plain.to_owned()));
    let story =
        |outlet: usize, language: &str, title: &str, summary: &str, blocks: Vec<Block>| Story {
            outlet,
            title: title.to_owned(),
            standfirst: None,
            summary: summary.to_owned(),
            section: "world".to_owned(),
            authors: Vec::new(),
            keywords: vec!["harbour".to_owned()],
            language: language.to_owned(),
            blocks,
        };
    let marked = Text {
        plain: "The report, 96 pages long, was published on Tuesday.".to_owned(),
        marks: vec![
            Mark { start: 4, end: 10, kind: MarkKind::Link("https://example.org/r".to_owned()) },
            Mark { start: 12, end: 25, kind: MarkKind::Emphasis },
        ],
    };
    let rows =
        [["Port", "Ships", "Change"], ["Tidewick", "412", "+12 %"], ["Nether Oake", "96", "-3 %"]];
    let table = Block::Table { rows: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec() };
    let arabic = "قال المرفأ إن السفن ستغادر في موعدها هذا الأسبوع بعد إصلاح الرصيف القديم.";
    let long = "Officials in the port said on Tuesday that the figures were the best in a decade, and that the quay would be widened before the winter storms.";
    vec![
        story(4, "ar", "المرفأ القديم يفتح أبوابه من جديد", arabic, vec![paragraph(arabic); 4]),
        story(
            5,
            "en",
            "Shipping index slips as insurers wait for spring",
            "Rates fell for a third week. Brokers blame calm seas, of all things.",
            vec![paragraph(long)],
        ),
        story(
            1,
            "en",
            "Ports report their best year since the counting began",
            long,
            vec![
                paragraph(long),
                Block::Paragraph(marked),
                table,
                Block::Quote(Text::unmarked(
                    "We counted twice, because we did not believe it.".to_owned(),
                )),
                paragraph(long),
            ],
        ),
        story(
            5,
            "en",
            "Council audit finds nothing missing, and is asked to look again",
            "The auditors return on Monday.",
            vec![paragraph(long)],
        ),
    ]
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(|letter: char| !letter.is_alphanumeric(), "-")
}
