//! How many addresses of a source are not asked for, by reason.

use std::collections::BTreeMap;

use crate::shape::Trap;

/// Counts of addresses, by the reason why each was left out: a stable name, for rows and logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedOver(BTreeMap<&'static str, u64>);

impl PassedOver {
    /// Beyond the number that is taken of one source.
    pub const TOO_MANY: &'static str = "too_many";
    /// An entry that names none, or none that can be read.
    pub const NO_ADDRESS: &'static str = "no_address";
    /// Shaped like no article's address, or no list's.
    pub const SHAPE: &'static str = "shape";

    /// Counts addresses that were left out for this reason.
    pub fn add(&mut self, reason: &'static str, count: usize) {
        if count > 0 {
            *self.0.entry(reason).or_default() += count as u64;
        }
    }

    /// Counts one that is shaped like no article's, by its trap if it is in one.
    pub fn add_shape(&mut self, trap: Option<Trap>) {
        self.add(trap.map_or(Self::SHAPE, Trap::code), 1);
    }

    /// Reasons and counts, each above zero, in the order of the names.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().map(|(reason, count)| (*reason, *count))
    }
}
