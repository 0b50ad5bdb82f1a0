//! One at a time, within this process: what several episodes begin with is asked for once, and of a
//! budget with room for one episode no two take half.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError, Weak},
};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// The turns that somebody has or waits for.
static TURNS: LazyLock<Mutex<HashMap<String, Weak<Turn<()>>>>> = LazyLock::new(Mutex::default);

/// Waits for the turn at something, and has it until the guard is dropped.
pub(super) async fn take(what: String) -> OwnedMutexGuard<()> {
    turn_at(what).lock_owned().await
}

fn turn_at(what: String) -> Arc<Turn<()>> {
    let mut turns = TURNS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = turns.get(&what).and_then(Weak::upgrade) {
        return known;
    }
    // As many stay as are at work.
    turns.retain(|_, turn| turn.strong_count() > 0);
    let turn = Arc::default();
    turns.insert(what, Arc::downgrade(&turn));
    turn
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn one_has_the_turn_and_another_gets_it_behind() {
        let name = || "a sentence of a test".to_owned();
        let first = take(name()).await;
        assert!(take(name()).now_or_never().is_none(), "it is taken");
        assert!(take("another".to_owned()).now_or_never().is_some());

        drop(first);

        assert!(take(name()).now_or_never().is_some());
    }
}
