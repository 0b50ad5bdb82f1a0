//! When a stored article is looked at again.
//!
//! After 1, 6 and 24 hours; sooner after a change, half as long as it took this time. A live blog may
//! be looked at every five minutes, after two days every quarter of an hour, as long as it lives, for a
//! week; any other every quarter of an hour, for twelve hours: a page on which a counter runs changes at
//! every look.

use database::{Micros, address};

use crate::clock::now;

/// Waits between one look and the next, in seconds: 1, 6 and 24 hours after the first.
const WAITS_SECONDS: [i64; 3] = [3_600, 5 * 3_600, 18 * 3_600];
/// The shortest wait, in seconds: as for a source.
const LEAST_SECONDS: i64 = 300;
/// The shortest wait for what is no live blog, in seconds.
const LEAST_SECONDS_UNLESS_LIVE: i64 = 900;
/// How long a live blog is followed, in seconds, and how long as closely as may be.
const FOLLOWED_SECONDS: i64 = 7 * 86_400;
const FOLLOWED_CLOSELY_SECONDS: i64 = 48 * 3_600;
/// How long any other article is, in seconds.
const FOLLOWED_SECONDS_UNLESS_LIVE: i64 = 12 * 3_600;

/// After how long a look that was missed is not made up for, in seconds: a day.
const MISSED_SECONDS: i64 = 86_400;

/// Whether a look is not worth making up for: it is, from an archive, when it is very old.
pub(super) fn is_long_past(due_at: Micros) -> bool {
    due_at.plus_seconds(MISSED_SECONDS) < now()
}

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
    if let Some(due_at) = due.due_at.filter(|due_at| *due_at > now)
        && !is_first
        && !look.changed
    {
        // Asked for another page's sake: none of its own looks, and the next one no sooner than after
        // the first.
        return (Some(due_at.max(now.plus_seconds(WAITS_SECONDS[0]))), due.looks);
    }
    let looks = if is_first { 0 } else { due.looks + 1 };
    let age = (now.0 - due.found_at.0) / 1_000_000;
    let followed = if look.live { FOLLOWED_SECONDS } else { FOLLOWED_SECONDS_UNLESS_LIVE };
    let is_close = look.live && age < FOLLOWED_CLOSELY_SECONDS;
    let shortest = if is_close { LEAST_SECONDS } else { LEAST_SECONDS_UNLESS_LIVE };
    let is_followed = age < followed;
    // After a failure the last time says nothing of the pace.
    let is_paced = !is_first && due.attempts == 0;
    let last = due.fetched_at.filter(|_| is_paced).map(|last| (now.0 - last.0) / 1_000_000);
    let lively = match (last, look) {
        (None, Look { live: true, .. }) => Some(shortest),
        (Some(last), Look { changed: true, .. }) => Some(last / 2),
        // Not yet back in the regular order.
        (Some(last), _) if last < WAITS_SECONDS[0] => Some(last * 2),
        _ => None,
    };
    match lively.filter(|_| is_followed) {
        Some(wait) => {
            let wait = wait.clamp(shortest, WAITS_SECONDS[0]);
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
            answered: None,
            live: false,
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
        check(&due(Some(7), 0, 900), CHANGED, Some(900), 0);
        check(&due(Some(7), 0, 1_800), QUIET, Some(3_600), 0);
    }

    #[test]
    fn a_live_blog_is_looked_at_soon() {
        let live = Look { changed: false, live: true };
        check(&due(None, 0, 5), live, Some(300), 0);
        check(&due(Some(7), 0, 300), live, Some(600), 0);
    }

    #[test]
    fn a_live_blog_that_says_that_it_is_as_it_was_stays_one() {
        let blog = address::Model { live: true, ..due(Some(7), 0, 300) };
        let ended = super::super::ended::unchanged(&blog, NOW);
        assert_eq!((ended.due_at, ended.live), (Some(NOW.plus_seconds(600)), true));
        let old = address::Model { found_at: NOW.plus_seconds(-20 * 3_600), ..blog };
        let ended = super::super::ended::unchanged(&old, NOW);
        assert_eq!(ended.due_at, Some(NOW.plus_seconds(600)));
    }

    #[test]
    fn what_changes_for_ever_is_followed_for_half_a_day() {
        check(&due(Some(7), 2, 13 * 3_600), CHANGED, None, 3);
        let live = Look { changed: true, live: true };
        let old = |seconds: i64| address::Model {
            fetched_at: Some(NOW.plus_seconds(-600)),
            ..due(Some(7), 2, seconds)
        };
        check(&old(47 * 3_600), live, Some(300), 2);
        check(&old(49 * 3_600), live, Some(900), 2);
        check(&old(8 * 86_400), live, None, 3);
        check(&due(Some(7), 2, 13 * 3_600), Look { changed: true, live: true }, Some(3_600), 2);
    }

    #[test]
    fn a_look_for_the_sake_of_another_page_is_none_of_its_own() {
        let at = |seconds: i64| Some(NOW.plus_seconds(seconds));
        let early = address::Model { due_at: at(7_200), ..due(Some(7), 1, 3 * 3_600) };
        check(&early, QUIET, Some(7_200), 1);
        let nearly = address::Model { due_at: at(60), ..early.clone() };
        check(&nearly, QUIET, Some(3_600), 1);
        check(&early, CHANGED, Some(3_600), 1);
        let its_own = address::Model { due_at: at(0), ..early };
        check(&its_own, QUIET, Some(18 * 3_600), 2);
    }

    #[test]
    fn after_a_failure_a_quiet_article_is_back_in_its_order() {
        let failed = address::Model { attempts: 1, ..due(Some(7), 0, 60) };
        check(&failed, QUIET, Some(5 * 3_600), 1);
    }
}
