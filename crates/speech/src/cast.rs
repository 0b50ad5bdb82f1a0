//! All voices of an instance: who speaks a language, and speaking with what is believed of it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::engine::{Engine, Spoken};
use crate::error::{SpeechError, Unspeakable};
use crate::pace::Pace;
use crate::pcm::Pcm;
use crate::voice::{Voice, best_for};

/// The engines of an instance, in the operator's order. Cheap to clone; clones share what they
/// learn of voices.
#[derive(Debug, Clone)]
pub struct Cast {
    engines: Vec<Arc<dyn Engine>>,
    wishes: Arc<Wishes>,
    paces: Arc<Mutex<HashMap<String, Pace>>>,
}

/// Who is wished for, each list in order. A wish names a voice (`pico-en-GB`) or an engine (`pico`),
/// whose best voice for the language is meant.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// For languages with or without a region, in lower case: `de`, `de-at`.
    pub languages: BTreeMap<String, Vec<String>>,
    /// For all.
    pub all: Vec<String>,
}

impl Wishes {
    fn of(&self, language: &str) -> impl Iterator<Item = &String> {
        let tag = language.trim().replace('_', "-").to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default().to_owned();
        let of_region = self.languages.get(&tag).filter(|_| tag != primary);
        let of_language = self.languages.get(&primary);
        of_region.into_iter().chain(of_language).chain([&self.all]).flatten()
    }
}

impl Cast {
    /// A cast of these engines, whose names differ.
    #[must_use]
    pub fn new(engines: Vec<Arc<dyn Engine>>) -> Self {
        Self { engines, wishes: Arc::default(), paces: Arc::default() }
    }

    /// With the operator's wishes.
    #[must_use]
    pub fn preferring(self, wishes: Wishes) -> Self {
        Self { wishes: Arc::new(wishes), ..self }
    }

    /// The engines, in order.
    #[must_use]
    pub fn engines(&self) -> &[Arc<dyn Engine>] {
        &self.engines
    }

    /// The engine that has this voice.
    #[must_use]
    pub fn engine_of(&self, voice: &str) -> Option<&Arc<dyn Engine>> {
        self.engines.iter().find(|engine| engine.voices().iter().any(|one| one.name == voice))
    }

    /// Every voice, in the order of the engines.
    #[must_use]
    pub fn voices(&self) -> Vec<Voice> {
        self.engines.iter().flat_map(|engine| engine.voices()).collect()
    }

