//! Whether a language can be spoken at all.

use speech::Cast;

use super::{GiveUp, wait::NoVoice};

/// Whether somebody speaks it.
pub(crate) fn has_voice(cast: &Cast, language: &str) -> bool {
    !cast.choose(language, &[]).is_empty()
}

/// Whether it is known how it is read aloud: its numbers, its abbreviations, where a sentence ends.
pub(crate) fn has_rules(language: &str) -> bool {
    narration::Language::parse(language).is_some()
}

/// An episode is chosen where both are so; voices may have been taken away since.
///
/// # Errors
/// [`NoVoice`], which one may be given any day, or [`GiveUp`], with the language.
pub(super) fn check(cast: &Cast, language: &str) -> anyhow::Result<()> {
    if !has_voice(cast, language) {
        return Err(NoVoice(language.to_owned()).into());
    }
    if !has_rules(language) {
        return Err(GiveUp::NoRules(language.to_owned()).into());
    }
    Ok(())
}

/// Whether articles in a language can be read aloud.
///
/// # Errors
/// Why not, in words for an operator.
pub fn can_read(cast: &Cast, language: &str) -> anyhow::Result<()> {
    check(cast, language)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use speech::Tone;

    use super::*;

    #[test]
    fn a_language_without_a_voice_and_one_without_rules_are_told_apart() {
        let cast = Cast::new(vec![Arc::new(Tone::new(&["en", "sv"]))]);
        let reason = |language| check(&cast, language).err().map(|reason| reason.to_string());
        assert_eq!(reason("en-GB"), None);
        assert_eq!(reason("de").unwrap(), "no voice speaks “de”");
        assert_eq!(reason("sv").unwrap(), "no rules tell how “sv” is read aloud");
        assert_eq!(reason("").unwrap(), "no voice speaks “”");
    }
}
