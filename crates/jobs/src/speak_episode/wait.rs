//! Episodes that wait through no fault of their own: for what, for how long, and until when at last.
//!
//! Each wait in a row is twice as long as the one before, up to [`LONGEST_WAIT`]. After [`MOST_WAITS`]
//! the episode is given up, with its reason: about a week, where Earshot runs all the time. What an
//! operator has to decide (a budget, a voice that is not configured) is waited for as long as it takes.

use std::time::Duration;

use database::{Lease, Micros, episode, episode::WaitsFor};
use speech::SpeechError;
use storage::StorageError;
use tracing::warn;

use super::unsaid::Unsaid;
use crate::{
    Context,
    clock::{micros, now},
};

/// How long an episode waits at first for a store that is away, or has lost its audio.
const STORE_AWAY: Duration = Duration::from_secs(30);

/// How long an episode waits at first for an engine that somebody has to mend.
const ENGINE_AWAY: Duration = Duration::from_mins(5);

/// No wait is longer, unless the engine asks for that.
const LONGEST_WAIT: Duration = Duration::from_hours(4);

/// Waits in a row before an episode is given up. From 5 minutes on, they come to 7 days, from 30
/// seconds on to six and a half.
pub(crate) const MOST_WAITS: i32 = 48;

/// A budget is spent: the episode waits, through no fault of its own.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub(super) struct Wait {
    pub(super) until: Micros,
    pub(super) reason: String,
}

/// No engine of the configuration speaks the language.
#[derive(Debug, thiserror::Error)]
#[error("no voice speaks “{0}”")]
pub(super) struct NoVoice(pub(super) String);

/// What an episode waits for, where its text is not at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    Budget(Micros),
    Store,
    /// An engine that is away or refuses, and how long it asks to be left alone.
    Engine(Duration),
    /// A voice that is not configured, or not so that it could speak.
    Configuration,
}

impl Cause {
    fn of(error: &anyhow::Error) -> Option<Self> {
        if let Some(Wait { until, .. }) = error.downcast_ref() {
            return Some(Self::Budget(*until));
        }
        if error.is::<NoVoice>() {
            return Some(Self::Configuration);
        }
        if is_of_store(error) {
            return Some(Self::Store);
        }
        let of_speech = error.downcast_ref::<SpeechError>();
        let error = of_speech.or_else(|| error.downcast_ref().map(|unsaid: &Unsaid| &unsaid.error));
        match error? {
            SpeechError::Unfit { .. } | SpeechError::UnknownVoice { .. } => {
                Some(Self::Configuration)
            }
            error => engine_away(error).map(Self::Engine),
        }
    }

    fn waits_for(self) -> WaitsFor {
        match self {
            Self::Budget(_) => WaitsFor::Budget,
            Self::Store => WaitsFor::Store,
            Self::Engine(_) | Self::Configuration => WaitsFor::Voice,
        }
    }

    /// Until when, after so many waits in a row.
    fn until(self, waits: i32, now: Micros) -> Micros {
        let wait = match self {
            Self::Budget(until) => return until,
            Self::Store => grown(STORE_AWAY, waits),
            Self::Engine(asked) => grown(ENGINE_AWAY, waits).max(asked),
            Self::Configuration => grown(ENGINE_AWAY, waits),
        };
        now.plus_micros(micros(wait))
    }

    /// Whether it is given up instead of waiting once more.
    fn is_over(self, waits: i32) -> bool {
        matches!(self, Self::Store | Self::Engine(_)) && waits >= MOST_WAITS
    }
}

/// A first wait, doubled by each that went before it.
pub(crate) fn grown(first: Duration, waits: i32) -> Duration {
    let doublings = u32::try_from(waits).unwrap_or(0);
    let factor = 2_u32.checked_pow(doublings).unwrap_or(u32::MAX);
    first.saturating_mul(factor).min(LONGEST_WAIT)
}

