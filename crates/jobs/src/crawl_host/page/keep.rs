//! A page's article -> its row, the outcome of its address, and what it is known by besides.

use database::{
    Micros,
    address::{self, Ended},
    article::{self, Stored},
    host,
};
use discover::Address;
use fetch::Headers;

use super::{
    Errand, Outcome,
    again::{self, Look, next_look},
    article_row,
    elsewhere::found,
    end, ended,
};
use crate::{
    Context,
    crawl_host::{canonical, hosts::Hosts},
};

/// Stores an article and ends its address, in one transaction.
#[expect(clippy::cognitive_complexity, reason = "one transaction, straight on")]
pub(super) async fn keep(
    errand: &mut Errand<'_>,
    due: &address::Model,
    (extracted, answered, headers): (extract::Article, Address, Headers),
) -> anyhow::Result<()> {
    let Errand { context, guest, party } = errand;
    let site = &party.site;
    let stated = extracted.canonical.as_deref();
    let mut canonical = canonical::believable(&answered, stated, &extracted.title);
    let is_first_look = due.article_id.is_none();
    if is_first_look
        && canonical != answered
        && let Some(known) = article::by_address(&context.database.read, canonical.as_str()).await?
    {
        let text_hash = hex::encode(stories::text_hash(&extracted.text()));
        if canonical::is_of(&extracted.title, &known.title) || text_hash == known.text_hash {
            // Another page of an article that is known, its second half perhaps, is no new version.
            return end(errand, due, Outcome::Known(known.id)).await;
        }
        // A template that gives every page the address of one.
        canonical = answered.clone();
    }
    let asked_at = guest.asked_at();
    if guest.is_replay()
        && let Some(newer) = newer_than(context, due, (&canonical, asked_at)).await?
    {
        return end(errand, due, Outcome::Known(newer)).await;
    }
    let live = extracted.live;
    let row = article_row::of(site.id, &canonical, extracted)?;
    let now = guest.time();
    let transaction = context.database.begin().await?;
    host::confirm(&transaction, guest.lease()).await?;
    let stored = article::store(&transaction, &row, due.article_id, asked_at).await?;
    let is_duplicate = is_first_look && !matches!(stored, Stored::New(_));
    let changed = matches!(stored, Stored::Changed(_));
    let (due_at, looks) = next_look(due, Look { changed, live }, now);
    let ended = Ended {
        outcome: Some(if is_duplicate { "same" } else { "stored" }),
        reason: is_duplicate.then(|| "duplicate".to_owned()),
        status: Some(200),
        due_at: due_at.filter(|due_at| !is_duplicate && !again::is_long_past(*due_at)),
        looks,
        etag: headers.etag,
        last_modified: headers.last_modified,
        article_id: Some(stored.id()),
        answered: (answered.as_str() != due.address).then(|| answered.as_str().to_owned()),
        live,
        ..Ended::default()
    };
    if !(guest.is_replay() && ended::is_stored(due)) {
        address::end(&transaction, due.id, &ended, now).await?;
    }
    // Other addresses of the same article are never asked for.
    let mut hosts = Hosts::new(&transaction);
    for other in [&canonical, &answered] {
        if other.as_str() != due.address
            && let Some(found) = found(&mut hosts, site, (other, due.rank)).await?
        {
            address::note_same(&transaction, &found, stored.id(), now).await?;
        }
    }
    transaction.commit().await?;
    count(errand, due, stored, is_duplicate);
    Ok(())
}

/// The article that is already known in a version which was fetched later than this one.
async fn newer_than(
    context: &Context,
    due: &address::Model,
    (canonical, asked_at): (&Address, Micros),
) -> anyhow::Result<Option<i64>> {
    let read = &context.database.read;
    let known = match due.article_id {
        Some(id) => article::by_id(read, id).await?,
        None => article::by_address(read, canonical.as_str()).await?,
    };
    Ok(known.filter(|known| known.fetched_at > asked_at).map(|known| known.id))
}

fn count(errand: &mut Errand<'_>, due: &address::Model, stored: Stored, is_duplicate: bool) {
    if is_duplicate {
        errand.party.refused.insert(due.id, "duplicate".to_owned());
    } else {
        errand.party.refused.remove(&due.id);
    }
    match stored {
        Stored::New(_) => {
            errand.party.tally.stored += 1;
            errand.context.progress.article();
        }
        Stored::Changed(_) => errand.party.tally.changed += 1,
        Stored::Unchanged(_) => {}
    }
}
