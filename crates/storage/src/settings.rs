//! Which store, and how to reach it. Read from the environment elsewhere; here only the values.

use std::fmt;
use std::path::PathBuf;

/// Which store.
#[derive(Debug, Clone)]
pub enum Settings {
    /// A folder of this machine.
    Disk(DiskSettings),
    /// Amazon S3, or a store that speaks the same.
    S3(S3Settings),
}

/// A folder of this machine.
#[derive(Debug, Clone)]
pub struct DiskSettings {
    /// Made at [`crate::Store::open`] where it is missing. A local file system.
    pub folder: PathBuf,
}

/// A bucket.
#[derive(Debug, Clone)]
pub struct S3Settings {
    /// Address of an S3-compatible store, with its scheme; `None` for Amazon's own. Where it is
    /// given, the bucket is named in the path, not in the host's name.
    pub endpoint: Option<String>,
    /// The bucket's name. It must exist: it is not made here. A rule of its life cycle that ends
    /// unfinished multipart uploads after a day is worth having, for uploads that a kill cut off.
    pub bucket: String,
    /// The region that requests are signed for, such as `eu-central-1`.
    pub region: String,
    /// With the secret: fixed credentials. Without: the chain of the AWS tools (environment,
    /// profile files, web identity, container, instance metadata; not SSO, not a process).
    pub access_key_id: Option<String>,
    /// See `access_key_id`.
    pub secret_access_key: Option<Secret>,
}

/// A secret that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for the one who signs.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_print_without_their_secret() {
        let settings = Settings::S3(S3Settings {
            endpoint: None,
            bucket: "news".to_owned(),
            region: "eu-central-1".to_owned(),
            access_key_id: Some("key".to_owned()),
            secret_access_key: Some(Secret::new("hunter2")),
        });
        let printed = format!("{settings:?}");
        assert!(printed.contains("[redacted]") && !printed.contains("hunter2"), "{printed}");
    }
}
