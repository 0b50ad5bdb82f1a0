//! The strings of a script, read as data: arrays open and close, literals follow one another. No
//! parser of the language: whatever is no double quote and no bracket is passed by.

/// What a script has where it has data.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'s> {
    /// An array begins.
    Open,
    /// An array ends.
    Close,
    /// A literal, with its quotes.
    Literal(&'s str),
}

/// The pieces of a script in order, in time linear in its length.
pub(super) struct Pieces<'s> {
    script: &'s str,
    /// Behind the last piece, in bytes.
    pub(super) at: usize,
}

impl<'s> Pieces<'s> {
    pub(super) fn of(script: &'s str) -> Self {
        Self { script, at: 0 }
    }
}

impl<'s> Iterator for Pieces<'s> {
    type Item = Piece<'s>;

    fn next(&mut self) -> Option<Piece<'s>> {
        let bytes = self.script.as_bytes();
        loop {
            let place = self.at + memchr::memchr3(b'"', b'[', b']', bytes.get(self.at..)?)?;
            self.at = place + 1;
            match bytes.get(place)? {
                b'[' => return Some(Piece::Open),
                b']' => return Some(Piece::Close),
                _ => {}
            }
            match literal_end(bytes, self.at)? {
                LiteralEnd::Quote(end) => {
                    self.at = end + 1;
                    return self.script.get(place..=end).map(Piece::Literal);
                }
                LiteralEnd::Line(end) => self.at = end + 1,
            }
        }
    }
}

/// Where what a quote begins ends.
enum LiteralEnd {
    /// At its other quote.
    Quote(usize),
    /// With the line: the quote stood in a comment or a pattern, and began none.
    Line(usize),
}

/// Where a literal ends that begins before this place; none where it never does.
fn literal_end(bytes: &[u8], from: usize) -> Option<LiteralEnd> {
    let mut at = from;
    loop {
        let place = at + memchr::memchr3(b'"', b'\\', b'\n', bytes.get(at..)?)?;
        match bytes.get(place)? {
            b'"' => return Some(LiteralEnd::Quote(place)),
            b'\n' => return Some(LiteralEnd::Line(place)),
            _ => at = place + 2,
        }
    }
}

/// The contents of a page's scripts that are neither JSON-LD nor elsewhere, in time linear in the page:
/// what begins within a script is part of it, and nothing follows one without an end.
pub(super) fn scripts(source: &str) -> impl Iterator<Item = &str> {
    let mut rest = source;
    std::iter::from_fn(move || {
        loop {
            let (tag, content, behind) = next_script(rest)?;
            rest = behind;
            if !tag.contains("ld+json") {
                return Some(content);
            }
        }
    })
}

/// The first script: its start tag, its content, and what is behind it.
fn next_script(source: &str) -> Option<(&str, &str, &str)> {
    let start = memchr::memmem::find(source.as_bytes(), b"<script")?;
    let (_, script) = source.split_at_checked(start)?;
    let (whole, behind) =
        script.split_at_checked(memchr::memmem::find(script.as_bytes(), b"</script")?)?;
    let (tag, content) = whole.split_once('>').unwrap_or((whole, ""));
    Some((tag, content, behind))
}

#[cfg(test)]
mod tests {
    use super::{Piece, Pieces, scripts};

    #[test]
    fn literals_end_where_no_backslash_stands_before_the_quote() {
        let pieces: Vec<Piece<'_>> = Pieces::of(r#"x({"a":["b \" c"]}); "open"#).collect();
        let expected =
            [Piece::Literal("\"a\""), Piece::Open, Piece::Literal(r#""b \" c""#), Piece::Close];
        assert_eq!(pieces, expected);
        let pieces: Vec<Piece<'_>> = Pieces::of("// 6\" wide\nx = \"a\"").collect();
        assert_eq!(pieces, [Piece::Literal("\"a\"")]);
    }

    #[test]
    fn scripts_are_found_but_for_json_ld() {
        let page = "<script type='application/ld+json'>1</script><script async>2</script><script>";
        assert_eq!(scripts(page).collect::<Vec<_>>(), ["2"]);
        let page = "<script>a = '<script>1'</script><script src=x></script>";
        assert_eq!(scripts(page).collect::<Vec<_>>(), ["a = '<script>1'", ""]);
    }
}
