//! Percent-escapes (RFC 3986, section 2.1): reading them octet by octet.
//!
//! In: the bytes of an address or of a pattern. Out: each octet, and whether it was escaped. What
//! becomes of an octet is the caller's: addresses keep `%2F` apart from `/`, robots.txt does not.

/// One octet of an address.
#[derive(Clone, Copy)]
pub(crate) struct Octet {
    /// Its value, after undoing the escape.
    pub(crate) value: u8,
    /// Whether it was written as `%XX`.
    pub(crate) escaped: bool,
}

/// The octets of `bytes`. A `%` without two hexadecimal digits behind it is an octet of its own.
pub(crate) fn octets(bytes: &[u8]) -> impl Iterator<Item = Octet> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if let [b'%', high, low, tail @ ..] = rest
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            rest = tail;
            return Some(Octet { value: high * 16 + low, escaped: true });
        }
        let (first, tail) = rest.split_first()?;
        rest = tail;
        Some(Octet { value: *first, escaped: false })
    })
}

/// Appends `%XX`, in upper case.
pub(crate) fn push_escape(target: &mut String, value: u8) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    target.push('%');
    target.extend(DIGITS.get(usize::from(value >> 4)));
    target.extend(DIGITS.get(usize::from(value & 15)));
}

/// A character that means the same escaped and plain (RFC 3986, section 2.3).
pub(crate) fn is_unreserved(value: u8) -> bool {
    value.is_ascii_alphanumeric() || b"-._~".contains(&value)
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
