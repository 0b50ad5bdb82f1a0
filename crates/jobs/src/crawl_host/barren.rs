//! Addresses of one template that bring no article -> enough of them for now.
//!
//! Calendars, sessions and endless parameters are told by their shape alone (`discover::trap`). Whatever
//! else a site's program makes by the thousand, its shop or its search perhaps, has one template
//! (`discover::template_hash`). So a visit that has asked for some addresses of a template, none of which
//! brought an article, leaves the others for another day. One article lifts that: an article among
//! pages that are none is what a crawl is for. What feeds and news sitemaps announce is not held back.

use std::collections::BTreeMap;

use database::address;
use discover::{Address, template_hash};

/// Addresses of one template that are asked for in a visit in vain. Chosen: an article that many others
/// of its template surround is likely among so many, as the newest come first.
const MOST_IN_VAIN: u32 = 30;
/// The rank of what feeds and news sitemaps announce.
const ANNOUNCED: i32 = 0;

/// What asking for an address brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Yield {
    /// An article, or one that is known.
    Article,
    /// None, for good.
    Nothing,
    /// That is not known yet.
    Unknown,
}

/// What the templates of a host have brought in a visit.
#[derive(Debug, Default)]
pub(crate) struct Templates(BTreeMap<u64, Brought>);

#[derive(Debug, Clone, Copy)]
enum Brought {
    Article,
    Nothing(u32),
}

impl Templates {
    /// Whether an address, never asked for, is to wait, as enough of its template were in vain.
    pub(crate) fn holds_back(&self, due: &address::Model) -> bool {
        let is_new = due.article_id.is_none() && due.outcome.is_none();
        is_new
            && due.rank > ANNOUNCED
            && matches!(
                key(due).and_then(|key| self.0.get(&key)),
                Some(Brought::Nothing(times)) if *times >= MOST_IN_VAIN
            )
    }

    /// Notes what an address brought.
    pub(crate) fn note(&mut self, due: &address::Model, brought: Yield) {
        let Some(key) = key(due) else { return };
        let known = self.0.get(&key).copied().unwrap_or(Brought::Nothing(0));
        let now = match (known, brought) {
            (Brought::Article, _) | (_, Yield::Article) => Brought::Article,
            (Brought::Nothing(times), Yield::Nothing) => Brought::Nothing(times + 1),
            (Brought::Nothing(_), Yield::Unknown) => return,
        };
        self.0.insert(key, now);
    }
}

fn key(due: &address::Model) -> Option<u64> {
    Address::parse(&due.address).ok().map(|address| template_hash(&address))
}

#[cfg(test)]
mod tests {
    use database::Micros;

    use super::*;

    fn due(number: u32, rank: i32) -> address::Model {
        address::Model {
            id: i64::from(number),
            address: format!("https://news.example/shop/a-blue-cotton-shirt-{number}.html"),
            site_id: 1,
            host_id: 1,
            found_at: Micros::START,
            published_hint: None,
            rank,
            due_at: None,
            outcome: None,
            reason: None,
            status: None,
            attempts: 0,
            looks: 0,
            fetched_at: None,
            etag: None,
            last_modified: None,
            article_id: None,
            answered: None,
            live: false,
        }
    }

    fn after(yields: &[Yield]) -> Templates {
        let mut templates = Templates::default();
        for (number, brought) in (0..).zip(yields) {
            templates.note(&due(number, 1), *brought);
        }
        templates
    }

    #[test]
    fn enough_of_one_template_in_vain_hold_back_the_others() {
        let templates = after(&[Yield::Nothing; 30]);

        assert!(templates.holds_back(&due(99, 1)) && templates.holds_back(&due(99, 2)));
        assert!(!templates.holds_back(&due(99, 0)), "it was announced as news");
        let stored = address::Model { article_id: Some(7), ..due(99, 1) };
        assert!(!templates.holds_back(&stored));
        let address = "https://news.example/politics/a-plan-for-the-harbour.html".to_owned();
        assert!(!templates.holds_back(&address::Model { address, ..due(99, 1) }));
    }

    #[test]
    fn one_article_lifts_it_and_a_failure_says_nothing() {
        let mut templates = after(&[Yield::Nothing; 30]);
        templates.note(&due(40, 0), Yield::Article);
        templates.note(&due(41, 0), Yield::Nothing);

        assert!(!templates.holds_back(&due(99, 1)));
        assert!(!after(&[Yield::Unknown; 40]).holds_back(&due(99, 1)));
        assert!(!after(&[Yield::Nothing; 29]).holds_back(&due(99, 1)));
    }
}
