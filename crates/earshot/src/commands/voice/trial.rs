//! `earshot voice try`: says a text as an episode would say it, and masters it as one.
//!
//! The script is written with the operator's lexicon, the voices step in for one another, and what is
//! paid for is in the ledger, held against the budget. Nothing is published. What is free is said anew
//! each time, as it is the voice that is heard and measured.

use std::{fmt::Display, io::Read as _, process::ExitCode, time::Instant};

use anyhow::Context as _;
use jobs::{Failed, Said, Trial};
use narration::{Group, Script};
use speech::{Cast, Mastered, Tags, Voice};

use crate::{
    arguments::{TRIED_CHARACTERS, VoiceTry},
    commands::Usage,
    output,
    settings::Settings,
    wiring,
};

use file::Kind;
use tell::{Paying, Tried};

mod file;
mod tell;

/// Bytes of a character at most (UTF-8).
const CHARACTER_BYTES: u64 = 4;

pub(super) async fn run(settings: &Settings, asked: &VoiceTry) -> anyhow::Result<ExitCode> {
    let text = text(&asked.text)?;
    let cast = wiring::cast(settings)?;
    let voices = voices(&cast, asked)?;
    let kind = match &asked.out {
        Some(file) => Kind::of(file)?,
        None => Kind::usual(settings),
    };
    let language = language(&voices, asked);
    let script = script(&text, &language, settings)?;

    let started = Instant::now();
    let said = say(settings, &cast, &script, &voices).await?;
    let speaking = started.elapsed();
    let file = asked.out.clone().unwrap_or_else(|| kind.file_of(&said.voice));
    let mastered = master(settings, &said, kind, tags(&text, &language)).await?;
    kind.write(&file, &said, &mastered)?;
    let tried = Tried {
        file: &file,
        voice: &said.voice,
        characters: script.groups.iter().map(|group| group.text.chars().count()).sum(),
        paying: Paying::of(&cast, &said.voice, said.paid),
        mastered: &mastered,
        speaking,
        total: started.elapsed(),
    };
    if asked.json {
        output::result(&tried.as_json().to_string());
    } else {
        tried.tell();
    }
    Ok(ExitCode::SUCCESS)
}

/// The text that was typed; `-` is standard input.
fn text(typed: &str) -> anyhow::Result<String> {
    let mut text = typed.to_owned();
    if typed == "-" {
        let most = CHARACTER_BYTES * TRIED_CHARACTERS as u64;
        let mut bytes = Vec::new();
        std::io::stdin().take(most + 1).read_to_end(&mut bytes).context("standard input")?;
        if bytes.len() as u64 > most {
            return Err(too_long(format!("more than {TRIED_CHARACTERS}")));
        }
        let not_text = |_| Usage("standard input is no text in UTF-8".to_owned());
        text = String::from_utf8(bytes).map_err(not_text)?;
    }
    let characters = text.chars().count();
    if characters > TRIED_CHARACTERS {
        return Err(too_long(characters));
    }
    if !text.contains(char::is_alphanumeric) {
        return Err(Usage("there is nothing to say in the text".to_owned()).into());
    }
    Ok(text)
}

fn too_long(characters: impl Display) -> anyhow::Error {
    let problem = format!(
        "the text has {characters} characters, and at most {TRIED_CHARACTERS} are tried at once: \
         try a part of it"
    );
    Usage(problem).into()
}

/// Who says it, in order: the voice that is asked for alone, or those that would read an episode.
fn voices(cast: &Cast, asked: &VoiceTry) -> anyhow::Result<Vec<Voice>> {
    let unknown = |problem: String| Usage(format!("{problem}; `earshot voice list` shows all"));
    let Some(name) = &asked.voice else {
        let language = asked.language.as_deref().unwrap_or("en");
        let chosen = cast.choose(language, &[]);
        if chosen.is_empty() {
            return Err(unknown(format!("no voice speaks “{language}”")).into());
        }
        return Ok(chosen);
    };
    if !cast.has(name) {
        return Err(unknown(format!("no voice or engine is called “{name}”")).into());
    }
    let own: Vec<Voice> = match cast.engines().iter().find(|engine| engine.name() == name) {
        Some(engine) => engine.voices(),
        None => cast.voices().into_iter().filter(|voice| voice.name == *name).collect(),
    };
    let chosen = match &asked.language {
        Some(language) => speech::best_for(language, &own),
        None => own.first(),
    };
    let language = asked.language.as_deref().unwrap_or_default();
    let chosen = chosen.cloned();
    Ok(vec![chosen.ok_or_else(|| unknown(format!("{name} does not speak “{language}”")))?])
}

