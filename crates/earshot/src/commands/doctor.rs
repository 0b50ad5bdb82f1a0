//! `earshot doctor`: settings, database, store, index, voice; what is wrong, and what to do.

use std::process::ExitCode;

use crate::{output, reach, settings::Settings, wiring};

pub(super) async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    output::result(&format!("settings  ok       data in {}", settings.data_dir.display()));
    let checks = [
        line("sites", sites(settings)),
        line("database", database(settings).await),
        line("store", store(settings).await),
        line("index", index(settings)),
        line("voice", voice(settings).await),
        line("hubs", hubs(settings)),
    ];
    let is_well = checks.iter().all(|is_well| *is_well);
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints one check, and tells whether it went well.
fn line(name: &str, checked: anyhow::Result<String>) -> bool {
    let (is_well, state, text) = match checked {
        Ok(text) => (true, "ok", text),
        Err(error) => (false, "FAILED", format!("{error:#}")),
    };
    output::result(&format!("{name:<9} {state:<8} {text}"));
    is_well
}

fn sites(settings: &Settings) -> anyhow::Result<String> {
    let entries = crate::sites::read(settings.sites.as_deref())?;
    Ok(format!("{} in the whitelist", entries.len()))
}

async fn database(settings: &Settings) -> anyhow::Result<String> {
    let database = wiring::database(settings).await?;
    database.check().await?;
    let articles =
        database::article::count(&database.read, &database::article::Which::Every).await?;
    Ok(format!("{:?}, {articles} articles", database.backend()))
}

async fn store(settings: &Settings) -> anyhow::Result<String> {
    wiring::store(settings).await?.check().await?;
    Ok(format!("{:?}: written, read and removed", settings.storage))
}

fn index(settings: &Settings) -> anyhow::Result<String> {
    let index = wiring::index(settings)?;
    Ok(format!("{} articles", index.documents()))
}

/// Not a fault either way: feeds are asked, with or without hubs.
fn hubs(settings: &Settings) -> anyhow::Result<String> {
    let client = wiring::client(settings, None)?;
    Ok(match reach::callback(settings, &client) {
        Some(callback) => format!("tell of news at {callback}…"),
        None => "cannot reach us: EARSHOT_PUBLIC_URL is no address of the internet".to_owned(),
    })
}

async fn voice(settings: &Settings) -> anyhow::Result<String> {
    let voice = wiring::voice(settings)?;
    voice.check().await?;
    Ok(format!("{} {}", voice.name(), voice.version()))
}
