//! The clock, and chance: read here only.

use std::time::Duration;

use database::Micros;

/// Now.
#[must_use]
pub fn now() -> Micros {
    Micros(chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).timestamp_micros())
}

/// A number from 0 to 1, different each time: only for jitter.
pub(crate) fn chance() -> f64 {
    let random = uuid::Uuid::new_v4().as_fields().0;
    f64::from(random) / f64::from(u32::MAX)
}

/// A length in microseconds, as rows have it; the longest where it is out of range.
pub(crate) fn micros(length: Duration) -> i64 {
    i64::try_from(length.as_micros()).unwrap_or(i64::MAX)
}

/// An instant as chrono has it; the beginning of 1970 where it is out of range.
#[must_use]
pub fn to_chrono(instant: Micros) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_micros(instant.0).unwrap_or_default()
}
