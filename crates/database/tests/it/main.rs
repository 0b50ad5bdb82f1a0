//! The schema and the queries, on SQLite and on PostgreSQL.

mod leases;
mod schema;
mod stored;
mod writers;
