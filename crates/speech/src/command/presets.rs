//! The programs that are known: how each is called, and which voices it has.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::fold::Writing;
use super::settings::{Settings, Speaker};

/// The preset for a program, by the name of its file.
pub(super) fn find(name: &str, program: &Path) -> Option<Settings> {
    match program.file_name()?.to_str()? {
        "flite" => Some(flite(name, program)),
        "espeak-ng" => Some(espeak_ng(name, program)),
        "festival" | "text2wave" => Some(festival(name, program)),
        "piper" => Some(piper(name, program)),
        _ => None,
    }
}

/// flite 2.2, with the voices that it is built with by itself. Of the English ones here, rms was
/// understood best (4 % of words misheard, slt 16 %).
fn flite(name: &str, program: &Path) -> Settings {
    let arguments = arguments(&["-voice", "{voice}", "-f", "{input}", "-o", "{output}"]);
    Settings {
        // It speaks with kal when it has no voice of a name.
        list_arguments: Some(vec!["-lv".to_owned()]),
        writing: Writing::Ascii,
        voices: speakers(&FLITE),
        deterministic: true,
        ..Settings::new(name, program, arguments)
    }
}

/// espeak-ng 1.51. It would read `[[…]]` as sounds, and `<…>` where it is told to: neither is left
/// in a text.
fn espeak_ng(name: &str, program: &Path) -> Settings {
    let arguments = arguments(&["-v", "{voice}", "-b", "1", "-w", "{output}", "--stdin"]);
    Settings {
        voices: speakers(&ESPEAK_NG),
        deterministic: true,
        ..Settings::new(name, program, arguments)
    }
}

/// festival 2.5, by its `text2wave`, with whichever voices are installed.
fn festival(name: &str, program: &Path) -> Settings {
    let arguments = arguments(&["-eval", "(voice_{voice})", "-o", "{output}", "{input}"]);
    Settings {
        version_program: Some(program.with_file_name("festival")),
        writing: Writing::Ascii,
        voices: speakers(&FESTIVAL),
        deterministic: true,
        ..Settings::new(name, &program.with_file_name("text2wave"), arguments)
    }
}

/// piper, the one in C++ (2023.11) and the one in Python (1.2 and later): one line is one text. It
/// draws its sounds by chance, and takes some seconds to load its model.
fn piper(name: &str, program: &Path) -> Settings {
    let arguments = arguments(&["--model", "{model}", "--output_file", "{output}"]);
    Settings {
        // The one in Python knows no --version.
        version_arguments: vec!["--help".to_owned()],
        timeout: Duration::from_mins(2),
        ..Settings::new(name, program, arguments)
    }
}

/// The voice of a piper model, by the name of its file: `en_US-lessac-medium.onnx`.
pub(super) fn speaker_of(model: &Path) -> Option<Speaker> {
    let id = PathBuf::from(model.file_name()?).with_extension("");
    let id = id.to_str()?;
    let (language, _) = id.split_once('-')?;
    let is_language = language.split('_').all(|part| (2..=3).contains(&part.len()));
    is_language.then(|| Speaker::new(id, &language.replace('_', "-")))
}

fn arguments(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(|&argument| argument.to_owned()).collect()
}

/// What a program calls a voice, its language, and its usual microseconds for a character of prose
/// (0: not measured; else on the paragraphs of news in `tests/it/main.rs`).
type Known = (&'static str, &'static str, u32);

fn speakers(known: &[Known]) -> Vec<Speaker> {
    let speaker = |&(id, language, micros): &Known| Speaker {
        micros_per_character: (micros != 0).then_some(micros),
        ..Speaker::new(id, language)
    };
    known.iter().map(speaker).collect()
}

const FLITE: [Known; 5] = [
    ("rms", "en-US", 63_000),
    ("slt", "en-US", 54_000),
    ("awb", "en-GB", 57_000),
    ("kal", "en-US", 56_000),
    ("kal16", "en-US", 56_000),
];

const FESTIVAL: [Known; 1] = [("kal_diphone", "en-US", 64_000)];

/// The languages of espeak-ng that news is written in.
const ESPEAK_NG: [Known; 56] = [
    ("en-us", "en-US", 54_000),
    ("en-gb", "en-GB", 53_000),
    ("en-gb-scotland", "en-GB-scotland", 0),
    ("de", "de-DE", 49_000),
    ("fr-fr", "fr-FR", 45_000),
    ("fr-be", "fr-BE", 0),
    ("fr-ch", "fr-CH", 0),
    ("es", "es-ES", 53_000),
    ("es-419", "es-419", 0),
    ("it", "it-IT", 55_000),
    ("af", "af", 0),
    ("ar", "ar", 0),
    ("az", "az", 0),
    ("be", "be", 0),
    ("bg", "bg", 0),
    ("bn", "bn", 0),
    ("bs", "bs", 0),
    ("ca", "ca", 0),
    ("cmn", "zh", 0),
    ("cs", "cs", 0),
    ("cy", "cy", 0),
    ("da", "da", 0),
    ("el", "el", 0),
    ("eo", "eo", 0),
    ("et", "et", 0),
    ("eu", "eu", 0),
    ("fa", "fa", 0),
    ("fi", "fi", 0),
    ("ga", "ga", 0),
    ("hi", "hi", 0),
    ("hr", "hr", 0),
    ("hu", "hu", 0),
    ("id", "id", 0),
    ("is", "is", 0),
    ("ja", "ja", 0),
    ("ka", "ka", 0),
    ("kk", "kk", 0),
    ("ko", "ko", 0),
    ("lt", "lt", 0),
    ("lv", "lv", 0),
    ("mk", "mk", 0),
    ("nb", "nb", 0),
    ("nl", "nl", 0),
    ("pl", "pl", 0),
    ("pt", "pt-PT", 0),
    ("pt-br", "pt-BR", 0),
    ("ro", "ro", 0),
    ("ru", "ru", 0),
    ("sk", "sk", 0),
    ("sl", "sl", 0),
    ("sq", "sq", 0),
    ("sr", "sr", 0),
    ("sv", "sv", 0),
    ("tr", "tr", 0),
    ("uk", "uk", 0),
    ("vi", "vi", 0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_known_by_its_file_wherever_it_lies() {
        assert!(find("a", Path::new("/opt/bin/flite")).is_some());
        assert!(find("a", Path::new("/opt/bin/say")).is_none());
        let festival = find("a", Path::new("/opt/bin/festival")).unwrap();
        assert_eq!(festival.program, Path::new("/opt/bin/text2wave"));
        assert_eq!(festival.version_command().0, Path::new("/opt/bin/festival"));
    }

    #[test]
    fn every_preset_can_be_called() {
        for program in ["flite", "espeak-ng", "festival", "piper"] {
            let mut settings = find(program, Path::new(program)).unwrap();
            if program == "piper" {
                settings.take_model(PathBuf::from("/m/en_US-lessac-medium.onnx"));
            }
            settings.check().unwrap();
        }
    }

    #[test]
    fn a_model_of_piper_tells_its_language() {
        let speaker = speaker_of(Path::new("/m/de_DE-thorsten-low.onnx")).unwrap();
        assert_eq!(
            (speaker.id.as_str(), speaker.language.as_str()),
            ("de_DE-thorsten-low", "de-DE")
        );
        assert_eq!(speaker_of(Path::new("/m/model.onnx")), None);
    }
}
