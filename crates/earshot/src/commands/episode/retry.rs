//! `earshot episode retry`: failed and withdrawn episodes wait again, those that wait for their next attempt
//! no longer, and are spoken by whoever speaks next; with `--anew` any, without what was kept of it.

use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use database::{
    Database, DatabaseError, address, article,
    episode::{self, Considered},
};
use discover::Address;
use jobs::{Audience, clock};
use speech::Cast;

use crate::{arguments::EpisodeRetry, output, settings::Settings, wiring};

pub(super) async fn run(settings: &Settings, asked: &EpisodeRetry) -> anyhow::Result<ExitCode> {
    let database = wiring::database(settings).await?;
    let cast = wiring::cast(settings)?;
    let desk = Desk { database, cast, audience: settings.audience, is_anew: asked.anew };
    let (retried, left) = if asked.all_failed {
        desk.all_failed().await?
    } else {
        desk.named(&asked.addresses).await?
    };
    if retried + left == 0 {
        output::note("No episode has failed; `earshot episode list` shows all.");
        return Ok(ExitCode::SUCCESS);
    }
    if retried > 0 {
        let count = output::counted(retried, "episode");
        output::note(&format!(
            "To be spoken: {count}. `earshot run` and `earshot work` do that by themselves, \
             `earshot cron` at its end."
        ));
    }
    // Of all that failed some can seldom be tried; who names one wants that one.
    let is_done = if asked.all_failed { retried > 0 } else { left == 0 };
    Ok(if is_done { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is needed to try episodes again.
struct Desk {
    database: Database,
    cast: Cast,
    audience: Audience,
    /// Whether nothing is to be heard of what was spoken before.
    is_anew: bool,
}

impl Desk {
    /// Tries what has failed and can be spoken; the rest is named with the reason. Returns how many are
    /// tried again, and how many are not.
    async fn all_failed(&self) -> anyhow::Result<(u64, u64)> {
        let every = u64::try_from(i64::MAX)?;
        let failed = episode::log(&self.database.read, Some("failed"), every).await?;
        self.retry_all(&failed).await
    }

    /// Tries these, or none of them where one cannot be. Returns as for all.
    async fn named(&self, addresses: &[String]) -> anyhow::Result<(u64, u64)> {
        let mut rows: Vec<Considered> = Vec::new();
        for address in addresses {
            let row = known(&self.database, address).await?;
            self.check(&row).await.with_context(|| row.address.clone())?;
            if rows.iter().all(|known| known.episode_id != row.episode_id) {
                rows.push(row);
            }
        }
        self.retry_all(&rows).await
    }

    async fn retry_all(&self, rows: &[Considered]) -> anyhow::Result<(u64, u64)> {
        let (mut retried, mut left) = (0, 0);
        for row in rows {
            match self.retry(row).await {
                Ok(()) => retried += 1,
                Err(problem) if problem.is::<DatabaseError>() => return Err(problem),
                Err(problem) => {
                    output::note(&format!("{}: {problem:#}", row.address));
                    left += 1;
                }
            }
        }
        Ok((retried, left))
    }

    /// Looks again, as one that was tried just now may tell the same text.
    async fn retry(&self, row: &Considered) -> anyhow::Result<()> {
        self.check(row).await?;
        let id = row.episode_id.context("it has no episode")?;
        let is_retried = if self.is_anew {
            self.speak_anew(id).await?
        } else {
            episode::retry(&self.database.write, id, clock::now()).await?
        };
        ensure!(is_retried, "somebody else is at it, or has told the same text meanwhile");
        let reason = row.last_error.as_ref().map(|reason| format!(": {reason}"));
        output::result(&format!("{}  ({}{})", row.address, row.state, reason.unwrap_or_default()));
        Ok(())
    }

    async fn speak_anew(&self, id: i64) -> anyhow::Result<bool> {
        let transaction = self.database.begin().await?;
        let is_taken = episode::speak_anew(&transaction, id, clock::now()).await?;
        if is_taken {
            transaction.commit().await.map_err(DatabaseError::from)?;
        }
        Ok(is_taken)
    }

    /// Whether an episode can be tried again.
    ///
    /// # Errors
    /// Why not, and what can be done.
    async fn check(&self, row: &Considered) -> anyhow::Result<()> {
        let is_put_off = row.next_attempt_at.is_some_and(|due| due > clock::now());
        match row.state.as_str() {
            "failed" | "withdrawn" => self.check_untold(row).await?,
            "waiting" | "spoken" if is_put_off || self.is_anew => {}
            "waiting" | "spoken" => bail!("it waits already, and is tried by itself"),
            "published" if self.is_anew => {}
            "published" => bail!("it is published: nothing has failed (--anew speaks it anew)"),
            _ => {
                let reason = row.not_chosen.as_deref().unwrap_or("-");
                bail!("it was not chosen ({reason}), so there is no episode to be tried")
            }
        }
        self.check_rights(row)?;
        let language = row.language.as_deref().unwrap_or_default();
        jobs::can_read(&self.cast, language)
            .context("it would come no farther (see `earshot voice list`)")
    }

    /// Whether no other episode tells its text.
    ///
    /// # Errors
    /// One does; a database that is away.
    async fn check_untold(&self, row: &Considered) -> anyhow::Result<()> {
        let id = row.episode_id.context("it has no episode")?;
        let is_told = episode::told_by_another(&self.database.read, id).await?;
        ensure!(!is_told, "another episode has told the same text meanwhile");
        Ok(())
    }

    /// Whether its text may be heard, as episodes are chosen.
    ///
    /// # Errors
    /// Why not.
    fn check_rights(&self, row: &Considered) -> anyhow::Result<()> {
        let rights = row.site_rights.as_str();
        ensure!(
            self.audience.rights().contains(&rights),
            "it may not be heard here: its site is “{rights}”"
        );
        ensure!(!row.reserved, "it may not be heard: its page reserves its text");
        Ok(())
    }
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
