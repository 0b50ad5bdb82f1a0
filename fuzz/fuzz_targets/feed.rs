//! Any bytes as a feed: no panic, and what is read keeps its promises.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[expect(dead_code, reason = "the promises of the other readers are here, too")]
#[path = "../../crates/discover/tests/it/promises.rs"]
mod promises;

fuzz_target!(|bytes: &[u8]| promises::feed(bytes));
