//! The clocks of players of sound and film, which stand in a page as lines of their own.

/// A player's other clock, or its button, stands so near, in lines.
const PLAYER_LINES: usize = 3;

/// Whether a line is the clock of a player, or its speed: `0:00 / 6:31`, `1x`. A time alone may be
/// told by the text, so it counts beside another part of a player.
pub(super) fn is_of_player(texts: &[String], at: usize) -> bool {
    let Some(text) = texts.get(at).map(String::as_str) else { return false };
    if is_running_clock(text) {
        return true;
    }
    if !(is_clock(text) || is_speed(text)) {
        return false;
    }
    let near = at.saturating_sub(PLAYER_LINES)..texts.len().min(at + PLAYER_LINES + 1);
    let near = texts.get(near).unwrap_or_default();
    near.iter().any(|text| is_running_clock(text))
        || (is_clock(text) && near.iter().any(|text| is_speed(text)))
}

/// A clock that stands at its beginning, or two of them.
fn is_running_clock(text: &str) -> bool {
    let two = text.split_once(['/', '|', '-', '–']);
    matches!(text, "0:00" | "00:00")
        || two.is_some_and(|(now, whole)| {
            is_clock(whole.trim()) && matches!(now.trim(), "0:00" | "00:00" | "00:00:00")
        })
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
        assert!(["0:00", "1:02:03"].into_iter().all(is_clock));
        assert!(!["2:1", "12", "12:5", "a:00", "1:02:03:04"].into_iter().any(is_clock));
    }
}
