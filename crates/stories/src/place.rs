//! To which story an article belongs, among those that are known.
//!
//! Stories grow article by article. Who places an article asks for those that share a band with its
//! [`Sketch`] ([`Neighbour`]), compares the few that [`worth_comparing`] names word by word
//! ([`Relative`]), and does what [`place`] says: join a story, begin one, or make one of several.
//! Absent on purpose: stories are never split, and where all this is kept.

use std::collections::BTreeMap;

use crate::sameness::Shingles;
use crate::sketch::Sketch;

/// Of one story so many articles are compared: enough to tell a chance from a likeness.
const MOST_OF_STORY: usize = 3;

/// So many articles are compared in all. It bounds the cost of an article that looks like many.
const MOST: usize = 12;

/// Two stories become one only if their articles are also in one another by at least this share.
/// Otherwise a round-up of two reports would make one story of them.
const ALIKE: f64 = 0.4;

/// Stories with several articles become one only through so many articles of each.
const LINKS: usize = 2;

/// An article that shares a band with the one to be placed.
#[derive(Debug, Clone, Copy)]
pub struct Neighbour<'a> {
    /// The article.
    pub article: i64,
    /// The story that it belongs to.
    pub story: i64,
    /// Its sketch.
    pub sketch: &'a Sketch,
}

/// An article that is compared with the one to be placed word by word.
#[derive(Debug, Clone, Copy)]
pub struct Relative<'a> {
    /// The article.
    pub article: i64,
    /// The story that it belongs to.
    pub story: i64,
    /// How many articles that story has.
    pub story_articles: usize,
    /// Whether it is from the same site.
    pub same_site: bool,
    /// The shingles of its text.
    pub shingles: &'a Shingles,
}

/// Where an article belongs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The story that it joins; none if it begins one.
    pub story: Option<i64>,
    /// Other stories that turn out to be the same: their articles move to `story`. Ascending.
    pub merged: Vec<i64>,
}

/// The neighbours whose texts are worth comparing, the most similar first: at most twelve, and at most
/// three of one story. Neighbours in any order give the same.
pub fn worth_comparing(sketch: &Sketch, neighbours: &[Neighbour<'_>]) -> Vec<i64> {
    let may_be = neighbours.iter().filter(|it| sketch.may_be_same_story(it.sketch));
    let mut similar: Vec<_> = may_be.map(|it| (sketch.similarity(it.sketch), it)).collect();
    similar.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.article.cmp(&b.article)));
    similar.dedup_by_key(|(_, it)| it.article);
    let mut of_story: BTreeMap<i64, usize> = BTreeMap::new();
    similar.retain(|(_, it)| {
        let compared = of_story.entry(it.story).or_default();
        *compared += 1;
        *compared <= MOST_OF_STORY
    });
    similar.iter().take(MOST).map(|(_, it)| it.article).collect()
}

/// Decides where the article with these shingles belongs: to the story of the most similar relative
/// that tells the same story.
///
/// Other stories with such a relative are merged if they are alike themselves. Two stories of several
/// articles each need two relatives in each, and no majority against it: one weak link joins no big
/// stories. Of merged stories that with the most articles remains, then that with the smaller id.
/// Relatives in any order give the same.
pub fn place(shingles: &Shingles, relatives: &[Relative<'_>]) -> Place {
    let mut relatives: Vec<_> = relatives.iter().collect();
    relatives.sort_by_key(|relative| relative.article);
    let mut stories: BTreeMap<i64, Links<'_>> = BTreeMap::new();
    for relative in relatives {
        let links = stories.entry(relative.story).or_insert_with(|| Links::none(relative));
        links.add(shingles, relative);
    }
    let mut linked: Vec<(i64, Links<'_>)> = stories.into_iter().collect();
    linked.retain(|(_, links)| links.same > 0);
    // The sort is stable, so the smaller id is first among equals.
    linked.sort_by(|(_, one), (_, other)| other.likeness.total_cmp(&one.likeness));
    let Some((_, best)) = linked.first() else { return Place::default() };
    let joined = linked.iter().enumerate().filter(|(n, (_, it))| *n == 0 || best.is_one_with(it));
    let mut joined: Vec<_> = joined.map(|(_, (story, links))| (*story, links.articles)).collect();

    joined.sort_by_key(|(story, articles)| (std::cmp::Reverse(*articles), *story));
    let mut stories = joined.into_iter().map(|(story, _)| story);
    let story = stories.next();
    let mut merged: Vec<i64> = stories.collect();
    merged.sort_unstable();
    Place { story, merged }
}

/// What ties an article to one story.
struct Links<'a> {
    /// How many articles the story has.
    articles: usize,
    /// How many of them were compared.
    compared: usize,
    /// How many of these tell the same story.
    same: usize,
    /// The similarity of the most similar one that does.
    likeness: f64,
    /// Its shingles.
    nearest: &'a Shingles,
}

impl<'a> Links<'a> {
    fn none(relative: &Relative<'a>) -> Self {
        let (articles, nearest) = (relative.story_articles, relative.shingles);
        Self { articles, compared: 0, same: 0, likeness: -1.0, nearest }
    }

    fn add(&mut self, shingles: &Shingles, relative: &Relative<'a>) {
        self.compared += 1;
        let is_same = if relative.same_site {
            shingles.same_story_of_site(relative.shingles)
        } else {
            shingles.same_story(relative.shingles)
        };
        if !is_same {
            return;
        }
        self.same += 1;
        let likeness = shingles.jaccard(relative.shingles);
        if likeness > self.likeness {
            (self.likeness, self.nearest) = (likeness, relative.shingles);
        }
    }

    /// Whether an article with both these links shows that the two stories are one.
    fn is_one_with(&self, other: &Self) -> bool {
        let is_single = self.articles.min(other.articles) <= 1;
        let is_firm = |it: &Self| it.same >= LINKS && it.same * 2 >= it.compared;
        let is_known_well = is_single || (is_firm(self) && is_firm(other));
        is_known_well && self.nearest.containment(other.nearest) >= ALIKE
    }
}

#[cfg(test)]
mod tests;
