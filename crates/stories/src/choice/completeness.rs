//! Is an article complete enough to be heard, and how complete is it.
//!
//! Required: a title, a time, enough text, a voice with its rules, and that it is no video. Scored: an author, an
//! exact time, a full text, a known language, keywords. Agencies and small outlets often name no
//! author, so the lack of one refuses nothing.

use super::{Candidate, Refusal};

/// Least text in characters: some 40 seconds of speech, at 150 words of six characters a minute.
/// Of 1,083 real article bodies 12 are shorter.
pub const MIN_CHARACTERS: usize = 600;

/// Most text in characters: some 55 minutes of speech. Two of 1,083 real article bodies are longer.
pub const MAX_CHARACTERS: usize = 50_000;

/// A text of this many characters, some two minutes of speech, is a full report.
const FULL_CHARACTERS: usize = 2_000;

/// Why the article can never be heard, if so.
pub(super) fn refusal(candidate: &Candidate) -> Option<Refusal> {
    let has_title = candidate.title.chars().any(char::is_alphanumeric);
    let checks = [
        (candidate.mainly_video, Refusal::MainlyVideo),
        (!has_title, Refusal::NoTitle),
        (candidate.published_micros.is_none(), Refusal::NoTime),
        (candidate.characters < MIN_CHARACTERS, Refusal::TooShort),
        (candidate.characters > MAX_CHARACTERS, Refusal::TooLong),
        (!candidate.voice_available, Refusal::NoVoice),
        (!candidate.rules_available, Refusal::NoRules),
    ];
    checks.into_iter().find(|(fails, _)| *fails).map(|(_, refusal)| refusal)
}

/// How complete an article is that may be heard: from 0 to 1, and what it lacks.
pub(super) fn completeness(candidate: &Candidate) -> (f64, Vec<&'static str>) {
    let is_full = candidate.characters >= FULL_CHARACTERS;
    let parts = [
        (candidate.has_author, 0.4, "no author"),
        (candidate.has_instant, 0.2, "day only"),
        (is_full, 0.2, "short"),
        (candidate.language.is_some(), 0.1, "language unknown"),
        (!candidate.keywords.is_empty(), 0.1, "no keywords"),
    ];
    let score = parts.iter().filter(|(has, ..)| *has).map(|(_, weight, _)| weight).sum();
    let lacks = parts.iter().filter(|(has, ..)| !has).map(|(.., lack)| *lack).collect();
    (score, lacks)
}
