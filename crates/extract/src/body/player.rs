//! The clocks of players of sound and film, which stand in a page as lines of their own.

/// A player's other clock, or its button, stands so near, in lines.
const PLAYER_LINES: usize = 3;

/// A longer line is no label of a player, in characters.
const MAX_LABEL_CHARACTERS: usize = 40;

/// Whether a line is the clock of a player, or its speed: `0:00 / 6:31`, `1x`. A time alone may be
/// told by the text, and `00:00` by one that tells the hours of a night, so it counts beside another
/// part of a player, between which nothing is told.
pub(super) fn is_of_player(texts: &[String], at: usize) -> bool {
    let Some(text) = texts.get(at).map(String::as_str) else { return false };
    if is_running_clock(text) {
        return true;
    }
    if !(is_clock(text) || is_speed(text)) {
        return false;
    }
    let before = texts.get(at.saturating_sub(PLAYER_LINES)..at).unwrap_or_default();
    let behind = texts.get(at + 1..texts.len().min(at + 1 + PLAYER_LINES)).unwrap_or_default();
    let is_short = |line: &&String| line.chars().nth(MAX_LABEL_CHARACTERS).is_none();
    let near = before.iter().rev().take_while(is_short).chain(behind.iter().take_while(is_short));
    let near: Vec<&str> = near.map(String::as_str).collect();
    let clocks = near.iter().filter(|other| is_clock(other)).count();
    // A player has a clock at its beginning and another; a table of times has many.
    let is_pair = |other: &str| {
        is_clock(text) && is_clock(other) && clocks == 1 && is_start(text) != is_start(other)
    };
    let is_speed_of =
        |other: &str| is_clock(text) && is_speed(other) || is_speed(text) && is_clock(other);
    near.iter().any(|other| {
        is_running_clock(other) || is_pair(other) || (clocks <= 2 && is_speed_of(other))
    })
}

/// A clock at its beginning and a second one.
fn is_running_clock(text: &str) -> bool {
    let two = text.split_once(['/', '|']);
    two.is_some_and(|(now, whole)| is_start(now.trim()) && is_clock(whole.trim()))
}

/// A clock at its beginning.
fn is_start(text: &str) -> bool {
    matches!(text, "0:00" | "00:00" | "00:00:00")
}

/// Minutes and seconds.
fn is_clock(text: &str) -> bool {
    let mut parts = text.split(':');
    let is_number = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let first = parts.next().is_some_and(|part| is_number(part, 2));
    let rest: Vec<&str> = parts.take(3).collect();
    first && (1..=2).contains(&rest.len()) && rest.iter().all(|p| p.len() == 2 && is_number(p, 2))
}

/// `1x`, `1.5x`.
fn is_speed(text: &str) -> bool {
    let number = text.strip_suffix(['x', 'X', '×']).map(str::trim);
    number.is_some_and(|number| number.len() <= 4 && number.parse::<f32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::{is_clock, is_of_player};

    #[test]
    fn a_clock_is_a_players_where_a_player_stands() {
        let texts =
            |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let player = texts(&["0:00", "12:31", "1x", "The bridge is shut."]);
        assert!((0..3).all(|at| is_of_player(&player, at)));
        assert!(!is_of_player(&player, 3));
        assert!(is_of_player(&texts(&["0:00 / 6:31"]), 0));
        assert!(!is_of_player(&texts(&["The day", "17:05", "It rained."]), 1));
        assert!((0..3).all(|at| !is_of_player(&texts(&["06:12", "00:00", "18:40"]), at)));
        let night = ["23:30", "The bridge was shut when the river had risen by a metre.", "00:00"];
        assert!((0..3).all(|at| !is_of_player(&texts(&night), at)));
        assert!(!is_of_player(&texts(&["00:00 – 02:00", "Music"]), 0));
        assert!(["0:00", "1:02:03"].into_iter().all(is_clock));
        assert!(!["2:1", "12", "12:5", "a:00", "1:02:03:04"].into_iter().any(is_clock));
    }
}
