//! The figures of narration: `figures [wrong]` prints how many cases and gold sentences come out
//! right, and how fast text is rewritten; with `wrong` also each that does not.

mod table;

use std::io::{self, Write};
use std::sync::LazyLock;
use std::time::Instant;

use table::{Case, Figures, in_crate, measure, read, without};

/// Text for the measure of speed, at least.
const SPEED_BYTES: usize = 4_000_000;

fn main() -> io::Result<()> {
    let mut output = io::stdout().lock();
    let lists_wrong = std::env::args().nth(1).is_some_and(|word| word == "wrong");
    let mut print = |name: &str, figures: &Figures| -> io::Result<()> {
        if lists_wrong {
            for (case, said) in &figures.wrong {
                let Case { class, written, spoken } = case;
                writeln!(output, "{class}: {written}\n    said {said}\n    not  {spoken}")?;
            }
        }
        let (right, all) = (figures.right, figures.all);
        writeln!(output, "{name}: {right} of {all}, {:.1} %", figures.percent())
    };
    let cases = in_crate("../../../shared/narration/cases.tsv");
    if let Some(cases) = read(&cases) {
        let excluded = read(&in_crate("excluded.tsv")).unwrap_or_default();
        print("cases, all", &measure("en", &cases))?;
        print("cases, without the excluded", &measure("en", &without(&cases, &excluded)))?;
    } else {
        print("cases, SKIPPED: no table", &Figures::default())?;
    }
    for language in ["en", "de", "fr", "es", "it"] {
        for part in ["tune", "test"] {
            let ending = if language == "en" { String::new() } else { format!(".{language}") };
            let path = in_crate(&format!("gold/{part}{ending}.tsv"));
            let Some(cases) = read(&path) else { continue };
            print(&format!("gold {part} {language}"), &measure(language, &cases))?;
        }
    }
    let written = |path: &str| -> Vec<String> {
        read(&in_crate(path)).unwrap_or_default().into_iter().map(|case| case.written).collect()
    };
    let dense = [written("gold/tune.tsv"), written("gold/test.tsv")].concat();
    writeln!(output, "speed, a number in each sentence: {:.2} MB/s", speed(&dense))
}

/// Seconds that a processor spent on this thread, so that others on the machine do not count; where
/// the system does not tell, those on the clock.
#[expect(clippy::disallowed_methods, reason = "the crate has no clock, its figures do")]
#[expect(clippy::cast_precision_loss, reason = "nanoseconds of minutes")]
fn busy_seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let busy = told.and_then(|told| told.split(' ').next()?.parse::<u64>().ok());
    busy.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds as f64 / 1e9)
}

/// Megabytes of these lines a second, over and over.
#[expect(clippy::cast_precision_loss, reason = "some millions")]
fn speed(lines: &[String]) -> f64 {
    let bytes: usize = lines.iter().map(String::len).sum();
    let rounds = if cfg!(debug_assertions) { 1 } else { SPEED_BYTES / bytes.max(1) + 1 };
    let start = busy_seconds();
    let mut said = 0;
    for _ in 0..rounds {
        said += lines.iter().map(|line| narration::spoken("en", line).len()).sum::<usize>();
    }
    let seconds = busy_seconds() - start;
    assert!(said > 0 || bytes == 0, "what is written is said");
    (bytes * rounds) as f64 / 1e6 / seconds
}
