//! Which voices there are, and which one reads a language.

use crate::pico::VOICES;

/// A voice: one speaker of one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Voice {
    /// Engine and language, such as `pico-en-GB`; what settings and caches name it by.
    pub name: String,
    /// BCP 47, such as `en-GB`.
    pub language: String,
}

/// Every voice built in. For each language the first one is its default.
#[must_use]
pub fn voices() -> Vec<Voice> {
    VOICES
        .iter()
        .map(|voice| Voice { name: voice.name(), language: voice.language.to_owned() })
        .collect()
}

/// The voice for a language (BCP 47 in any case: `en`, `en-us`, `de_AT`); none if nobody speaks it.
///
/// A region without a voice of its own gets the default of its language.
#[must_use]
pub fn voice_for(language: &str) -> Option<Voice> {
    let wanted = normalised(language);
    let all = voices();
    let exact = all.iter().position(|voice| normalised(&voice.language) == wanted);
    let related = || all.iter().position(|voice| primary(&voice.language) == primary(&wanted));
    all.get(exact.or_else(related)?).cloned()
}

/// As [`voice_for`], but the voice named by the operator wins when it speaks the language.
#[must_use]
pub fn choose_voice(language: &str, requested: Option<&str>) -> Option<Voice> {
    let named = requested.and_then(|name| voices().into_iter().find(|voice| voice.name == name));
    named
        .filter(|voice| primary(&voice.language) == primary(language))
        .or_else(|| voice_for(language))
}

fn normalised(language: &str) -> String {
    language.trim().replace('_', "-").to_ascii_lowercase()
}

/// The language without region or script: `en` of `en-GB`.
fn primary(language: &str) -> String {
    normalised(language).split('-').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, expected: Option<&str>) {
        assert_eq!(voice_for(language).map(|voice| voice.name).as_deref(), expected);
    }

    #[test]
    fn a_language_with_a_region_gets_its_own_voice() {
        check("en-GB", Some("pico-en-GB"));
        check("en-us", Some("pico-en-US"));
        check("EN_gb", Some("pico-en-GB"));
    }

    #[test]
    fn a_language_alone_or_another_region_gets_the_default() {
        check("en", Some("pico-en-US"));
        check("de", Some("pico-de-DE"));
        check("fr-CA", Some("pico-fr-FR"));
        check("es-419", Some("pico-es-ES"));
    }

    #[test]
    fn a_language_nobody_speaks_has_no_voice() {
        check("ja", None);
        check("", None);
        check("e", None);
    }

    #[test]
    fn the_requested_voice_wins_only_in_its_own_language() {
        let name = |language| choose_voice(language, Some("pico-en-GB")).map(|voice| voice.name);
        assert_eq!(name("en").as_deref(), Some("pico-en-GB"));
        assert_eq!(name("de").as_deref(), Some("pico-de-DE"));
        assert_eq!(choose_voice("en", Some("nobody")), voice_for("en"));
    }
}
