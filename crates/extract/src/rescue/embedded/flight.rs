//! The stream in which one widespread framework sends what its components show: scripts that each push
//! a piece, `self.__next_f.push([1,"…"])`, and together are rows of `ID:DATA\n`, or of
//! `ID:TLENGTH,TEXT` where a text is long (React Flight, `ReactFlightServer.js`).

use super::strings::{Piece, Pieces};

/// How such a script begins.
const PUSH: &str = "self.__next_f.push(";

/// Digits of a row's number, and of a text's length, both hexadecimal.
const MAX_DIGITS: usize = 8;

/// The pieces of the stream, joined.
#[derive(Default)]
pub(super) struct Flight {
    stream: String,
}

/// One row: a text, or data with strings.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row<'s> {
    pub text: &'s str,
    pub data: &'s str,
}

impl Flight {
    /// Takes a script that pushes a piece.
    pub(super) fn take(&mut self, script: &str) -> bool {
        let Some(pushed) = script.trim_start().strip_prefix(PUSH) else { return false };
        let literals = Pieces::of(pushed).filter_map(|piece| match piece {
            Piece::Literal(literal) => serde_json::from_str::<String>(literal).ok(),
            Piece::Open | Piece::Close => None,
        });
        literals.for_each(|piece| self.stream.push_str(&piece));
        true
    }

    /// The rows of the stream, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut rest = self.stream.as_str();
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            if let Some((text, behind)) = long_text(rest) {
                rest = behind;
                return Some(Row { text, data: "" });
            }
            let (data, behind) = rest.split_once('\n').unwrap_or((rest, ""));
            rest = behind;
            Some(Row { text: "", data })
        })
    }
}

/// The text of a row that tells its length, and what is behind it.
fn long_text(row: &str) -> Option<(&str, &str)> {
    let start: String = row.chars().take(2 * MAX_DIGITS + 3).collect();
    let (id, rest) = start.split_once(":T")?;
    let (length, _) = rest.split_once(',')?;
    let is_hexadecimal = |digits: &str| {
        digits.len() <= MAX_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if !is_hexadecimal(id) {
        return None;
    }
    let bytes = usize::from_str_radix(length, 16).ok()?;
    let from = id.len() + length.len() + ":T,".len();
    row.get(from..)?.split_at_checked(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Flight, Row};

    #[test]
    fn pieces_are_joined_and_parted_into_rows() {
        let mut flight = Flight::default();
        assert!(flight.take(r#"self.__next_f.push([1,"1:[\"a\"]\n2:T7,<p>W"])"#));
        assert!(flight.take(r#"self.__next_f.push([1,"et.3:{}\n"])"#));
        assert!(!flight.take("other.push([1,\"x\"])"));
        let rows: Vec<Row<'_>> = flight.rows().collect();
        let data = |data| Row { text: "", data };
        assert_eq!(rows, [data("1:[\"a\"]"), Row { text: "<p>Wet.", data: "" }, data("3:{}")]);
    }
}
