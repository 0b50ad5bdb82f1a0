//! Instants as both databases keep them.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// Microseconds since 1970-01-01T00:00:00Z.
///
/// An integer, because times kept as text compare wrongly between SQLite's own forms, and leases
/// would break silently.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    DeriveValueType,
    Serialize,
    Deserialize,
)]
pub struct Micros(pub i64);

impl Micros {
    /// The beginning of 1970: before everything that we write.
    pub const START: Self = Self(0);

    /// This many seconds later (or earlier, if negative); stops at the ends of the range.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_micros(seconds.saturating_mul(1_000_000))
    }

    /// This many milliseconds later.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        self.plus_micros(millis.saturating_mul(1_000))
    }

    /// This many microseconds later.
    #[must_use]
    pub fn plus_micros(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Whole hours since 1970.
    #[must_use]
    pub fn hour(self) -> i64 {
        self.0.div_euclid(3_600_000_000)
    }
}
