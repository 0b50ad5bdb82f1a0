//! A voice, and which of several reads a language.

/// A voice: one speaker of one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Voice {
    /// Its engine's name, a hyphen, and what the engine calls it, such as `pico-en-GB`: what
    /// settings and caches name it by.
    pub name: String,
    /// BCP 47, such as `en-GB`.
    pub language: String,
    /// Usual time for one character of prose, spaces included, in microseconds; none where nobody
    /// has measured it yet.
    pub micros_per_character: Option<u32>,
}

impl Voice {
    /// What the engine calls it.
    #[must_use]
    pub fn id(&self, engine: &str) -> &str {
        let rest = self.name.strip_prefix(engine).and_then(|rest| rest.strip_prefix('-'));
        rest.unwrap_or(&self.name)
    }

    /// Whether it speaks the language (BCP 47 in any case), in whatever region.
    #[must_use]
    pub fn speaks(&self, language: &str) -> bool {
        primary(&self.language) == primary(language)
    }

    /// Whether it speaks the language as that region does.
    fn is_at_home_in(&self, language: &str) -> bool {
        normalised(&self.language) == normalised(language)
    }
}

/// The best of these for a language (BCP 47 in any case: `en`, `en-us`, `de_AT`); none if nobody
/// speaks it.
///
/// A region without a voice of its own gets the first voice of its language.
#[must_use]
pub fn best_for<'v>(language: &str, voices: &'v [Voice]) -> Option<&'v Voice> {
    let mut related = voices.iter().filter(|voice| voice.speaks(language));
    let exact = voices.iter().find(|voice| voice.is_at_home_in(language));
    exact.or_else(|| related.next())
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

    fn voices() -> Vec<Voice> {
        let voice = |language: &str| Voice {
            name: format!("pico-{language}"),
            language: language.to_owned(),
            micros_per_character: None,
        };
        ["en-US", "en-GB", "de-DE", "fr-FR", "es-ES"].map(voice).to_vec()
    }

    #[track_caller]
    fn check(language: &str, expected: Option<&str>) {
        let voices = voices();
        let best = best_for(language, &voices).map(|voice| voice.id("pico"));
        assert_eq!(best, expected, "{language}");
    }

    #[test]
    fn a_language_with_a_region_gets_its_own_voice() {
        check("en-GB", Some("en-GB"));
        check("en-us", Some("en-US"));
        check("EN_gb", Some("en-GB"));
    }

    #[test]
    fn a_language_alone_or_another_region_gets_the_first() {
        check("en", Some("en-US"));
        check("de", Some("de-DE"));
        check("fr-CA", Some("fr-FR"));
        check("es-419", Some("es-ES"));
    }

    #[test]
    fn a_language_nobody_speaks_has_no_voice() {
        check("ja", None);
        check("", None);
        check("e", None);
    }

    #[test]
    fn a_voice_is_called_what_its_engine_calls_it() {
        let voice = Voice {
            name: "espeak-ng-en-gb".to_owned(),
            language: "en-GB".to_owned(),
            micros_per_character: None,
        };
        assert_eq!(voice.id("espeak-ng"), "en-gb");
        assert_eq!(voice.id("espeak"), "ng-en-gb");
        assert_eq!(voice.id("pico"), "espeak-ng-en-gb");
    }
}
