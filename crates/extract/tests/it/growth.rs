//! Four times the page takes about four times the time and the memory, whatever the page is made of.
//!
//! Time is the processor time of the test's own thread, so other programs do not count; memory is the
//! bytes that the thread asked for. Each is a ratio of two sizes of the same shape: 4 if it grows in
//! line with the page, 16 if it grows with its square. Nothing here is a timeout.

mod meter;
mod shapes;

use std::time::Duration;

use crate::extract_at;
use meter::Cost;
use shapes::Shape;

/// Size of the smaller page, in bytes; the greater one has four times as many.
const SMALL_BYTES: usize = 32 * 1024;
const TIMES_GREATER: usize = 4;

/// What a page costs at most, as a multiple of what a fourth of it costs: between 4 and 16.
const MOST_TIMES_TIME: f64 = 9.0;
const MOST_TIMES_MEMORY: f64 = 6.5;

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

#[track_caller]
fn check(shapes: &[Shape]) {
    let wrong: Vec<String> = shapes.iter().filter_map(complaint).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with how the cost of a shape grows.
fn complaint(shape: &Shape) -> Option<String> {
    let small = shapes::page(shape, SMALL_BYTES);
    let great = shapes::page(shape, SMALL_BYTES * TIMES_GREATER);
    let mut least = (f64::MAX, f64::MAX);
    for _ in 0..ATTEMPTS {
        let (time, memory) = ratios(cost(&small), cost(&great));
        least = (least.0.min(time), least.1.min(memory));
        if least.0 < MOST_TIMES_TIME && least.1 < MOST_TIMES_MEMORY {
            return None;
        }
    }
    let (time, memory) = least;
    Some(format!("{}: {time:.1} times the time, {memory:.1} times the memory", shape[0]))
}

#[expect(clippy::cast_precision_loss, reason = "a ratio, compared with a generous limit")]
fn ratios(small: Cost, great: Cost) -> (f64, f64) {
    let time = great.time.as_secs_f64() / small.time.max(LEAST_TIME).as_secs_f64();
    let memory = great.allocated_bytes as f64 / small.allocated_bytes as f64;
    (time, memory)
}

/// The least that a page costs.
fn cost(page: &str) -> Cost {
    let extract = || {
        let _outcome = extract_at(page.as_bytes(), "https://valley.example/news/1");
    };
    let runs = (0..RUNS).map(|_| meter::cost_of(extract));
    runs.min_by_key(|cost| cost.time).expect("a run")
}
