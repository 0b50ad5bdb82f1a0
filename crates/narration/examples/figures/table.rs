//! Tables of cases (class, written, spoken) and how many of them come out right.

use std::path::{Path, PathBuf};

/// One line of a table.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// What kind of written form it is about.
    pub(crate) class: String,
    /// As it stands in a text.
    pub(crate) written: String,
    /// As a newsreader says it; in the table of exclusions, why the case does not count.
    pub(crate) spoken: String,
}

/// How many came out right, and those that did not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    /// Right.
    pub(crate) right: usize,
    /// All.
    pub(crate) all: usize,
    /// A case with what was said instead.
    pub(crate) wrong: Vec<(Case, String)>,
}

impl Figures {
    /// In percent.
    #[expect(clippy::cast_precision_loss, reason = "some hundred cases")]
    pub(crate) fn percent(&self) -> f64 {
        self.right as f64 * 100.0 / self.all.max(1) as f64
    }
}

/// A path in the crate's folder.
pub(crate) fn in_crate(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The table's cases, without its head; `None` where there is no such file.
#[expect(clippy::disallowed_methods, reason = "the crate is pure, its figures read tables")]
pub(crate) fn read(path: &Path) -> Option<Vec<Case>> {
    let table = std::fs::read_to_string(path).ok()?;
    let cases = table.lines().skip(1).map(|line| {
        let mut columns = line.split('\t').map(str::to_owned);
        let mut next = || columns.next().unwrap_or_default();
        Case { class: next(), written: next(), spoken: next() }
    });
    Some(cases.collect())
}

/// Lower case; runs of anything but word characters are one space.
pub(crate) fn loose(text: &str) -> String {
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says each case, and compares loosely.
pub(crate) fn measure(language: &str, cases: &[Case]) -> Figures {
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
pub(crate) fn without(cases: &[Case], excluded: &[Case]) -> Vec<Case> {
    let is_out = |case: &Case| {
        excluded.iter().any(|out| out.class == case.class && out.written == case.written)
    };
    cases.iter().filter(|case| !is_out(case)).cloned().collect()
}
