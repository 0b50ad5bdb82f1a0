//! One file for each arrow of the story, and what keeps them going.
//!
//! `crawl_host` (discover, fetch, extract: one transaction a page), `subscribe` (hubs that tell of
//! news), `follow_changes` (search),
//! `place_stories` and `choose_episodes` (stories), `speak_episode` (narration, speech, storage), `publish_episode`.
//! Where an article stands is in its row; a job carries an id, nothing else. A job that is lost is
//! found again by the `sweep`, one that runs twice does its work once, because it leases its row.
//!
//! Invariants: apalis is named in `queue.rs` alone; the clock is read in `clock.rs` alone (answers bear the time of their asking).

mod choose_episodes;
pub mod clock;
mod context;
mod cores;
pub mod crawl;
mod crawl_host;
mod follow_changes;
mod held;
mod metrics;
pub mod money;
mod original;
mod place_stories;
mod progress;
mod publish_episode;
pub mod queue;
mod schedule;
mod settings;
mod slug;
mod speak_episode;
mod subscribe;
pub mod sweep;
mod sweep_objects;
pub mod whitelist;
mod workers;

pub use choose_episodes::choose_episodes;
pub use context::Context;
pub use cores::Cores;
pub use crawl_host::{CrawlHost, HostBusy, Looked, Replay, Spent, look, reasons, rules_of};
pub use follow_changes::{Follower, keep_following};
pub use metrics::Metrics;
pub use original::Original;
pub use place_stories::place_stories;
pub use progress::{Counts, Progress};
pub use publish_episode::PublishEpisode;
pub use queue::Queue;
pub use schedule::keep_schedule;
pub use settings::{Audience, Settings};
pub use slug::slug;
pub use speak_episode::{Check, Failed, Paid, Said, SpeakEpisode, Trial, can_read};
pub use workers::Workers;
