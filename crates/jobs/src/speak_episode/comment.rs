//! What the tag of an episode says beside its title, in the episode's language.

/// By primary language: that no person reads it. A language that is not here gets English.
const SYNTHETIC: [(&str, &str); 5] = [
    ("en", "Read by a synthetic voice."),
    ("de", "Gelesen von einer synthetischen Stimme."),
    ("es", "Leído por una voz sintética."),
    ("fr", "Lu par une voix de synthèse."),
    ("it", "Letto da una voce sintetica."),
];

/// The outlet, and that a synthetic voice reads it.
pub(super) fn of(outlet: &str, language: &str) -> String {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let [english, ..] = &SYNTHETIC;
    let (_, told) = SYNTHETIC.iter().find(|(tag, _)| *tag == primary).unwrap_or(english);
    format!("{outlet}. {told}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_in_the_language_of_the_episode() {
        assert_eq!(of("Die Post", "de-AT"), "Die Post. Gelesen von einer synthetischen Stimme.");
        assert_eq!(of("Le Courrier", "fr"), "Le Courrier. Lu par une voix de synthèse.");
        for other in ["en-gb", "nl", ""] {
            assert_eq!(of("The Post", other), "The Post. Read by a synthetic voice.");
        }
    }

    #[test]
    fn every_language_that_narration_knows_has_its_words() {
        for language in narration::Language::ALL {
            let tag = language.tag();
            assert!(SYNTHETIC.iter().any(|(known, _)| *known == tag), "{tag}");
        }
    }
}
