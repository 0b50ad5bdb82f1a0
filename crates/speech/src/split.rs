//! A text that is too long for an engine, in pieces that it takes.

use std::ops::Range;

/// The text's pieces of at most `most` characters (10 or more), in order, without the spaces
/// between them: cut at the last end of a clause that fits, else at the last space, else anywhere.
#[must_use]
pub fn split(text: &str, most: usize) -> Vec<Range<usize>> {
    let most = most.max(10);
    let mut pieces = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..) {
        let lead = rest.len() - rest.trim_start().len();
        start += lead;
        let rest = rest.trim_start();
        let Some((limit, _)) = rest.char_indices().nth(most) else {
            pieces.push(start..start + rest.trim_end().len());
            break;
        };
        // The character behind the last one that fits may be the space to cut at.
        let fits = rest.get(..=limit).or_else(|| rest.get(..limit)).unwrap_or(rest);
        let cut = end_of_clause(fits).or_else(|| fits.rfind(' ')).filter(|at| *at > 0);
        let cut = cut.unwrap_or(limit);
        pieces.push(start..start + rest.get(..cut).unwrap_or(rest).trim_end().len());
        start += cut;
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Past the last sign that is followed by a space, in the second half.
fn end_of_clause(text: &str) -> Option<usize> {
    const ENDS: [&str; 9] = [". ", "! ", "? ", "; ", ": ", " – ", " — ", ", ", ") "];
    ENDS.iter()
        .filter_map(|end| text.rfind(end).map(|at| at + end.trim_end().len()))
        .find(|at| *at > text.len() / 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(text: &str, most: usize) -> Vec<&str> {
        split(text, most).into_iter().filter_map(|range| text.get(range)).collect()
    }

    #[test]
    fn a_text_that_fits_is_whole() {
        assert_eq!(pieces(" It rained. ", 400), ["It rained."]);
        assert_eq!(pieces("", 400), Vec::<&str>::new());
    }

    #[test]
    fn a_long_text_is_cut_where_a_clause_ends() {
        let text = "It rained all day long, and the fields drank what they could of it.";
        assert_eq!(
            pieces(text, 40),
            ["It rained all day long,", "and the fields drank what they could of", "it."]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_piece_is_too_long(text in "[a-zäß,.; ]{0,300}", most in 10_usize..80) {
            let made = pieces(&text, most);
            let is_bounded = made.iter().all(|piece| piece.chars().count() <= most);
            prop_assert!(is_bounded);
            prop_assert_eq!(made.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }
}
