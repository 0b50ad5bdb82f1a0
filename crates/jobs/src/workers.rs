//! Workers on the queues, in this process.

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{Context, queue::Name};

/// Workers at work; they end when they are stopped or dropped.
#[derive(Debug)]
pub struct Workers {
    tasks: JoinSet<()>,
    stop: CancellationToken,
}

impl Workers {
    /// Starts a worker on each of these queues.
    #[must_use]
    pub fn start(context: &Context, queues: &[Name], stop: &CancellationToken) -> Self {
        let stop = stop.child_token();
        let context = Context { stopping: stop.clone(), ..context.clone() };
        let mut tasks = JoinSet::new();
        for name in queues {
            let at_once = match name {
                Name::Crawl => context.settings.crawlers,
                Name::Speech => context.settings.speakers,
                Name::Publish => 2,
            };
            let (name, context, stop) = (*name, context.clone(), stop.clone());
            tasks.spawn(async move {
                let queue = context.queue.clone();
                queue.work(name, at_once, &context, stop).await;
            });
        }
        Self { tasks, stop }
    }

    /// Lets the jobs at hand finish, for as long as `patience`; what is cut off is taken up again
    /// by whoever comes next.
    pub async fn stop(mut self, patience: std::time::Duration) {
        self.stop.cancel();
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        let _cut_off = tokio::time::timeout(patience, ended).await;
    }
}
