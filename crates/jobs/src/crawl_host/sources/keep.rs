//! How asking a source ended -> one transaction: what it brought, and when it is due again.

use std::{collections::BTreeMap, time::Duration};

use database::{
    host,
    source::{self, Kind},
};
use discover::PassedOver;

use super::{
    Read, Validators, hub,
    interval::{self, Asked, Outcome},
    take::{self, Taken},
};
use crate::{clock::micros, crawl_host::Errand};

/// Commits what a source brought, and when it is due again. Returns how many addresses are new.
pub(super) async fn keep(
    errand: &mut Errand<'_>,
    due: &source::Model,
    ended: Result<Validators, String>,
    mut read: Read,
) -> anyhow::Result<u64> {
    let transaction = errand.context.database.begin().await?;
    host::confirm(&transaction, errand.guest.lease()).await?;
    let mut taken = take::take(errand, &transaction, due, &mut read).await?;
    let (new, left_out) = (taken.new, taken.left_out);
    // When the site is asked again is learnt from the site, and never from an archive.
    if !errand.guest.is_replay() {
        let ended = match taken.led.error.take() {
            Some(error) => Err(error),
            None => ended,
        };
        let hub = std::mem::take(&mut read.hub);
        let is_told = hub::keep(errand.context, &transaction, due.id, hub).await?;
        let asked = asked(errand, due, (ended, is_told), (read, taken));
        source::keep(&transaction, &asked).await?;
    }
    transaction.commit().await?;
    errand.party.left_out += left_out;
    Ok(new)
}

/// When a source is due again, and what is remembered of it.
fn asked(
    Errand { context, guest, .. }: &Errand<'_>,
    due: &source::Model,
    (ended, is_told): (Result<Validators, String>, bool),
    (read, taken): (Read, Taken),
) -> source::Asked {
    let (now, poll_min) = (guest.time(), context.settings.poll_min);
    let outcome = match &ended {
        Err(_) => Outcome::Failed(due.failures),
        Ok(_) if taken.is_all_new && may_overflow(due) => Outcome::Overflow,
        Ok(_) if taken.is_news || taken.led.is_news => Outcome::News,
        Ok(_) => Outcome::Silent,
    };
    let interval = interval::next(Asked { last: due.interval_micros, outcome, poll_min });
    // A hub tells of news once: what could not be had then is asked for as if there were none.
    let least = if is_told && ended.is_ok() { hub::WHILE_TOLD } else { poll_min };
    let believed = if ended.is_ok() { believed(due, &read) } else { Duration::ZERO };
    let wait = interval.wait.max(least).max(believed).min(interval::MOST);
    let resting = guest.rests().then(|| guest.rest_until());
    let was_called = due.pushed_at > due.checked_at;
    let (validators, error) = match ended {
        // What was left out for want of room is to be seen again.
        Ok(_) if taken.is_cut => (Validators::default(), None),
        Ok(validators) => (validators, None),
        Err(error) => (Validators::of(due), Some(error)),
    };
    source::Asked {
        id: due.id,
        etag: validators.etag,
        last_modified: validators.last_modified,
        answered: validators.answered,
        at: now,
        pushed_before: due.pushed_at,
        push_from: now.plus_micros(micros(interval::until_push(was_called, outcome, poll_min))),
        due_at: resting.unwrap_or_else(|| now.plus_micros(micros(wait))),
        interval_micros: micros(interval.kept),
        news: taken.is_news,
        ttl_micros: read.ttl.map(micros),
        passed_over: read.passed_over.map(|of_body| counts(&[of_body, taken.passed_over])),
        error,
    }
}

/// Whether a source tells of its last news alone, and has told of others before.
fn may_overflow(due: &source::Model) -> bool {
    matches!(Kind::of(&due.kind), Kind::Feed) && due.interval_micros > 0
}

/// How long an answer asks to be believed. What the body said holds as long as the body does: an
/// answer 304 brings none, and repeats the header alone (RFC 9110, section 15.4.5).
fn believed(due: &source::Model, read: &Read) -> Duration {
    let known = Duration::from_micros(u64::try_from(due.ttl_micros).unwrap_or(0));
    read.ttl.unwrap_or(known).max(read.max_age.unwrap_or_default())
}

fn counts(counted: &[PassedOver; 2]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for (reason, count) in counted.iter().flat_map(PassedOver::counts) {
        *counts.entry(reason.to_owned()).or_default() += count;
    }
    counts
}
