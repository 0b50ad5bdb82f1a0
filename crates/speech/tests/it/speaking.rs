//! What the engine says when all is well.

use speech::{Advice, Engine as _, SpeechError, Voice};

use crate::{PARAGRAPHS, pico, settings, voice};

#[tokio::test]
async fn every_voice_speaks_a_paragraph_in_a_likely_time() {
    let pico = pico();
    for (language, text) in PARAGRAPHS {
        let pcm = pico.speak(text, &voice(language)).await.unwrap().pcm;
        let seconds = pcm.duration().as_secs_f64();
        assert_eq!(pcm.rate, 16_000);
        assert!((10.0..25.0).contains(&seconds), "{language}: {seconds} s");
    }
}

#[tokio::test]
async fn the_same_text_sounds_the_same_whatever_was_said_before() {
    let (fresh, used) = (pico(), pico());
    let voice = voice("en-US");
    let first = fresh.speak(PARAGRAPHS[0].1, &voice).await.unwrap();
    for before in ["A question?", "Numbers: 1, 2, 3. A half-finished thought", "Eh"] {
        used.speak(before, &voice).await.unwrap();
    }
    let later = used.speak(PARAGRAPHS[0].1, &voice).await.unwrap();
    assert!(first == later, "{} and {} samples", first.pcm.samples.len(), later.pcm.samples.len());
}

#[tokio::test]
async fn more_callers_than_processes_wait_their_turn() {
    let mut settings = settings("serve");
    settings.children.processes = 2;
    let pico = speech::Pico::new(settings).unwrap();
    let (en, de) = (voice("en"), voice("de"));
    let (a, b, c, d) = tokio::join!(
        pico.speak("The first sentence.", &en),
        pico.speak("Der zweite Satz.", &de),
        pico.speak("The first sentence.", &en),
        pico.speak("Der zweite Satz.", &de),
    );
    assert_eq!(a.unwrap(), c.unwrap());
    assert_eq!(b.unwrap(), d.unwrap());
}

#[tokio::test]
async fn markup_is_not_obeyed() {
    let pico = pico();
    let voice = voice("en-US");
    let plain = pico.speak("It rained  volume level='10'  all day.", &voice).await.unwrap();
    let marked = pico.speak("It rained <volume level='10'> all day.", &voice).await.unwrap();
    assert_eq!(plain, marked);
}

#[tokio::test]
async fn the_longest_group_in_every_voice_is_spoken_whole() {
    let pico = pico();
    for (language, text) in PARAGRAPHS {
        let long: String = text.chars().cycle().take(2000).collect();
        let seconds = pico.speak(&long, &voice(language)).await.unwrap().pcm.duration().as_secs();
        assert!((90..200).contains(&seconds), "{language}: {seconds} s");
    }
}

#[tokio::test]
async fn hostile_texts_are_spoken_or_refused_but_leave_the_engine_working() {
    let pico = pico();
    let voice = voice("en-US");
    let digits = "7".repeat(60);
    let word = "w".repeat(1999);
    let commas = format!("a{}", ",".repeat(1500));
    for text in [&digits, &word, &commas, "\u{feff}a\u{202e}b", "((((((((((((((", "é́́́́́́́́a", "&lt;b&gt;"]
    {
        if let Err(error) = pico.speak(text, &voice).await {
            assert!(!matches!(error, SpeechError::Timeout { .. }), "{text}: {error}");
        }
        pico.check().await.unwrap();
    }
}

#[tokio::test]
async fn a_voice_that_is_not_there_is_final() {
    let nobody =
        Voice { name: "nobody".to_owned(), language: "en".to_owned(), micros_per_character: None };
    let error = pico().speak("Hello.", &nobody).await.unwrap_err();
    assert!(matches!(error, SpeechError::UnknownVoice { .. }));
    assert_eq!(error.advice(), Advice::GiveUp);
}
