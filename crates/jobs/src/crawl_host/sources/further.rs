//! The sources that a source leads to -> rows: few of each kind, the newest of an index in place of its
//! oldest.

use std::collections::BTreeMap;

use database::{
    address,
    source::{self, Kind},
};
use discover::Address;

use super::{Read, kind_of_sitemap, take::Taking};
use crate::crawl_host::secured;

#[cfg(test)]
mod tests;

/// Further sources of each kind taken from a site: what keeps a poll of it small.
const MOST_FEEDS: usize = 3;
const MOST_SECTIONS: usize = 6;
const MOST_SITEMAPS: usize = 6;
/// The home page, and where it has moved to.
const MOST_FRONTS: usize = 2;
/// Sitemaps of an index for which a place is looked for, newest first.
const MOST_OF_INDEX: usize = 12;
/// After how much silence a source that was found makes room for another, in seconds: two weeks.
const SILENT_SECONDS: i64 = 14 * 86_400;

/// Why there is no place for a source, as it is counted.
const NO_ROOM: &str = "no_room";

/// What became of a source that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// It was known, or is something else.
    Known,
    /// It is one now.
    New,
    /// It is none, for this reason.
    LeftOut(&'static str),
}

/// A sitemap that an index led to before, and where it stands there by now.
struct Child {
    id: i64,
    kind: Kind,
    position: usize,
}

/// What further sources came to.
#[derive(Debug, Default)]
pub(super) struct Led {
    /// Whether an index names a sitemap that has become a source.
    pub(super) is_news: bool,
    /// Why the source is of no use where it has moved to.
    pub(super) error: Option<String>,
}