    /// Whether an engine or a voice has this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.engine_of(name).is_some() || self.engines.iter().any(|engine| engine.name() == name)
    }

    /// Who reads a language (BCP 47): the first one speaks, the others step in when it cannot. The
    /// wishes of `before` come first, then those for the region (`de-at`), for the language, for
    /// all. Wishes that do not speak the language, or that nobody has any longer, are passed over.
    ///
    /// Only without one that fits, the engines in their order are asked (the built-in voices are the
    /// first of an instance), and one voice is chosen: what nobody wished for never steps in behind
    /// another voice, as it may be paid, or be a machine behind a person's. Who wants that names it
    /// last. Empty: nobody speaks it.
    #[must_use]
    pub fn choose(&self, language: &str, before: &[String]) -> Vec<Voice> {
        let mut chosen: Vec<Voice> = Vec::new();
        let wishes = before.iter().chain(self.wishes.of(language));
        for voice in wishes.filter_map(|wish| self.named(wish, language)) {
            if !chosen.contains(&voice) {
                chosen.push(voice);
            }
        }
        if chosen.is_empty() {
            let of = |engine: &Arc<dyn Engine>| best_for(language, &engine.voices()).cloned();
            chosen.extend(self.engines.iter().find_map(of));
        }
        chosen
    }

    /// The voice that a wish means for a language; none if it does not speak it.
    #[must_use]
    pub fn named(&self, wish: &str, language: &str) -> Option<Voice> {
        let whole = self.engines.iter().find(|engine| engine.name() == wish);
        let voices = whole.map_or_else(|| self.voices(), |engine| engine.voices());
        let is_meant = |voice: &Voice| whole.is_some() || voice.name == wish;
        let meant: Vec<Voice> = voices.into_iter().filter(is_meant).collect();
        best_for(language, &meant).cloned()
    }

    /// Speaks a text once, and believes only what can be it: no audio that is silent, or of a
    /// length outside half to twice what the voice usually takes.
    ///
    /// # Errors
    /// Those of the engine, and of the text: nothing to say (give up), too long for the engine
    /// (split).
    pub async fn speak(&self, text: &str, voice: &Voice) -> Result<Spoken, SpeechError> {
        let unknown = || SpeechError::UnknownVoice { name: voice.name.clone() };
        let engine = self.engine_of(&voice.name).ok_or_else(unknown)?;
        if !text.contains(char::is_alphanumeric) {
            return Err(Unspeakable::NothingToSay.into());
        }
        let (characters, most) = (engine.characters_of(text), engine.abilities().characters);
        if characters > most {
            return Err(SpeechError::TextTooLong { characters, most });
        }
        let spoken = engine.speak(text, voice).await?;
        self.check_length(text, &spoken.pcm, voice)?;
        if spoken.pcm.is_silent() {
            return Err(SpeechError::Mute);
        }
        Ok(spoken)
    }

    fn check_length(&self, text: &str, pcm: &Pcm, voice: &Voice) -> Result<(), SpeechError> {
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        paces.entry(voice.name.clone()).or_default().check(text, pcm, voice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tone::Tone;

    fn names(cast: &Cast, language: &str, before: &[&str]) -> Vec<String> {
        let before: Vec<String> = before.iter().map(|&wish| wish.to_owned()).collect();
        cast.choose(language, &before).into_iter().map(|voice| voice.name).collect()
    }

    fn cast() -> Cast {
        let list = |wishes: &[&str]| wishes.iter().map(|&wish| wish.to_owned()).collect();
        let wishes = Wishes {
            languages: [
                ("de".to_owned(), list(&["tone-de"])),
                ("de-at".to_owned(), list(&["tone-de-AT", "tone-en"])),
            ]
            .into(),
            all: list(&["tone"]),
        };
        let tone = Tone::new(&["en", "de", "de-AT", "fr"]);
        Cast::new(vec![Arc::new(tone)]).preferring(wishes)
    }

    #[test]
    fn the_nearest_wish_comes_first_and_each_voice_once() {
        assert_eq!(names(&cast(), "de_AT", &[]), ["tone-de-AT", "tone-de"]);
        assert_eq!(names(&cast(), "de-CH", &[]), ["tone-de"]);
        assert_eq!(names(&cast(), "en", &[]), ["tone-en"]);
        assert_eq!(names(&cast(), "de-AT", &["tone-de", "pico"]), ["tone-de", "tone-de-AT"]);
    }

    #[test]
    fn wishes_that_do_not_speak_the_language_are_passed_over() {
        assert_eq!(names(&cast(), "fr", &["tone-de"]), ["tone-fr"]);
        assert!(names(&cast(), "ja", &["tone-de"]).is_empty());
    }

    #[test]
    fn a_wish_that_nobody_has_leaves_the_next_ones_and_at_last_the_first_engine() {
        // A site's voice may have been taken away since it was written into the row.
        assert_eq!(names(&cast(), "de-CH", &["gone"]), ["tone-de"], "the language's");
        assert_eq!(names(&cast(), "fr", &["gone"]), ["tone-fr"], "that of all");
        let engines: Vec<Arc<dyn Engine>> =
            vec![Arc::new(Tone::new(&["en"])), Arc::new(Tone::new(&["en-GB", "sv"]))];
        let unwished = Cast::new(engines);
        assert_eq!(names(&unwished, "en-GB", &["gone"]), ["tone-en"], "the first engine's");
        assert_eq!(names(&unwished, "sv", &[]), ["tone-sv"], "the first engine that speaks it");
        assert!(names(&unwished, "nl", &["gone"]).is_empty());
    }

    #[test]
    fn what_nobody_wished_for_steps_in_behind_no_other_voice() {
        assert_eq!(names(&cast(), "de", &["tone-de"]), ["tone-de"]);
        let engines: Vec<Arc<dyn Engine>> =
            vec![Arc::new(Tone::new(&["en"])), Arc::new(Tone::new(&["en-GB"]))];
        assert_eq!(names(&Cast::new(engines), "en", &[]), ["tone-en"]);
    }

    #[tokio::test]
    async fn a_text_without_words_is_not_spoken() {
        let voice = cast().voices().remove(0);
        let error = cast().speak(" … ", &voice).await.unwrap_err();
        assert!(matches!(error, SpeechError::Unspeakable(Unspeakable::NothingToSay)));
        let error = cast().speak(&"word ".repeat(500), &voice).await.unwrap_err();
        assert!(matches!(error, SpeechError::TextTooLong { characters: 2500, most: 2000 }));
    }
}
