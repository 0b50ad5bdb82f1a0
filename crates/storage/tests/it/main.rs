//! A store on disk and one in a real S3 server in this process, by the same tests.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod disk;
mod promises;
mod s3;
mod s3_server;
