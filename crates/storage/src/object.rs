//! What a store says of an object, and the part of one that is asked for.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::stream::BoxStream;

use crate::{ObjectKey, StorageError};

/// An object that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Length, in bytes.
    pub bytes: u64,
    /// When it was last put, by the store's clock.
    pub modified: SystemTime,
}

/// One line of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub key: ObjectKey,
    /// Length, in bytes.
    pub bytes: u64,
    /// When it was last put, by the store's clock.
    pub modified: SystemTime,
}

/// Bytes `start..=end` of an object, counted from 0, both included. An `end` past the object's
/// last byte means the last byte, as in RFC 9110, section 14.1.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// First byte.
    pub start: u64,
    /// Last byte.
    pub end: u64,
}

impl From<RangeInclusive<u64>> for Range {
    fn from(range: RangeInclusive<u64>) -> Self {
        Self { start: *range.start(), end: *range.end() }
    }
}

impl Range {
    /// How many bytes of an object of `total` bytes the range holds; `None` where it holds none.
    pub(crate) fn bytes_of(self, total: u64) -> Option<u64> {
        let last = self.end.min(total.checked_sub(1)?);
        last.checked_sub(self.start).map(|less_one| less_one.saturating_add(1))
    }
}

/// The bytes of an object, in pieces of at most about 64 KiB, as they come from the store.
pub type ObjectStream = BoxStream<'static, Result<Bytes, StorageError>>;

/// An object that is being read.
pub struct Object {
    /// Length of the whole object, in bytes.
    pub total: u64,
    /// How many bytes the stream will give: `total`, or less for a range.
    pub bytes: u64,
    /// The bytes. It ends with an error when the store goes away on the way.
    pub stream: ObjectStream,
}

impl fmt::Debug for Object {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Object")
            .field("total", &self.total)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_cut_at_the_end_and_empty_outside() {
        let bytes = |start, end, total| Range { start, end }.bytes_of(total);
        assert_eq!(bytes(0, 0, 10), Some(1));
        assert_eq!(bytes(4, 99, 10), Some(6));
        assert_eq!(bytes(0, u64::MAX, u64::MAX), Some(u64::MAX));
        assert_eq!(bytes(10, 12, 10), None);
        assert_eq!(bytes(5, 4, 10), None);
        assert_eq!(bytes(0, 0, 0), None);
    }
}
