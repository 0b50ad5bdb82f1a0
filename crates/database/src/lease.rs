//! A lease: the right of one worker to one row, for a while.

use crate::Micros;

/// The right to work on one row until it ends.
///
/// The epoch grows with each lease of the row; every write of the holder bears it, so that a holder
/// who was too slow writes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The row.
    pub id: i64,
    /// Which lease of the row this is.
    pub epoch: i64,
    /// When it ends, unless it is renewed.
    pub until: Micros,
}
