//! `earshot site`: the whitelist.

use std::process::ExitCode;

use database::{Database, site};
use discover::Address;

use self::look::Onlooker;
use super::Usage;
use crate::{arguments::Site, output, settings::Settings, wiring};

mod add;
mod crawl_delay;
mod list;
mod log;
mod look;
mod private;
mod trouble;

pub(super) async fn run(settings: Settings, site: Site) -> anyhow::Result<ExitCode> {
    match site {
        Site::Add { address } => Box::pin(add::run(&settings, &address)).await,
        Site::List { json } => list::run(&settings, json).await,
        Site::Log(asked) => log::run(&settings, &asked).await,
        Site::Check { address } => {
            let address = parse(&address)?;
            Box::pin(Onlooker::new(&settings).await?.check(&address)).await
        }
        Site::Remove { host } => remove(&settings, &host).await,
    }
}

fn parse(text: &str) -> anyhow::Result<Address> {
    let has_scheme = text.contains("://");
    let address =
        if has_scheme { Address::parse(text) } else { Address::parse(&format!("https://{text}")) };
    Ok(address.map_err(|error| {
        Usage(format!("“{text}”: {error}; expected an address, as https://news.example"))
    })?)
}

/// The site that a word names: its host, or an address of it.
async fn known(database: &Database, word: &str) -> anyhow::Result<site::Model> {
    let host = Address::parse(word).map_or_else(|_| word.to_ascii_lowercase(), |it| it.host());
    if let Some(known) = site::by_host(&database.read, &host).await? {
        return Ok(known);
    }
    // The host of a site has its port, where that is not the usual one.
    let with_port = |site: &site::Model| site.host.split(':').next() == Some(host.as_str());
    let near = site::enabled(&database.read).await?.into_iter().find(with_port);
    let near = near.map(|site| format!("did you mean “{}”? ", site.host)).unwrap_or_default();
    Err(Usage(format!(
        "no site is called “{host}”; {near}`earshot site list` shows all. What is listed there and was \
         never crawled is not known before the first `earshot cron` or `earshot run`"
    ))
    .into())
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
