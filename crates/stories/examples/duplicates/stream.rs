//! Articles placed one after another, with tables in memory for those of a database.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use stories::{Neighbour, Place, Relative, Shingles, Sketch, place, worth_comparing};

use crate::{Article, count};

/// Articles by their place in the list, with the stories that they were given.
#[derive(Default)]
pub(crate) struct Stream {
    /// The story of each article.
    pub(crate) stories: Vec<usize>,
    /// The articles of each story; none where it was merged into another.
    articles: BTreeMap<usize, Vec<usize>>,
    sketches: Vec<Option<Sketch>>,
    bands: HashMap<u64, Vec<usize>>,
    neighbours: usize,
    compared: usize,
    merged: usize,
}

impl Stream {
    pub(crate) fn of(articles: &[Article]) -> Self {
        let mut stream = Self::default();
        for index in 0..articles.len() {
            stream.add(articles, index);
        }
        stream
    }

    pub(crate) fn print(&self, articles: usize) {
        let each = |of: usize| count(of) / count(articles);
        println!(
            "{} stories, {} merged; an article has {:.1} neighbours, {:.1} are compared",
            self.articles.len(),
            self.merged,
            each(self.neighbours),
            each(self.compared)
        );
    }

    /// Whether the two articles would have found one another.
    pub(crate) fn share_band(&self, one: usize, other: usize) -> bool {
        let bands = |index: usize| self.sketches[index].as_ref().map(Sketch::bands);
        let (one, other) = (bands(one).unwrap_or_default(), bands(other).unwrap_or_default());
        one.iter().any(|band| other.contains(band))
    }

    fn add(&mut self, articles: &[Article], index: usize) {
        let shingles = Shingles::of(&articles[index].text);
        let sketch = Sketch::of(&shingles);
        let placed = match &sketch {
            Some(sketch) => self.place(articles, index, &shingles, sketch),
            None => Place::default(),
        };
        let story = placed.story.map_or(index, index_of);
        self.stories.push(story);
        self.articles.entry(story).or_default().push(index);
        for merged in placed.merged {
            self.merge(story, index_of(merged));
        }
        for band in sketch.iter().flat_map(Sketch::bands) {
            self.bands.entry(band).or_default().push(index);
        }
        self.sketches.push(sketch);
    }

    fn place(
        &mut self,
        articles: &[Article],
        index: usize,
        shingles: &Shingles,
        sketch: &Sketch,
    ) -> Place {
        let bands = sketch.bands();
        let sharing: BTreeSet<usize> =
            bands.iter().filter_map(|band| self.bands.get(band)).flatten().copied().collect();
        let neighbour = |other: &usize| {
            let (article, story) = (id(*other), id(self.stories[*other]));
            self.sketches[*other].as_ref().map(|sketch| Neighbour { article, story, sketch })
        };
        let neighbours: Vec<Neighbour<'_>> = sharing.iter().filter_map(neighbour).collect();
        let compared: Vec<usize> =
            worth_comparing(sketch, &neighbours).into_iter().map(index_of).collect();
        let texts: Vec<Shingles> =
            compared.iter().map(|other| Shingles::of(&articles[*other].text)).collect();
        let relative = |(other, shingles): (&usize, _)| {
            let story = self.stories[*other];
            Relative {
                article: id(*other),
                story: id(story),
                story_articles: self.articles[&story].len(),
                same_site: articles[index].host == articles[*other].host,
                shingles,
            }
        };
        let relatives: Vec<Relative<'_>> = compared.iter().zip(&texts).map(relative).collect();
        let placed = place(shingles, &relatives);
        self.neighbours += neighbours.len();
        self.compared += compared.len();
        placed
    }

    fn merge(&mut self, into: usize, story: usize) {
        for article in self.articles.remove(&story).unwrap_or_default() {
            self.stories[article] = into;
            self.articles.entry(into).or_default().push(article);
        }
        self.merged += 1;
    }
}

/// Articles and stories have the place of an article in the list for their id.
fn id(index: usize) -> i64 {
    i64::try_from(index).expect("a list is shorter")
}

fn index_of(id: i64) -> usize {
    usize::try_from(id).expect("made from an index")
}
