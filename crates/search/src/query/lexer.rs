//! The text of a query -> its pieces: words, quoted phrases, `field:value`, `or`.

/// A piece of a query.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The word `or`, or a bar.
    Or(String),
    /// Anything else.
    Term(Term),
}

/// Something to search.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// Whether a minus sign stands before it.
    pub(crate) excluded: bool,
    /// The name before the colon, in lower case, if it is one of ours.
    pub(crate) field: Option<&'static str>,
    /// Not trimmed; it may be empty.
    pub(crate) value: String,
}

/// The names of fields, each with the name that `parse` knows.
const FIELDS: [(&str, &str); 11] = [
    ("site", "site"),
    ("author", "author"),
    ("after", "after"),
    ("since", "after"),
    ("before", "before"),
    ("until", "before"),
    ("date", "on"),
    ("on", "on"),
    ("language", "language"),
    ("lang", "language"),
    ("keyword", "keyword"),
];

/// Cuts a query into pieces. Linear in its length.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut rest = text.trim_start();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (piece, after) = piece(rest);
        found.extend(piece);
        rest = after.trim_start();
    }
    found
}

/// The first piece, and what follows it. The text is not empty and begins with no space.
fn piece(text: &str) -> (Option<Piece>, &str) {
    let (excluded, text) = match text.strip_prefix('-') {
        Some(rest) if rest.starts_with(|next: char| !next.is_whitespace()) => (true, rest),
        _ => (false, text),
    };
    if let Some((value, rest)) = quoted(text) {
        return (Some(term(excluded, None, value)), rest);
    }
    if let Some(rest) = text.strip_prefix(is_quote) {
        // A quotation mark that is never closed.
        return (None, rest);
    }
    let end = text.find(|next: char| next.is_whitespace() || is_quote(next)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if let Some((field, value)) = field(word) {
        return match quoted(rest) {
            Some((value, rest)) if word.ends_with(':') => {
                (Some(term(excluded, Some(field), value)), rest)
            }
            _ => (Some(term(excluded, Some(field), value)), rest),
        };
    }
    if !excluded && (word == "|" || word.eq_ignore_ascii_case("or")) {
        return (Some(Piece::Or(word.to_owned())), rest);
    }
    (Some(term(excluded, None, word)), rest)
}

fn term(excluded: bool, field: Option<&'static str>, value: &str) -> Piece {
    Piece::Term(Term { excluded, field, value: value.to_owned() })
}

/// What stands between quotation marks at the beginning of a text, and what follows them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix(is_quote)?.split_once(is_quote)
}

/// Any of the marks that keyboards and phones make for a phrase.
fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The field and the value of `field:value`.
fn field(word: &str) -> Option<(&'static str, &str)> {
    let (name, value) = word.split_once(':')?;
    let (_, field) = FIELDS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?;
    Some((field, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = pieces(text).into_iter().map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    fn shown(piece: Piece) -> String {
        match piece {
            Piece::Or(_) => "OR".to_owned(),
            Piece::Term(term) => {
                let sign = if term.excluded { "-" } else { "" };
                let field = term.field.map_or(String::new(), |field| format!("{field}="));
                format!("{sign}{field}[{}]", term.value)
            }
        }
    }

    #[test]
    fn words_phrases_and_fields_are_told_apart() {
        check("a -b or \"c d\"", &["[a]", "-[b]", "OR", "[c d]"]);
        check(
            "SITE:bbc.co.uk -author:“Ann Lee”x",
            &["site=[bbc.co.uk]", "-author=[Ann Lee]", "[x]"],
        );
        check("http://x.org 10:30 since:2026", &["[http://x.org]", "[10:30]", "after=[2026]"]);
    }

    #[test]
    fn what_is_broken_is_words() {
        check("\"a b", &["[a]", "[b]"]);
        check("- a --b author:", &["[-]", "[a]", "-[-b]", "author=[]"]);
        check("\"\"\"x\"", &["[]", "[x]"]);
    }
}
