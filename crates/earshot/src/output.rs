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

/// An error with its causes, each told once: many repeat their cause at their own end.
pub(crate) fn told(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !told.ends_with(&cause) {
            let link = if told.is_empty() { "" } else { ": " };
            told = format!("{told}{link}{cause}");
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_that_an_error_repeats_is_told_once() {
        let cause = std::io::Error::other("it is on fire");
        let error = anyhow::Error::new(cause).context("the store: it is on fire").context("start");
        assert_eq!(told(&error), "start: the store: it is on fire");
    }
}
