//! Voices files that are right, and the sentences for those that are not.

use super::*;

fn read_text(text: &str) -> Result<Voices, String> {
    let table: toml::Table = text.parse().unwrap();
    of(table, Path::new("/etc/earshot/voices.toml"), &[]).map_err(|error| error.to_string())
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    let message = read_text(text).map(|_| ()).expect_err("a mistake must be refused");
    assert!(message.starts_with("/etc/earshot/voices.toml"), "{message}");
    assert!(message.contains(expected), "{message}");
}

#[test]
fn every_kind_is_read() {
    let voices = read_text(
        r#"
        [engine.flite]
        kind = "command"
        program = "flite"

        [engine.amy]
        kind = "command"
        program = "piper"
        model = "models/en_GB-amy-low.onnx"

        [engine.kokoro]
        kind = "openai"
        address = "http://127.0.0.1:8880/v1"
        model = "kokoro"
        characters = 400
        timeout_seconds = 90
        voices = [{ id = "af_sky", language = "en-US" }]

        [engine.polly]
        kind = "polly"
        region = "eu-central-1"
        engine = "generative"
        budget_money = 12.5
        budget_characters = 100000

        [engine.tone]
        kind = "tone"
        languages = ["en", "sv"]

        [languages]
        de-AT = ["polly-Vicki", "pico"]
        en = "flite"
        "#,
    )
    .unwrap();

    let names: Vec<&str> = voices.engines.iter().map(|engine| engine.name.as_str()).collect();
    assert_eq!(names, ["amy", "flite", "kokoro", "polly", "tone"]);
    assert_eq!(voices.languages["de-at"], ["polly-Vicki", "pico"]);
    assert_eq!(voices.languages["en"], ["flite"]);
    let Kind::Command(amy) = &voices.engines[0].kind else { panic!() };
    assert_eq!(amy.model.as_deref(), Some(Path::new("/etc/earshot/models/en_GB-amy-low.onnx")));
    assert_eq!(amy.voices[0].language, "en-GB");
    let Kind::OpenAi(kokoro) = &voices.engines[2].kind else { panic!() };
    assert_eq!((kokoro.characters, kokoro.timeout.as_secs()), (400, 90));
    let budget = Budget { characters: Some(100_000), micros: Some(12_500_000) };
    assert_eq!(voices.engines[3].budget, Some(budget));
}

#[test]
fn a_key_that_is_none_is_named_with_what_was_meant() {
    refused("[engin.x]\nkind = \"polly\"", "did you mean “engine”?");
    refused("[engine.x]\nkind = \"openai\"\nadress = \"http://a\"", "[engine.x]");
    let polly = "[engine.x]\nkind = \"polly\"\nregion = \"a\"\n";
    refused(&format!("{polly}charcters = 3"), "did you mean “characters”?");
    refused(&format!("{polly}program = \"flite\""), "“program” is no key here");
    refused(&format!("{polly}voices = [{{ id = \"A\", lang = \"en\" }}]"), "language is needed");
}

#[test]
fn values_that_mean_nothing_are_named_with_what_was_expected() {
    refused("[engine.x]\nregion = \"a\"", "kind is needed: command, openai");
    refused("[engine.x]\nkind = \"opneai\"", "not “opneai”");
    refused("[engine.x]\nkind = \"command\"", "program is needed");
    refused("[engine.x]\nkind = \"command\"\nprogram = \"say\"", "arguments are needed");
    refused("[engine.pico]\nkind = \"tone\"", "take another name");
    refused("[engine.\"a b\"]\nkind = \"tone\"", "letters, digits and -");
    let server = "[engine.x]\nkind = \"openai\"\nmodel = \"m\"\n";
    refused(server, "address is needed");
    refused(&format!("{server}address = \"localhost\""), "http://127.0.0.1:8880/v1");
    let server = format!("{server}address = \"http://a\"\n");
    refused(&format!("{server}format = \"mp3\""), "wav or pcm");
    refused(&format!("{server}characters = 0"), "1 or more");
    refused(&format!("{server}budget_money = 5"), "price_per_million");
    refused(&format!("{server}currency = \"EUR\""), "price_per_million");
    refused(&format!("{server}key = \"a\"\nkey_file = \"b\""), "not both");
    refused(&format!("{server}key_file = \"/no/such/file\""), "/no/such/file");
    refused(&format!("{server}voices = [{{ id = \"--help\", language = \"en\" }}]"), "--help");
}

