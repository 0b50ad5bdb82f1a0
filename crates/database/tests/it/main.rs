//! The schema and the queries, on SQLite and on PostgreSQL.

mod attempts;
mod frontier;
mod leases;
mod retries;
mod schema;
mod spoken;
mod standing;
mod stored;
mod subscriptions;
mod writers;
