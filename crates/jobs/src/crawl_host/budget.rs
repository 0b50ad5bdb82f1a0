//! How many pages a host was asked for in one run, however often the run came back to it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Pages asked for, by host. A worker's visit is a run of its own, and needs none.
#[derive(Debug, Default)]
pub struct Spent(Mutex<HashMap<i64, u64>>);

impl Spent {
    /// Those of a host so far.
    pub(super) fn of(&self, host: i64) -> u64 {
        let asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        asked.get(&host).copied().unwrap_or_default()
    }

    /// Keeps how many they are after a visit.
    pub(super) fn set(&self, host: i64, pages: u64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(host, pages);
    }
}
