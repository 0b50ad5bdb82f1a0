//! The kinds of engines, and the keys of each.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use speech::{
    CommandSettings, Key, OpenAiFormat, OpenAiSettings, PollySettings, PollyTier, Price, Speaker,
    Writing,
};
use url::Url;

use super::{Around, Budget, EngineSettings, Kind, keys::Keys, language};
use crate::settings::{SettingsError, read::secret_of};

const KINDS: &str = "command, openai, polly or tone";

/// One engine's table.
pub(super) fn read(
    name: &str,
    keys: &mut Keys,
    around: &Around<'_>,
) -> Result<EngineSettings, SettingsError> {
    let kind = keys.text("kind")?;
    let price = price(keys)?;
    let kind = match kind.as_deref() {
        Some("command") => Kind::Command(command(name, keys, around, price.clone())?),
        Some("openai") => Kind::OpenAi(openai(name, keys, around, price.clone())?),
        Some("polly") => Kind::Polly(polly(name, keys, around, price.clone())?),
        Some("tone") => Kind::Tone(tone(name, keys)?),
        Some(other) => return Err(keys.problem(format!("kind: expected {KINDS}, not “{other}”"))),
        None => return Err(keys.problem(format!("kind is needed: {KINDS}"))),
    };
    let is_paid = price.is_some() || matches!(kind, Kind::Polly(_));
    Ok(EngineSettings { name: name.to_owned(), budget: budget(keys, is_paid)?, kind })
}

fn command(
    name: &str,
    keys: &mut Keys,
    around: &Around<'_>,
    price: Option<Price>,
) -> Result<CommandSettings, SettingsError> {
    let program = program(&keys.needed("program", "flite")?, around);
    let arguments = keys.list("arguments")?;
    let mut settings = match (CommandSettings::preset(name, &program), arguments) {
        (Some(preset), None) => preset,
        (Some(_), Some(arguments)) if arguments.is_empty() => {
            let problem = "arguments: the list is empty: leave the key out, and the program is called \
                           as it must be, or write what it is to be called with";
            return Err(keys.problem(problem.to_owned()));
        }
        // Other arguments may be another pace.
        (Some(preset), Some(arguments)) => without_pace(CommandSettings { arguments, ..preset }),
        (None, Some(arguments)) => CommandSettings::new(name, &program, arguments),
        (None, None) => {
            let problem = "arguments are needed for a program that is none of flite, espeak-ng, \
                           festival and piper, as arguments = [\"-v\", \"{voice}\"]";
            return Err(keys.problem(problem.to_owned()));
        }
    };
    set(&mut settings.voices, voices(keys)?);
    set(&mut settings.writing, keys.parsed("encoding", "utf-8, latin-1 or ascii", writing)?);
    set(&mut settings.version_arguments, keys.list("version_arguments")?);
    set(&mut settings.characters, characters(keys)?);
    set(&mut settings.timeout, seconds(keys, "timeout_seconds")?);
    if let Some(model) = keys.text("model")? {
        settings.take_model(around.beside(&model));
    }
    settings.price = price;
    settings.environment = around.environment.to_vec();
    Ok(settings)
}

/// A bare name is looked for where programs are, a path beside the voices file.
fn program(name: &str, around: &Around<'_>) -> PathBuf {
    if name.contains('/') { around.beside(name) } else { PathBuf::from(name) }
}

fn without_pace(mut settings: CommandSettings) -> CommandSettings {
    for speaker in &mut settings.voices {
        speaker.micros_per_character = None;
    }
    settings
}

fn writing(name: &str) -> Option<Writing> {
    match name {
        "utf-8" => Some(Writing::Utf8),
        "latin-1" => Some(Writing::Latin1),
        "ascii" => Some(Writing::Ascii),
        _ => None,
    }
}

fn openai(
    name: &str,
    keys: &mut Keys,
    around: &Around<'_>,
    price: Option<Price>,
) -> Result<OpenAiSettings, SettingsError> {
    let example = "http://127.0.0.1:8880/v1";
    let expected = format!("an address, as {example}");
    let address = keys.parsed("address", &expected, address)?;
    let address = address
        .ok_or_else(|| keys.problem(format!("address is needed, as address = \"{example}\"")))?;
    let model = keys.needed("model", "tts-1")?;
    let mut settings = OpenAiSettings::new(name, address, &model);
    set(&mut settings.voices, voices(keys)?);
    set(&mut settings.format, keys.parsed("format", "wav or pcm", format)?);
    set(&mut settings.characters, characters(keys)?);
    set(&mut settings.timeout, seconds(keys, "timeout_seconds")?);
    set(&mut settings.first_byte, seconds(keys, "first_byte_seconds")?);
    settings.key = secret(keys, "key", around)?;
    settings.speed = keys.number("speed")?;
    settings.proxy = keys.parsed("proxy", "an address, as http://proxy:3128", self::address)?;
    settings.price = price;
    Ok(settings)
}

