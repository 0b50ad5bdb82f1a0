//! `earshot site`: the whitelist.

use std::process::ExitCode;

use database::{Database, site};
use discover::Address;
use jobs::whitelist::{self, Entry};

use super::Usage;
use crate::{arguments::Site, output, settings::Settings, wiring};

mod list;
mod log;
mod look;
mod private;

pub(super) async fn run(settings: Settings, site: Site) -> anyhow::Result<ExitCode> {
    match site {
        Site::Add { address } => Box::pin(add(&settings, &address)).await,
        Site::List { json } => list::run(&settings, json).await,
        Site::Log(asked) => log::run(&settings, &asked).await,
        Site::Check { address } => check(&settings, &address).await,
        Site::Remove { host } => remove(&settings, &host).await,
    }
}

fn parse(text: &str) -> anyhow::Result<Address> {
    let has_scheme = text.contains("://");
    let address =
        if has_scheme { Address::parse(text) } else { Address::parse(&format!("https://{text}/")) };
    Ok(address.map_err(|error| {
        Usage(format!("“{text}”: {error}; expected an address, as https://news.example"))
    })?)
}

/// The site that a word names: its host, or an address of it.
async fn known(database: &Database, word: &str) -> anyhow::Result<site::Model> {
    let host = Address::parse(word).map_or_else(|_| word.to_ascii_lowercase(), |it| it.host());
    let known = site::by_host(&database.read, &host).await?;
    Ok(known
        .ok_or_else(|| Usage(format!("no site is called “{host}”; see `earshot site list`")))?)
}

async fn add(settings: &Settings, address: &str) -> anyhow::Result<ExitCode> {
    let home = parse(address)?;
    let database = wiring::database(settings).await?;
    let known = site::by_host(&database.read, &home.host()).await?;
    if let Some(known) = known.as_ref().filter(|known| known.origin == "file") {
        let problem = format!("“{}” is in the whitelist already: change it there", known.host);
        return Err(Usage(problem).into());
    }
    let was_crawled = known.is_some_and(|known| known.origin == "command" && known.enabled);
    let context = wiring::context(settings, database, None).await?;
    let found = look::sources(&context, &home).await?;
    let entry = Entry {
        name: found.name.unwrap_or_else(|| home.host()),
        language: found.language,
        feeds: found.feeds,
        news_sitemaps: found.news_sitemaps,
        sitemaps: found.sitemaps,
        ..Entry::of(home)
    };
    whitelist::add(&context.database, &entry, "command").await?;
    output::note(&format!(
        "{} {} ({}): {}, {}, {}. Its rights are “personal”.",
        if was_crawled { "Known already, and looked at again:" } else { "Added" },
        entry.name,
        entry.home.host(),
        output::counted(entry.feeds.len() as u64, "feed"),
        output::counted(entry.news_sitemaps.len() as u64, "news sitemap"),
        output::counted(entry.sitemaps.len() as u64, "sitemap")
    ));
    Ok(ExitCode::SUCCESS)
}

async fn check(settings: &Settings, address: &str) -> anyhow::Result<ExitCode> {
    let address = parse(address)?;
    let database = wiring::database(settings).await?;
    let context = wiring::context(settings, database, None).await?;
    look::check(&context, &address).await
}

async fn remove(settings: &Settings, host: &str) -> anyhow::Result<ExitCode> {
    let database = wiring::database(settings).await?;
    let site = known(&database, host).await?;
    let host = &site.host;
    if site.origin == "file" {
        let problem = match &settings.sites {
            Some(place) if !crate::sites::is_built_in(place) => {
                format!("“{host}” is in the whitelist's file: take it out there")
            }
            _ => format!(
                "“{host}” is in the built-in list: to leave it out, write a list of your own and \
                 name it in EARSHOT_SITES"
            ),
        };
        return Err(Usage(problem).into());
    }
    site::set_enabled(&database.write, site.id, false).await?;
    output::note(&format!("{} is crawled no longer; its articles stay.", site.name));
    Ok(ExitCode::SUCCESS)
}
