//! Four times the line takes about four times the time, whatever it is made of: the processor time of the
//! test's own thread, so other programs do not count. Nothing here is a timeout.

use std::time::Duration;

use narration::spoken;
use rustix::time::{ClockId, clock_gettime};

/// Size of the smaller line, in bytes, and how much greater the other is.
const SMALL_BYTES: usize = 12 * 1024;
const TIMES_GREATER: usize = 4;

/// What the greater costs at most: between 4, in line with its length, and 16, with its square.
const MOST_TIMES: f64 = 9.0;

/// Runs of each line, of which the least time counts; and ratios that are measured before one that is too
/// great is believed.
const RUNS: usize = 2;
const ATTEMPTS: usize = 4;

/// What rules of the whole line are asked about, over and over.
const PIECES: [&str; 10] =
    ["5C ", "\"1\" ", "6\" ", "1/2 x, ", "3 1/2 ", "7m ", "89-4 ", "7.30, ", "2:30 ", "St. "];

fn time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(now).expect("the clock runs forwards")
}

fn cost(piece: &str, bytes: usize) -> Duration {
    let line = piece.repeat(bytes / piece.len());
    let run = || {
        let began = time();
        std::hint::black_box(spoken("en", &line));
        time().saturating_sub(began)
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
}

fn ratio(piece: &str) -> f64 {
    let small = cost(piece, SMALL_BYTES).max(Duration::from_micros(1));
    cost(piece, SMALL_BYTES * TIMES_GREATER).div_duration_f64(small)
}

#[test]
fn a_line_costs_no_more_than_its_length() {
    for piece in PIECES {
        let least = (0..ATTEMPTS).map(|_| ratio(piece)).find(|ratio| *ratio <= MOST_TIMES);
        assert!(least.is_some(), "four times {piece:?}: more than {MOST_TIMES} times the time");
    }
}
