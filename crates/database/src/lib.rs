//! The rows, and every query on them.
