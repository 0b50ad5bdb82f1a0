//! One file a command.

use std::{future::Future, io::IsTerminal, process::ExitCode};

use tracing_subscriber::EnvFilter;

use crate::{
    advice,
    arguments::{Arguments, Command},
    output,
    settings::{self, Settings, SettingsError},
    wiring,
};

mod completions;
mod cron;
mod doctor;
mod episode;
mod migrate;
mod reindex;
mod run;
mod search;
mod serve;
mod site;
mod voice;
mod work;

/// Wrong usage: a mistyped argument, site or setting.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

/// Reads the settings and runs a command.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    if let Command::Completions { shell } = arguments.command {
        return completions::run(shell);
    }
    let settings = match settings::read() {
        Ok(settings) => settings,
        Err(error) => return report(&error.into()),
    };
    // The decoder that checks our own files warns of their tags, and the parser of pages of theirs.
    let quiet = "symphonia_core=error,symphonia_bundle_mp3=error,html5ever=error";
    let filter = match EnvFilter::try_new(format!("{quiet},{}", settings.log)) {
        Ok(filter) => filter,
        Err(error) => return report(&log_error(&error).into()),
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        // It would tell standard error, and panic where nobody listens to that any longer.
        .log_internal_errors(false)
        .init();
    // A provider that is there already is the same one.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let files = wiring::database_settings(&settings);
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(async {
            let ended = Box::pin(command(arguments.command, settings)).await;
            // What cannot be settled is where it was, and nothing is lost.
            let _settled = database::Database::settle(&files).await;
            ended
        }),
        Err(error) => Err(error.into()),
    };
    ended.unwrap_or_else(|error| report(&error))
}

async fn command(command: Command, settings: Settings) -> anyhow::Result<ExitCode> {
    match command {
        Command::Run(run) => Box::pin(run::run(settings, &run)).await,
        Command::Cron(cron) => Box::pin(cron::run(settings, &cron)).await,
        Command::Serve => serve::run(settings).await,
        Command::Work(work) => Box::pin(work::run(settings, &work)).await,
        Command::Site(site) => Box::pin(site::run(settings, site)).await,
        Command::Voice(voice) => Box::pin(voice::run(&settings, voice)).await,
        Command::Episode(episode) => episode::run(&settings, episode).await,
        Command::Search(search) => search::run(settings, &search).await,
        Command::Migrate => migrate::run(settings).await,
        Command::Reindex => reindex::run(settings).await,
        Command::Doctor => doctor::run(&settings).await,
        Command::Completions { shell } => Ok(completions::run(shell)),
    }
}

fn log_error(error: &dyn std::error::Error) -> SettingsError {
    let problem = format!("expected a level, as info, or parts, as jobs=debug,warn: {error}");
    SettingsError { name: "EARSHOT_LOG".to_owned(), problem }
}

/// Prints what went wrong. Wrong usage ends with 2, everything else with 1.
fn report(error: &anyhow::Error) -> ExitCode {
    output::note(&format!("earshot: {}", advice::told(error)));
    let is_usage = error.is::<SettingsError>() || error.is::<Usage>();
    if is_usage { ExitCode::from(2) } else { ExitCode::FAILURE }
}

/// Waits until somebody wants the program to end: Ctrl-C, or SIGTERM.
pub(crate) fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// The whitelist, for whoever may be asked to speak: also the voices that it names are looked for.
pub(crate) fn whitelist_with_voices(
    settings: &Settings,
) -> anyhow::Result<Vec<jobs::whitelist::Entry>> {
    let entries = whitelist(settings)?;
    if entries.iter().any(|entry| !entry.voices.is_empty()) {
        let cast = wiring::cast(settings)?;
        let check = |wish: &str| wiring::check_wish(&cast, wish);
        crate::sites::check_voices(settings.sites.as_deref(), check)
            .map_err(|error| Usage(output::told(&error)))?;
    }
    Ok(entries)
}

/// The whitelist; a mistake in it is wrong usage.
pub(crate) fn whitelist(settings: &Settings) -> anyhow::Result<Vec<jobs::whitelist::Entry>> {
    crate::sites::read(settings.sites.as_deref())
        .map_err(|error| Usage(output::told(&error)).into())
}
