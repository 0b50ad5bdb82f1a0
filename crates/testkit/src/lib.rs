//! For tests only: databases, a site on loopback, an S3 server, builders.