/// The text's language: as it was told, or that of the voice that was named, or English.
fn language(voices: &[Voice], asked: &VoiceTry) -> String {
    let of_voice = voices.first().filter(|_| asked.voice.is_some());
    let untold = || of_voice.map_or_else(|| "en".to_owned(), |voice| voice.language.clone());
    asked.language.clone().unwrap_or_else(untold)
}

/// What is said: as a newsreader would, where the language is one that narration knows.
fn script(text: &str, language: &str, settings: &Settings) -> anyhow::Result<Script> {
    if narration::Language::parse(language).is_none() {
        return Ok(as_written(text, language));
    }
    narration::script_of_lines(text, language, &settings.lexicon).map_err(|_no_text| {
        let problem = "there is nothing to say in the text: an episode leaves out what is for the \
                       eye alone, such as addresses and “Read more”";
        Usage(problem.to_owned()).into()
    })
}

/// Each line as it stands there.
fn as_written(text: &str, language: &str) -> Script {
    let lines = text.lines().map(str::trim).filter(|line| line.contains(char::is_alphanumeric));
    let kind = narration::Kind::Text;
    let group = |line: &str| Group {
        text: line.to_owned(),
        words: Vec::new(),
        pause_after_ms: kind.pause_after_ms(),
        kind,
    };
    Script { language: language.to_owned(), groups: lines.map(group).collect() }
}

/// Has it said by the first of the voices that can, and tells of those that cannot.
async fn say(
    settings: &Settings,
    cast: &Cast,
    script: &Script,
    voices: &[Voice],
) -> anyhow::Result<Said> {
    let of_jobs = wiring::jobs_settings(settings, false);
    let trial = Trial { cast, settings: &of_jobs, script, voices };
    // What is free needs no database.
    let ledger = if trial.needs_ledger() { Some(wiring::database(settings).await?) } else { None };
    let has_next = voices.len() > 1;
    let failed = |Failed { voice, error, paid }: Failed<'_>| {
        let paying = Paying::of(cast, voice, paid);
        if has_next || paying.is_paid() {
            output::note(&format!("{} cannot say it: {error}{}", voice.name, paying.in_vain()));
        }
    };
    let said = trial.run(ledger.as_ref(), failed).await;
    let whom = match voices {
        [only] => only.name.clone(),
        _ => "nothing was said".to_owned(),
    };
    let said = said.context(whom)?;
    if voices.first() != Some(&said.voice) {
        output::note(&format!("{} steps in, as it would in an episode.", said.voice.name));
    }
    Ok(said)
}

fn tags(text: &str, language: &str) -> Tags {
    Tags {
        title: text.chars().take(60).collect(),
        artist: crate::instance::TITLE.to_owned(),
        album: crate::instance::TITLE.to_owned(),
        language: Some(language.to_owned()),
        comment: Some("Read by a synthetic voice.".to_owned()),
        ..Tags::default()
    }
}

async fn master(
    settings: &Settings,
    said: &Said,
    kind: Kind,
    tags: Tags,
) -> anyhow::Result<Mastered> {
    let parts = said.parts.clone();
    let sound = wiring::master_settings(settings, kind.codec(settings));
    let work = move || speech::master(&parts, &tags, &sound, tempfile::NamedTempFile::new()?);
    tokio::task::spawn_blocking(work).await?.context("mastering")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_said_as_an_episode_would_say_it() {
        let lexicon = narration::Lexicon::parse("[en]\nSmith = Smyth").unwrap();
        let settings = Settings { lexicon, ..Settings::default() };
        let text = "It rained. Dr. Smith paid £3m.\n\n\nThen the sun came out.";

        let script = script(text, "en-GB", &settings).unwrap();

        let said: Vec<&str> = script.groups.iter().map(|group| group.text.as_str()).collect();
        let expected =
            ["It rained.", "Doctor Smyth paid three million pounds.", "Then the sun came out."];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_language_without_rules_is_said_as_it_is_written() {
        let script = script("Det regnar.\n\n…\nI dag 3.", "sv", &Settings::default()).unwrap();
        let said: Vec<&str> = script.groups.iter().map(|group| group.text.as_str()).collect();
        assert_eq!(said, ["Det regnar.", "I dag 3."]);
        let known = super::script("It rained.", "en", &Settings::default()).unwrap();
        assert_eq!(script.groups[0].pause_after_ms, known.groups[0].pause_after_ms);
    }

    #[test]
    fn a_text_that_is_too_long_is_told_with_the_limit() {
        let error = text(&"a ".repeat(5_001)).unwrap_err().to_string();
        assert!(error.contains("10002 characters, and at most 10000"), "{error}");
        assert!(text(&"a ".repeat(5_000)).is_ok());
    }
}
