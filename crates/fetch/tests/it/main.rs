//! The client against real servers on loopback: what comes back, and what every bad one gets.

#![expect(clippy::unwrap_used, reason = "what the tests need themselves may fail them")]

mod answers;
mod archive;
mod bodies;
mod bombs;
mod faults;
mod fences;
mod names;
mod private;
mod secure;
mod site;
mod told;
