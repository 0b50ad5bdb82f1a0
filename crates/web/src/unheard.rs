//! Why an article has no audio, or that of another text, in words of a reader.

use database::episode::Considered;

/// What a reader is told; none where there is nothing to be wished for: most articles are only read,
/// and one that was not chosen lacks nothing.
pub(crate) fn told(considered: &Considered) -> Option<&'static str> {
    match (considered.state.as_str(), considered.not_chosen.as_deref()) {
        // A budget, a voice or a store that is away: for hours, perhaps, or for good.
        ("waiting" | "spoken", _) if considered.waits_for.is_some() => {
            Some("Audio may follow later.")
        }
        ("waiting" | "spoken", _) => Some("Audio is on its way."),
        ("published", _) if considered.is_outdated => {
            Some("The article has changed since it was read aloud.")
        }
        ("failed", _) => Some("No audio: the recording failed."),
        ("withdrawn", _) => Some("Its audio was withdrawn."),
        // It is not considered again, whatever voices are added.
        ("not_chosen", Some("no_voice" | "no_rules")) => {
            Some("Not read aloud: nobody here spoke its language then.")
        }
        _ => None,
    }
}
