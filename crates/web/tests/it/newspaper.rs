//! A small newspaper in a database, a store and an index of the test's own.

use std::sync::Arc;

use anyhow::Context;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use bytes::Bytes;
use database::{
    Micros,
    article::{self, NewArticle},
    article_version,
    episode::{self, NewEpisode},
    site,
};
use extract::{Block, Text};
use http_body_util::BodyExt;
use scraper::{Html, Selector};
use storage::{DiskSettings, ObjectKey, Store, Visibility};
use tempfile::TempDir;
use testkit::TestDatabase;
use tower::ServiceExt;
use web::{Audience, Settings, Site};

/// 2023-11-14T22:13:20Z
pub(crate) const NOW: Micros = Micros(1_700_000_000_000_000);

/// A newspaper under test.
pub(crate) struct Newspaper {
    pub(crate) site: Site,
    test: TestDatabase,
    _folder: TempDir,
}

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// How many elements a selector finds.
    pub(crate) fn count(&self, selector: &str) -> usize {
        let selector = Selector::parse(selector).expect("a selector");
        self.html().select(&selector).count()
    }

    /// The text of the first element that a selector finds.
    pub(crate) fn first(&self, selector: &str) -> String {
        let selector = Selector::parse(selector).expect("a selector");
        let html = self.html();
        let words = html.select(&selector).next().map(|one| one.text().collect::<String>());
        words.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Newspaper {
    /// An empty one, on SQLite.
    pub(crate) async fn empty() -> anyhow::Result<Self> {
        Self::on(TestDatabase::sqlite().await?).await
    }

    /// An empty one on each database.
    pub(crate) async fn empty_on_both() -> anyhow::Result<Vec<Self>> {
        let mut newspapers = Vec::new();
        for test in TestDatabase::both().await? {
            newspapers.push(Self::on(test).await?);
        }
        Ok(newspapers)
    }

    async fn on(test: TestDatabase) -> anyhow::Result<Self> {
        let folder = TempDir::new()?;
        let disk = DiskSettings { folder: folder.path().join("objects") };
        let site = Site {
            database: test.database.clone(),
            store: Store::open(&storage::Settings::Disk(disk)).await?,
            index: Some(Arc::new(search::Index::open(&folder.path().join("index"))?)),
            clock: || NOW,
            settings: Settings {
                public_url: "http://127.0.0.1:8000".to_owned(),
                title: "Earshot".to_owned(),
                audience: Audience::Household,
                feed_episodes: 65,
                media_url: None,
                sample: false,
                trusted_proxies: Vec::new(),
                lan: false,
            },
        };
        Ok(Self { site, test, _folder: folder })
    }

    /// The same for everybody.
    pub(crate) fn public(mut self) -> Self {
        self.site.settings.audience = Audience::Public;
        self
    }

    pub(crate) fn router(&self) -> Router {
        web::router(self.site.clone())
    }

    /// Answers a request.
    pub(crate) async fn ask(&self, request: Request<Body>) -> anyhow::Result<Answer> {
        let response = self.router().oneshot(request).await?;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await?.to_bytes();
        Ok(Answer { status: parts.status, headers: parts.headers, bytes })
    }

    /// Answers a plain GET.
    pub(crate) async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.ask(Request::get(path).body(Body::empty())?).await
    }

    /// Answers a GET with one header.
    pub(crate) async fn get_with(
        &self,
        path: &str,
        name: &str,
        value: &str,
    ) -> anyhow::Result<Answer> {
        self.ask(Request::get(path).header(name, value).body(Body::empty())?).await
    }

    /// A publisher, in the whitelist.
    pub(crate) async fn outlet(&self, host: &str, rights: &str) -> anyhow::Result<i64> {
        let listed = site::Listed {
            host: host.to_owned(),
            name: format!("The {host}"),
            home: format!("https://{host}/"),
            language: Some("en".to_owned()),
            rights: rights.to_owned(),
            licence: String::new(),
            min_delay_ms: 0,
            selectors: "{}".to_owned(),
            origin: "file".to_owned(),
            voices: None,
        };
        Ok(site::list(&self.site.database.write, &listed, NOW).await?)
    }

    /// Stores an article, and returns its row.
    pub(crate) async fn store(&self, article: &NewArticle) -> anyhow::Result<i64> {
        let transaction = self.test.database.begin().await?;
        let stored = article::store(&transaction, article, None, NOW).await?;
        transaction.commit().await?;
        Ok(stored.id())
    }

    /// Indexes an article, as the follower of the change feed does.
    pub(crate) fn index(&self, id: i64, article: &NewArticle, open: bool) -> anyhow::Result<()> {
        let index = self.site.index.as_ref().context("an index")?;
        let mut writer = index.writer()?.context("the writer")?;
        writer.put(&search::Document {
            article: id,
            title: article.title.clone(),
            summary: article.summary.clone(),
            text: article.text.clone(),
            public_text: open,
            ..search::Document::default()
        })?;
        Ok(writer.commit(id)?)
    }

    /// Publishes these bytes as the episode of an article, and returns their key.
    pub(crate) async fn speak(
        &self,
        id: i64,
        visibility: Visibility,
        bytes: &'static [u8],
    ) -> anyhow::Result<String> {
        let key = ObjectKey::audio(visibility, bytes);
        self.site.store.put(&key, Bytes::from_static(bytes)).await?;
        let audio = episode::Audio {
            key: key.to_string(),
            bytes: i64::try_from(bytes.len())?,
            samples: 44_100 * 90,
            sample_rate: 44_100,
            times: String::new(),
        };
        let read = article_version::newest(&self.test.database.read, id).await?;
        let chosen = NewEpisode {
            article_id: id,
            guid: podcast::episode_guid(&id.to_string()).to_string(),
            article_version: 1,
            text_hash: read.context("the article")?.text_hash,
            language: "en".to_owned(),
            reason: "complete".to_owned(),
            score: 1.0,
        };
        let transaction = self.test.database.begin().await?;
        episode::choose(&transaction, &chosen, NOW).await?;
        let row = episode::of_article(&transaction, id).await?.context("the episode")?;
        let until = NOW.plus_seconds(30);
        let leased = episode::lease(&transaction, row.id, false, NOW, until).await?;
        let (lease, _) = leased.context("the lease")?;
        episode::keep_audio(&transaction, &lease, &audio, NOW).await?;
        episode::publish(&transaction, &lease, NOW).await?;
        transaction.commit().await?;
        Ok(audio.key)
    }
}

/// A plain article of an outlet. Its text is one paragraph about herons.
pub(crate) fn plain_article(outlet: i64, name: &str) -> NewArticle {
    let text = "Secret herons were counted at the weir on Tuesday morning.".to_owned();
    let blocks = vec![Block::Paragraph(Text::unmarked(text.clone()))];
    NewArticle {
        site_id: outlet,
        address: format!("https://news.example/{name}"),
        names_itself: true,
        title: format!("The title of {name}"),
        slug: name.to_owned(),
        standfirst: None,
        summary: format!("The summary of {name}."),
        language: Some("en".to_owned()),
        section: Some("town".to_owned()),
        published: Some((NOW, 60, "instant")),
        modified_at: None,
        image: None,
        authors: vec![("Ann Ray".to_owned(), "ann-ray".to_owned())],
        keywords: vec!["herons".to_owned()],
        text,
        blocks: serde_json::to_string(&blocks).expect("blocks are JSON"),
        text_hash: format!("hash of {name}"),
        mainly_video: false,
        reserved: false,
        licence: None,
    }
}
