//! Paths of rules: `*` for any octets, `$` at the end for the end (RFC 9309, section 2.2.3).
//!
//! Matching looks for each piece between two `*` once, from left to right: linear, as the leftmost
//! find is always as good as any other.

use crate::escapes::{octets, push_escape};

/// A path of a rule, in comparable spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    path: String,
    to_the_end: bool,
}

impl Pattern {
    pub(super) fn parse(value: &[u8]) -> Self {
        let (path, to_the_end) = match value {
            [path @ .., b'$'] => (path, true),
            path => (path, false),
        };
        Self { path: comparable(path, b"$"), to_the_end }
    }

    /// Its length: the longest of the matching rules wins.
    pub(super) fn octets(&self) -> usize {
        self.path.len() + usize::from(self.to_the_end)
    }

    /// Whether a path in comparable spelling, `*` and `$` escaped, matches.
    pub(super) fn matches(&self, path: &str) -> bool {
        let mut pieces = self.path.split('*');
        let first = pieces.next().unwrap_or_default();
        let Some(mut rest) = path.strip_prefix(first) else { return false };
        let Some(last) = pieces.next_back() else { return !self.to_the_end || rest.is_empty() };
        for piece in pieces {
            let Some((_, behind)) = rest.split_once(piece) else { return false };
            rest = behind;
        }
        if self.to_the_end { rest.ends_with(last) } else { rest.contains(last) }
    }
}

/// The spelling in which paths and rules are compared: printable ASCII plain, all else escaped, so
/// that `/%7Ejoe`, `/~joe`, `?u=https%3A%2F%2F…` and `?u=https://…` are equal (the table in RFC
/// 9309, section 2.2.2). Of `special`, what stands plain in the text is escaped too: escaped, `*`
/// and `$` are characters like any other.
pub(super) fn comparable(text: &[u8], special: &[u8]) -> String {
    let mut target = String::with_capacity(text.len());
    for octet in octets(text) {
        let is_sign = matches!(octet.value, b'*' | b'$' | b'%');
        let is_literal = if is_sign {
            !octet.escaped && !special.contains(&octet.value)
        } else {
            octet.value.is_ascii_graphic()
        };
        if is_literal {
            target.push(char::from(octet.value));
        } else {
            push_escape(&mut target, octet.value);
        }
    }
    target
}
