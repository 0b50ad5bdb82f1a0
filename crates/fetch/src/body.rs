//! Reading a body from the wire, chunk by chunk, against the clock and a cap.
//!
//! In: a response whose headers have been read. Out: its chunks as they come. Absent: decoding,
//! which is in `decode`.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, timeout_at};

use crate::error::{Deadline, FetchError};
use crate::settings::Limits;

/// Bytes on the wire above the cap on decoded ones: a coding that shortens nothing adds a little.
const SLACK_BYTES: u64 = 64 * 1024;

/// Most bytes, and longest wait, for the rest of a body that nobody wants, so that its connection
/// can be used again. A new connection costs about as much.
const UNWANTED_BYTES: u64 = 64 * 1024;
const UNWANTED_WAIT: Duration = Duration::from_secs(1);

/// A body on its way.
pub(crate) struct Meter {
    response: reqwest::Response,
    /// Bytes on the wire so far.
    pub(crate) received: u64,
    cap: u64,
    end: Instant,
    window: Window,
}

/// The stretch of time in which enough must come.
struct Window {
    length: Duration,
    least: u64,
    end: Instant,
    received: u64,
}

impl Meter {
    /// `cap`: decoded bytes that are wanted; `end`: when the whole response must be there.
    pub(crate) fn new(
        response: reqwest::Response,
        cap: u64,
        end: Instant,
        limits: &Limits,
    ) -> Self {
        let length = limits.trickle_window.max(Duration::from_millis(1));
        let millis = u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
        let least = limits.least_bytes_per_second.saturating_mul(millis) / 1000;
        let window = Window { length, least, end: Instant::now() + length, received: 0 };
        Self { response, received: 0, cap: cap.saturating_add(SLACK_BYTES), end, window }
    }

    /// What the response says of its length, in bytes on the wire.
    pub(crate) fn announced(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The next bytes, or `None` at the end of the body. The chunk that crosses the cap is still
    /// given, however long: whoever cuts there needs its beginning.
    ///
    /// # Errors
    /// A timeout, [`FetchError::TooLarge`], or what ended the connection.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, FetchError> {
        if self.received > self.cap {
            return Err(FetchError::TooLarge);
        }
        loop {
            let until = self.window.end.min(self.end);
            match timeout_at(until, self.response.chunk()).await {
                Ok(Ok(Some(chunk))) => return self.count(chunk).map(Some),
                Ok(Ok(None)) => return Ok(None),
                Ok(Err(error)) => return Err(FetchError::of_transfer(&error)),
                Err(_) => self.check_clock()?,
            }
        }
    }

    fn count(&mut self, chunk: Bytes) -> Result<Bytes, FetchError> {
        let length = chunk.len() as u64;
        self.received += length;
        self.window.received += length;
        // A body that always has a byte ready never waits for the timer.
        self.check_clock().map(|()| chunk)
    }

    fn check_clock(&mut self) -> Result<(), FetchError> {
        let now = Instant::now();
        if now >= self.end {
            return Err(FetchError::Timeout { which: Deadline::Whole });
        }
        if now < self.window.end {
            return Ok(());
        }
        if self.window.received < self.window.least {
            return Err(FetchError::Timeout { which: Deadline::Trickle });
        }
        self.window.end = now + self.window.length;
        self.window.received = 0;
        Ok(())
    }

    /// Reads on to the end if that is near, so that the connection can be used again.
    pub(crate) async fn leave(&mut self) {
        let soon = Instant::now() + UNWANTED_WAIT;
        self.end = self.end.min(soon);
        self.cap = self.received.saturating_add(UNWANTED_BYTES);
        if self.announced().is_none_or(|length| length <= UNWANTED_BYTES) {
            while let Ok(Some(_)) = self.chunk().await {}
        }
    }
}
