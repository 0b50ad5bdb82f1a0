//! A polite and safe HTTP client: one address in, one answer out.
//!
//! [`Client::get`] performs a single hop. A redirect is an answer, not something to follow: whoever
//! crawls decides, paces and asks again, so that each request can be preceded by a write of the
//! host's next free time. What to wait between requests is computed in [`pace`].
//!
//! Safe: only public http(s) addresses on the ports allowed, whatever their spelling and whatever
//! their name resolves to ([`Settings`] lists the exceptions). Bounded: every size, counted in
//! decoded bytes, and every wait has a limit ([`Limits`]).
//!
//! A client may keep what it fetches ([`Client::recording`]), or take its answers from what was kept
//! ([`Client::replaying`]): WARC files, in [`Recorder`] and [`Archive`].
//!
//! Two errors, and not one: [`FetchError`] says why one request brought no answer. It is a plain word
//! that rows bear and that may pass. [`ArchiveError`] says why a file or a folder is of no use: it names
//! the path and the system's reason to a person, and ends the run. In one enum every caller would meet
//! variants that it cannot get, and the word could not be copied or compared any longer.
//!
//! Deliberately absent: cookies but those that a request brings ([`Jar`]), referers, redirects
//! followed, repeated attempts, robots.txt, a database, and any clock behind `pace`.

mod address;
mod archive;
mod body;
mod client;
mod cookies;
mod decode;
mod error;
mod names;
pub mod pace;
mod request;
mod resolver;
mod response;
mod room;
mod settings;
mod tls;
mod trail;
mod turns;

pub use archive::{Archive, ArchiveError, Recorder};
pub use client::Client;
pub use cookies::Jar;
pub use decode::gunzip_if_needed;
pub use error::{Deadline, FetchError};
pub use names::{Names, SystemNames};
pub use pace::{MOST_CRAWL_DELAY, Pace, backoff, delay, retry_after};
pub use request::{Accept, Form, Request};
pub use response::{Answer, Headers, Page, Response};
pub use settings::{Limits, Settings, user_agent};
pub use trail::{Step, Trail};
