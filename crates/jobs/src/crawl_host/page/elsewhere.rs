//! Another address of what was asked for -> the frontier, where its host has a turn of its own.

use database::{
    address::{self, Ended},
    site,
};
use discover::Address;

use super::ended;
use crate::{
    clock::now,
    crawl_host::{Party, hosts::Hosts},
};

/// An address as it goes into the frontier; none where it is another site's, or its domain has too many
/// hosts.
pub(super) async fn found(
    hosts: &mut Hosts<'_>,
    site: &site::Model,
    (address, rank): (&Address, i32),
) -> anyhow::Result<Option<address::Found>> {
    if hosts.is_of_other(address, site.id).await? {
        return Ok(None);
    }
    let Some(host_id) = hosts.id_of(address).await? else { return Ok(None) };
    let address = address.as_str().to_owned();
    Ok(Some(address::Found { address, site_id: site.id, host_id, published_hint: None, rank }))
}

/// Leaves an address for the host that it leads to.
pub(super) async fn pass_on(
    transaction: &database::Transaction,
    party: &mut Party,
    due: &address::Model,
    to: &Address,
) -> anyhow::Result<Ended> {
    let mut hosts = Hosts::new(transaction);
    let Some(found) = found(&mut hosts, &party.site, (to, due.rank)).await? else {
        party.left_out += hosts.left_out();
        return Ok(ended::refused(due, "elsewhere", None, now()));
    };
    let is_new = address::add(transaction, std::slice::from_ref(&found), now()).await? > 0;
    if !is_new && address::has_moved(transaction, &found.address).await? {
        // Two hosts that lead to each other: a wall whose cookies are for both, mostly.
        return Ok(ended::refused(due, "redirect_loop", None, now()));
    }
    if let Some(article) = due.article_id {
        // It has moved: what is found there is that article.
        address::lead_to(transaction, &found.address, article).await?;
    }
    Ok(ended::moved(due.article_id))
}
