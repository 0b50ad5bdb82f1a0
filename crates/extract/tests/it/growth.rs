//! Four times the page takes about four times the time and the memory, whatever the page is made of.
//!
//! Time is the processor time of the test's own thread, so other programs do not count; memory is the
//! bytes that the thread asked for. Each is a ratio of two sizes of the same shape: 4 if it grows in
//! line with the page, 16 if it grows with its square. A part that grows with the square is seen the
//! better the greater the pages are: with optimisation, which has the time for them, a third size is
//! measured and the limits are closer. Nothing here is a timeout.

mod meter;
mod shapes;

use std::time::Duration;

use crate::extract_at;
use meter::Cost;
use shapes::Shape;

/// Size of the smallest page, in bytes; each greater one has four times as many.
const SMALL_BYTES: usize = 32 * 1024;
const TIMES_GREATER: usize = 4;

/// What a page costs at most, as a multiple of what a fourth of it costs: between 4 and 16.
const MOST_TIMES: Growth = Growth { time: 9.0, memory: 6.5 };

/// The same of the greatest pages: a part that grows with the square may be a fifth of the rest at a
/// quarter of their size, and no more.
const MOST_TIMES_GREATEST: Growth = Growth { time: 6.5, memory: 5.5 };

/// Runs of each page; the least of their times counts.
const RUNS: usize = 2;

/// Measured again so often before a ratio of times is believed to be too great.
const ATTEMPTS: usize = 4;

/// Below this, a time says nothing of its growth.
const LEAST_TIME: Duration = Duration::from_micros(500);

#[test]
fn texts_cost_no_more_than_their_length() {
    check(&shapes::TEXTS);
}

#[test]
fn markup_costs_no_more_than_its_length() {
    check(&shapes::MARKUP);
}

#[test]
fn parts_of_pages_cost_no_more_than_their_length() {
    check(&shapes::PARTS);
}

#[test]
fn heads_cost_no_more_than_their_length() {
    check(&shapes::HEAD);
}

#[test]
fn linked_data_costs_no_more_than_its_length() {
    check(&shapes::LINKED_DATA);
}

#[test]
fn states_of_scripts_cost_no_more_than_their_length() {
    check(&shapes::STATE);
}

#[track_caller]
fn check(shapes: &[Shape]) {
    let wrong: Vec<String> = shapes.iter().filter_map(complaint).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A greater page's cost as a multiple of a smaller one's.
#[derive(Debug, Clone, Copy)]
struct Growth {
    time: f64,
    memory: f64,
}

/// What is wrong with how the cost of a shape grows.
fn complaint(shape: &Shape) -> Option<String> {
    let great = SMALL_BYTES * TIMES_GREATER;
    let wrong = complaint_between(shape, [SMALL_BYTES, great], MOST_TIMES);
    let is_optimised = !cfg!(debug_assertions);
    let sizes = [great, great * TIMES_GREATER];
    let greatest = || complaint_between(shape, sizes, MOST_TIMES_GREATEST);
    wrong.or_else(|| is_optimised.then(greatest)?)
}

fn complaint_between(shape: &Shape, sizes: [usize; 2], most: Growth) -> Option<String> {
    let [small, great] = sizes.map(|bytes| shapes::page(shape, bytes));
    let mut least = Growth { time: f64::MAX, memory: f64::MAX };
    for _ in 0..ATTEMPTS {
        let found = growth(cost(&small), cost(&great));
        least.time = least.time.min(found.time);
        least.memory = least.memory.min(found.memory);
        if least.time < most.time && least.memory < most.memory {
            return None;
        }
    }
    let Growth { time, memory } = least;
    let name = shape[0];
    Some(format!("{name}: {time:.1} times the time, {memory:.1} times the memory, {sizes:?} bytes"))
}

#[expect(clippy::cast_precision_loss, reason = "a ratio, compared with a generous limit")]
fn growth(small: Cost, great: Cost) -> Growth {
    Growth {
        time: great.time.as_secs_f64() / small.time.max(LEAST_TIME).as_secs_f64(),
        memory: great.allocated_bytes as f64 / small.allocated_bytes as f64,
    }
}

/// The least that a page costs.
fn cost(page: &str) -> Cost {
    let extract = || {
        let _outcome = extract_at(page.as_bytes(), "https://valley.example/news/1");
    };
    let runs = (0..RUNS).map(|_| meter::cost_of(extract));
    runs.min_by_key(|cost| cost.time).expect("a run")
}
