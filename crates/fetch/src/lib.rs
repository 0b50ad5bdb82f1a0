//! A polite and safe HTTP client.
