//! A page's article -> its row, the outcome of its address, and what it is known by besides.

use database::{
    Micros,
    address::{self, Ended},
    article::{self, Stored},
    host,
};
use discover::Address;

use super::{
    Answered, Errand, Outcome,
    again::{self, Look, next_look},
    article_row,
    elsewhere::found,
    end, ended,
};
use crate::{
    Context,
    clock::now,
    crawl_host::{canonical, hosts::Hosts},
};

/// Stores an article and ends its address, in one transaction.
#[expect(clippy::cognitive_complexity, reason = "one transaction, straight on")]
pub(super) async fn keep(
    errand: &mut Errand<'_>,
    due: &address::Model,
    (extracted, answer): (extract::Article, Answered),
) -> anyhow::Result<()> {
    let is_first_look = due.article_id.is_none();
    let canonical = match settled(errand, is_first_look, (&extracted, &answer)).await? {
        Settled::Of(known) => return end(errand, due, Outcome::Known(known)).await,
        Settled::Own(canonical) => canonical,
    };
    let Errand { context, guest, party } = errand;
    let site = &party.site;
    let Answered { address: answered, asked_at, headers, said, .. } = answer;
    if guest.is_replay()
        && let Some(newer) = newer_than(context, due, (&canonical, asked_at)).await?
    {
        return end(errand, due, Outcome::Known(newer)).await;
    }
    let live = extracted.live;
    let row = article_row::of(site.id, &canonical, (extracted, said))?;
    let now = if guest.is_replay() { asked_at } else { now() };
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
            guest.settle(other.as_str());
        }
    }
    transaction.commit().await?;
    count(errand, due, stored, is_duplicate);
    Ok(())
}

/// Whose article a page is.
enum Settled {
    /// One that is known: its second page perhaps, which is no new version.
    Of(i64),
    /// Its own, of this address.
    Own(Address),
}

/// Whether the address that a page names is its own: not where that has the article of another page, as
/// with a template that names one address on every page, and not where nothing was found there.
async fn settled(
    errand: &Errand<'_>,
    is_first_look: bool,
    (extracted, answer): (&extract::Article, &Answered),
) -> anyhow::Result<Settled> {
    let read = &errand.context.database.read;
    let Some(named) = answer.named.clone() else {
        return Ok(Settled::Own(answer.address.clone()));
    };
    if !is_first_look {
        return Ok(Settled::Own(named));
    }
    if let Some(known) = article::by_address(read, named.as_str()).await? {
        let is_its =
            canonical::is_of(&extracted.title, &known.title) || answer.said.hash == known.text_hash;
        let own = || Settled::Own(answer.address.clone());
        return Ok(if is_its { Settled::Of(known.id) } else { own() });
    }
    let is_refused = address::is_refused(read, named.as_str()).await?;
    Ok(Settled::Own(if is_refused { answer.address.clone() } else { named }))
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
