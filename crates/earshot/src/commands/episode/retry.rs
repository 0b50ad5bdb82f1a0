//! `earshot episode retry`: failed episodes wait again, those that wait for their next attempt no longer,
//! and are spoken by whoever speaks next.

use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use database::{
    Database, address, article,
    episode::{self, Considered},
};
use discover::Address;
use jobs::clock;
use speech::Cast;

use crate::{arguments::EpisodeRetry, output, settings::Settings, wiring};

pub(super) async fn run(settings: &Settings, asked: &EpisodeRetry) -> anyhow::Result<ExitCode> {
    let database = wiring::database(settings).await?;
    let cast = wiring::cast(settings)?;
    let retried = if asked.all_failed {
        all_failed(&database, &cast).await?
    } else {
        named(&database, &cast, &asked.addresses).await?
    };
    let count = output::counted(retried, "episode");
    output::note(&format!(
        "To be spoken: {count}. `earshot run` and `earshot work` do that by themselves, \
         `earshot cron` at its end."
    ));
    Ok(ExitCode::SUCCESS)
}

/// Tries what has failed and can be spoken; the rest is named with the reason.
async fn all_failed(database: &Database, cast: &Cast) -> anyhow::Result<u64> {
    let every = u64::try_from(i64::MAX)?;
    let failed = episode::log(&database.read, Some("failed"), every).await?;
    ensure!(!failed.is_empty(), "no episode has failed; `earshot episode list` shows all");
    let mut retried = 0;
    for row in failed {
        match check(database, cast, &row).await {
            Ok(()) => retried += u64::from(retry(database, &row).await?),
            Err(problem) => output::note(&format!("{}: {problem:#}", row.address)),
        }
    }
    ensure!(retried > 0, "no episode that has failed can be tried again");
    Ok(retried)
}

/// Tries these, or none of them where one cannot be.
async fn named(database: &Database, cast: &Cast, addresses: &[String]) -> anyhow::Result<u64> {
    let mut failed = Vec::new();
    for address in addresses {
        let row = known(database, address).await?;
        check(database, cast, &row).await.with_context(|| row.address.clone())?;
        failed.push(row);
    }
    let mut retried = 0;
    for row in failed {
        retried += u64::from(retry(database, &row).await?);
    }
    ensure!(retried > 0, "somebody else has had it tried again meanwhile");
    Ok(retried)
}

/// The article of an address, which may be any of its own.
async fn known(database: &Database, typed: &str) -> anyhow::Result<Considered> {
    let address = Address::parse(typed).map_or_else(|_| typed.to_owned(), |it| it.to_string());
    let read = &database.read;
    let article = match article::by_address(read, &address).await? {
        Some(article) => Some(article.id),
        None => address::article_of(read, &address).await?,
    };
    let Some(article) = article else {
        bail!("no article is known at {typed}; `earshot episode list` shows their addresses")
    };
    let row = episode::log_of(read, article).await?;
    row.with_context(|| format!("{typed} waits to be chosen or not: nothing has failed"))
}

/// Whether an episode can be tried again.
///
/// # Errors
/// Why not, and what can be done.
async fn check(database: &Database, cast: &Cast, row: &Considered) -> anyhow::Result<()> {
    let is_put_off = row.next_attempt_at.is_some_and(|due| due > clock::now());
    match row.state.as_str() {
        "failed" => {}
        "waiting" | "spoken" if is_put_off => return Ok(()),
        "waiting" | "spoken" => bail!("it waits already, and is tried by itself"),
        "published" => bail!("it is published: nothing has failed"),
        "withdrawn" => bail!("it was withdrawn, as its text may no longer be heard"),
        _ => {
            let reason = row.not_chosen.as_deref().unwrap_or("-");
            bail!("it was not chosen ({reason}), so there is no episode to be tried")
        }
    }
    let told = episode::told_texts(&database.read, &[&row.text_hash]).await?;
    ensure!(told.is_empty(), "another episode has told the same text meanwhile");
    let language = row.language.as_deref().unwrap_or_default();
    jobs::can_read(cast, language).context("it would fail again (see `earshot voice list`)")
}

async fn retry(database: &Database, row: &Considered) -> anyhow::Result<bool> {
    let Some(id) = row.episode_id else { return Ok(false) };
    let is_retried = episode::retry(&database.write, id, clock::now()).await?;
    if is_retried {
        let reason = row.last_error.as_deref().unwrap_or("no reason was told");
        output::result(&format!("{}  ({}: {reason})", row.address, row.state));
    }
    Ok(is_retried)
}
