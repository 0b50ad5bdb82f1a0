//! A room for foreign code: engines that run in child processes of our own program.
//!
//! In: a greeting that says which engine and voice a child is to be, and texts. Out: samples. In a
//! child, code that is not ours can crash, hang or run wild without harm. Children stay alive
//! between groups, one voice each; one that fails, or whose caller goes away in mid-group, is killed
//! and replaced. All engines speak one protocol (`frames`).

mod frames;
mod pool;
mod process;
mod serve;

pub(crate) use frames::{Greeting, MOST_SECONDS};
pub(crate) use pool::Pool;
pub(crate) use serve::Speaker;

pub use pool::Settings;
pub use serve::serve_child;
