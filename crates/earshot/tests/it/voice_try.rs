//! `voice try`: what an episode would say, paid as an episode is.

use std::{
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Output,
};

use anyhow::ensure;
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    earshot::Earshot,
    voices::{Manner, VoiceServer},
};

const TEXT: &str = "Dr. Siobhan paid £3m. Then it rained all day in Leicester.";
const SAID: [&str; 2] =
    ["Doctor Shivawn paid three million pounds.", "Then it rained all day in Leicester."];

/// Over a folder, with a voice of the server that costs 16 millionths a character.
fn earshot(folder: &Path, server: &VoiceServer, more: &str) -> anyhow::Result<Earshot> {
    let voices = folder.join("voices.toml");
    let text = format!(
        "[engine.stub]\nkind = \"openai\"\naddress = \"{}\"\nmodel = \"stub\"\n\
         price_per_million = 16.0\nvoices = [{{ id = \"one\", language = \"en\" }}]\n{more}\n",
        server.address
    );
    std::fs::write(&voices, text)?;
    let lexicon = folder.join("lexicon.txt");
    std::fs::write(&lexicon, "[en]\nSiobhan = Shivawn\n")?;
    Ok(Earshot::default()
        .with("DATA_DIR", &folder.join("data").display().to_string())
        .with("VOICES", &voices.display().to_string())
        .with("VOICE", "stub,pico")
        .with("LEXICON", &lexicon.display().to_string()))
}

fn told(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn out(folder: &Path) -> String {
    folder.join("said.mp3").display().to_string()
}

fn costs(earshot: &Earshot) -> anyhow::Result<Vec<Value>> {
    let lines = told(&earshot.run(&["voice", "cost", "--json"])?.stdout);
    Ok(lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_says_what_an_episode_would_and_is_paid_once() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Well).await?;
    let earshot = earshot(folder.path(), &server, "")?;
    let try_it = ["voice", "try", TEXT, "--out", &out(folder.path())];

    let first = earshot.run(&try_it)?;

    ensure!(first.status.success(), "{}", told(&first.stderr));
    ensure!(*server.texts() == SAID, "{:?}", server.texts());
    let characters: usize = SAID.iter().map(|text| text.chars().count()).sum();
    let expected = format!("cost        0.0013 USD for {characters} characters");
    ensure!(told(&first.stdout).contains(&expected), "{}", told(&first.stdout));
    let ledger = costs(&earshot)?;
    ensure!(ledger.len() == 1, "{ledger:?}");
    ensure!(ledger[0]["site"] == Value::Null && ledger[0]["voice"] == "stub-one", "{ledger:?}");
    ensure!(ledger[0]["characters"] == characters && ledger[0]["calls"] == 2, "{ledger:?}");
    ensure!(ledger[0]["cost_micros"] == 16 * characters, "{ledger:?}");
    let table = told(&earshot.run(&["voice", "cost"])?.stdout);
    ensure!(table.contains("(tried)") && table.contains("total of "), "{table}");

    let mut again = try_it.to_vec();
    again.push("--json");
    let again = earshot.json(&again)?;
    ensure!(server.calls() == 2, "said, and paid, again");
    ensure!(again["cost_micros"] == 0 && again["characters"] == characters, "{again}");
    ensure!(costs(&earshot)? == ledger);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_bounds_what_is_tried() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Well).await?;
    let earshot = earshot(folder.path(), &server, "budget_characters = 50")?;

    let output = earshot.run(&["voice", "try", TEXT, "--out", &out(folder.path())])?;

    ensure!(output.status.code() == Some(1), "{output:?}");
    let message = told(&output.stderr);
    ensure!(message.contains("the budget of stub for this month has no room"), "{message}");
    ensure!(server.calls() == 0, "{:?}", server.texts());
    let short = earshot.run(&["voice", "try", "It rained.", "--out", &out(folder.path())])?;
    ensure!(short.status.success(), "{}", told(&short.stderr));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_voice_steps_in_unless_one_was_named() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let server = VoiceServer::start(Manner::Refusing).await?;
    let earshot = earshot(folder.path(), &server, "")?;
    let out = out(folder.path());

    let output = earshot.run(&["voice", "try", TEXT, "--out", &out])?;
    let named = earshot.run(&["voice", "try", TEXT, "--voice", "stub", "--out", &out])?;

    let message = told(&output.stderr);
    ensure!(output.status.success(), "{message}");
    ensure!(message.contains("stub-one cannot say it: ") && message.contains("401"), "{message}");
    ensure!(message.contains("pico-en-US steps in"), "{message}");
    ensure!(told(&output.stdout).contains("pico-en-US (en-US)"), "{}", told(&output.stdout));
    let message = told(&named.stderr);
    ensure!(named.status.code() == Some(1), "{message}");
    ensure!(message.contains("stub-one") && !message.contains("pico"), "{message}");
    ensure!(costs(&earshot)?.iter().all(|line| line["cost_micros"] == 0), "refused is free");
    Ok(())
}

