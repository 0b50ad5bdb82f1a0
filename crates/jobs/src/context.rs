//! What every job needs.

use std::sync::Arc;

use database::Database;
use fetch::Client;
use speech::Cast;
use storage::Store;
use tokio_util::sync::CancellationToken;

use crate::{Cores, Metrics, Original, Progress, Replay, Settings, Spent, queue::Queue};

/// Everything that jobs share. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// The rows.
    pub database: Database,
    /// The doorbell.
    pub queue: Queue,
    /// The polite client.
    pub client: Client,
    /// The objects.
    pub store: Store,
    /// The voices.
    pub cast: Cast,
    /// What the operator chose.
    pub settings: Arc<Settings>,
    /// What has been done so far, for people to see.
    pub progress: Arc<Progress>,
    /// The same for machines that watch.
    pub metrics: Arc<Metrics>,
    /// When crawling ends, for a run that may only take so long; the rest stays due.
    pub crawl_until: Option<database::Micros>,
    /// Pages asked for so far, in a run that comes back to a host behind its rest.
    pub spent: Option<Arc<Spent>>,
    /// What is walked through, where the client answers from an archive.
    pub replay: Option<Arc<Replay>>,
    /// What the database was copied from, in a dry run.
    pub original: Option<Arc<Original>>,
    /// Told when the workers are to end: no request is begun any more.
    pub stopping: CancellationToken,
    /// Pages are read and texts are sketched here.
    pub cores: Cores,
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("settings", &self.settings).finish_non_exhaustive()
    }
}
