//! Gradient boosting of decision trees for yes or no, with histograms.
//!
//! The method is that of Friedman, "Greedy function approximation" (2001), with the second-order
//! gains of Chen and Guestrin, `XGBoost` (2016), and leaves grown best first. Deterministic: the
//! same rows give the same bytes.

use std::collections::BTreeSet;

/// Steps into which the numbers of a column are sorted, at most.
const MOST_STEPS: usize = 64;
const ROUNDS: usize = 140;
const LEAVES: usize = 31;
const RATE: f64 = 0.08;
/// Sites and columns looked at for one tree, in percent: rows of one site are alike.
const SITES_PERCENT: u64 = 80;
const COLUMNS_PERCENT: u64 = 30;
const LEAST_ROWS: u32 = 40;
/// Less is nothing but rounding.
const LEAST_GAIN: f64 = 1e-6;
/// Keeps leaves of few rows small.
const CAUTION: f64 = 30.0;

/// A row's numbers, the site it is from, whether it is one of those wanted, and how much it counts.
pub(crate) struct Example<'r> {
    pub(crate) row: &'r [f32],
    pub(crate) site: usize,
    pub(crate) is_wanted: bool,
    pub(crate) weight: f64,
}

/// The bytes of a forest (see the crate's `body/forest.rs`).
pub(crate) fn train(examples: &[Example<'_>], columns: usize) -> Vec<u8> {
    let edges = edges(examples, columns);
    let steps = steps(examples, &edges);
    let mean = examples.iter().map(|it| it.weight).sum::<f64>() / examples.len() as f64;
    let mut model = Model { examples, edges, steps, mean, chance: Chance(0x9e37_79b9_7f4a_7c15) };
    model.boost()
}

/// The thresholds of each column: quantiles of what occurs.
fn edges(examples: &[Example<'_>], columns: usize) -> Vec<Vec<f32>> {
    let stride = (examples.len() / 20_000).max(1);
    (0..columns)
        .map(|column| {
            let mut seen: Vec<f32> =
                examples.iter().step_by(stride).map(|it| it.row[column]).collect();
            seen.sort_by(f32::total_cmp);
            let distinct: BTreeSet<u32> = seen.iter().map(|it| it.to_bits()).collect();
            let picks = distinct.len().min(MOST_STEPS);
            let mut edges: Vec<f32> = if distinct.len() <= MOST_STEPS {
                distinct.into_iter().map(f32::from_bits).collect()
            } else {
                (1..=picks).map(|pick| seen[pick * (seen.len() - 1) / picks]).collect()
            };
            edges.sort_by(f32::total_cmp);
            edges.dedup();
            edges
        })
        .collect()
}

/// For each row and column the first edge that is not below the number.
fn steps(examples: &[Example<'_>], edges: &[Vec<f32>]) -> Vec<u8> {
    let mut steps = Vec::with_capacity(examples.len() * edges.len());
    for example in examples {
        for (number, edges) in example.row.iter().zip(edges) {
            let step = edges.partition_point(|edge| edge < number).min(edges.len() - 1);
            steps.push(u8::try_from(step).expect("at most 64 steps"));
        }
    }
    steps
}

struct Model<'e, 'r> {
    examples: &'e [Example<'r>],
    edges: Vec<Vec<f32>>,
    steps: Vec<u8>,
    mean: f64,
    chance: Chance,
}

/// Sums of gradients and curvatures by step, for the columns of one tree.
type Histogram = Vec<(f64, f64, u32)>;

/// A part of the rows, and the best way to divide it.
struct Part {
    node: usize,
    rows: Vec<u32>,
    histogram: Histogram,
    split: Option<Split>,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    /// Place among the tree's columns.
    place: usize,
    step: usize,
}

/// A node while the tree grows.
#[derive(Clone, Copy)]
enum Grown {
    Leaf(f32),
    Branch { column: usize, threshold: f32, left: usize, right: usize },
}

impl Model<'_, '_> {
    fn boost(&mut self) -> Vec<u8> {
        let wanted: f64 = self.examples.iter().filter(|it| it.is_wanted).map(|it| it.weight).sum();
        let all: f64 = self.examples.iter().map(|it| it.weight).sum();
        let base = (wanted / (all - wanted)).ln();
        let mut odds = vec![base; self.examples.len()];
        let mut trees = Vec::with_capacity(ROUNDS);
        for _round in 0..ROUNDS {
            let slopes: Vec<(f64, f64)> = self.slopes(&odds);
            let tree = self.grow(&slopes);
            for (row, odds) in odds.iter_mut().enumerate() {
                *odds += f64::from(value(&tree, self.examples[row].row));
            }
            trees.push(tree);
        }
        written(self.edges.len(), base as f32, &trees)
    }

    fn slopes(&self, odds: &[f64]) -> Vec<(f64, f64)> {
        let slope = |(example, odds): (&Example<'_>, &f64)| {
            let weight = example.weight / self.mean;
            let likely = 1.0 / (1.0 + (-odds).exp());
            let truth = f64::from(u8::from(example.is_wanted));
            (weight * (likely - truth), (weight * likely * (1.0 - likely)).max(1e-9))
        };
        self.examples.iter().zip(odds).map(slope).collect()
    }

    fn grow(&mut self, slopes: &[(f64, f64)]) -> Vec<Grown> {
        let columns: Vec<usize> =
            (0..self.edges.len()).filter(|_| self.chance.percent() < COLUMNS_PERCENT).collect();
        let sites = self.examples.iter().map(|it| it.site + 1).max().unwrap_or_default();
        let seen: Vec<bool> = (0..sites).map(|_| self.chance.percent() < SITES_PERCENT).collect();
        let rows: Vec<u32> = (0..u32::try_from(self.examples.len()).expect("rows in 32 bits"))
            .filter(|row| seen[self.examples[*row as usize].site])
            .collect();
        let histogram = self.histogram(&rows, &columns, slopes);
        let mut tree = vec![Grown::Leaf(0.0)];
        let split = self.best(&histogram, &columns);
        let mut parts = vec![Part { node: 0, rows, histogram, split }];
        while parts.len() < LEAVES {
            let gain = |part: &Part| part.split.map_or(0.0, |split| split.gain);
            let best =
                (0..parts.len()).max_by(|a, b| gain(&parts[*a]).total_cmp(&gain(&parts[*b])));
            let Some(best) = best.filter(|at| gain(&parts[*at]) > 0.0) else { break };
            let part = parts.swap_remove(best);
            let (left, right) = self.divide(&part, &columns, slopes, &mut tree);
            parts.extend([left, right]);
        }
        for part in parts {
            let (slope, curve) = part.rows.iter().fold((0.0, 0.0), |sum, row| {
                let (slope, curve) = slopes[*row as usize];
                (sum.0 + slope, sum.1 + curve)
            });
            tree[part.node] = Grown::Leaf((-slope / (curve + CAUTION) * RATE) as f32);
        }
        tree
    }

    fn divide(
        &self,
        part: &Part,
        columns: &[usize],
        slopes: &[(f64, f64)],
        tree: &mut Vec<Grown>,
    ) -> (Part, Part) {
        let split = part.split.expect("a part that can be divided");
        let column = columns[split.place];
        let width = self.edges.len();
        let goes_left =
            |row: &u32| usize::from(self.steps[*row as usize * width + column]) <= split.step;
        let (left_rows, right_rows): (Vec<u32>, Vec<u32>) =
            part.rows.iter().partition(|row| goes_left(row));
        let left_is_smaller = left_rows.len() <= right_rows.len();
        let smaller = if left_is_smaller { &left_rows } else { &right_rows };
        let small = self.histogram(smaller, columns, slopes);
        let rest: Histogram = part
            .histogram
            .iter()
            .zip(&small)
            .map(|(all, small)| (all.0 - small.0, all.1 - small.1, all.2 - small.2))
            .collect();
        let (left, right) = if left_is_smaller { (small, rest) } else { (rest, small) };
        let node = tree.len();
        tree.extend([Grown::Leaf(0.0); 2]);
        let threshold = self.edges[column][split.step];
        tree[part.node] = Grown::Branch { column, threshold, left: node, right: node + 1 };
        let made = |node, rows, histogram: Histogram| {
            let split = self.best(&histogram, columns);
            Part { node, rows, histogram, split }
        };
        (made(node, left_rows, left), made(node + 1, right_rows, right))
    }

    fn histogram(&self, rows: &[u32], columns: &[usize], slopes: &[(f64, f64)]) -> Histogram {
        let mut sums = vec![(0.0, 0.0, 0); columns.len() * MOST_STEPS];
        let width = self.edges.len();
        for row in rows {
            let row = *row as usize;
            let (slope, curve) = slopes[row];
            let steps = &self.steps[row * width..(row + 1) * width];
            for (place, column) in columns.iter().enumerate() {
                let sum = &mut sums[place * MOST_STEPS + usize::from(steps[*column])];
                *sum = (sum.0 + slope, sum.1 + curve, sum.2 + 1);
            }
        }
        sums
    }

    fn best(&self, histogram: &Histogram, columns: &[usize]) -> Option<Split> {
        let split = |(place, column): (usize, &usize)| {
            let sums = &histogram[place * MOST_STEPS..(place + 1) * MOST_STEPS];
            best_step(&sums[..self.edges[*column].len()]).map(|(gain, step)| Split {
                gain,
                place,
                step,
            })
        };
        columns.iter().enumerate().filter_map(split).max_by(|a, b| a.gain.total_cmp(&b.gain))
    }
}

/// The step after which a column's rows are best divided, and what that gains.
fn best_step(sums: &[(f64, f64, u32)]) -> Option<(f64, usize)> {
    let worth = |slope: f64, curve: f64| slope * slope / (curve + CAUTION);
    let all = sums.iter().fold((0.0, 0.0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
    let mut left = (0.0, 0.0, 0);
    let mut best: Option<(f64, usize)> = None;
    for (step, sum) in sums.iter().enumerate().take(sums.len().saturating_sub(1)) {
        left = (left.0 + sum.0, left.1 + sum.1, left.2 + sum.2);
        let right = (all.0 - left.0, all.1 - left.1, all.2 - left.2);
        let gain = worth(left.0, left.1) + worth(right.0, right.1) - worth(all.0, all.1);
        let is_large = left.2 >= LEAST_ROWS && right.2 >= LEAST_ROWS;
        if is_large && gain > best.map_or(LEAST_GAIN, |best| best.0) {
            best = Some((gain, step));
        }
    }
    best
}

fn value(tree: &[Grown], row: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match tree[at] {
            Grown::Leaf(value) => return value,
            Grown::Branch { column, threshold, left, right } => {
                at = if row[column] <= threshold { left } else { right };
            }
        }
    }
}

fn written(columns: usize, base: f32, trees: &[Vec<Grown>]) -> Vec<u8> {
    let short = |number: usize| u16::try_from(number).expect("a small number").to_le_bytes();
    let mut bytes = b"EFO1".to_vec();
    bytes.extend(short(columns));
    bytes.extend(short(trees.len()));
    bytes.extend(base.to_le_bytes());
    for tree in trees {
        bytes.extend(short(tree.len()));
        let mut nodes: Vec<(u16, usize, f32)> = Vec::with_capacity(tree.len());
        walk(tree, 0, &mut nodes);
        for (column, right, value) in nodes {
            bytes.extend(column.to_le_bytes());
            bytes.extend(short(right));
            bytes.extend(value.to_le_bytes());
        }
    }
    bytes
}

/// The nodes in the order of a walk that goes left first. Trees are 31 leaves small.
fn walk(tree: &[Grown], at: usize, nodes: &mut Vec<(u16, usize, f32)>) {
    match tree[at] {
        Grown::Leaf(value) => nodes.push((u16::MAX, 0, value)),
        Grown::Branch { column, threshold, left, right } => {
            let here = nodes.len();
            nodes.push((u16::try_from(column).expect("a small number"), 0, threshold));
            walk(tree, left, nodes);
            nodes[here].1 = nodes.len();
            walk(tree, right, nodes);
        }
    }
}

/// Chance that is always the same (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn percent(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) % 100
    }
}
