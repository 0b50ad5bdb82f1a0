//! The database that a dry run was copied from, as far as the dry run touches it: the rows of the hosts.
//!
//! They are held there for as long as the dry run goes on, so that a host sees one guest. What a host
//! says of how it is to be asked is written there at once, beside the copy: a kill must not forget it.
//! Each request asks first whether the host is still held.

use std::collections::BTreeMap;

use database::{Database, Lease, Micros, host};

/// The rows of hosts that a dry run holds, by id. Hosts that only the copy knows are not among them.
#[derive(Debug)]
pub struct Original {
    database: Database,
    leases: BTreeMap<i64, Lease>,
}

impl Original {
    /// Why the copy of a host is left alone that somebody else holds.
    pub const HELD: &str = "another crawl or worker is asking it just now";

    /// The rows that these leases are for.
    #[must_use]
    pub fn new(database: Database, leases: impl IntoIterator<Item = Lease>) -> Self {
        let leases = leases.into_iter().map(|lease| (lease.id, lease)).collect();
        Self { database, leases }
    }

    /// Writes when the host is free again, where it is to be left alone at all (none: a floor of zero),
    /// before it is asked.
    ///
    /// # Errors
    /// [`database::DatabaseError::LeaseLost`] when somebody else has the host by now.
    pub(crate) async fn occupy(&self, id: i64, free_at: Option<Micros>) -> database::Result<()> {
        let Some(lease) = self.leases.get(&id) else { return Ok(()) };
        match free_at {
            Some(free_at) => host::occupy(&self.database.write, lease, free_at).await,
            None => host::confirm(&self.database.write, lease).await,
        }
    }

    /// Leaves a host alone until then.
    ///
    /// # Errors
    /// As [`Self::occupy`].
    pub(crate) async fn block(&self, id: i64, until: Micros) -> database::Result<()> {
        let Some(lease) = self.leases.get(&id) else { return Ok(()) };
        host::block(&self.database.write, lease, until).await
    }

    /// Keeps a robots.txt.
    ///
    /// # Errors
    /// As [`Self::occupy`].
    pub(crate) async fn keep_robots(
        &self,
        id: i64,
        (status, text): (u16, &str),
        until: Micros,
    ) -> database::Result<()> {
        let Some(lease) = self.leases.get(&id) else { return Ok(()) };
        host::keep_robots(&self.database.write, lease, status, text, until).await
    }

    /// Keeps how a host behaved.
    ///
    /// # Errors
    /// As [`Self::occupy`].
    pub(crate) async fn keep_health(&self, id: i64, health: &host::Health) -> database::Result<()> {
        let Some(lease) = self.leases.get(&id) else { return Ok(()) };
        host::keep_health(&self.database.write, lease, health).await
    }
}