/// The mode of a file that any program makes here.
fn usual_mode(folder: &Path) -> anyhow::Result<u32> {
    let file = folder.join("any");
    std::fs::write(&file, "")?;
    mode(&file)
}

fn mode(file: &Path) -> anyhow::Result<u32> {
    Ok(std::fs::metadata(file)?.permissions().mode() & 0o777)
}

#[test]
fn files_are_of_the_instances_format_and_as_open_as_any() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let data = folder.path().join("data");
    let earshot = Earshot::default().with("DATA_DIR", &data.display().to_string());
    let try_it = ["voice", "try", "It rained all day.", "--voice", "pico-en-GB"];
    let in_folder = |earshot: &Earshot, more: &[&str]| -> anyhow::Result<Output> {
        let output = earshot.run_in(folder.path(), &[&try_it, more].concat())?;
        ensure!(output.status.success(), "{}", told(&output.stderr));
        Ok(output)
    };

    in_folder(&earshot, &[])?;
    in_folder(&earshot.clone().with("AUDIO_FORMAT", "opus"), &[])?;
    in_folder(&earshot, &["--out", "a.wav"])?;

    for (name, magic) in
        [("pico-en-GB.mp3", &b"ID3"[..]), ("pico-en-GB.opus", b"OggS"), ("a.wav", b"RIFF")]
    {
        let file: PathBuf = folder.path().join(name);
        ensure!(std::fs::read(&file)?.starts_with(magic), "{name}");
        ensure!(mode(&file)? == usual_mode(folder.path())?, "{name}: {:o}", mode(&file)?);
    }
    for file in std::fs::read_dir(data.join("voices"))? {
        let file = file?.path();
        ensure!(!file.is_file() || mode(&file)? == usual_mode(folder.path())?, "{file:?}");
    }
    ensure!(!data.join("earshot.db").exists(), "what is free needs no ledger");
    Ok(())
}

#[test]
fn a_text_that_is_too_long_is_told_with_the_limit() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let earshot = Earshot::default().with("DATA_DIR", &folder.path().display().to_string());

    let output = earshot.run(&["voice", "try", &"rain ".repeat(2_001)])?;
    let help = earshot.run(&["voice", "try", "--help"])?;

    let message = told(&output.stderr);
    ensure!(output.status.code() == Some(2), "{message}");
    ensure!(message.contains("10005 characters, and at most 10000 are tried at once"), "{message}");
    ensure!(told(&help.stdout).contains("at most 10,000 characters"), "{}", told(&help.stdout));
    Ok(())
}

/// A program that reads Swedish, for 16 millionths a character, and can read ASCII alone.
fn earshot_with_program(folder: &Path) -> anyhow::Result<Earshot> {
    std::fs::write(folder.join("tone.wav"), speech::tone(300, 2_500, 16_000).to_wav())?;
    let voices = folder.join("voices.toml");
    let text = format!(
        "[engine.stub]\nkind = \"command\"\nprogram = \"/bin/cp\"\n\
         arguments = [\"{}\", \"{{output}}\"]\nencoding = \"ascii\"\n\
         price_per_million = 16.0\nvoices = [{{ id = \"one\", language = \"sv\" }}]\n",
        folder.join("tone.wav").display()
    );
    std::fs::write(&voices, text)?;
    Ok(Earshot::default()
        .with("DATA_DIR", &folder.join("data").display().to_string())
        .with("VOICES", &voices.display().to_string()))
}

#[test]
fn what_is_sent_to_a_program_is_counted_rather_than_what_is_written() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let earshot = earshot_with_program(folder.path())?;
    let text = "Vaktmästaren tog 5€ i går – och 6€ i dag.";
    let sent = "Vaktmastaren tog 5 euros i gar, och 6 euros i dag.";

    let tried = earshot.json(&[
        "voice",
        "try",
        text,
        "--language",
        "sv",
        "--json",
        "--out",
        &out(folder.path()),
    ])?;

    let characters = sent.chars().count();
    ensure!(characters > text.chars().count() && tried["paid_characters"] == characters, "{tried}");
    ensure!(tried["cost_micros"] == 16 * characters, "{tried}");
    Ok(())
}
