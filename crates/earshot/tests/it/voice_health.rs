//! Whether a voice works, and what is told where it does not.

use std::path::Path;

use anyhow::{Context as _, ensure};
use serde_json::Value;
use tempfile::TempDir;
use testkit::Site;
use tokio::net::TcpListener;

use crate::{
    earshot::Earshot,
    voices::{Manner, VoiceServer},
};

fn earshot(folder: &Path, voices: &str) -> anyhow::Result<Earshot> {
    let file = folder.join("voices.toml");
    std::fs::write(&file, voices)?;
    Ok(Earshot::default()
        .with("DATA_DIR", &folder.join("data").display().to_string())
        .with("VOICES", &file.display().to_string()))
}

/// Whether a voice works, and what is said of it.
fn state(earshot: &Earshot, voice: &str) -> anyhow::Result<(bool, String)> {
    let (works, problem) = known_state(earshot, voice)?;
    Ok((works.context("whether it works")?, problem))
}

/// Whether a voice works, where that is known, and what is said of it.
fn known_state(earshot: &Earshot, voice: &str) -> anyhow::Result<(Option<bool>, String)> {
    let lines = earshot.run(&["voice", "list", "--json"])?.stdout;
    let lines = String::from_utf8(lines)?;
    let lines: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let line = lines.iter().find(|line| line["voice"] == voice).context("the voice")?;
    let problem = line["problem"].as_str().unwrap_or_default().to_owned();
    Ok((line["works"].as_bool(), problem))
}

fn program(name: &str, program: &str, arguments: &str) -> String {
    format!(
        "[engine.{name}]\nkind = \"command\"\nprogram = \"{program}\"\narguments = {arguments}\n\
         voices = [{{ id = \"a\", language = \"en\" }}]\n"
    )
}

fn server(name: &str, address: &str, more: &str) -> String {
    format!(
        "[engine.{name}]\nkind = \"openai\"\naddress = \"{address}\"\nmodel = \"m\"\n\
         voices = [{{ id = \"a\", language = \"en\" }}]\n{more}\n"
    )
}

#[test]
fn a_program_that_is_no_voice_does_not_work() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let tone = folder.path().join("tone.wav");
    std::fs::write(&tone, speech::tone(300, 1_500, 16_000).to_wav())?;
    let silence = folder.path().join("silence.wav");
    let silent = speech::Pcm { samples: vec![0; 16_000], rate: 16_000 };
    std::fs::write(&silence, silent.to_wav())?;
    let voices = [
        program("echoing", "/bin/cat", "[]"),
        program("voice", "/bin/cat", &format!("[\"{}\"]", tone.display())),
        program("silent", "/bin/cat", &format!("[\"{}\"]", silence.display())),
    ];
    let earshot = earshot(folder.path(), &voices.concat())?;

    ensure!(state(&earshot, "voice-a")? == (true, String::new()));
    let (works, problem) = state(&earshot, "echoing-a")?;
    ensure!(!works && problem.contains("no WAV file"), "{problem}");
    let (works, problem) = state(&earshot, "silent-a")?;
    ensure!(!works && problem.contains("silence"), "{problem}");
    let doctor = earshot.run(&["doctor"])?;
    let told = String::from_utf8(doctor.stdout)?;
    ensure!(doctor.status.code() == Some(1) && told.contains("no WAV file"), "{told}");
    Ok(())
}

