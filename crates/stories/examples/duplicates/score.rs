//! Pairs of articles: which are one story, which were taken for one.

use stories::Shingles;

use crate::stream::Stream;
use crate::{Article, count};

/// So many of the worst pairs are printed.
const WORST: usize = 12;

/// Pairs of one kind.
#[derive(Default)]
struct Pairs {
    right: Vec<Pair>,
    missed: Vec<Pair>,
    wrong: Vec<Pair>,
    /// Rightly kept apart, though they share something.
    apart: Vec<Pair>,
}

struct Pair {
    one: usize,
    other: usize,
    /// The share of the shorter text that is in the longer.
    containment: f64,
    jaccard: f64,
}

pub(crate) fn print(articles: &[Article], stream: &Stream) {
    let shingles: Vec<Shingles> = articles.iter().map(|it| Shingles::of(&it.text)).collect();
    let (mut light, mut heavy) = (Pairs::default(), Pairs::default());
    let (mut same, mut hidden) = (0, 0);
    for (one, article) in articles.iter().enumerate() {
        for (other, earlier) in articles.iter().enumerate().take(one) {
            let is_heavy = article.variant.max(earlier.variant) == 2;
            let pairs = if is_heavy { &mut heavy } else { &mut light };
            let containment = shingles[one].containment(&shingles[other]);
            let jaccard = shingles[one].jaccard(&shingles[other]);
            if shingles[one].same_story(&shingles[other]) {
                same += 1;
                hidden += u32::from(!stream.share_band(one, other));
            }
            let pair = Pair { one, other, containment, jaccard };
            let is_found = stream.stories[one] == stream.stories[other];
            match (article.corpus == earlier.corpus, is_found) {
                (true, true) => pairs.right.push(pair),
                (true, false) => pairs.missed.push(pair),
                (false, true) => pairs.wrong.push(pair),
                (false, false) if containment > 0.0 => pairs.apart.push(pair),
                (false, false) => {}
            }
        }
    }
    println!("{same} pairs compare as one story, {hidden} of them share no band");
    println!("pairs            precision  recall     F1   right  missed  wrong");
    light.print_figures("exact and light");
    heavy.print_figures("with heavy");
    for (name, pairs) in [("light", light), ("heavy", heavy)] {
        print_worst(&format!("missed, {name}"), pairs.missed, articles, stream);
        print_worst(&format!("wrong, {name}"), pairs.wrong, articles, stream);
        let mut apart = pairs.apart;
        apart.sort_by(|one, other| other.containment.total_cmp(&one.containment));
        apart.truncate(3);
        print_worst(&format!("rightly apart, {name}"), apart, articles, stream);
    }
}

impl Pairs {
    fn print_figures(&self, name: &str) {
        let [right, missed, wrong] =
            [&self.right, &self.missed, &self.wrong].map(|pairs| count(pairs.len()));
        println!(
            "{name:<16} {:>9.3} {:>7.3} {:>6.3} {right:>7} {missed:>7} {wrong:>6}",
            right / (right + wrong),
            right / (right + missed),
            2.0 * right / (2.0 * right + missed + wrong),
        );
    }
}

fn print_worst(name: &str, mut pairs: Vec<Pair>, articles: &[Article], stream: &Stream) {
    pairs.sort_by(|one, other| one.containment.total_cmp(&other.containment));
    for pair in pairs.iter().take(WORST) {
        let told = |index: usize| {
            let Article { corpus, variant, text, .. } = &articles[index];
            format!("{corpus}/{variant} ({} characters)", text.chars().count())
        };
        println!(
            "{name}: in one another {:.2}, jaccard {:.2}, share a band {}: {} and {}",
            pair.containment,
            pair.jaccard,
            stream.share_band(pair.one, pair.other),
            told(pair.one),
            told(pair.other),
        );
    }
}
