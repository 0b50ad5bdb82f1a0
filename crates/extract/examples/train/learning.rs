//! A corpus -> a model: first the vocabulary, then the forest that weighs what it says.

use std::collections::HashMap;

use extract::training::{COUNT, OF_VOCABULARY, SeenLines, score_numbers, see_lines, tokens};

use crate::boosting::{self, Example};
use crate::corpus::Sample;
use crate::labels;
use crate::vocabulary::{Counts, Said};

/// The lines of each page, measured once.
pub(crate) fn see_all(samples: &[Sample]) -> Vec<SeenLines> {
    samples.iter().map(|sample| see_lines(&sample.page())).collect()
}

/// The bytes of a model, from the pages for which `may` holds.
pub(crate) fn learn(
    samples: &[Sample],
    seen: &[SeenLines],
    may: impl Fn(&Sample) -> bool,
) -> Vec<u8> {
    let mut sites: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<Vec<f32>> = Vec::new();
    let mut lines: Vec<Said> = Vec::new();
    for (sample, seen) in samples.iter().zip(seen).filter(|(sample, _)| may(sample)) {
        let next = sites.len();
        let site = *sites.entry(sample.domain()).or_insert(next);
        for (at, label) in labels::of(&sample.truth, seen).into_iter().enumerate() {
            let Some((is_wanted, weight)) = label else { continue };
            lines.push(Said { tokens: tokens(&seen.texts[at]), site, is_wanted, weight });
            rows.push(seen.rows[at].clone());
        }
    }
    let counts = Counts::of(&lines);
    for (row, line) in rows.iter_mut().zip(&lines) {
        row[OF_VOCABULARY].copy_from_slice(&score_numbers(&counts.scores_by_others(line)));
    }
    let examples: Vec<Example<'_>> = std::iter::zip(&rows, &lines)
        .map(|(row, line)| {
            let Said { site, is_wanted, weight, .. } = *line;
            Example { row, site, is_wanted, weight }
        })
        .collect();
    let mut bytes = counts.written();
    bytes.extend(boosting::train(&examples, COUNT));
    bytes
}
