//! Speaks with real child processes, masters what they say, and decodes the result.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod catalogue;
mod commands;
mod faults;
mod mastering;
mod onnx;
mod openai;
mod polly;
mod replaced;
mod speaking;
mod stub;

use std::path::PathBuf;

use speech::{ChildSettings, Engine as _, Pico, PicoSettings as Settings, Voice};

/// An engine whose children run as `voice_child MODE`: `serve`, or a way to misbehave.
fn settings(mode: &str) -> Settings {
    // One folder for all tests; the files are 6.5 MB.
    let mut settings = Settings::new(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("voices"));
    serve_with(&mut settings.children, mode);
    settings
}

fn serve_with(children: &mut ChildSettings, mode: &str) {
    children.program = PathBuf::from(env!("CARGO_BIN_EXE_voice_child"));
    children.arguments = vec![mode.to_owned()];
}

fn pico() -> Pico {
    Pico::new(settings("serve")).unwrap()
}

fn voice(language: &str) -> Voice {
    speech::best_for(language, &pico().voices()).unwrap().clone()
}

/// A paragraph of news in each language that has a voice: (language, text).
const PARAGRAPHS: [(&str, &str); 6] = [
    (
        "en-US",
        "The city council voted on Tuesday to reopen the old railway bridge, which has been \
         closed since the floods of last spring. Engineers said that the repairs had taken \
         longer than planned, because the stone pillars were weaker than anyone had expected.",
    ),
    (
        "en-GB",
        "The city council voted on Tuesday to reopen the old railway bridge, which has been \
         closed since the floods of last spring. Engineers said that the repairs had taken \
         longer than planned, because the stone pillars were weaker than anyone had expected.",
    ),
    (
        "de-DE",
        "Der Stadtrat hat am Dienstag beschlossen, die alte Eisenbahnbrücke wieder zu öffnen, die \
         seit dem Hochwasser im Frühling gesperrt war. Die Arbeiten dauerten länger als geplant, \
         weil die steinernen Pfeiler schwächer waren als erwartet.",
    ),
    (
        "es-ES",
        "El ayuntamiento decidió el martes reabrir el viejo puente del ferrocarril, que estaba \
         cerrado desde las inundaciones de la primavera. Las obras duraron más de lo previsto, \
         porque los pilares de piedra eran más débiles de lo que se esperaba.",
    ),
    (
        "fr-FR",
        "Le conseil municipal a décidé mardi de rouvrir le vieux pont du chemin de fer, fermé \
         depuis les inondations du printemps dernier. Les travaux ont duré plus longtemps que \
         prévu, car les piliers de pierre étaient plus fragiles que prévu.",
    ),
    (
        "it-IT",
        "Il consiglio comunale ha deciso martedì di riaprire il vecchio ponte della ferrovia, \
         chiuso dopo le alluvioni della scorsa primavera. I lavori sono durati più del previsto, \
         perché i pilastri di pietra erano più deboli di quanto si pensasse.",
    ),
];
