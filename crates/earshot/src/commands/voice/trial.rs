//! `earshot voice try`: speaks a text, and masters it as an episode would be.
//!
//! Nothing is cached: what is measured is the voice. A WAV is what the voice gave, before mastering.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use speech::{Cast, Codec, MasterSettings, Mastered, Part, Tags, Voice};

use crate::{arguments::VoiceTry, commands::Usage, output, settings::Settings, wiring};

/// The most characters that are tried: some ten minutes, and for a voice that is paid some cents.
const MOST_CHARACTERS: usize = 10_000;
/// Characters of one group of sentences, as episodes have them, in round figures.
const GROUP: usize = 400;
/// The pause behind a group, in milliseconds.
const PAUSE_MS: u32 = 400;

pub(super) async fn run(settings: &Settings, asked: &VoiceTry) -> anyhow::Result<ExitCode> {
    let text = text(&asked.text)?;
    let cast = wiring::cast(settings)?;
    let voice = voice(&cast, asked)?;
    let file = asked.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.mp3", voice.name)));
    let kind = Kind::of(&file)?;

    let language = asked.language.as_deref().unwrap_or(&voice.language);
    let started = Instant::now();
    let groups = groups(&text, language, most_characters(&cast, &voice));
    let mut parts = Vec::with_capacity(groups.len());
    for group in &groups {
        let spoken = cast.speak(group, &voice).await.context(voice.name.clone())?;
        parts.push(Part { text: group.clone(), ..Part::of(spoken, PAUSE_MS) });
    }
    let speaking = started.elapsed();

    let wav = (kind == Kind::Wav).then(|| wav(&parts)).transpose()?;
    let sound = wiring::master_settings(settings, kind.codec());
    let mastered = master(sound, parts, &text, language).await?;
    let written = match wav {
        Some(wav) => std::fs::write(&file, wav),
        None => std::fs::copy(mastered.file.path(), &file).map(drop),
    };
    written.with_context(|| {
        format!("{} cannot be written; name another file with --out", file.display())
    })?;

    let total = started.elapsed();
    if asked.json {
        return tell_json(&file, &voice, &mastered, (speaking, total));
    }
    let characters: u64 = groups.iter().map(|group| group.chars().count() as u64).sum();
    tell(&file, &voice, &mastered);
    output::result(&format!(
        "time taken  {:.2} s to speak {characters} characters, {:.2} s in all",
        speaking.as_secs_f64(),
        total.as_secs_f64()
    ));
    if let Some(price) = cast.engine_of(&voice.name).and_then(|it| it.abilities().price) {
        output::result(&format!("price       {}", super::list::money(&price, characters)));
    }
    Ok(ExitCode::SUCCESS)
}

/// The text that was typed; `-` is standard input.
fn text(typed: &str) -> anyhow::Result<String> {
    let mut text = typed.to_owned();
    if typed == "-" {
        text.clear();
        let most = 4 * MOST_CHARACTERS as u64 + 1;
        std::io::stdin().take(most).read_to_string(&mut text).context("standard input")?;
    }
    if text.chars().count() > MOST_CHARACTERS {
        return Err(Usage(format!("the text has more than {MOST_CHARACTERS} characters")).into());
    }
    if !text.contains(char::is_alphanumeric) {
        return Err(Usage("there is nothing to say in the text".to_owned()).into());
    }
    Ok(text)
}

/// The voice that is asked for, or the one that would read an episode of that language.
fn voice(cast: &Cast, asked: &VoiceTry) -> anyhow::Result<Voice> {
    let unknown = |problem: String| Usage(format!("{problem}; `earshot voice list` shows all"));
    let Some(name) = &asked.voice else {
        let language = asked.language.as_deref().unwrap_or("en");
        let chosen = cast.choose(language, &[]).into_iter().next();
        return Ok(chosen.ok_or_else(|| unknown(format!("no voice speaks “{language}”")))?);
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
    Ok(chosen.cloned().ok_or_else(|| unknown(format!("{name} does not speak “{language}”")))?)
}

fn most_characters(cast: &Cast, voice: &Voice) -> usize {
    let most = cast.engine_of(&voice.name).map(|engine| engine.abilities().characters);
    most.unwrap_or(GROUP).min(GROUP)
}

/// The text as it is spoken, in groups of sentences.
fn groups(text: &str, language: &str, most: usize) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut group = String::new();
        for sentence in sentences(line, language) {
            for word in sentence.split_whitespace() {
                add(&mut groups, &mut group, word, most);
            }
            // Between sentences is the better place to part them.
            if group.chars().count() > most / 2 {
                groups.push(std::mem::take(&mut group));
            }
        }
        groups.push(group);
    }
    groups.retain(|group| group.contains(char::is_alphanumeric));
    groups
}

