//! `Range` of a request (RFC 9110, section 14) -> the bytes to send.
//!
//! One range alone: several, other units and what cannot be read are answered with the whole, as the
//! RFC allows.

use storage::Range;

/// What a request asks of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All of it.
    Whole,
    /// These bytes, which may reach past its end.
    Part(Range),
    /// A range that holds none of its bytes.
    Nothing,
}

/// Reads the header's value for an object of `total` bytes.
pub(crate) fn wanted(value: &str, total: u64) -> Wanted {
    let Some((first, last)) = value.trim().strip_prefix("bytes=").and_then(|it| it.split_once('-'))
    else {
        return Wanted::Whole;
    };
    match (number(first), number(last)) {
        (Number::Is(start), Number::Is(end)) if start > end => Wanted::Whole,
        (Number::Is(start), _) if start >= total && last_is_readable(last) => Wanted::Nothing,
        (Number::Is(start), Number::Is(end)) => Wanted::Part(Range { start, end }),
        (Number::Is(start), Number::Missing) => Wanted::Part(Range { start, end: u64::MAX }),
        (Number::Missing, Number::Is(0)) => Wanted::Nothing,
        (Number::Missing, Number::Is(_)) if total == 0 => Wanted::Nothing,
        (Number::Missing, Number::Is(length)) => {
            Wanted::Part(Range { start: total.saturating_sub(length), end: u64::MAX })
        }
        _ => Wanted::Whole,
    }
}

enum Number {
    Missing,
    Is(u64),
    Wrong,
}

fn last_is_readable(text: &str) -> bool {
    !matches!(number(text), Number::Wrong)
}

/// Digits alone; a number too large to hold is the largest.
fn number(text: &str) -> Number {
    match text.trim() {
        "" => Number::Missing,
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Number::Is(digits.parse().unwrap_or(u64::MAX))
        }
        _ => Number::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(start: u64, end: u64) -> Wanted {
        Wanted::Part(Range { start, end })
    }

    #[test]
    fn one_range_is_read() {
        assert_eq!(wanted("bytes=0-0", 10), part(0, 0));
        assert_eq!(wanted("bytes=4-", 10), part(4, u64::MAX));
        assert_eq!(wanted("bytes=-3", 10), part(7, u64::MAX));
        assert_eq!(wanted("bytes=-99", 10), part(0, u64::MAX));
        assert_eq!(wanted("bytes=2-99999999999999999999999", 10), part(2, u64::MAX));
    }

    #[test]
    fn a_range_outside_holds_nothing() {
        for value in ["bytes=10-", "bytes=10-20", "bytes=-0"] {
            assert_eq!(wanted(value, 10), Wanted::Nothing, "{value}");
        }
        assert_eq!(wanted("bytes=-5", 0), Wanted::Nothing);
    }

    #[test]
    fn what_cannot_be_read_asks_for_the_whole() {
        for value in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-2",
            "bytes=0-1,4-5",
            "lines=1-2",
            "bytes=a-b",
            "bytes=99-x",
        ] {
            assert_eq!(wanted(value, 10), Wanted::Whole, "{value}");
        }
    }
}
