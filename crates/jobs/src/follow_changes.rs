//! Changed articles -> the search index.
//!
//! Runs in the one process that holds the index's lock, after every change. Safe to run twice: a
//! document replaces the one before, and the cursor is committed with the index.

use std::{collections::HashMap, sync::Arc, time::Duration};

use database::{Database, article, author, change, keyword, site};
use search::{Document, Index, Writer};
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;
use tracing::warn;

/// Changes taken at once: one commit of the index each.
const AT_ONCE: u64 = 500;

/// The one writer of an index, following the database.
pub struct Follower {
    index: Arc<Index>,
    writer: Option<Writer>,
    cursor: i64,
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follower").field("cursor", &self.cursor).finish_non_exhaustive()
    }
}

impl Follower {
    /// Becomes the writer; none when another process is.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn start(index: Arc<Index>) -> anyhow::Result<Option<Self>> {
        let (index, writer) = spawn_blocking(move || {
            let writer = index.writer();
            (index, writer)
        })
        .await?;
        Ok(writer?.map(|writer| Self { cursor: index.cursor(), index, writer: Some(writer) }))
    }

    /// Brings the index up to date. Returns how many changes it took.
    ///
    /// # Errors
    /// When the database is away or the folder cannot be written: then start anew, later.
    pub async fn catch_up(&mut self, database: &Database) -> anyhow::Result<u64> {
        let mut taken = 0;
        if self.cursor > change::newest(&database.read).await? {
            // The index knows changes that this database does not: it belongs to another one.
            self.write(0, Writer::clear).await?;
        }
        loop {
            let changes = change::after(&database.read, self.cursor, AT_ONCE).await?;
            let Some(last) = changes.last().map(|change| change.seq) else { break };
            taken += changes.len() as u64;
            let gone: Vec<i64> =
                changes.iter().filter(|it| it.gone).map(|it| it.article_id).collect();
            let here: Vec<i64> =
                changes.iter().filter(|it| !it.gone).map(|it| it.article_id).collect();
            let documents = documents(database, &here).await?;
            self.write(last, move |writer| {
                gone.into_iter().try_for_each(|article| writer.remove(article))?;
                documents.iter().try_for_each(|document| writer.put(document))
            })
            .await?;
        }
        if taken > 0 {
            self.index.reload();
        }
        Ok(taken)
    }

    /// Empties the index, so that it is built anew from the whole change feed.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn start_over(&mut self) -> anyhow::Result<()> {
        self.write(0, Writer::clear).await
    }

    /// Writes and commits on a thread that may block.
    async fn write(
        &mut self,
        cursor: i64,
        work: impl FnOnce(&mut Writer) -> Result<(), search::SearchError> + Send + 'static,
    ) -> anyhow::Result<()> {
        let mut writer = self.writer.take().ok_or_else(|| anyhow::anyhow!("an earlier failure"))?;
        let (writer, written) = spawn_blocking(move || {
            let written = work(&mut writer).and_then(|()| writer.commit(cursor));
            (writer, written)
        })
        .await?;
        written?;
        self.writer = Some(writer);
        self.cursor = cursor;
        Ok(())
    }
}

/// How often the follower looks for changes.
const LOOK: Duration = Duration::from_millis(250);
/// How often a reader tries to become the writer.
const TRY: Duration = Duration::from_secs(3);

/// Follows the change feed until it is told to stop, if it is this process's turn to write; else
/// tries every few seconds, as the writer may end.
pub async fn keep_following(index: Arc<Index>, database: Database, stop: CancellationToken) {
    let mut follower: Option<Follower> = None;
    while !stop.is_cancelled() {
        let looked = follow(&mut follower, &index, &database).await;
        let wait = looked.unwrap_or_else(|error| {
            warn!("Search could not follow, and is tried again: {error:#}");
            follower = None;
            TRY
        });
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// One look for changes, or one try to become the writer; how long to wait for the next.
async fn follow(
    follower: &mut Option<Follower>,
    index: &Arc<Index>,
    database: &Database,
) -> anyhow::Result<Duration> {
    if let Some(writer) = follower {
        writer.catch_up(database).await?;
        return Ok(LOOK);
    }
    *follower = Follower::start(Arc::clone(index)).await?;
    Ok(if follower.is_some() { Duration::ZERO } else { TRY })
}

async fn documents(database: &Database, ids: &[i64]) -> anyhow::Result<Vec<Document>> {
    let rows = article::searchable(&database.read, ids).await?;
    let mut authors: HashMap<i64, Vec<String>> = HashMap::new();
    for author in author::of_articles(&database.read, ids).await? {
        authors.entry(author.article_id).or_default().push(author.name);
    }
    let mut keywords: HashMap<i64, Vec<String>> = HashMap::new();
    for keyword in keyword::of_articles(&database.read, ids).await? {
        keywords.entry(keyword.article_id).or_default().push(keyword.word);
    }
    let documents = rows.into_iter().map(|row| Document {
        article: row.id,
        title: row.title,
        summary: row.summary,
        public_text: site::is_open(&row.rights, row.reserved),
        text: if row.rights == "excerpt" || row.reserved { String::new() } else { row.text },
        site: row.site_host,
        outlet: row.site_name,
        authors: authors.remove(&row.id).unwrap_or_default(),
        keywords: keywords.remove(&row.id).unwrap_or_default(),
        language: row.language,
        published_micros: row.sorted_at.0,
    });
    Ok(documents.collect())
}
