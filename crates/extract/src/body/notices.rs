//! Short lines that a site puts into every article, whatever it is about: an invitation to listen to
//! it, the principles that the site works by.
//!
//! The forest learned what such lines look like on the pages that it saw; these it must never keep.

use crate::list::lists;

lists! { "lines":
    /// Invitations to listen, behind which stands at most how long it takes or whose voice it is.
    INVITATIONS = "invitations";
}

/// A longer line that begins like one is text, in characters.
const MAX_CHARACTERS: usize = 90;

/// Beginnings of lines that go on.
const BEGINNINGS: &[&str] = &[
    "our standards:",
    "this article was read by an automated",
    "this is read by an automated voice",
];

/// Words behind an invitation: how long it takes, when, whose voice.
const BEHIND: &[&str] = &[
    "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "minut",
    "minuty", "minuter", "sec", "sek", "s", "m", "h", "now", "jetzt", "ahora", "ora", "agora",
    "teraz", "nu", "by", "with", "via", "powered", "von", "mit", "par", "por", "di", "door", "av",
];

/// Whether a line is one of these.
pub(super) fn is_notice(text: &str) -> bool {
    if text.chars().count() > MAX_CHARACTERS {
        return false;
    }
    let lower = text.to_lowercase();
    let is_mark = |c: char| !c.is_alphabetic();
    let bare = lower.trim_start_matches(is_mark);
    if BEGINNINGS.iter().any(|notice| bare.starts_with(notice)) {
        return true;
    }
    let shown = text.trim_start_matches(is_mark);
    INVITATIONS.iter().filter(|words| bare.starts_with(*words)).any(|words| {
        let behind: String = shown.chars().skip(words.chars().count()).collect();
        let mut words = behind.split(is_mark).filter(|word| !word.is_empty());
        words.all(|word| word.starts_with(char::is_uppercase) || BEHIND.contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::is_notice;

    #[test]
    fn invitations_to_listen_and_principles_are_notices() {
        assert!(is_notice("▶ Listen to this article · 4 min"));
        assert!(is_notice("Our Standards: The Valley Post Trust Principles."));
        assert!(is_notice("Listen to this article now, by Ann Lee (4:05)"));
        assert!(!is_notice("“Listen to this story and weep,” the ferryman told the council."));
        assert!(!is_notice("Listen to the river, the ferryman says."));
    }
}
