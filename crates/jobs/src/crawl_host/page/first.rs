//! A new page -> another address of the host that is asked before the page is kept, as its answer says
//! whose article the page is.
//!
//! News comes first, so a page may be asked before the address that it names as its own, and an
//! article's new address before the old one that leads there.

use database::{Micros, address, story};

use super::{Errand, Outcome};
use crate::{clock::now, crawl_host::canonical};

/// An article that was fetched later has been where it was just now, in seconds: the first look at it
/// is as far away.
const LATELY_SECONDS: i64 = 3_600;

/// The address that is to be asked first, if any: the one that the page names, where that waits for its
/// first answer, so that a template which names one address on every page gives no article another's;
/// or that of an article with the same text, which may have moved here.
pub(super) async fn before(
    errand: &Errand<'_>,
    due: &address::Model,
    outcome: &Outcome,
) -> anyhow::Result<Option<address::Model>> {
    let Errand { context, guest, party } = errand;
    let Outcome::Article(article, answered, _) = outcome else { return Ok(None) };
    if due.article_id.is_some() || guest.is_replay() || guest.wants_rest() {
        return Ok(None);
    }
    let (read, place) = (&context.database.read, (guest.host_id(), party.site.id));
    let named = canonical::believable(answered, article.canonical.as_deref(), &article.title);
    if named != *answered
        && named.as_str() != due.address
        && let Some(named) = address::waiting_at(read, place, named.as_str(), now()).await?
    {
        return Ok(Some(named));
    }
    let text_hash = hex::encode(stories::text_hash(&article.text()));
    // Nearly every text is new, and the index of stories knows it.
    if !story::is_known(read, &text_hash).await? {
        return Ok(None);
    }
    let lately: Micros = now().plus_seconds(-LATELY_SECONDS);
    Ok(address::of_text(read, place, &text_hash, (now(), lately)).await?)
}
