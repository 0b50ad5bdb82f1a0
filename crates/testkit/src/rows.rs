//! The rows that most tests of the frontier begin with: a site, its host, a source.

use database::{
    Database, Micros, host, site,
    source::{self, Kind, NewSource},
};

/// A site whose pages are all at one host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestSite {
    /// Its row.
    pub site_id: i64,
    /// The row of its host.
    pub host_id: i64,
}

impl TestSite {
    /// Lists the site of this host, as a whitelist with no more than a name would.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn at(database: &Database, name: &str) -> anyhow::Result<Self> {
        let listed = site::Listed {
            host: name.to_owned(),
            name: "News".to_owned(),
            home: format!("https://{name}/"),
            language: None,
            rights: "personal".to_owned(),
            licence: String::new(),
            min_delay_ms: 0,
            selectors: "{}".to_owned(),
            origin: "file".to_owned(),
            voices: None,
        };
        let site_id = site::list(&database.write, &listed, Micros::START).await?;
        Ok(Self { site_id, host_id: host::ensure(&database.write, name).await? })
    }

    /// Adds a source that was found, and returns its row.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn add_source(
        self,
        database: &Database,
        kind: Kind,
        address: &str,
    ) -> anyhow::Result<source::Model> {
        let Self { site_id, host_id } = self;
        let new = NewSource {
            site_id,
            host_id,
            kind,
            address: address.to_owned(),
            configured: false,
            found_in: None,
        };
        source::ensure(&database.write, &new).await?;
        let rows = source::of_site(&database.write, site_id).await?;
        let row = rows.into_iter().find(|row| row.address == address);
        row.ok_or_else(|| anyhow::anyhow!("the source's row"))
    }
}