fn address(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|address| matches!(address.scheme(), "http" | "https"))
}

fn format(name: &str) -> Option<OpenAiFormat> {
    match name {
        "wav" => Some(OpenAiFormat::Wav),
        "pcm" => Some(OpenAiFormat::Pcm),
        _ => None,
    }
}

fn polly(
    name: &str,
    keys: &mut Keys,
    around: &Around<'_>,
    price: Option<Price>,
) -> Result<PollySettings, SettingsError> {
    let region = keys.needed("region", "eu-central-1")?;
    let mut settings = PollySettings::new(name, &region);
    let tiers = "standard, neural, long-form or generative";
    set(&mut settings.tier, keys.parsed("engine", tiers, PollyTier::named)?);
    set(&mut settings.voices, voices(keys)?);
    set(&mut settings.characters, characters(keys)?);
    set(&mut settings.timeout, seconds(keys, "timeout_seconds")?);
    settings.access_key_id = keys.text("access_key_id")?;
    settings.secret_access_key = secret(keys, "secret_access_key", around)?;
    settings.endpoint = keys.parsed("address", "an address, as https://polly.example", address)?;
    settings.word_times = keys.flag("word_times")?;
    settings.price = price;
    Ok(settings)
}

fn tone(name: &str, keys: &mut Keys) -> Result<Vec<String>, SettingsError> {
    if name != "tone" {
        return Err(keys.problem("an engine of this kind is called “tone”".to_owned()));
    }
    let languages = keys.full_list("languages", "en")?;
    for tag in languages.iter().flatten() {
        language::check(tag).map_err(|problem| keys.problem(format!("languages: {problem}")))?;
    }
    Ok(languages.unwrap_or_else(|| vec!["en".to_owned()]))
}

/// Puts a value that was given into the place of the default.
fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn voices(keys: &mut Keys) -> Result<Option<Vec<Speaker>>, SettingsError> {
    let Some(tables) = keys.tables("voices")? else { return Ok(None) };
    let mut voices = Vec::with_capacity(tables.len());
    for mut table in tables {
        let id = table.needed("id", "anna")?;
        let language = table.needed("language", "de")?;
        table.finish()?;
        language::check(&language)
            .map_err(|problem| table.problem(format!("language: {problem}")))?;
        let speaker = Speaker::new(&id, &language);
        if !speaker.is_well_named() {
            let problem = format!("id: “{id}” may have letters, digits, - _ . + alone");
            return Err(table.problem(problem));
        }
        voices.push(speaker);
    }
    Ok(Some(voices))
}

fn characters(keys: &mut Keys) -> Result<Option<usize>, SettingsError> {
    Ok(keys.count("characters")?.and_then(|count| usize::try_from(count).ok()))
}

fn seconds(keys: &mut Keys, key: &str) -> Result<Option<Duration>, SettingsError> {
    Ok(keys.number(key)?.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()))
}

/// A secret that stands here, or in the file that the key with `_file` behind it names.
fn secret(keys: &mut Keys, key: &str, around: &Around<'_>) -> Result<Option<Key>, SettingsError> {
    let here = keys.text(key)?;
    let file_key = format!("{key}_file");
    let Some(file) = keys.text(&file_key)? else {
        return Ok(here.filter(|key| !key.is_empty()).map(|key| Key::new(&key)));
    };
    if here.is_some() {
        return Err(keys.problem(format!("give {key} or {file_key}, not both")));
    }
    let file = around.beside(&file);
    let fail = |error| keys.problem(format!("{file_key}: {}: {error}", Path::display(&file)));
    Ok(Some(Key::new(&secret_of(&file).map_err(fail)?)))
}

fn price(keys: &mut Keys) -> Result<Option<Price>, SettingsError> {
    let price = keys.number("price_per_million")?;
    let is_currency = |text: &str| {
        let is_code = text.len() == 3 && text.bytes().all(|it| it.is_ascii_uppercase());
        is_code.then(|| text.to_owned())
    };
    let currency = keys.parsed("currency", "three capital letters, as EUR", is_currency)?;
    match (price, currency) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(keys.problem("currency goes with price_per_million".to_owned())),
        (Some(price), currency) => Ok(Some(Price {
            micros_per_million_characters: micros(price),
            currency: currency.unwrap_or_else(|| "USD".to_owned()),
        })),
    }
}

fn budget(keys: &mut Keys, is_paid: bool) -> Result<Option<Budget>, SettingsError> {
    let characters = keys.count("budget_characters")?;
    let money = keys.number("budget_money")?;
    if money.is_some() && !is_paid {
        let problem = "budget_money needs a price: name price_per_million, and its currency";
        return Err(keys.problem(problem.to_owned()));
    }
    let budget = Budget { characters, micros: money.map(micros) };
    Ok((budget != Budget { characters: None, micros: None }).then_some(budget))
}

/// Millionths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "above 0, and saturating"
)]
fn micros(money: f64) -> u64 {
    (money * 1e6).round() as u64
}
