//! The share of written-to-spoken cases that come out right must not sink.

use std::fmt::Write as _;
use std::path::Path;

/// Share of the cases that are right today, in percent, rounded down.
const FLOOR_PERCENT: usize = 96;

/// Lower case; runs of anything but word characters are one space.
fn loose(text: &str) -> String {
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the crate is pure, its test reads the cases")]
#[expect(clippy::print_stderr, reason = "the figure is what the test is read for")]
fn the_share_of_cases_said_right_does_not_sink() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/narration/cases.tsv");
    if !path.exists() {
        eprintln!("SKIPPED: no cases at {}", path.display());
        return;
    }
    let table = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    let (mut right, mut all, mut wrong) = (0, 0, String::new());
    for line in table.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(class), Some(written)) = (columns.next(), columns.next()) else { continue };
        let expected = columns.next().unwrap_or("");
        let said = narration::spoken("en", written);
        all += 1;
        if loose(&said) == loose(expected) {
            right += 1;
        } else {
            writeln!(wrong, "{class}: {written}\n    said {said}\n    not  {expected}").unwrap();
        }
    }
    eprintln!("{wrong}{right} of {all} cases right ({} %)", right * 100 / all);
    assert!(right * 100 / all >= FLOOR_PERCENT, "{right} of {all}");
}
