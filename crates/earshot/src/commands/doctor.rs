//! `earshot doctor`: settings, database, store, index, voice; what is wrong, and what to do.

use std::{io::ErrorKind, process::ExitCode, time::Duration};

use anyhow::{Context as _, bail};
use speech::{Engine, Present};
use tokio::net::TcpListener;

use super::{
    Usage,
    voice::check::{Checker, absent},
};
use crate::{advice, output, reach, settings::Settings, wiring};

/// What a publisher may expect of a crawler between two requests; the setting's default.
const USUAL_DELAY: Duration = Duration::from_secs(1);

pub(super) async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let data = data(settings);
    // A wrong setting is no part that failed.
    refuse_usage(wiring::cast(settings))?;
    refuse_usage(super::whitelist_with_voices(settings))?;
    let checks = [
        line("settings", data),
        line("listen", listen(settings).await),
        line("sites", sites(settings)),
        line("crawler", crawler(settings)),
        line("database", database(settings).await),
        line("store", store(settings).await),
        line("index", index(settings)),
        line("voice", voice(settings).await),
    ];
    let is_well = checks.iter().all(|is_well| *is_well) & hubs(settings);
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn refuse_usage<T>(read: anyhow::Result<T>) -> anyhow::Result<()> {
    match read {
        Err(error) if error.is::<Usage>() => Err(error),
        _ => Ok(()),
    }
}

/// Prints one check, and tells whether it went well.
fn line(name: &str, checked: anyhow::Result<String>) -> bool {
    let (is_well, state, text) = match checked {
        Ok(text) => (true, "ok", text),
        Err(error) => (false, "FAILED", advice::told(&error)),
    };
    output::result(&format!("{name:<9} {state:<8} {text}"));
    is_well
}

/// Makes the folder, as all that is checked after it would. A mistyped name is to be seen.
fn data(settings: &Settings) -> anyhow::Result<String> {
    let folder = &settings.data_dir;
    let was_there = folder.exists();
    wiring::make_data_dir(folder)?;
    let made = if was_there { "" } else { ", which was not there and is made now" };
    Ok(format!("data in {}{made}", folder.display()))
}

fn sites(settings: &Settings) -> anyhow::Result<String> {
    let entries = super::whitelist_with_voices(settings)?;
    Ok(format!("{} in the whitelist", entries.len()))
}

/// Publishers who do not know whom to ask shut out whom they do not know, and who is in a hurry.
fn crawler(settings: &Settings) -> anyhow::Result<String> {
    wiring::client(settings, None)?;
    let name = wiring::user_agent(settings);
    let is_nameless = settings.fetch_contact.is_none() && settings.public_url.is_none();
    let contact = ": name a contact for publishers, by EARSHOT_FETCH_CONTACT";
    let contact = if is_nameless { contact } else { "" };
    let delay = settings.fetch_min_delay;
    let hurry = (delay < USUAL_DELAY).then(|| {
        let delay = delay.as_millis();
        format!(
            "; asks a host every {delay} ms (EARSHOT_FETCH_MIN_DELAY_MS): for hosts of your own"
        )
    });
    Ok(format!("is called {name}{contact}{}", hurry.unwrap_or_default()))
}

async fn database(settings: &Settings) -> anyhow::Result<String> {
    let database = wiring::database(settings).await?;
    database.check_writing().await?;
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

/// The site's address is free, or Earshot has it already.
async fn listen(settings: &Settings) -> anyhow::Result<String> {
    let address = settings.listen;
    match TcpListener::bind(address).await {
        Ok(_free) => Ok(format!("{address} is free")),
        Err(_) if wiring::is_running(settings) => Ok("`earshot run` is at work".to_owned()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "EARSHOT_LISTEN: {address} is taken, by another program or an `earshot serve`; another \
             port may be free"
        ),
        Err(error) => Err(error).context(format!("EARSHOT_LISTEN: {address} cannot be had")),
    }
}

/// Not a fault either way: feeds are asked, with or without hubs.
fn hubs(settings: &Settings) -> bool {
    match wiring::client(settings, None).map(|client| reach::callback(settings, &client)) {
        Ok(Some(callback)) => line("hubs", Ok(format!("tell of news at {callback}…"))),
        Ok(None) => {
            output::result(
                "hubs      unused   EARSHOT_PUBLIC_URL is no address that the internet reaches: \
                 feeds are asked instead",
            );
            true
        }
        // Told with the crawler.
        Err(_) => false,
    }
}

/// Every engine; all that fail are told at once.
async fn voice(settings: &Settings) -> anyhow::Result<String> {
    let cast = wiring::cast(settings)?;
    let checker = Checker::new(settings, &cast).await?;
    let (mut works, mut problems) = (Vec::new(), Vec::new());
    for engine in cast.engines() {
        match told_by(&checker, engine.as_ref()).await {
            Ok(version) => works.push(format!("{} {version}", engine.name())),
            Err(error) => {
                problems.push(format!("{}: {}", engine.name(), output::told(&error)));
            }
        }
    }
    if problems.is_empty() { Ok(works.join(", ")) } else { bail!(problems.join("; ")) }
}

/// The version of an engine that works, and has its voices as far as it tells.
async fn told_by(checker: &Checker, engine: &dyn Engine) -> anyhow::Result<String> {
    let untold = match checker.check(engine).await? {
        Present::All => "",
        Present::Untold => " (answers; its voices are not checked)",
        Present::Without { missing, offered } => {
            let problems = missing.iter().map(|voice| absent(engine, voice, &offered));
            bail!(problems.collect::<Vec<_>>().join("; "))
        }
    };
    Ok(format!("{}{untold}", engine.version().await?))
}
