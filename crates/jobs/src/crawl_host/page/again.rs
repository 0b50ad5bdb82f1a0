//! When a stored article is looked at again.
//!
//! After 1, 6 and 24 hours; sooner after a change, and while a live blog lives: half as long as it took
//! this time. Nothing is looked at for longer than two days after it was found.

use database::{Micros, address};

/// Waits between one look and the next, in seconds: 1, 6 and 24 hours after the first.
const WAITS_SECONDS: [i64; 3] = [3_600, 5 * 3_600, 18 * 3_600];
/// The shortest wait, in seconds: as for a source.
const LEAST_SECONDS: i64 = 300;
/// How long an article is followed, in seconds.
const FOLLOWED_SECONDS: i64 = 48 * 3_600;

/// What a look brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// A new version.
    pub(super) changed: bool,
    /// The page calls itself a live blog.
    pub(super) live: bool,
}

/// When a stored article is looked at again, none after the last look; and how many of the regular
/// looks are done.
pub(super) fn next_look(due: &address::Model, look: Look, now: Micros) -> (Option<Micros>, i32) {
    let is_first = due.article_id.is_none();
    let looks = if is_first { 0 } else { due.looks + 1 };
    let is_followed = now.0 - due.found_at.0 < FOLLOWED_SECONDS * 1_000_000;
    let last = due.fetched_at.filter(|_| !is_first).map(|last| (now.0 - last.0) / 1_000_000);
    let lively = match (last, look) {
        (None, Look { live: true, .. }) => Some(LEAST_SECONDS),
        (Some(last), Look { changed: true, .. }) => Some(last / 2),
        // Not yet back in the regular order.
        (Some(last), _) if last < WAITS_SECONDS[0] => Some(last * 2),
        _ => None,
    };
    match lively.filter(|_| is_followed) {
        Some(wait) => {
            let wait = wait.clamp(LEAST_SECONDS, WAITS_SECONDS[0]);
            (Some(now.plus_seconds(wait)), if is_first { 0 } else { due.looks })
        }
        None => (regular(looks, now), looks),
    }
}

fn regular(looks: i32, now: Micros) -> Option<Micros> {
    let wait = WAITS_SECONDS.get(usize::try_from(looks).ok()?)?;
    Some(now.plus_seconds(*wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Micros = Micros(1_700_000_000_000_000);

    fn due(article_id: Option<i64>, looks: i32, seconds_ago: i64) -> address::Model {
        address::Model {
            id: 1,
            address: "https://news.example/1".to_owned(),
            site_id: 1,
            host_id: 1,
            found_at: NOW.plus_seconds(-seconds_ago),
            published_hint: None,
            rank: 0,
            due_at: None,
            outcome: None,
            reason: None,
            status: None,
            attempts: 0,
            looks,
            fetched_at: Some(NOW.plus_seconds(-seconds_ago)),
            etag: None,
            last_modified: None,
            article_id,
        }
    }

    #[track_caller]
    fn check(due: &address::Model, look: Look, wait_seconds: Option<i64>, looks: i32) {
        let expected = (wait_seconds.map(|wait| NOW.plus_seconds(wait)), looks);
        assert_eq!(next_look(due, look, NOW), expected);
    }

    const QUIET: Look = Look { changed: false, live: false };
    const CHANGED: Look = Look { changed: true, live: false };

    #[test]
    fn a_quiet_article_is_looked_at_after_1_6_and_24_hours() {
        check(&due(None, 0, 5), QUIET, Some(3_600), 0);
        check(&due(Some(7), 0, 3_600), QUIET, Some(5 * 3_600), 1);
        check(&due(Some(7), 1, 5 * 3_600), QUIET, Some(18 * 3_600), 2);
        check(&due(Some(7), 2, 18 * 3_600), QUIET, None, 3);
    }

    #[test]
    fn after_a_change_it_is_looked_at_in_half_the_time() {
        check(&due(Some(7), 0, 3_600), CHANGED, Some(1_800), 0);
        check(&due(Some(7), 0, 400), CHANGED, Some(300), 0);
        check(&due(Some(7), 0, 1_800), QUIET, Some(3_600), 0);
    }

    #[test]
    fn a_live_blog_is_looked_at_soon() {
        let live = Look { changed: false, live: true };
        check(&due(None, 0, 5), live, Some(300), 0);
        check(&due(Some(7), 0, 300), live, Some(600), 0);
    }

    #[test]
    fn what_changes_for_ever_is_followed_for_two_days() {
        check(&due(Some(7), 2, 49 * 3_600), CHANGED, None, 3);
    }
}
