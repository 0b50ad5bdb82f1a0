//! The voices: listed, tried, and what is said of a voices file that is wrong.

use std::{path::Path, process::Output};

use tempfile::TempDir;

use crate::earshot::Earshot;

/// Over a data folder, with this voices file.
fn earshot(folder: &Path, voices: &str) -> anyhow::Result<Earshot> {
    let file = folder.join("my-voices.toml");
    std::fs::write(&file, voices)?;
    Ok(Earshot::default()
        .with("DATA_DIR", &folder.join("data").display().to_string())
        .with("VOICES", &file.display().to_string()))
}

fn told(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
fn refused(output: &Output, expected: &str) {
    let message = told(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains(expected), "{message}");
}

const TONE: &str = "[engine.tone]\nkind = \"tone\"\nlanguages = [\"en\", \"sv\"]\n";

#[test]
fn every_voice_is_listed_with_its_state_and_price() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let voices = format!(
        "{TONE}[engine.away]\nkind = \"openai\"\naddress = \"http://127.0.0.1:1/v1\"\nmodel = \"m\"\n\
         voices = [{{ id = \"sky\", language = \"en-US\" }}]\nprice_per_million = 15.5\n"
    );
    let earshot = earshot(folder.path(), &voices)?;

    let table = earshot.run(&["voice", "list"])?;

    let lines = told(&table.stdout);
    let line = |voice: &str| lines.lines().find(|line| line.starts_with(voice)).unwrap_or_default();
    assert!(line("pico-en-GB").contains("yes") && line("pico-en-GB").contains("free"), "{lines}");
    assert!(line("tone-sv").contains("yes"), "{lines}");
    let away = line("away-sky");
    assert!(away.contains(" no ") && away.contains("15.5000 USD"), "{lines}");
    assert!(told(&table.stderr).contains("away: http://127.0.0.1:1"), "{}", told(&table.stderr));

    let objects = told(&earshot.run(&["voice", "ls", "--json"])?.stdout);
    let objects: Vec<serde_json::Value> =
        objects.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let away = objects.iter().find(|it| it["voice"] == "away-sky").unwrap();
    assert_eq!(away["works"], false);
    assert_eq!(away["price_micros_per_million"], 15_500_000);
    Ok(())
}

#[test]
fn a_text_is_spoken_mastered_and_measured() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let earshot = earshot(folder.path(), TONE)?;
    for (ending, magic) in [("mp3", &b"ID3"[..]), ("wav", b"RIFF")] {
        let file = folder.path().join(format!("said.{ending}"));
        let file_name = file.display().to_string();
        let text = "It rained on 3 May. Dr. Smith paid £2m for an umbrella.";

        let output =
            earshot.run(&["voice", "try", text, "--voice", "pico-en-GB", "--out", &file_name])?;

        assert!(output.status.success(), "{}", told(&output.stderr));
        assert!(std::fs::read(&file)?.starts_with(magic));
        let said = told(&output.stdout);
        for part in ["pico-en-GB (en-GB)", "audio ", "-19", "LUFS", "dBTP", "time taken"] {
            assert!(said.contains(part), "{said}");
        }
    }
    Ok(())
}

#[test]
fn the_voice_of_a_language_is_the_one_that_was_wished_for_it() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let voices = format!("{TONE}[languages]\nen = \"tone\"\n");
    let earshot = earshot(folder.path(), &voices)?.with("VOICE", "pico-en-GB");
    let file = folder.path().join("a.mp3").display().to_string();
    let output = earshot.run(&["voice", "try", "It rained all day.", "--out", &file])?;
    assert!(told(&output.stdout).contains("tone-en (en)"), "{}", told(&output.stderr));
    let swedish = ["voice", "try", "Det regnar i dag.", "--language", "sv", "--out", &file];
    assert!(told(&earshot.run(&swedish)?.stdout).contains("tone-sv"));
    Ok(())
}

#[test]
fn mistakes_say_what_to_do() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let right = earshot(folder.path(), TONE)?;
    refused(&right.run(&["voice", "try", "a", "--voice", "tome-en"])?, "`earshot voice list`");
    refused(&right.run(&["voice", "try", "a", "--language", "ja"])?, "no voice speaks “ja”");
    refused(&right.run(&["voice", "try", " … "])?, "nothing to say");
    refused(
        &right.run(&["voice", "try", "a", "--out", "a.ogg"])?,
        "must end in .mp3, .opus or .wav",
    );
    refused(
        &right.clone().with("VOICE", "pico-en-GX").run(&["doctor"])?,
        "EARSHOT_VOICE: no voice or engine “pico-en-GX”; did you mean “pico-en-GB”?",
    );
    refused(&right.with("VOICES", "/no/voices.toml").run(&["doctor"])?, "EARSHOT_VOICES");
    let file_of = |text: &str| earshot(folder.path(), text)?.run(&["voice", "list"]);
    refused(&file_of("[engine.x]\nkind = \"tape\"\n")?, "[engine.x]: kind: expected");
    refused(&file_of("[engine.x]\nkind = \"tone\"\nlanguage = \"en\"\n")?, "is called “tone”");
    refused(&file_of(&format!("{TONE}[languages]\nde = \"tone\"\n"))?, "“tone” does not speak it");
    refused(&file_of(&format!("{TONE}[languages]\nen = \"tune\"\n"))?, "[languages] en: no voice");
    let server = "[engine.o]\nkind = \"openai\"\naddress = \"http://a.example\"\nmodel = \"m\"\n";
    refused(&file_of(server)?, "[engine.o] voices: name one at least");
    Ok(())
}

#[test]
fn a_voices_file_in_the_data_folder_is_found() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    std::fs::create_dir(folder.path().join("data"))?;
    std::fs::write(folder.path().join("data/voices.toml"), TONE)?;
    let output = earshot(folder.path(), "")?.without("VOICES").run(&["voice", "list"])?;
    assert!(told(&output.stdout).contains("tone-sv"), "{}", told(&output.stderr));
    Ok(())
}
