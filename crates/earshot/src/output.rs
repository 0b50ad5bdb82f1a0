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

/// A line for the person at a terminal, written over the last one.
pub(crate) fn note_over(line: &str) {
    // Back to the beginning of the line, and all of it erased (ECMA-48: EL).
    let mut errors = std::io::stderr().lock();
    let _printed = write!(errors, "\r\x1b[2K{line}").and_then(|()| errors.flush());
}

/// A number with its word: `1 site`, `2 sites`.
pub(crate) fn counted(count: u64, word: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {word}{ending}")
}

/// What was done so far, in a line.
pub(crate) fn progress(counts: jobs::Counts) -> String {
    [
        counted(counts.requests, "request"),
        counted(counts.pages, "page"),
        counted(counts.articles, "new article"),
        counted(counts.episodes, "episode"),
    ]
    .join(" · ")
}
