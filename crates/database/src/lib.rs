//! The rows, and every query on them: one file a table, no query is built elsewhere.
//!
//! Runs alike on SQLite and PostgreSQL. Queries take `&impl ConnectionTrait`, so that they work in
//! a transaction too, and take the time as an argument. Whatever needs several statements takes a
//! [`Transaction`], which only [`Database::begin`] makes. Leases are columns of the row they guard;
//! every write of a holder bears the lease's epoch, and a write that comes too late is refused with
//! [`DatabaseError::LeaseLost`].
//!
//! Absent: a clock, the network (but the database's own), and rows as JSON: pages and feeds have
//! structs of their own.

pub mod address;
pub mod article;
pub mod article_version;
pub mod author;
mod batch;
pub mod change;
mod connect;
pub mod copy;
pub mod episode;
mod error;
pub mod host;
mod instant;
pub mod keyword;
mod lease;
pub mod object;
pub mod schedule;
pub mod site;
pub mod sketch;
pub mod source;
pub mod spoken;
pub mod standing;
mod statement;
pub mod story;
pub mod subscription;
pub mod visit;

pub use connect::{BUSY_TIMEOUT, Backend, Database, Settings, lock_file};
pub use error::{DatabaseError, Fault, Result};
pub use instant::Micros;
pub use lease::Lease;
pub use sea_orm::{ConnectionTrait, DatabaseTransaction as Transaction};
