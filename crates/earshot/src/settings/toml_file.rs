//! A TOML file -> its table. A mistake in its form is told by its place, without the line: that may
//! hold a key of a service.

use toml::Table;

/// # Errors
/// What is wrong, and where: by line and column, both from 1.
pub(super) fn parse(text: &str) -> Result<Table, String> {
    text.parse().map_err(|error: toml::de::Error| {
        // Some messages have a second line; none of them has a value in it.
        let reason = error.message().trim().replace('\n', ", ");
        match error.span() {
            Some(span) => {
                let (line, column) = place(text, span.start);
                format!("line {line}, column {column}: {reason}")
            }
            None => reason,
        }
    })
}

/// Line and column of a byte, the column in characters.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected_place: &str) {
        let problem = parse(text).unwrap_err();
        assert!(problem.starts_with(expected_place), "{problem}");
        assert!(problem.len() > expected_place.len() + 5, "a reason: {problem}");
        for secret in ["s3cret", "hunter2"] {
            assert!(!problem.contains(secret), "{problem}");
        }
    }

    #[test]
    fn a_mistake_is_told_by_its_place_and_never_with_the_line() {
        check("# ü\n[engine.a]\nkey = s3cret\n", "line 3, column 7: ");
        check("key = \"s3cret\n", "line 1, column ");
        check("key = \"s3cret\" hunter2\n", "line 1, column ");
        check("key = \"s3cret\\q\"\n", "line 1, column ");
        check("key = 's3cret\nhunter2 = 1\n", "line 1, column ");
        check("key = [\"s3cret\", hunter2]\n", "line 1, column ");
        check("key = 12s3cret\n", "line 1, column ");
        check("s3cret hunter2\n", "line 1, column ");
        check("[s3cret\nhunter2 = 1\n", "line 1, column ");
        check("key = { s3cret = \"hunter2\"\n", "line ");
        check("key = 2026-13-45-s3cret\n", "line 1, column ");
        check("key = \"s3cret\"\nkey = \"hunter2\"\n", "line 2, column 1: ");
    }
}
