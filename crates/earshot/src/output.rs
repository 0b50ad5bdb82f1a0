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

/// Prints rows whose columns are as wide as what stands in them; a column of numbers ends where they
/// do.
pub(crate) fn table<const COLUMNS: usize>(kinds: [Column; COLUMNS], rows: &[[String; COLUMNS]]) {
    for line in table_lines(kinds, rows) {
        result(&line);
    }
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// Begins at its left.
    Text,
    /// Ends at its right.
    Number,
}

fn table_lines<const COLUMNS: usize>(
    kinds: [Column; COLUMNS],
    rows: &[[String; COLUMNS]],
) -> Vec<String> {
    let mut widths = [0; COLUMNS];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let line = |row: &[String; COLUMNS]| {
        let cells = row.iter().zip(kinds).zip(widths).map(|((cell, kind), width)| match kind {
            Column::Text => format!("{cell:<width$}"),
            Column::Number => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
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
    fn columns_are_as_wide_as_what_stands_in_them() {
        let rows = [["voice", "calls"], ["tugão", "1"], ["a-long-name", "12000"]];
        let rows = rows.map(|row| row.map(str::to_owned));
        let lines = table_lines([Column::Text, Column::Number], &rows);
        assert_eq!(lines, ["voice        calls", "tugão            1", "a-long-name  12000"]);
    }

    #[test]
    fn a_cause_that_an_error_repeats_is_told_once() {
        let cause = std::io::Error::other("it is on fire");
        let error = anyhow::Error::new(cause).context("the store: it is on fire").context("start");
        assert_eq!(told(&error), "start: the store: it is on fire");
    }
}
