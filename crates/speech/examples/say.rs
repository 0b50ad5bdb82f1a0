//! Says a text file: `cargo run --release -p speech --example say -- en story.txt story.mp3`.
//!
//! Prints what it cost and what came of it. Paragraphs are cut at blank lines, groups at sentence
//! ends; the real script is `narration`'s.

#![expect(clippy::print_stdout, reason = "an example speaks to a person")]

use std::error::Error;
use std::fs;
use std::io::{stdin, stdout};

use rustix::time::{ClockId, clock_gettime};
use speech::{Engine as _, MasterSettings, Mastered, Part, Pico, PicoSettings, Tags};
use tempfile::NamedTempFile;

/// The most characters of one group.
const GROUP: usize = 600;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["voice-child"] => Ok(speech::serve_child(stdin().lock(), stdout().lock())?),
        [language, text, mp3] => say(language, text, mp3),
        _ => Err("usage: say LANGUAGE TEXT_FILE MP3_FILE".into()),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn say(language: &str, text_file: &str, mp3_file: &str) -> Result<(), Box<dyn Error>> {
    let pico = Pico::new(PicoSettings::new(std::env::temp_dir().join("earshot-voices")))?;
    let voices = pico.voices();
    let voice = speech::best_for(language, &voices).ok_or("no voice for this language")?;

    let mut parts = Vec::new();
    for group in groups(&fs::read_to_string(text_file)?) {
        let pcm = pico.speak(&group, voice).await?.pcm;
        parts.push(Part::of(pcm, 500));
    }
    drop(pico);
    let before = cpu_seconds();
    let tags = Tags { title: text_file.to_owned(), album: "say".to_owned(), ..Tags::default() };
    let mastered =
        speech::master(&parts, &tags, &MasterSettings::default(), NamedTempFile::new()?)?;
    let mastering = cpu_seconds() - before;

    fs::copy(mastered.file.path(), mp3_file)?;
    report(&mastered, mastering);
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "seconds of audio")]
fn report(mastered: &Mastered, mastering: f64) {
    let minutes = mastered.samples as f64 / f64::from(mastered.rate) / 60.0;
    println!("audio       {minutes:.2} minutes, {} samples", mastered.samples);
    println!("loudness    {:.2} LUFS", mastered.loudness_lufs);
    println!("true peak   {:.2} dBTP", mastered.true_peak_dbtp);
    println!("mastering   {:.2} CPU-s a minute of audio", mastering / minutes);
}

/// CPU time of this process; children count for `time`, which measures the whole.
#[expect(clippy::cast_precision_loss, reason = "seconds and nanoseconds of one run")]
fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn groups(text: &str) -> Vec<String> {
    let mut groups = vec![String::new()];
    for sentence in text.split_inclusive(['.', '!', '?', '\n']) {
        let is_full = groups.last().is_some_and(|group| group.len() + sentence.len() > GROUP);
        if is_full {
            groups.push(String::new());
        }
        if let Some(group) = groups.last_mut() {
            group.push_str(sentence);
        }
    }
    groups.retain(|group| group.contains(char::is_alphanumeric));
    groups
}
