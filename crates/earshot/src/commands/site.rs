//! `earshot site`: the whitelist.

use std::process::ExitCode;

use discover::Address;
use jobs::whitelist::{self, Entry};

use super::Usage;
use crate::{arguments::Site, output, settings::Settings, wiring};

mod log;
mod look;

pub(super) async fn run(settings: Settings, site: Site) -> anyhow::Result<ExitCode> {
    match site {
        Site::Add { address } => add(&settings, &address).await,
        Site::List { json } => list(&settings, json).await,
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

async fn add(settings: &Settings, address: &str) -> anyhow::Result<ExitCode> {
    let home = parse(address)?;
    let database = wiring::database(settings).await?;
    if let Some(known) = database::site::by_host(&database.read, &home.host()).await?
        && known.origin == "file"
    {
        let problem = format!("“{}” is in the whitelist already: change it there", known.host);
        return Err(Usage(problem).into());
    }
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
        "Added {} ({}): {}, {}, {}. Its rights are “personal”.",
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

async fn list(settings: &Settings, json: bool) -> anyhow::Result<ExitCode> {
    let entries = super::whitelist(settings)?;
    let database = wiring::database(settings).await?;
    whitelist::apply(&database, &entries).await?;
    for site in database::site::everything(&database.read).await? {
        if json {
            let object = serde_json::json!({
                "site": site.host, "name": site.name, "home": site.home,
                "language": site.language, "rights": site.rights, "licence": site.licence,
                "origin": site.origin, "enabled": site.enabled,
            });
            output::result(&object.to_string());
        } else {
            let state = if site.enabled { "" } else { "  (disabled)" };
            output::result(&format!("{:<36} {:<9} {}{state}", site.host, site.rights, site.name));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn remove(settings: &Settings, host: &str) -> anyhow::Result<ExitCode> {
    let database = wiring::database(settings).await?;
    let Some(site) = database::site::by_host(&database.read, host).await? else {
        let problem = format!("no site is called “{host}”; see `earshot site list`");
        return Err(Usage(problem).into());
    };
    if site.origin == "file" {
        let problem = match &settings.sites {
            Some(_) => format!("“{host}” is in the whitelist's file: take it out there"),
            None => format!(
                "“{host}” is in the built-in list: to leave it out, write a list of your own and \
                 name it in EARSHOT_SITES"
            ),
        };
        return Err(Usage(problem).into());
    }
    database::site::set_enabled(&database.write, site.id, false).await?;
    output::note(&format!("{} is crawled no longer; its articles stay.", site.name));
    Ok(ExitCode::SUCCESS)
}
