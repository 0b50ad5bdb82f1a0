//! Where each article stands on the front page.
//!
//! In: the newest articles, newest first. Out: one lead, a few beside it, the rest by outlet (by
//! section, where nearly all are of one outlet). Pure: the same articles stand in the same places.

use crate::teaser::Teaser;

/// Articles among which the lead is chosen: it must be new.
const LEAD_AMONG: usize = 8;
/// Articles beside the lead with their summaries.
const SECONDS: usize = 4;
/// Headlines in the column at the side.
const BRIEFS: usize = 6;
/// Sections below.
const SECTIONS: usize = 6;
/// Articles of a section.
const IN_SECTION: usize = 4;
/// Fewer outlets than this are no order for a page: then it is by section.
const ENOUGH_OUTLETS: usize = 3;
/// A text of this length, in characters, can carry the front page.
const FULL_LENGTH: i64 = 1_500;

/// The front page's articles in their places.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) lead: Option<Teaser>,
    pub(super) seconds: Vec<Teaser>,
    pub(super) briefs: Vec<Teaser>,
    pub(super) sections: Vec<Section>,
    /// What found no other place.
    pub(super) rest: Vec<Teaser>,
}

/// Articles that belong together.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) name: String,
    /// Where more of them are, if it is an outlet's section.
    pub(super) href: Option<String>,
    pub(super) teasers: Vec<Teaser>,
}

impl Layout {
    /// Places the articles, given newest first.
    pub(super) fn of(mut teasers: Vec<Teaser>) -> Self {
        let Some(best) = lead_of(&teasers) else { return Self::default() };
        let lead = teasers.remove(best);
        let by_outlet = outlets(&teasers) >= ENOUGH_OUTLETS;
        let seconds = take_varied(&mut teasers, SECONDS, &lead);
        let briefs = take(&mut teasers, BRIEFS);
        let (sections, mut rest) = sections(teasers, by_outlet);
        // A single article is no section.
        let (sections, single): (Vec<_>, Vec<_>) =
            sections.into_iter().partition(|section| section.teasers.len() > 1);
        rest.extend(single.into_iter().flat_map(|section| section.teasers));
        Self { lead: Some(lead), seconds, briefs, sections, rest }
    }
}

/// Of the newest the one with most to it; of equals the newest. One that tells no date leads only where
/// none does.
fn lead_of(teasers: &[Teaser]) -> Option<usize> {
    let weight = |teaser: &Teaser| {
        let sound = u8::from(teaser.listen.is_some());
        let text = u8::from(teaser.whole && teaser.characters >= FULL_LENGTH);
        let summary = u8::from(!teaser.summary.is_empty());
        (teaser.moment.is_some(), 2 * text + sound + summary)
    };
    let among = teasers.iter().take(LEAD_AMONG).enumerate();
    among.rev().max_by_key(|(_, teaser)| weight(teaser)).map(|(place, _)| place)
}

fn outlets(teasers: &[Teaser]) -> usize {
    let mut hosts: Vec<&str> = teasers.iter().map(|teaser| teaser.outlet.host.as_str()).collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts.len()
}

/// The newest articles, of different outlets as far as possible.
fn take_varied(teasers: &mut Vec<Teaser>, most: usize, lead: &Teaser) -> Vec<Teaser> {
    let mut hosts = vec![lead.outlet.host.clone()];
    let mut taken = Vec::new();
    let mut place = 0;
    while taken.len() < most && place < teasers.len() {
        let fresh = teasers.get(place).filter(|teaser| !hosts.contains(&teaser.outlet.host));
        if let Some(teaser) = fresh {
            hosts.push(teaser.outlet.host.clone());
            taken.push(teasers.remove(place));
        } else {
            place += 1;
        }
    }
    let missing = most - taken.len();
    taken.extend(take(teasers, missing));
    taken
}

fn take(teasers: &mut Vec<Teaser>, most: usize) -> Vec<Teaser> {
    teasers.drain(..most.min(teasers.len())).collect()
}

/// The sections in the order of their newest articles, and what is in none.
fn sections(teasers: Vec<Teaser>, by_outlet: bool) -> (Vec<Section>, Vec<Teaser>) {
    let mut sections: Vec<Section> = Vec::new();
    let mut rest = Vec::new();
    for teaser in teasers {
        let Some((name, href)) = section_of(&teaser, by_outlet) else {
            rest.push(teaser);
            continue;
        };
        let room = sections.len() < SECTIONS;
        match sections.iter_mut().find(|section| section.name == name) {
            Some(section) if section.teasers.len() < IN_SECTION => section.teasers.push(teaser),
            None if room => sections.push(Section { name, href, teasers: vec![teaser] }),
            _ => rest.push(teaser),
        }
    }
    (sections, rest)
}

fn section_of(teaser: &Teaser, by_outlet: bool) -> Option<(String, Option<String>)> {
    if by_outlet {
        return Some((teaser.outlet.name.clone(), Some(teaser.outlet.href.clone())));
    }
    let section = teaser.section.as_deref()?.trim();
    let mut letters = section.chars();
    let first = letters.next()?;
    Some((first.to_uppercase().chain(letters).collect(), None))
}
