//! A live blog by its own headline: it begins with such a word before a colon or a dash ("Liveticker:
//! storm on the coast"), and the page shows the times of several entries.

use crate::body::Line;
use crate::dom::Dom;
use crate::list::lists;
use crate::tag::Tag;

lists! { "live":
    /// What the headline of a live blog begins with.
    HEADLINES = "headlines";
}

/// Times on the page of a live blog: its own and those of two entries.
const LEAST_TIMES: usize = 3;

/// A line that is hardly more than a time, in width.
const MAX_TIME_WIDTH: u32 = 40;

/// What parts the word from the headline's rest.
const PARTS: [char; 10] = [':', '：', '|', '–', '—', '-', '·', '+', '】', ']'];

/// An entry's prose stands so few lines behind its time: who wrote it and a headline may be between them.
const LINES_TO_PROSE: usize = 6;

/// A sentence of an entry is as wide: "Goal! Valley lead."
const LEAST_SENTENCE_WIDTH: u32 = 15;

/// Whether the headline calls the page a live blog, and its lines up to the end of the text have the
/// times of entries. Those of teasers and of a timetable have no prose behind them.
pub(crate) fn is_headed(dom: &Dom<'_>, lines: &[Line], title: &str) -> bool {
    begins_live(title) && times(dom, lines) >= LEAST_TIMES
}

fn begins_live(title: &str) -> bool {
    let title = title.to_lowercase();
    let title = title.trim_start_matches(|c: char| !c.is_alphanumeric());
    HEADLINES.iter().any(|word| {
        let behind = title.strip_prefix(word).map(str::trim_start);
        behind.is_some_and(|behind| behind.starts_with(PARTS))
    })
}

/// Elements and short lines that tell a time of day.
fn times(dom: &Dom<'_>, lines: &[Line]) -> usize {
    let is_time = |line: &&Line| {
        let nodes = dom.nodes.get(line.nodes.clone()).unwrap_or_default();
        let is_marked = || nodes.iter().any(|node| node.tag == Tag::Time);
        let is_clock = || holds_clock(&nodes.iter().map(|node| node.text).collect::<String>());
        line.width <= MAX_TIME_WIDTH && (is_marked() || is_clock())
    };
    // Timetables have no sentences.
    let is_sentence =
        |line: &Line| line.is_prose() || (line.ends_sentence && line.width >= LEAST_SENTENCE_WIDTH);
    let is_entry = |at: &usize| {
        let behind = lines.get(at + 1..lines.len().min(at + 1 + LINES_TO_PROSE));
        let mut of_it = behind.unwrap_or_default().iter().take_while(|line| !is_time(line));
        of_it.any(is_sentence)
    };
    let times = lines.iter().enumerate().filter(|(_, line)| is_time(line)).map(|(at, _)| at);
    times.filter(is_entry).take(LEAST_TIMES).count()
}

/// Whether a text holds hours and minutes: "17:05", "17.05 Uhr", "5h07".
fn holds_clock(text: &str) -> bool {
    let is_hour = |part: &str| {
        let digits = part.bytes().rev().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits)
    };
    let is_minute = |part: &str| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        digits == 2 && part.starts_with(|c| ('0'..'6').contains(&c))
    };
    let signs = text.match_indices([':', 'h', '.']);
    signs.into_iter().any(|(at, sign)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + sign.len()..).unwrap_or_default();
        is_hour(before)
            && is_minute(behind)
            && !behind.get(2..).unwrap_or_default().starts_with('.')
    })
}

#[cfg(test)]
mod tests {
    use super::{begins_live, holds_clock, is_headed};
    use crate::body::Layout;
    use crate::dom::Dom;

    #[track_caller]
    fn check(title: &str, entries: &str, expected: bool) {
        let html = crate::parse::parse(entries);
        let dom = Dom::of(&html);
        assert_eq!(is_headed(&dom, &Layout::of(&dom).lines, title), expected, "{title}");
    }

    #[test]
    fn headlines_of_live_blogs_are_believed_where_entries_have_times() {
        let rain = "<p>Rain has fallen on the harbour since the morning, and the pier is shut.</p>";
        let entries = &format!(
            "<p>18:05 Uhr</p>{rain}<p>17.35 Uhr</p><h3>Pier</h3>{rain}<time>5 pm</time>{rain}"
        );
        let table = "<p>18:05</p><p>Pier</p><p>18:35</p><p>Quay</p><p>18:55</p><p>Lock</p>";
        check("Liveticker: Sturm an der Küste", entries, true);
        check("En direct – la tempête", entries, true);
        check("ライブ】嵐の港", entries, true);
        check("Liveticker: Sturm an der Küste", "<p>18:05 Uhr</p><p>Rain.</p>", false);
        check("Live music returns to the pier", entries, false);
        check("Live: the choir at the chapel", table, false);
    }

    #[test]
    fn words_begin_a_headline_only_before_a_sign() {
        assert!(begins_live("+++ Newsblog: Hochwasser +++") && begins_live("LIVE: the vote"));
        assert!(!begins_live("Living by the sea") && !begins_live("The vote, live: how"));
    }

    #[test]
    fn clocks_are_told_from_dates_and_scores() {
        assert!(holds_clock("Stand: 17:05") && holds_clock("7h30") && holds_clock("09.15 Uhr"));
        assert!(!holds_clock("18.11.2026") && !holds_clock("3:1") && !holds_clock("1:75"));
    }
}
