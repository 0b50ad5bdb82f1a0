//! What commands print: results on standard output, everything else on standard error.

use std::io::Write;

/// A line of the result.
pub(crate) fn result(line: &str) {
    // A reader that has gone away (`| head`) is no failure of ours.
    let _printed = writeln!(std::io::stdout().lock(), "{line}");
}

/// A line for the person at the terminal.
pub(crate) fn note(line: &str) {
    let _printed = writeln!(std::io::stderr().lock(), "{line}");
}
