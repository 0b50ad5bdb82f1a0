//! How much of what news holds comes out right: the share must not sink. `cargo run -p narration
//! --example figures` prints the same, and each case that is wrong.

use narration::{Language, sentences};

use crate::table::{Figures, in_crate, measure, read, without};

/// Share of the cases beside the repository that are right without the excluded, in percent.
const CASES_FLOOR: f64 = 99.6;
/// The same with them.
const ALL_CASES_FLOOR: f64 = 96.3;
/// Most of the cases that may be excluded, in percent.
const MOST_EXCLUDED: f64 = 8.0;
/// Share of the gold sentences that are right, in percent.
const GOLD_FLOOR: f64 = 100.0;

#[track_caller]
#[expect(clippy::print_stderr, reason = "the figure is what the test is read for")]
fn check(name: &str, figures: &Figures, floor: f64) {
    let told = figures.wrong.iter().map(|(case, said)| {
        let (class, written, spoken) = (&case.class, &case.written, &case.spoken);
        format!("{class}: {written}\n    said {said}\n    not  {spoken}\n")
    });
    let wrong: String = told.collect();
    let (right, all, percent) = (figures.right, figures.all, figures.percent());
    eprintln!("{wrong}{name}: {right} of {all}, {percent:.1} %");
    assert!(percent >= floor, "{name}: {right} of {all}\n{wrong}");
}

#[test]
#[expect(clippy::print_stderr, reason = "a skip is to be seen")]
#[expect(clippy::cast_precision_loss, reason = "some hundred cases")]
fn the_share_of_cases_said_right_does_not_sink() {
    let path = in_crate("../../../shared/narration/cases.tsv");
    let Some(cases) = read(&path) else {
        eprintln!("SKIPPED: no cases at {}", path.display());
        return;
    };
    let excluded = read(&in_crate("excluded.tsv")).unwrap();
    let counted = without(&cases, &excluded);
    let share_out = (cases.len() - counted.len()) as f64 * 100.0 / cases.len() as f64;

    assert!(share_out <= MOST_EXCLUDED, "{share_out:.1} % are excluded");
    assert!(excluded.iter().all(|case| !case.spoken.is_empty()), "one has no reason");
    check("cases, all", &measure("en", &cases), ALL_CASES_FLOOR);
    check("cases, without the excluded", &measure("en", &counted), CASES_FLOOR);
}

#[test]
fn gold_sentences_are_said_right() {
    for language in Language::ALL {
        for part in ["tune", "test"] {
            let ending = match language {
                Language::English => String::new(),
                other => format!(".{other}"),
            };
            let path = format!("gold/{part}{ending}.tsv");
            let Some(cases) = read(&in_crate(&path)) else { panic!("{path}") };
            check(&path, &measure(language.tag(), &cases), GOLD_FLOOR);
        }
    }
}

/// What was said is plain text: saying it again changes nothing.
#[test]
fn what_is_said_stays_as_it_is() {
    for (language, part) in [("en", "tune"), ("en", "test")] {
        for case in read(&in_crate(&format!("gold/{part}.tsv"))).unwrap() {
            let once = narration::spoken(language, &case.written);
            assert_eq!(narration::spoken(language, &once), once, "{}", case.written);
        }
    }
}

#[test]
fn every_gold_paragraph_is_parted_into_its_sentences() {
    let table = read(&in_crate("gold/sentences.tsv")).unwrap();
    assert!(table.len() >= 300, "{}", table.len());
    for line in table {
        let language = Language::parse(&line.class).unwrap();
        let expected: Vec<&str> = line.written.split(" ¦ ").collect();
        let paragraph = expected.join(" ");
        assert_eq!(sentences(language, &paragraph), expected);
    }
}
