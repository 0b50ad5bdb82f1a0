//! A new page -> another address of the host that is asked before the page is kept, as its answer says
//! whose article the page is.
//!
//! News comes first, so a page may be asked before the address that it names as its own, and an
//! article's new address before the old one that leads there.

use database::{Micros, address, story};
use tracing::warn;

use super::{Errand, Outcome, ends_visit, follow, put_off, settle};
use crate::clock::now;

/// An article that was fetched later has been where it was just now, in seconds: the first look at it
/// is as far away.
const LATELY_SECONDS: i64 = 3_600;

/// What is to be known of another address before a page is kept.
pub(super) enum First {
    /// Nothing.
    Nothing,
    /// It is asked first.
    Ask(Box<address::Model>),
    /// It waits for its first answer until then, and cannot be asked now.
    Wait(Micros),
}

/// The address that is to be asked first, if any: the one that the page names, where that waits for its
/// first answer, so that a template which names one address on every page gives no article another's;
/// or that of an article with the same text, which may have moved here.
pub(super) async fn before(
    errand: &Errand<'_>,
    due: &address::Model,
    outcome: &Outcome,
) -> anyhow::Result<First> {
    let Errand { context, guest, party } = errand;
    let Outcome::Article(article) = outcome else { return Ok(First::Nothing) };
    let (_, answer) = &**article;
    if due.article_id.is_some() {
        return Ok(First::Nothing);
    }
    let (read, place) = (&context.database.read, (guest.host_id(), party.site.id));
    if let Some(named) = answer.named.as_ref().filter(|named| named.as_str() != due.address)
        && let Some(row) = address::waiting_at(read, place, named.as_str()).await?
    {
        return Ok(ask_or_wait(errand, row));
    }
    if guest.is_replay() || guest.wants_rest() {
        return Ok(First::Nothing);
    }
    let text_hash = &*answer.said.hash;
    // Nearly every text is new, and the index of stories knows it.
    if !story::is_known(read, text_hash).await? {
        return Ok(First::Nothing);
    }
    let lately = now().plus_seconds(-LATELY_SECONDS);
    let moved = address::of_text(read, place, text_hash, (now(), lately)).await?;
    Ok(moved.map_or(First::Nothing, |row| First::Ask(Box::new(row))))
}

/// An archive answers whenever it is asked.
fn ask_or_wait(Errand { guest, .. }: &Errand<'_>, named: address::Model) -> First {
    let due_at = named.due_at.unwrap_or(Micros::START);
    if guest.is_replay() || (due_at <= now() && !guest.wants_rest()) {
        return First::Ask(Box::new(named));
    }
    First::Wait(due_at.max(guest.rest_until()))
}

/// Asks an address for the sake of the page at hand, and ends it. Where our own part fails at it, it
/// bears that itself.
pub(super) async fn ask(
    errand: &mut Errand<'_>,
    first: &address::Model,
    at_hand: &Outcome,
) -> anyhow::Result<()> {
    let at_hand = match at_hand {
        Outcome::Article(found) => Some(&**found),
        _ => None,
    };
    errand.guest.settle(&first.address);
    let asked = async {
        let outcome = follow(errand, first, at_hand).await?;
        settle(errand, first, outcome).await
    };
    match asked.await {
        Err(error) if !ends_visit(&error) => {
            warn!(address = first.address, "An address that another page names failed");
            put_off(errand, first, error).await
        }
        asked => asked,
    }
}

/// How a page ends behind an address that was asked for its sake: the article that it is one more page
/// of, or when that address is asked again; none: it is kept for itself.
pub(super) async fn behind(
    errand: &Errand<'_>,
    due: &address::Model,
    first: &address::Model,
) -> anyhow::Result<Option<Outcome>> {
    let read = &errand.context.database.read;
    let own = address::by_id(read, due.id).await?;
    let is_same = |own: &address::Model| own.outcome.as_deref() == Some("same");
    if let Some(article) = own.filter(is_same).and_then(|own| own.article_id) {
        return Ok(Some(Outcome::Known(article)));
    }
    if errand.guest.is_replay() {
        // What an archive lacks never comes.
        return Ok(None);
    }
    let first = address::by_id(read, first.id).await?;
    let waits = first.filter(|first| first.outcome.is_none()).and_then(|first| first.due_at);
    Ok(waits.map(Outcome::Behind))
}
