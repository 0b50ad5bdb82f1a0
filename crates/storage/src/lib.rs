//! Objects, on disk and in S3.
//!
//! In: bytes and an [`ObjectKey`] that names them by their SHA-256. Out: the same bytes, streamed,
//! whole or a range. Both stores keep the same promises, and one test body checks them for both:
//!
//! - an object is there whole or not at all: nothing half-written ever bears a final name;
//! - [`Store::put`] has asked the store itself for length and checksum before it returns;
//! - putting the same bytes again does no harm, and makes the object young for the sweep.
//!
//! Deliberately absent: addresses for listeners (the app or a CDN serves), caches, and any
//! knowledge of rows; which objects no row names is for the caller to say.

mod content;
mod disk;
mod error;
mod key;
mod object;
mod s3;
mod settings;
mod store;

pub use error::StorageError;
pub use key::{ArtExtension, AudioExtension, ObjectKey, Visibility};
pub use object::{Listed, Object, ObjectStream, Range, Stored};
pub use settings::{DiskSettings, S3Settings, Secret, Settings};
pub use store::Store;
