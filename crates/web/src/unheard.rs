//! Why an article has no audio, or that of another text, in words of a reader.

use database::episode::Considered;

/// What a reader is told; none where there is nothing to be wished for: most articles are only read,
/// and one that was not chosen lacks nothing.
pub(crate) fn told(considered: &Considered) -> Option<&'static str> {
    match (considered.state.as_str(), considered.not_chosen.as_deref()) {
        ("waiting" | "spoken", _) => Some("Audio is on its way."),
        ("published", _) if considered.is_outdated => {
            Some("The article has changed since it was read aloud.")
        }
        ("failed", _) => Some("No audio: the recording failed."),
        ("not_chosen", Some("no_voice" | "no_rules")) => {
            Some("No audio: nobody here reads this language aloud.")
        }
        _ => None,
    }
}
