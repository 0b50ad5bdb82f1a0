//! Any bytes as a page: no panic, and an article that keeps its promises.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/extract/tests/it/hostile/promises.rs"]
mod promises;

fuzz_target!(|bytes: &[u8]| promises::check(bytes));