fn add(groups: &mut Vec<String>, group: &mut String, word: &str, most: usize) {
    let is_full = group.chars().count() + word.chars().count() >= most;
    if is_full && !group.is_empty() {
        groups.push(std::mem::take(group));
    }
    if !group.is_empty() {
        group.push(' ');
    }
    group.push_str(word);
}

/// Sentences as a newsreader says them, where the language is one that narration knows.
fn sentences(line: &str, language: &str) -> Vec<String> {
    match narration::Language::parse(language) {
        Some(known) => narration::sentences(known, line)
            .into_iter()
            .map(|sentence| narration::spoken(language, sentence))
            .collect(),
        None => vec![line.to_owned()],
    }
}

async fn master(
    sound: MasterSettings,
    parts: Vec<Part>,
    text: &str,
    language: &str,
) -> anyhow::Result<Mastered> {
    let tags = Tags {
        title: text.chars().take(60).collect(),
        artist: crate::instance::TITLE.to_owned(),
        album: crate::instance::TITLE.to_owned(),
        language: Some(language.to_owned()),
        comment: Some("Read by a synthetic voice.".to_owned()),
        ..Tags::default()
    };
    let work = move || speech::master(&parts, &tags, &sound, tempfile::NamedTempFile::new()?);
    tokio::task::spawn_blocking(work).await?.context("mastering")
}

/// What the voice gave, one after another.
fn wav(parts: &[Part]) -> anyhow::Result<Vec<u8>> {
    let mut whole: Option<speech::Pcm> = None;
    for part in parts {
        let speech::Sound::Memory(spoken) = &part.sound else { continue };
        match &mut whole {
            Some(whole) => whole.samples.extend_from_slice(&spoken.pcm.samples),
            None => whole = Some(spoken.pcm.clone()),
        }
    }
    Ok(whole.context("nothing was spoken")?.to_wav())
}

fn tell(file: &Path, voice: &Voice, mastered: &Mastered) {
    let samples = u32::try_from(mastered.samples).unwrap_or(u32::MAX);
    let seconds = f64::from(samples) / f64::from(mastered.rate);
    output::result(&format!("file        {}", file.display()));
    output::result(&format!("voice       {} ({})", voice.name, voice.language));
    output::result(&format!("audio       {seconds:.2} s"));
    output::result(&format!("loudness    {:.1} LUFS", mastered.loudness_lufs));
    output::result(&format!("true peak   {:.1} dBTP", mastered.true_peak_dbtp));
}

/// The same for programs.
fn tell_json(
    file: &Path,
    voice: &Voice,
    mastered: &Mastered,
    (speaking, total): (Duration, Duration),
) -> anyhow::Result<ExitCode> {
    let told = serde_json::json!({
        "file": file,
        "voice": voice.name,
        "language": voice.language,
        "samples": mastered.samples,
        "sample_rate": mastered.rate,
        "loudness_lufs": mastered.loudness_lufs,
        "true_peak_dbtp": mastered.true_peak_dbtp,
        "seconds_to_speak": speaking.as_secs_f64(),
        "seconds_in_all": total.as_secs_f64(),
    });
    output::result(&serde_json::to_string(&told)?);
    Ok(ExitCode::SUCCESS)
}

/// What a file is to hold, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mp3,
    Opus,
    Wav,
}

impl Kind {
    /// How it is mastered.
    fn codec(self) -> Codec {
        if self == Self::Opus { Codec::Opus } else { Codec::Mp3 }
    }

    fn of(file: &Path) -> anyhow::Result<Self> {
        let ending = file.extension().and_then(|it| it.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("mp3") => Ok(Self::Mp3),
            Some("opus") => Ok(Self::Opus),
            Some("wav") => Ok(Self::Wav),
            _ => {
                Err(Usage(format!("--out: {} must end in .mp3, .opus or .wav", file.display()))
                    .into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_spoken_in_groups_of_sentences() {
        let text = "It rained. Dr. Smith paid £3m.\n\n\nThen the sun came out.";

        let spoken = groups(text, "en", 400);

        assert_eq!(spoken.len(), 2, "{spoken:?}");
        assert!(spoken[0].ends_with("three million pounds."), "{spoken:?}");
    }

    #[test]
    fn no_group_is_longer_than_the_engine_takes() {
        let text = "word ".repeat(500);
        let groups = groups(&text, "sv", 100);
        assert!(groups.iter().all(|group| group.chars().count() <= 100));
        assert_eq!(groups.join(" ").split(' ').count(), 500);
    }

    #[test]
    fn another_ending_is_refused() {
        assert_eq!(Kind::of(Path::new("a.MP3")).unwrap(), Kind::Mp3);
        assert!(Kind::of(Path::new("a.ogg")).is_err());
        assert!(Kind::of(Path::new("mp3")).is_err());
    }
}
