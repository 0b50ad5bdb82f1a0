//! The real programs, where they are installed.

use std::path::Path;
use std::sync::Arc;

use speech::{Cast, Command, CommandSettings, Engine as _, Pcm};

use crate::PARAGRAPHS;

/// The preset for a program of this machine; none, and a line that says so, where it is missing.
fn installed(program: &str) -> Option<CommandSettings> {
    let settings = CommandSettings::preset(program, Path::new(program)).unwrap();
    let is_there = ["/usr/bin", "/usr/local/bin"]
        .iter()
        .any(|folder| Path::new(folder).join(&settings.program).exists());
    if !is_there {
        #[expect(clippy::print_stderr, reason = "whoever runs the tests is to see it")]
        {
            eprintln!("{program} is not installed: passed over (apt-get install {program})");
        }
    }
    is_there.then_some(settings)
}

/// Speaks with a real program, checked and believed.
async fn heard(program: &str, voice: &str, text: &str) -> Option<Pcm> {
    let engine = Command::new(installed(program)?).unwrap();
    engine.check().await.unwrap();
    let cast = Cast::new(vec![Arc::new(engine)]);
    let name = format!("{program}-{voice}");
    let voice = cast.voices().into_iter().find(|one| one.name == name).unwrap();
    Some(cast.speak(text, &voice).await.unwrap().pcm)
}

fn paragraph(language: &str) -> &'static str {
    PARAGRAPHS.iter().find(|(of, _)| *of == language).unwrap().1
}

#[tokio::test]
async fn flite_speaks_with_all_its_voices() {
    for voice in ["rms", "slt", "awb", "kal", "kal16"] {
        let Some(pcm) = heard("flite", voice, paragraph("en-US")).await else { return };
        let again = heard("flite", voice, paragraph("en-US")).await.unwrap();
        assert!(pcm == again, "{voice}: other samples for the same text");
    }
}

#[tokio::test]
async fn flite_says_typography_as_it_says_ascii() {
    let typographic = "“It’s naïve” – she said it… in Zürich";
    let Some(pcm) = heard("flite", "slt", typographic).await else { return };
    let plain = heard("flite", "slt", "\"It's naive\", she said it... in Zurich").await.unwrap();
    assert!(pcm == plain);
}

#[tokio::test]
async fn espeak_ng_speaks_the_languages_of_pico_and_more() {
    for (voice, language) in [
        ("en-us", "en-US"),
        ("en-gb", "en-GB"),
        ("de", "de-DE"),
        ("fr-fr", "fr-FR"),
        ("it", "it-IT"),
        ("es", "es-ES"),
    ] {
        let Some(_pcm) = heard("espeak-ng", voice, paragraph(language)).await else { return };
    }
    heard("espeak-ng", "ru", "Погода сегодня хорошая, а завтра будет дождь.").await.unwrap();
}

#[tokio::test]
async fn espeak_ng_obeys_no_markup() {
    let marked = "It <break time='20s'/> rained [[h@'loU]] today";
    let Some(pcm) = heard("espeak-ng", "en-us", marked).await else { return };
    let plain = heard("espeak-ng", "en-us", "It break time='20s'/ rained h@'loU today").await;
    assert!(pcm == plain.unwrap());
}

#[tokio::test]
async fn festival_speaks() {
    let Some(pcm) = heard("festival", "kal_diphone", paragraph("en-US")).await else { return };
    assert_eq!(pcm.rate, 16_000);
}
