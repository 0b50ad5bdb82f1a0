//! Work that takes a core for a while, on a thread for each core.
//!
//! The runtime's threads for work that blocks take turns, and each keeps what it allocated: a crawl of
//! 1,000 articles had seven of them on two cores. Work here waits in a queue, which is as long as those
//! who wait for it: a piece for each host that is asked.

use std::sync::Arc;

use tokio::sync::oneshot;

/// Threads for work that takes a core. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Cores {
    threads: Arc<rayon::ThreadPool>,
}

impl Cores {
    /// So many threads, at least one.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new(count: usize) -> anyhow::Result<Self> {
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(count.max(1))
            .thread_name(|number| format!("core-{number}"))
            // Whoever waits is told; the hook of panics has written what it was.
            .panic_handler(|_| {})
            .build()?;
        Ok(Self { threads: Arc::new(threads) })
    }

    /// Does some work on one of them, as soon as one is free.
    ///
    /// # Errors
    /// When the work panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let (tell, told) = oneshot::channel();
        self.threads.spawn_fifo(move || {
            // Nobody may wait any more.
            let _told = tell.send(work());
        });
        told.await.map_err(|_| anyhow::anyhow!("work on a core has panicked"))
    }
}

#[cfg(test)]
mod tests {
    use super::Cores;

    #[tokio::test]
    async fn work_is_done_and_a_panic_is_an_error() -> anyhow::Result<()> {
        let cores = Cores::new(1)?;
        assert_eq!(cores.run(|| 6 * 7).await?, 42);
        assert!(cores.run(|| panic!("as it is tested")).await.is_err());
        assert_eq!(cores.run(|| 6 * 7).await?, 42);
        Ok(())
    }
}
