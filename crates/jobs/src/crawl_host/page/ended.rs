//! What asking for a page came to -> how its address ends.

use std::time::Duration;

use database::{Micros, address, address::Ended};

use super::{
    Outcome,
    again::{Look, next_look},
};
use crate::{
    clock::micros,
    crawl_host::guest::{Guest, REST_AFTER_REFUSALS},
};

/// Attempts, soon one after another, before an address that fails counts as refused.
const MOST_ATTEMPTS: i32 = 5;
/// How long an address waits after that where the fault may pass: a server's bad hour, a certificate
/// that ran out. So does one that a feed announces where its page is missing: its announcement may be
/// ahead of it on the way through caches, and a publisher's new version may miss its pages for a while.
const UNTIL_IT_COMES: [Duration; 3] =
    [Duration::from_mins(15), Duration::from_hours(2), Duration::from_hours(24)];
/// How long what robots.txt denies waits for other rules, which costs no request, and how often.
const UNTIL_ALLOWED: Duration = Duration::from_hours(24);
const MOST_DENIED: i32 = 30;
/// Reasons that lie with a server or the network, and not with what was asked for.
const MAY_PASS: [&str; 10] = [
    "dns",
    "connect",
    "tls",
    "timeout",
    "cut",
    "protocol",
    "decode",
    "private_address",
    "internal",
    "resting",
];
/// Reasons beside a missing page for which there may be an article later.
const MAY_COME: [&str; 4] = ["soft_not_found", "error_page", "empty_shell", "too_little_text"];
/// Looks in a row at a stored article that bring nothing, before it is not looked at any more.
const MOST_MISSED: i32 = 3;
/// Looks at a page that is forbidden, about a day apart, before it is given up.
const MOST_FORBIDDEN: i32 = 3;
/// How long an address waits whose template brings nothing.
const UNTIL_TOMORROW: Duration = Duration::from_hours(24);
/// How long such a page lets the others go first.
const BEHIND_OTHERS: Duration = Duration::from_hours(1);

/// Whether an address has an article.
pub(super) fn is_stored(due: &address::Model) -> bool {
    due.outcome.as_deref() == Some("stored")
}

/// The reason why an address stays as it is, where answers come from an archive: one whose article is
/// stored, so that the site is asked for it when it would have been, and one that an archive says
/// nothing of for good.
pub(super) fn stays(due: &address::Model, outcome: &Outcome) -> Option<&'static str> {
    match outcome {
        // What was denied was not fetched: by then other rules may hold.
        Outcome::Failed(reason, _) | Outcome::Refused(reason @ "robots", _) => Some(*reason),
        Outcome::Forbidden(_) => Some("http_status"),
        _ => is_stored(due).then_some("stored"),
    }
}

/// A stored article that is as it was.
pub(super) fn unchanged(due: &address::Model, now: Micros) -> Ended {
    let (due_at, looks) = next_look(due, Look { changed: false, live: due.live }, now);
    Ended {
        outcome: Some("stored"),
        status: Some(304),
        due_at,
        looks,
        etag: due.etag.clone(),
        last_modified: due.last_modified.clone(),
        article_id: due.article_id,
        answered: due.answered.clone(),
        live: due.live,
        ..Ended::default()
    }
}

/// An address without an article: for good, unless the reason may pass, or it was announced and may come
/// yet. An article that is stored already stays, and what did not come is one of its looks.
pub(super) fn refused(
    due: &address::Model,
    reason: &str,
    status: Option<u16>,
    now: Micros,
) -> Ended {
    if due.article_id.is_some() {
        return missed(due, reason, status, now);
    }
    let before = if due.outcome.as_deref() == Some("refused") { due.attempts } else { 0 };
    let wait = match reason {
        "robots" => (before < MOST_DENIED).then_some(&UNTIL_ALLOWED),
        _ => usize::try_from(before).ok().and_then(|before| UNTIL_IT_COMES.get(before)),
    };
    let waits = reason == "robots"
        || may_pass(reason, status)
        || (due.rank == 0 && may_come(reason, status));
    let wait = wait.filter(|_| waits);
    Ended {
        outcome: Some("refused"),
        reason: Some(reason.to_owned()),
        status,
        due_at: wait.map(|wait| now.plus_micros(micros(*wait))),
        attempts: if wait.is_some() { before + 1 } else { 0 },
        looks: due.looks,
        ..Ended::default()
    }
}

/// Whether a fault is that of a server or of the network, for now.
fn may_pass(reason: &str, status: Option<u16>) -> bool {
    let is_failure = matches!(status, Some(408 | 425 | 429 | 500..=599));
    MAY_PASS.contains(&reason) || (reason == "http_status" && is_failure)
}

