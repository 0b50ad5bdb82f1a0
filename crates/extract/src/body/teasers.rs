//! Teasers of other articles: behind the last line of a text beginnings that break off, and rows of
//! headlines that are nothing but links; within it such headlines in capitals.

use super::Line;

/// So many at the end of a text are no part of its story.
const LEAST_BEGINNINGS: usize = 3;
const LEAST_HEADLINES: usize = 3;

/// Words of the shortest headline that is a link.
const LEAST_WORDS: usize = 4;

/// Drops teasers at the end of a text, unless it holds nothing else.
pub(super) fn drop_teasers(chosen: &mut Vec<usize>, lines: &[Line], texts: &[String]) {
    let is_headline = |line: &usize| is_headline(&lines[*line], &texts[*line]);
    let is_teaser = |line: &usize| breaks_off(&texts[*line]) || is_headline(line);
    let last = chosen.iter().rposition(|line| !is_teaser(line));
    let Some(behind) = last.map(|last| last + 1) else { return };
    let teasers = chosen.get(behind..).unwrap_or_default();
    let headlines = teasers.iter().filter(|line| is_headline(line)).count();
    if teasers.len() - headlines >= LEAST_BEGINNINGS {
        chosen.truncate(behind);
    } else if headlines >= LEAST_HEADLINES {
        // What breaks off before them may be how the story ends.
        let first = teasers.iter().position(is_headline).unwrap_or_default();
        chosen.truncate(behind + first);
    }
}

fn breaks_off(text: &str) -> bool {
    text.ends_with("...") || text.ends_with('…')
}

/// Whether a line is nothing but a link in several words.
fn is_only_linked(line: &Line, text: &str) -> bool {
    line.linked_percent() >= 95 && text.split_whitespace().nth(LEAST_WORDS - 1).is_some()
}

/// Whether such words end no sentence.
fn is_headline(line: &Line, text: &str) -> bool {
    !line.ends_sentence && is_only_linked(line, text)
}

/// Whether they are in capitals: the headline of another article, wherever it stands.
pub(super) fn is_shouted_link(line: &Line, text: &str) -> bool {
    is_only_linked(line, text)
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase)
}
