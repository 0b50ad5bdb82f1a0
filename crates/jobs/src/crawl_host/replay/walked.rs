//! What of a crawl from an archive is done, and what is next.
//!
//! Rows are read in the order of their ids, but known as done by themselves: PostgreSQL gives an id when
//! a row is written and shows the row when its transaction ends, so that one with a lower id may appear
//! behind one that is done. Such a row is met when its host is visited again, which happens as long as
//! anything was done in the round before.

use std::{
    collections::HashSet,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use database::{ConnectionTrait, address, source};

/// Addresses read from the database at once.
const ADDRESSES_AT_ONCE: u64 = 500;

/// The sources and addresses of some sites that are done: some twenty bytes each.
#[derive(Debug)]
pub(super) struct Walked {
    sites: Vec<i64>,
    sources: Mutex<HashSet<i64>>,
    addresses: Mutex<HashSet<i64>>,
    steps: AtomicU64,
}

/// How far one visit has read the addresses of its host: the last id.
#[derive(Debug, Default)]
pub(super) struct Cursor(i64);

impl Cursor {
    /// Goes behind addresses that are about to be done.
    pub(super) fn pass(&mut self, addresses: &[address::Model]) {
        self.0 = addresses.last().map_or(self.0, |last| last.id);
    }
}

impl Walked {
    pub(super) fn of(sites: Vec<i64>) -> Self {
        let (sources, addresses) = (Mutex::default(), Mutex::default());
        Self { sites, sources, addresses, steps: AtomicU64::default() }
    }

    /// How much was done by now.
    pub(super) fn steps(&self) -> u64 {
        self.steps.load(Relaxed)
    }

    /// The sources of a host that are not done.
    pub(super) async fn sources(
        &self,
        db: &impl ConnectionTrait,
        host: i64,
    ) -> database::Result<Vec<source::Model>> {
        let mut sources = source::of_host(db, host, &self.sites).await?;
        let done = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        sources.retain(|it| !done.contains(&it.id));
        Ok(sources)
    }

    /// The next addresses of a host that are not done; none when the cursor has come to the end.
    pub(super) async fn addresses(
        &self,
        db: &impl ConnectionTrait,
        host: i64,
        cursor: &mut Cursor,
    ) -> database::Result<Vec<address::Model>> {
        let of = (host, self.sites.as_slice());
        loop {
            let mut page = address::behind(db, of, cursor.0, ADDRESSES_AT_ONCE).await?;
            let Some(last) = page.last().map(|last| last.id) else { return Ok(page) };
            self.retain_new(&mut page);
            if !page.is_empty() {
                return Ok(page);
            }
            cursor.0 = last;
        }
    }

    fn retain_new(&self, addresses: &mut Vec<address::Model>) {
        let done = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        addresses.retain(|it| !done.contains(&it.id));
    }

    /// A source is done.
    pub(super) fn step_source(&self, id: i64) {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        self.steps.fetch_add(1, Relaxed);
    }

    /// An address is done.
    pub(super) fn step_address(&self, id: i64) {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        self.steps.fetch_add(1, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use database::{Micros, address::Found};
    use testkit::{TestDatabase, TestSite};

    use super::*;

    const NOW: Micros = Micros(1_700_000_000_000_000);

    fn found(site: TestSite, path: &str) -> [Found; 1] {
        let TestSite { site_id, host_id } = site;
        let address = format!("https://news.example/{path}");
        [Found { address, site_id, host_id, published_hint: None, rank: 0 }]
    }

    /// Walks to the end once, and returns the addresses that were done.
    async fn walk(
        walked: &Walked,
        test: &TestDatabase,
        site: TestSite,
    ) -> anyhow::Result<Vec<String>> {
        let (read, mut cursor, mut done) = (&test.database.read, Cursor::default(), Vec::new());
        loop {
            let page = walked.addresses(read, site.host_id, &mut cursor).await?;
            if page.is_empty() {
                return Ok(done);
            }
            cursor.pass(&page);
            for due in page {
                walked.step_address(due.id);
                done.push(due.address);
            }
        }
    }

    #[tokio::test]
    async fn an_address_whose_transaction_ends_late_is_not_passed_over() -> anyhow::Result<()> {
        let Some(test) = TestDatabase::postgres().await? else { return Ok(()) };
        let site = TestSite::at(&test.database, "news.example").await?;
        let walked = Walked::of(vec![site.site_id]);
        let late = test.database.begin().await?;
        address::add(&late, &found(site, "early-id"), NOW).await?;
        address::add(&test.database.write, &found(site, "late-id"), NOW).await?;

        let first = walk(&walked, &test, site).await?;
        late.commit().await?;
        let second = walk(&walked, &test, site).await?;

        assert_eq!(first, ["https://news.example/late-id"]);
        assert_eq!(second, ["https://news.example/early-id"]);
        Ok(())
    }

    #[tokio::test]
    async fn each_address_is_done_once() -> anyhow::Result<()> {
        for test in TestDatabase::both().await? {
            let site = TestSite::at(&test.database, "news.example").await?;
            let walked = Walked::of(vec![site.site_id]);
            let all: Vec<Found> =
                (0..1_100).flat_map(|number| found(site, &number.to_string())).collect();
            address::add(&test.database.write, &all, NOW).await?;

            assert_eq!(walk(&walked, &test, site).await?.len(), 1_100);
            assert_eq!(walk(&walked, &test, site).await?.len(), 0);
            assert_eq!(walked.steps(), 1_100);
        }
        Ok(())
    }
}