#[test]
fn languages_are_tags() {
    let server = "[engine.x]\nkind = \"openai\"\nmodel = \"m\"\naddress = \"http://a\"\n";
    let one = "{ id = \"a\", language = \"en\" }";
    let other = "{ id = \"b\", language = \"english\" }";
    let expected = "[engine.x] voices, entry 2: language: expected the tag of a language, as en or \
                    de-AT, not “english”; did you mean “en”?";
    refused(&format!("{server}voices = [{one}, {other}]"), expected);
    refused("[engine.tone]\nkind = \"tone\"\nlanguages = [\"german\"]", "did you mean “de”?");
    refused("[languages]\nenglish = \"pico\"", "[languages]: expected the tag of a language");
    refused("[languages]\nde-AT = \"pico\"\nde_at = \"pico\"", "stands there twice");
}

#[test]
fn empty_lists_are_told_with_what_to_write() {
    let flite = "[engine.x]\nkind = \"command\"\nprogram = \"flite\"\n";
    refused(
        &format!("{flite}voices = []"),
        "[engine.x]: voices: the list is empty: write voices = [{",
    );
    refused(&format!("{flite}arguments = []"), "arguments: the list is empty: leave the key out");
    refused("[engine.tone]\nkind = \"tone\"\nlanguages = []", "write languages = [\"en\"]");
    refused("[languages]\nde = []", "[languages]: de: the list is empty: write de = [\"pico\"]");
    refused("[languages]\nde = \"\"", "the list is empty");
    // A program that needs no arguments takes its text from standard input, and writes its WAV.
    let own = "[engine.x]\nkind = \"command\"\nprogram = \"say\"\narguments = []\n\
               voices = [{ id = \"a\", language = \"en\" }]";
    assert!(read_text(own).is_ok());
}

#[test]
fn addresses_that_are_mistyped_are_not_repeated_with_their_secrets() {
    let server = "[engine.x]\nkind = \"openai\"\nmodel = \"m\"\n";
    let text = format!("{server}address = \"ftp://me:hunter2@a/v1?key=s3cret\"");
    let message = read_text(&text).map(|_| ()).unwrap_err();
    assert!(message.contains("a/v1") && !message.contains("hunter2"), "{message}");
    assert!(!message.contains("s3cret"), "{message}");
}

#[test]
fn a_mark_of_the_byte_order_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let text = "\u{feff}[engine.o]\nkind = \"openai\"\naddress = \"http://a\"\nmodel = \"m\"\n\
                key_file = \"key\"\n";
    std::fs::write(folder.path().join("voices.toml"), text).unwrap();
    std::fs::write(folder.path().join("key"), "\u{feff}hunter2\r\n").unwrap();

    let voices = read(None, folder.path(), &[]).unwrap();

    let Kind::OpenAi(server) = &voices.engines[0].kind else { panic!() };
    assert_eq!(server.key, Some(speech::Key::new("hunter2")));
}

#[test]
fn keys_come_from_files_and_are_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("voices.toml"),
        "[engine.o]\nkind = \"openai\"\n\
        address = \"http://a\"\nmodel = \"m\"\nkey_file = \"key\"\nprice_per_million = 15\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("key"), "hunter2\n").unwrap();

    let voices = read(None, folder.path(), &[]).unwrap();

    let Kind::OpenAi(server) = &voices.engines[0].kind else { panic!() };
    assert_eq!(server.key, Some(speech::Key::new("hunter2")));
    assert_eq!(server.price.as_ref().unwrap().micros_per_million_characters, 15_000_000);
    assert!(!format!("{voices:?}").contains("hunter2"));
}

#[test]
fn a_file_that_is_named_must_be_there_and_the_usual_one_need_not() {
    let folder = tempfile::tempdir().unwrap();
    assert!(read(None, folder.path(), &[]).unwrap().engines.is_empty());
    let error = read(Some(Path::new("/no/voices.toml")), folder.path(), &[]).unwrap_err();
    assert!(error.to_string().starts_with("EARSHOT_VOICES: /no/voices.toml"), "{error}");
}
