//! Tables of cases (class, written, spoken) and how many of them come out right.

use std::path::{Path, PathBuf};

/// One line of a table.
#[derive(Debug, Clone)]
pub struct Case {
    /// What kind of written form it is about.
    pub class: String,
    /// As it stands in a text.
    pub written: String,
    /// As a newsreader says it; in the table of exclusions, why the case does not count.
    pub spoken: String,
}

/// How many came out right, and those that did not.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Right.
    pub right: usize,
    /// All.
    pub all: usize,
    /// A case with what was said instead.
    pub wrong: Vec<(Case, String)>,
}

impl Figures {
    /// In percent.
    #[expect(clippy::cast_precision_loss, reason = "some hundred cases")]
    pub fn percent(&self) -> f64 {
        self.right as f64 * 100.0 / self.all.max(1) as f64
    }
}

/// A path in the crate's folder.
pub fn in_crate(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The table's cases, without its head; `None` where there is no such file.
#[expect(clippy::disallowed_methods, reason = "the crate is pure, its figures read tables")]
pub fn read(path: &Path) -> Option<Vec<Case>> {
    let table = std::fs::read_to_string(path).ok()?;
    let cases = table.lines().skip(1).map(|line| {
        let mut columns = line.split('\t').map(str::to_owned);
        let mut next = || columns.next().unwrap_or_default();
        Case { class: next(), written: next(), spoken: next() }
    });
    Some(cases.collect())
}

/// Lower case; runs of anything but word characters are one space.
pub fn loose(text: &str) -> String {
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says each case, and compares loosely.
pub fn measure<'a>(language: &str, cases: impl IntoIterator<Item = &'a Case>) -> Figures {
    let mut figures = Figures::default();
    for case in cases {
        let said = narration::spoken(language, &case.written);
        figures.all += 1;
        if loose(&said) == loose(&case.spoken) {
            figures.right += 1;
        } else {
            figures.wrong.push((case.clone(), said));
        }
    }
    figures
}

/// The cases that are in no line of `excluded`.
pub fn without<'a>(cases: &'a [Case], excluded: &[Case]) -> Vec<&'a Case> {
    cases
        .iter()
        .filter(|case| {
            !excluded.iter().any(|out| out.class == case.class && out.written == case.written)
        })
        .collect()
}
