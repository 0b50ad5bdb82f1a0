//! Objects, on disk and in S3.