/// Why an episode is given up that waited too often.
pub(crate) fn given_up(reason: &str) -> String {
    format!("{reason} (given up after {MOST_WAITS} waits in a row)")
}

/// How long the engine asks to be left alone, where it is away or is to be mended: mostly not at all.
pub(super) fn engine_away(error: &SpeechError) -> Option<Duration> {
    error.rest().or_else(|| error.needs_mending().then_some(Duration::ZERO))
}

/// Whether the store failed, rather than the voice or the text.
fn is_of_store(error: &anyhow::Error) -> bool {
    error.chain().any(<dyn std::error::Error>::is::<StorageError>)
}

/// Puts an episode off, where nothing of the failure is its own: the attempt does not count. Whether
/// that was so, and it is given back.
pub(super) async fn put_off(
    context: &Context,
    lease: &Lease,
    error: &anyhow::Error,
) -> anyhow::Result<bool> {
    let Some(cause) = Cause::of(error) else { return Ok(false) };
    let reason = format!("{error:#}");
    let waits = episode::waits(&context.database.write, lease).await?;
    if cause.is_over(waits) {
        give_up(context, lease, &reason).await?;
    } else {
        wait(context, lease, (cause, waits), &reason).await?;
    }
    Ok(true)
}

async fn give_up(context: &Context, lease: &Lease, reason: &str) -> anyhow::Result<()> {
    warn!(episode.id = lease.id, reason, "The episode has waited too often");
    let write = &context.database.write;
    Ok(episode::fail(write, lease, &given_up(reason), None, now()).await?)
}

async fn wait(
    context: &Context,
    lease: &Lease,
    (cause, waits): (Cause, i32),
    reason: &str,
) -> anyhow::Result<()> {
    warn!(episode.id = lease.id, reason, waits, "The episode waits");
    let (write, until) = (&context.database.write, cause.until(waits, now()));
    Ok(episode::put_off(write, lease, (cause.waits_for(), reason), until).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy(retry_after: Option<Duration>) -> anyhow::Error {
        let (server, message) = ("http://voice.example".to_owned(), String::new());
        SpeechError::Busy { server, status: 429, message, retry_after }.into()
    }

    fn unfit() -> anyhow::Error {
        SpeechError::Unfit { what: "model".to_owned(), reason: "is missing".to_owned() }.into()
    }

    fn minutes(error: &anyhow::Error, waits: i32) -> i64 {
        Cause::of(error).unwrap().until(waits, Micros(0)).0 / 60_000_000
    }

    #[test]
    fn each_wait_is_twice_as_long_as_the_one_before_up_to_four_hours() {
        let error = busy(None);
        let waits: Vec<i64> = (0..9).map(|waits| minutes(&error, waits)).collect();
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 240, 240, 240]);
        assert_eq!(minutes(&error, i32::MAX), 240);
        let asked = busy(Some(Duration::from_hours(9)));
        assert_eq!([minutes(&asked, 0), minutes(&asked, 40)], [540, 540]);
    }

    #[test]
    fn a_week_of_waits_is_given_up_but_for_what_an_operator_decides() {
        let total: i64 = (0..MOST_WAITS).map(|waits| minutes(&busy(None), waits)).sum();
        assert_eq!(total / (24 * 60), 7);
        let is_over = |error, waits| Cause::of(&error).unwrap().is_over(waits);
        assert!(!is_over(busy(None), MOST_WAITS - 1));
        assert!(is_over(busy(None), MOST_WAITS));
        let spent = || Wait { until: Micros(1), reason: "spent".to_owned() }.into();
        for error in [spent(), unfit(), NoVoice("sv".to_owned()).into()] {
            assert!(!is_over(error, i32::MAX));
        }
    }

    #[test]
    fn what_is_the_texts_own_fault_is_not_waited_for() {
        assert_eq!(Cause::of(&SpeechError::Mute.into()), None);
        assert_eq!(Cause::of(&anyhow::anyhow!("no voice")), None);
    }
}
