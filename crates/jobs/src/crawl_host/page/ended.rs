//! What asking for a page came to -> how its address ends.

use database::{Micros, address, address::Ended};

use super::again::{Look, next_look};
use crate::{clock::micros, crawl_host::guest::Guest};

/// Attempts before an address that fails is given up.
const MOST_ATTEMPTS: i32 = 5;

/// A stored article that is as it was.
pub(super) fn unchanged(due: &address::Model, now: Micros) -> Ended {
    let (due_at, looks) = next_look(due, Look::default(), now);
    Ended {
        outcome: Some("stored"),
        status: Some(304),
        due_at,
        looks,
        etag: due.etag.clone(),
        last_modified: due.last_modified.clone(),
        article_id: due.article_id,
        ..Ended::default()
    }
}

/// An address without an article, for good. An article that is stored already stays.
pub(super) fn refused(due: &address::Model, reason: &str, status: Option<u16>) -> Ended {
    let outcome = if due.article_id.is_some() { "stored" } else { "refused" };
    Ended {
        outcome: Some(outcome),
        reason: Some(reason.to_owned()),
        status,
        looks: due.looks,
        article_id: due.article_id,
        ..Ended::default()
    }
}

/// Another address of something that is known, or that has a turn of its own.
pub(super) fn same(article_id: Option<i64>) -> Ended {
    let reason = Some("duplicate".to_owned());
    Ended { outcome: Some("same"), reason, article_id, ..Ended::default() }
}

/// Tried again later, when the host may be asked; given up after [`MOST_ATTEMPTS`]. What is stored
/// stays stored.
pub(super) fn failed(
    due: &address::Model,
    reason: &str,
    status: Option<u16>,
    guest: &Guest,
    now: Micros,
) -> Ended {
    let attempts = due.attempts + 1;
    if attempts >= MOST_ATTEMPTS {
        return refused(due, reason, status);
    }
    let backoff = fetch::backoff(u32::try_from(attempts).unwrap_or(1));
    let again = now.plus_micros(micros(backoff));
    // Behind the others of a host that rests: if it is this page that fails, it holds up none.
    let due_at = again.max(guest.rest_until());
    Ended {
        outcome: due.article_id.is_some().then_some("stored"),
        reason: Some(reason.to_owned()),
        status,
        due_at: Some(due_at),
        attempts,
        looks: due.looks,
        etag: due.etag.clone(),
        last_modified: due.last_modified.clone(),
        article_id: due.article_id,
    }
}