/// Whether what a feed announces may come yet: its page is missing, or has no text.
fn may_come(reason: &str, status: Option<u16>) -> bool {
    let is_missing = reason == "http_status" && matches!(status, Some(404 | 410));
    is_missing || MAY_COME.contains(&reason)
}

/// A look at a stored article that brought nothing, which may be one bad minute of its publisher: the
/// next look stays, until [`MOST_MISSED`] in a row bring nothing.
fn missed(due: &address::Model, reason: &str, status: Option<u16>, now: Micros) -> Ended {
    let attempts = due.attempts + 1;
    let (next, looks) = next_look(due, Look { changed: false, live: due.live }, now);
    let due_at = next.filter(|_| attempts < MOST_MISSED);
    let ended = waiting(due, due_at.unwrap_or(now));
    Ended { reason: Some(reason.to_owned()), status, due_at, looks, attempts, ..ended }
}

/// Another address of something that is known.
pub(super) fn same(article_id: i64) -> Ended {
    let reason = Some("duplicate".to_owned());
    Ended { outcome: Some("same"), reason, article_id: Some(article_id), ..Ended::default() }
}

/// An address that leads to another host, where what it leads to has a turn of its own.
pub(super) fn moved(article_id: Option<i64>) -> Ended {
    let reason = Some("moved".to_owned());
    Ended { outcome: Some("same"), reason, article_id, ..Ended::default() }
}

/// Tried again soon, when the host may be asked; after [`MOST_ATTEMPTS`], and where it was refused once,
/// it is [`refused`], and waits longer.
pub(super) fn failed(
    due: &address::Model,
    reason: &str,
    status: Option<u16>,
    guest: &Guest,
    now: Micros,
) -> Ended {
    let attempts = due.attempts + 1;
    if attempts >= MOST_ATTEMPTS || due.outcome.as_deref() == Some("refused") {
        return refused(due, reason, status, now);
    }
    let backoff = fetch::backoff(u32::try_from(attempts).unwrap_or(1));
    // Behind the others of a host that rests: if it is this page that fails, it holds up none.
    let due_at = now.plus_micros(micros(backoff)).max(guest.rest_until());
    Ended { reason: Some(reason.to_owned()), status, attempts, ..waiting(due, due_at) }
}

/// Left for tomorrow without being asked for; given up after [`MOST_ATTEMPTS`].
pub(super) fn held_back(due: &address::Model, now: Micros) -> Ended {
    let attempts = due.attempts + 1;
    if attempts >= MOST_ATTEMPTS {
        return refused(due, "template", None, now);
    }
    let due_at = now.plus_micros(micros(UNTIL_TOMORROW));
    Ended { reason: Some("template".to_owned()), attempts, ..waiting(due, due_at) }
}

/// Asked again behind the address that its page names as its own, which ends after [`MOST_ATTEMPTS`].
pub(super) fn behind(due: &address::Model, until: Micros) -> Ended {
    let reason = Some("named".to_owned());
    Ended { reason, status: Some(200), attempts: due.attempts, ..waiting(due, until) }
}

/// Looked at again when a host that refuses us has had its rest, and behind its other pages: whether
/// it is this page or every one that it refuses shows with them. Given up after [`MOST_FORBIDDEN`]
/// looks.
pub(super) fn forbidden(due: &address::Model, status: u16, guest: &Guest, now: Micros) -> Ended {
    let was_forbidden = matches!(due.status, Some(401 | 403));
    let attempts = if was_forbidden { due.attempts + 1 } else { 1 };
    if attempts >= MOST_FORBIDDEN {
        return refused(due, "http_status", Some(status), now);
    }
    let rested = now.plus_micros(micros(REST_AFTER_REFUSALS)).max(guest.rest_until());
    let due_at = rested.plus_micros(micros(BEHIND_OTHERS));
    let reason = Some("http_status".to_owned());
    Ended { reason, status: Some(status), attempts, ..waiting(due, due_at) }
}

/// As it was, until then. What is stored stays stored.
fn waiting(due: &address::Model, due_at: Micros) -> Ended {
    Ended {
        outcome: due.article_id.is_some().then_some("stored"),
        due_at: Some(due_at),
        looks: due.looks,
        etag: due.etag.clone(),
        last_modified: due.last_modified.clone(),
        article_id: due.article_id,
        answered: due.answered.clone(),
        live: due.live,
        ..Ended::default()
    }
}
