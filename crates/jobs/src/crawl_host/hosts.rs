//! Which hosts of a domain get a queue of their own.

use std::collections::{BTreeMap, btree_map::Entry};

use database::{Transaction, host, site};
use discover::Address;

/// Hosts of one domain at most, whatever their ports: who writes names below their own by the thousand
/// gets no queue each.
const MOST_HOSTS: i64 = 30;

/// The hosts of what one answer names.
pub(crate) struct Hosts<'a> {
    transaction: &'a Transaction,
    known: BTreeMap<String, Option<i64>>,
    /// The sites whose own hosts these are.
    sites: BTreeMap<String, Option<i64>>,
    left_out: u64,
}

impl<'a> Hosts<'a> {
    pub(crate) fn new(transaction: &'a Transaction) -> Self {
        Self { transaction, known: BTreeMap::new(), sites: BTreeMap::new(), left_out: 0 }
    }

    /// The row of an address's host; none where its domain has as many hosts as it may, and then the
    /// address is counted as left out.
    pub(crate) async fn id_of(&mut self, address: &Address) -> anyhow::Result<Option<i64>> {
        let id = match self.known.entry(address.host()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => *place.insert(ensure(self.transaction, address).await?),
        };
        self.left_out += u64::from(id.is_none());
        Ok(id)
    }

    /// Whether an address is at the own host of another site of the whitelist: it is that site's, whatever
    /// domain they share.
    pub(crate) async fn is_of_other(
        &mut self,
        address: &Address,
        site_id: i64,
    ) -> anyhow::Result<bool> {
        let owner = match self.sites.entry(address.host()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                let site = site::by_host(self.transaction, &address.host()).await?;
                *place.insert(site.filter(|site| site.enabled).map(|site| site.id))
            }
        };
        Ok(owner.is_some_and(|owner| owner != site_id))
    }

    /// How many addresses had no host.
    pub(crate) fn left_out(&self) -> u64 {
        self.left_out
    }
}

async fn ensure(transaction: &Transaction, address: &Address) -> anyhow::Result<Option<i64>> {
    let name = address.host();
    if let Some(known) = host::id_of(transaction, &name).await? {
        return Ok(Some(known));
    }
    if let Some(domain) = address.registrable_domain()
        && host::count_of_domain(transaction, domain).await? >= MOST_HOSTS
    {
        return Ok(None);
    }
    Ok(Some(host::ensure(transaction, &name).await?))
}

#[cfg(test)]
mod tests {
    use testkit::TestDatabase;

    use super::*;

    #[tokio::test]
    async fn a_domain_has_a_few_hosts_however_it_spells_them() -> anyhow::Result<()> {
        let test = TestDatabase::sqlite().await?;
        let transaction = test.database.begin().await?;
        let mut hosts = Hosts::new(&transaction);
        let address = |number: i64| match number % 2 {
            0 => Address::parse(&format!("https://{number}.news.example/")),
            _ => Address::parse(&format!("https://news.example:{}/", 8000 + number)),
        };

        for number in 0..MOST_HOSTS {
            assert!(hosts.id_of(&address(number)?).await?.is_some());
        }
        for number in MOST_HOSTS..MOST_HOSTS + 10 {
            assert_eq!(hosts.id_of(&address(number)?).await?, None);
        }

        assert_eq!(hosts.left_out(), 10);
        assert!(hosts.id_of(&address(0)?).await?.is_some(), "a known one stays");
        assert!(hosts.id_of(&Address::parse("https://other.example/")?).await?.is_some());
        Ok(())
    }
}
