//! A floor under the recognition of near duplicates, over real texts where they lie beside the
//! repository. They are edited as the test web's `build.py` does: a sentence of the agency's in front,
//! and of the paragraphs one of twenty (lightly) or three of ten (heavily) left out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;

use serde_json::Value;
use stories::{Neighbour, Relative, Shingles, Sketch, place, worth_comparing};

/// The least F1 of pairs without and with heavy edits. Raised with each gain, never lowered silently.
const FLOORS: [f64; 2] = [0.999, 0.99];

const SET: &str = "aed";
const WIRE: &str = "(Wire service) - This report was provided by a news agency.";

struct Copy {
    corpus: usize,
    is_heavy: bool,
    shingles: Shingles,
    sketch: Sketch,
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are worth seeing")]
fn copies_of_real_articles_are_recognised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/extraction/pages");
    if !folder.is_dir() {
        // Not by `println`, which a passing test swallows.
        let told = format!("SKIPPED: there are no pages at {}\n", folder.display());
        std::io::stderr().write_all(told.as_bytes()).expect("standard error");
        return;
    }
    let copies = copies(&texts(&folder.join(SET).join("truth.json")));
    let figures = f1(&copies, &stories(&copies));
    println!("{} copies, F1 {figures:.4?}, floors {FLOORS:.4?}", copies.len());
    assert!(figures.iter().zip(FLOORS).all(|(figure, floor)| *figure >= floor), "{figures:.4?}");
}

#[expect(clippy::disallowed_methods, reason = "a test may read what the crate must not")]
fn texts(truth: &Path) -> Vec<String> {
    let truth = std::fs::read_to_string(truth).expect("a truth");
    let pages: BTreeMap<String, Value> = serde_json::from_str(&truth).expect("pages by id");
    let body = |page: &Value| page.get("articleBody")?.as_str().map(str::to_owned);
    pages.values().filter_map(body).collect()
}

/// Of each text the text itself, a lightly and two heavily edited ones. Equal texts count once.
fn copies(texts: &[String]) -> Vec<Copy> {
    let mut seen = BTreeSet::new();
    let mut chance = Chance(7);
    let mut copies = Vec::new();
    for (corpus, text) in texts.iter().enumerate() {
        if !seen.insert(text) {
            continue;
        }
        for (kept_percent, is_heavy) in [(100, false), (95, false), (70, true), (70, true)] {
            let mut kept: Vec<&str> =
                text.lines().filter(|_| chance.percent() < kept_percent).collect();
            if kept_percent < 100 {
                kept.insert(0, WIRE);
            }
            let shingles = Shingles::of(&kept.join("\n"));
            let Some(sketch) = Sketch::of(&shingles) else { continue };
            copies.push(Copy { corpus, is_heavy, shingles, sketch });
        }
    }
    // Copies of one text must not follow one another, as they hardly do in the world.
    copies.sort_by_key(|copy| copy.shingles.len() % 97);
    copies
}

/// The story of each copy, placed one after another.
fn stories(copies: &[Copy]) -> Vec<i64> {
    let mut stories: Vec<i64> = Vec::new();
    let mut bands: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, copy) in copies.iter().enumerate() {
        let keys = copy.sketch.bands();
        let sharing: BTreeSet<usize> =
            keys.iter().filter_map(|key| bands.get(key)).flatten().copied().collect();
        let neighbour = |other: &usize| Neighbour {
            article: id(*other),
            story: stories[*other],
            sketch: &copies[*other].sketch,
        };
        let neighbours: Vec<_> = sharing.iter().map(neighbour).collect();
        let relative = |article: i64| {
            let other = usize::try_from(article).expect("an index");
            let story = stories[other];
            let story_articles = stories.iter().filter(|it| **it == story).count();
            let shingles = &copies[other].shingles;
            Relative { article, story, story_articles, same_site: false, shingles }
        };
        let compared = worth_comparing(&copy.sketch, &neighbours);
        let relatives: Vec<_> = compared.into_iter().map(relative).collect();
        let placed = place(&copy.shingles, &relatives);
        let story = placed.story.unwrap_or(id(index));
        stories.push(story);
        for other in stories.iter_mut().filter(|other| placed.merged.contains(other)) {
            *other = story;
        }
        for key in keys {
            bands.entry(key).or_default().push(index);
        }
    }
    stories
}

fn id(index: usize) -> i64 {
    i64::try_from(index).expect("few copies")
}

/// F1 of pairs without and with heavy edits.
fn f1(copies: &[Copy], stories: &[i64]) -> [f64; 2] {
    let mut counts = [[0_u32; 2]; 2];
    for (one, copy) in copies.iter().enumerate() {
        for (other, earlier) in copies.iter().enumerate().take(one) {
            let [both, either] = &mut counts[usize::from(copy.is_heavy || earlier.is_heavy)];
            let is_found = stories[one] == stories[other];
            let is_true = copy.corpus == earlier.corpus;
            *both += 2 * u32::from(is_found && is_true);
            *either += u32::from(is_found) + u32::from(is_true);
        }
    }
    counts.map(|[both, either]| f64::from(both) / f64::from(either))
}

/// Numbers by chance, always the same.
struct Chance(u64);

impl Chance {
    fn percent(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % 100
    }
}
