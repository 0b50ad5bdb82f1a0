//! How many pages a host was asked for in one run, however often the run came back to it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use crate::Context;

/// Pages asked for, by host. A worker's visit is a run of its own, and needs none.
#[derive(Debug, Default)]
pub struct Spent(Mutex<HashMap<i64, u64>>);

/// Pages that a host was asked for so far in this run.
pub(super) fn spent(context: &Context, host: i64) -> u64 {
    let Some(Spent(spent)) = context.spent.as_deref() else { return 0 };
    spent.lock().unwrap_or_else(PoisonError::into_inner).get(&host).copied().unwrap_or_default()
}

/// Keeps how many they are after a visit.
pub(super) fn spend(context: &Context, host: i64, pages: u64) {
    if let Some(spent) = &context.spent {
        spent.0.lock().unwrap_or_else(PoisonError::into_inner).insert(host, pages);
    }
}