impl Taking<'_> {
    /// Takes the sources that a source leads to.
    pub(super) async fn lead_on(&mut self, read: &Read) -> anyhow::Result<Led> {
        let mut led = Led::default();
        if read.sources.is_empty() && read.children.is_empty() && read.moved_to.is_none() {
            return Ok(led);
        }
        self.load().await?;
        for (kind, address) in &read.sources {
            if let Found::LeftOut(reason) = self.add(*kind, address, None).await? {
                self.passed_over.add(reason, 1);
            }
        }
        led.is_news = self.add_children(&read.children).await?;
        if let Some(to) = &read.moved_to {
            led.error = self.follow(to).await?;
        }
        Ok(led)
    }

    async fn load(&mut self) -> anyhow::Result<()> {
        self.sources = source::of_site(self.transaction, self.site.id).await?;
        Ok(())
    }

    fn known(&self, address: &Address) -> Option<&source::Model> {
        self.sources.iter().find(|row| secured::is_same(&row.address, address.as_str()))
    }

    fn is_home(&self, address: &Address) -> bool {
        secured::is_same(self.home.as_str(), address.as_str())
    }

    async fn add(
        &mut self,
        kind: Kind,
        address: &Address,
        found_in: Option<i64>,
    ) -> anyhow::Result<Found> {
        if !address.same_site(&self.home) {
            return Ok(Found::LeftOut("other_site"));
        }
        if self.is_home(address) || self.known(address).is_some() {
            return Ok(Found::Known);
        }
        if kind == Kind::Section
            && address::is_of_article(self.transaction, address.as_str()).await?
        {
            return Ok(Found::Known);
        }
        if !self.has_room(kind).await? {
            return Ok(Found::LeftOut(NO_ROOM));
        }
        self.insert(kind, address, found_in).await
    }

    async fn insert(
        &mut self,
        kind: Kind,
        address: &Address,
        found_in: Option<i64>,
    ) -> anyhow::Result<Found> {
        let Some(host_id) = self.hosts.id_of(address).await? else {
            return Ok(Found::LeftOut("too_many_hosts"));
        };
        let (site_id, address) = (self.site.id, address.as_str().to_owned());
        let new =
            source::NewSource { site_id, host_id, kind, address, configured: false, found_in };
        source::ensure(self.transaction, &new).await?;
        self.load().await?;
        Ok(Found::New)
    }

    /// Whether there is a place for one more of this kind, perhaps as one that is silent gives way.
    async fn has_room(&mut self, kind: Kind) -> anyhow::Result<bool> {
        if self.has_place(kind) {
            return Ok(true);
        }
        // What an archive has of a source may be years old: nothing that is known of today gives way.
        if self.is_replay || self.full.contains(&kind) {
            return Ok(false);
        }
        self.full.push(kind);
        let since = self.now.plus_seconds(-SILENT_SECONDS);
        source::forget_silent(self.transaction, self.site.id, (kind, self.due.id), since).await?;
        self.load().await?;
        Ok(self.has_place(kind))
    }

    fn has_place(&self, kind: Kind) -> bool {
        let most = match kind {
            Kind::Feed => MOST_FEEDS,
            Kind::Section => MOST_SECTIONS,
            Kind::Sitemap | Kind::NewsSitemap => MOST_SITEMAPS,
            Kind::Front => MOST_FRONTS,
        };
        self.sources.iter().filter(|row| row.kind == kind.code()).count() < most
    }

    /// Takes the first sitemaps of an index, which are its newest. Where there is no place, one takes
    /// that of the last which the index had led to. Tells whether there is a new one.
    async fn add_children(&mut self, addresses: &[Address]) -> anyhow::Result<bool> {
        if addresses.is_empty() {
            return Ok(false);
        }
        let mut children = self.children(addresses).await?;
        let mut is_news = false;
        for (position, address) in addresses.iter().enumerate().take(MOST_OF_INDEX) {
            let kind = kind_of_sitemap(address);
            let mut found = self.add(kind, address, Some(self.due.id)).await?;
            if found == Found::LeftOut(NO_ROOM) && !self.is_replay {
                found = self.replace(&mut children, (kind, position), address).await?;
            }
            is_news |= found == Found::New;
        }
        for address in addresses {
            if !address.same_site(&self.home) {
                self.passed_over.add("other_site", 1);
            } else if self.known(address).is_none() {
                self.passed_over.add(NO_ROOM, 1);
            }
        }
        Ok(is_news)
    }

    /// The sitemaps to which the index led before; those that were known before it becomes their index.
    async fn children(&mut self, addresses: &[Address]) -> anyhow::Result<Vec<Child>> {
        let positions: BTreeMap<&str, usize> =
            addresses.iter().enumerate().map(|(at, address)| (address.as_str(), at)).collect();
        let is_there = |id: i64| self.sources.iter().any(|row| row.id == id);
        let mut children = Vec::new();
        for row in self.sources.iter().filter(|row| !row.configured && row.id != self.due.id) {
            let position = positions.get(row.address.as_str()).copied();
            let is_free = !row.found_in.is_some_and(is_there);
            if is_free && position.is_some() {
                source::adopt(self.transaction, row.id, self.due.id).await?;
            } else if row.found_in != Some(self.due.id) {
                continue;
            }
            // One that the index names no longer is older than all.
            let position = position.unwrap_or(usize::MAX);
            children.push(Child { id: row.id, kind: Kind::of(&row.kind), position });
        }
        Ok(children)
    }

    async fn replace(
        &mut self,
        children: &mut Vec<Child>,
        (kind, position): (Kind, usize),
        address: &Address,
    ) -> anyhow::Result<Found> {
        let older = children.iter().enumerate();
        let older = older.filter(|(_, child)| child.kind == kind && child.position > position);
        let Some((at, _)) = older.max_by_key(|(_, child)| child.position) else {
            return Ok(Found::LeftOut(NO_ROOM));
        };
        let found = self.insert(kind, address, Some(self.due.id)).await?;
        if found == Found::New {
            source::forget(self.transaction, children.swap_remove(at).id).await?;
        }
        Ok(found)
    }

    /// Follows a source to another host: what is there takes its place, whatever the number of
    /// sources. What the whitelist names stays besides, and leads to one place at a time. Returns why
    /// that is of no use.
    async fn follow(&mut self, to: &Address) -> anyhow::Result<Option<String>> {
        if self.is_home(to) && self.due.kind != Kind::Front.code() {
            return Ok(Some(format!("it has moved to {to}, the front page")));
        }
        if self.is_home(to) || self.known(to).is_some() {
            return Ok(None);
        }
        let kind = Kind::of(&self.due.kind);
        if self.is_replay {
            self.add(kind, to, None).await?;
            return Ok(None);
        }
        let given_up = self.given_up();
        let from = self.due.found_in.unwrap_or(self.due.id);
        if self.insert(kind, to, Some(from)).await? != Found::New {
            return Ok(Some(format!("it has moved to {to}, and its site has too many hosts")));
        }
        for id in given_up {
            source::forget(self.transaction, id).await?;
        }
        Ok(None)
    }

    /// What gives way where the source has moved: itself, if another led to it; else where it led before.
    fn given_up(&self) -> Vec<i64> {
        if self.due.found_in.is_some() {
            return vec![self.due.id];
        }
        let led =
            |row: &&source::Model| row.found_in == Some(self.due.id) && row.kind == self.due.kind;
        self.sources.iter().filter(led).map(|row| row.id).collect()
    }
}
