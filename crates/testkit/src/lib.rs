//! For tests only: databases, rows, a site on loopback, an S3 server, a wire to cut, the ONNX
//! runtime. Real parts, made quickly.
//!
//! PostgreSQL is the server that `EARSHOT_TEST_POSTGRES` names (`make test` starts one); without it
//! the tests that need it say so and pass over.

mod database;
mod newspaper;
mod onnx_runtime;
mod rows;
mod s3_server;
mod site;
mod wire;

pub use database::TestDatabase;
pub use newspaper::{Story, newspaper};
pub use onnx_runtime::onnx_runtime;
pub use rows::TestSite;
pub use s3_server::S3Server;
pub use site::{ConsentWall, Other, Seen, Site};
pub use wire::Wire;