#[test]
fn what_a_program_with_a_budget_says_to_be_checked_is_in_the_ledger() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let tone = folder.path().join("tone.wav");
    std::fs::write(&tone, speech::tone(300, 1_500, 16_000).to_wav())?;
    let own = format!("[\"{}\"]", tone.display());
    let voices = [
        program("counted", "/bin/cat", &own) + "budget_characters = 10\n",
        program("free", "/bin/cat", &own),
    ];
    let earshot = earshot(folder.path(), &voices.concat())?;

    ensure!(state(&earshot, "counted-a")? == (true, String::new()));

    let costs = String::from_utf8(earshot.run(&["voice", "cost", "--json"])?.stdout)?;
    let costs: Vec<Value> = costs.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    ensure!(costs.len() == 1, "{costs:?}");
    ensure!(costs[0]["voice"] == "counted-a" && costs[0]["site"].is_null(), "{costs:?}");
    ensure!(costs[0]["characters"] == "1, 2, 3.".len(), "{costs:?}");
    let (works, problem) = state(&earshot, "counted-a")?;
    ensure!(!works && problem.contains("budget of counted"), "{problem}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_works_where_it_speaks_and_is_never_told_what_to_say() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let stub = VoiceServer::start(Manner::Well).await?;
    let base = stub.address.trim_end_matches("/v1");
    let astray = base.replace("http://", "http://me:hunter2@");
    let voices = [
        server("right", &stub.address, ""),
        server("paid", &stub.address, "price_per_million = 15.0"),
        server("astray", &format!("{astray}/v2?token=s3cret"), ""),
    ];
    let earshot = earshot(folder.path(), &voices.concat())?;

    for voice in ["right-a", "paid-a"] {
        let (works, said) = known_state(&earshot, voice)?;
        ensure!(works.is_none() && said.contains("does not list its voices"), "{works:?}: {said}");
    }
    let (works, problem) = state(&earshot, "astray-a")?;
    ensure!(!works && problem.contains("/audio/speech"), "{problem}");
    ensure!(problem.contains(base) && problem.contains("`address`"), "{problem}");
    ensure!(stub.calls() == 0, "{:?}", stub.texts());
    let table = String::from_utf8(earshot.run(&["voice", "list"])?.stdout)?;
    ensure!(table.contains("  not checked  "), "{table}");

    let said = earshot.run(&["voice", "try", "It rained.", "--voice", "astray"])?;
    let doctor = earshot.run(&["doctor"])?;
    for bytes in [said.stdout, said.stderr, doctor.stdout, doctor.stderr] {
        let told = String::from_utf8(bytes)?;
        ensure!(!told.contains("hunter2") && !told.contains("s3cret"), "{told}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_that_is_not_in_the_list_of_its_server_does_not_work() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    site.put("/v1/models", "application/json", "{\"data\": []}");
    site.put("/v1/audio/voices", "application/json", "{\"voices\": [\"a\", \"emma\"]}");
    let address = format!("{}/v1", site.base());
    let paid = "price_per_million = 15.0";
    let mistyped = server("other", &address, paid).replace("\"a\"", "\"ema\"");
    let earshot = earshot(folder.path(), &(server("one", &address, paid) + &mistyped))?;

    ensure!(state(&earshot, "one-a")? == (true, String::new()));
    let (works, problem) = state(&earshot, "other-ema")?;
    ensure!(!works, "{problem}");
    ensure!(problem == "the server does not have the voice “ema”; it has emma, a", "{problem}");
    let doctor = earshot.run(&["doctor"])?;
    let told = String::from_utf8(doctor.stdout)?;
    ensure!(doctor.status.code() == Some(1) && told.contains("other: the server does"), "{told}");
    Ok(())
}

#[test]
fn columns_are_as_wide_as_what_stands_in_them() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let long = program("a-name-of-many-letters", "/bin/true", "[]");
    let voices = long.replace("\"en\"", "\"en-GB-scotland\"");
    let output = earshot(folder.path(), &voices)?.run(&["voice", "list"])?;
    let table = String::from_utf8(output.stdout)?;
    let starts: Vec<Option<usize>> = table
        .lines()
        .map(|line| {
            let at = ["works", "yes", "no"].map(|word| line.find(&format!("  {word} ")));
            at.into_iter().flatten().next()
        })
        .collect();
    ensure!(starts.len() == 8 && starts[0].is_some(), "{table}");
    ensure!(starts.iter().all(|start| *start == starts[0]), "{table}");
    Ok(())
}

#[test]
fn polly_without_credentials_says_where_they_were_looked_for() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let voices = "[engine.polly]\nkind = \"polly\"\nregion = \"eu-central-1\"\n\
                  address = \"http://127.0.0.1:1\"\n";
    let earshot = earshot(folder.path(), voices)?
        .with_foreign("HOME", &folder.path().display().to_string())
        .with_foreign("AWS_EC2_METADATA_DISABLED", "true");

    let (works, problem) = state(&earshot, "polly-Joanna")?;

    ensure!(!works, "{problem}");
    for part in ["no credentials", "access_key_id", "AWS_ACCESS_KEY_ID", "~/.aws/credentials"] {
        ensure!(problem.contains(part), "{problem}");
    }
    ensure!(!problem.contains("DispatchFailure") && !problem.contains('{'), "{problem}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_catalogue_is_told_without_the_secrets_of_its_address() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let place = listener.local_addr()?;
    drop(listener);
    let address = format!("http://me:hunter2@{place}/voices.json?token=s3cret");
    let earshot = earshot(folder.path(), "")?.with("VOICE_CATALOGUE", &address);

    let output = earshot.run(&["voice", "add"])?;

    let message = String::from_utf8(output.stderr)?;
    ensure!(message.contains(&format!("http://{place}/voices.json: ")), "{message}");
    ensure!(!message.contains("hunter2") && !message.contains("s3cret"), "{message}");
    Ok(())
}
