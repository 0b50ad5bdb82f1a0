//! A corpus -> a forest.

use extract::training::{COUNT, SeenLines, see_lines};

use crate::boosting::{self, Example};
use crate::corpus::Sample;
use crate::labels;

/// The lines of each page, measured once.
pub(crate) fn see_all(samples: &[Sample]) -> Vec<SeenLines> {
    samples.iter().map(|sample| see_lines(&sample.page())).collect()
}

/// The bytes of a forest, from the pages for which `may` holds.
pub(crate) fn learn(
    samples: &[Sample],
    seen: &[SeenLines],
    may: impl Fn(&Sample) -> bool,
) -> Vec<u8> {
    let mut examples = Vec::new();
    for (sample, seen) in samples.iter().zip(seen).filter(|(sample, _)| may(sample)) {
        for (label, row) in labels::of(&sample.truth, seen).into_iter().zip(&seen.rows) {
            let Some((is_wanted, weight)) = label else { continue };
            examples.push(Example { row, is_wanted, weight });
        }
    }
    boosting::train(&examples, COUNT)
}
