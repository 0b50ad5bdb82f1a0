//! A line of text that remembers where each of its bytes stood in what was written.
//!
//! Cleaning, cutting and rewriting all go from one line to another, so that at the end every spoken
//! word can be shown in the article ([`Line::words`]). Places never run backwards: what replaces a
//! piece takes the whole of that piece's place.

use std::ops::Range;

/// Bytes of the written text, from `start` up to `end`; none where both are the same, for words of
/// ours that stand before that place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Place {
    fn of(start: usize, end: usize) -> Self {
        let number = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: number(start), end: number(end) }
    }

    /// The least place that holds both; what has no bytes of its own widens nothing.
    pub(crate) fn hull(self, other: Self) -> Self {
        match (self.start == self.end, other.start == other.end) {
            (_, true) => self,
            (true, false) => other,
            _ => Self { start: self.start.min(other.start), end: self.end.max(other.end) },
        }
    }
}

/// Text and the place of each of its bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    text: String,
    places: Vec<Place>,
    /// Which ASCII bytes occur, a bit each; the lowest bit for anything else.
    present: u128,
    /// For each byte those that stand behind it, worked out when asked for.
    pairs: Option<Box<[u128; 128]>>,
}

/// The bit of a byte in [`Line::present`].
pub(crate) fn bit(byte: u8) -> u128 {
    if byte.is_ascii() { 1 << byte } else { 1 }
}

impl Line {
    /// The text as it is written.
    pub(crate) fn written(text: &str) -> Self {
        let mut line = Self::default();
        line.push_written(text, 0);
        line
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Which bytes occur: see [`bit`].
    pub(crate) fn present(&self) -> u128 {
        self.present
    }

    /// Whether a byte of the first set has one of the second behind it: see [`bit`].
    pub(crate) fn has_pair(&mut self, one: u128, two: u128) -> bool {
        let text = &self.text;
        let pairs = self.pairs.get_or_insert_with(|| pairs(text));
        let mut left = one & self.present;
        while left != 0 {
            let row = left.trailing_zeros() as usize;
            if pairs.get(row).is_some_and(|behind| behind & two != 0) {
                return true;
            }
            left &= left - 1;
        }
        false
    }

    /// Adds text that stands at `offset` of what was written.
    pub(crate) fn push_written(&mut self, text: &str, offset: usize) {
        self.places.reserve(text.len());
        if text.is_ascii() {
            self.places.extend((0..text.len()).map(|at| Place::of(offset + at, offset + at + 1)));
            return self.push_text(text);
        }
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            self.push_bytes(c.len_utf8(), Place::of(offset + at, offset + end));
        }
        self.push_text(text);
    }

    /// Adds words of ours, that stand before the place.
    pub(crate) fn push_ours(&mut self, text: &str, offset: usize) {
        self.push_for(text, Place::of(offset, offset));
    }

    /// Adds words that say what stands at a place.
    pub(crate) fn push_for(&mut self, text: &str, place: Place) {
        self.push_bytes(text.len(), place);
        self.push_text(text);
    }

    /// Adds a letter that says what stands at a place.
    pub(crate) fn push_char(&mut self, letter: char, place: Place) {
        self.push_for(letter.encode_utf8(&mut [0; 4]), place);
    }

    /// Adds a piece of another line, with its places.
    pub(crate) fn push_part(&mut self, line: &Self, range: Range<usize>) {
        if let (Some(text), Some(places)) = (line.text.get(range.clone()), line.places.get(range)) {
            self.places.extend_from_slice(places);
            self.push_text(text);
        }
    }

    /// A piece of the line, with its places; empty where the range is none of whole characters.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        part.push_part(self, range);
        part
    }

    /// The place of the bytes in a range; the range of none is that before the next byte.
    pub(crate) fn place(&self, range: Range<usize>) -> Place {
        let places = self.places.get(range.clone()).unwrap_or_default();
        let next = self.places.get(range.start).or(self.places.last()).copied().unwrap_or_default();
        let empty = Place { start: next.start, end: next.start };
        places.iter().fold(empty, |hull, place| hull.hull(*place))
    }

    /// Drops white space at the end.
    pub(crate) fn trim_end(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        self.places.truncate(length);
    }

    /// Without white space around it.
    pub(crate) fn trimmed(self) -> Self {
        let from = self.text.len() - self.text.trim_start().len();
        let to = self.text.trim_end().len();
        if from == 0 && to == self.text.len() { self } else { self.part(from..to.max(from)) }
    }

    /// Each word, parted at white space: its range in the text, and its place.
    pub(crate) fn words(&self) -> Vec<(Range<usize>, Place)> {
        let mut words = Vec::new();
        let mut start = None;
        for (at, c) in self.text.char_indices().chain([(self.text.len(), ' ')]) {
            match (start, c.is_whitespace()) {
                (None, false) => start = Some(at),
                (Some(from), true) => {
                    words.push((from..at, self.place(from..at)));
                    start = None;
                }
                _ => {}
            }
        }
        words
    }

    fn push_bytes(&mut self, count: usize, place: Place) {
        self.places.extend(std::iter::repeat_n(place, count));
    }

    fn push_text(&mut self, text: &str) {
        self.present |= text.bytes().fold(0, |present, byte| present | bit(byte));
        self.text.push_str(text);
        self.pairs = None;
    }
}

/// For each byte those that stand behind it; the first row for anything but ASCII.
fn pairs(text: &str) -> Box<[u128; 128]> {
    let mut pairs = Box::new([0; 128]);
    let mut before = None;
    for byte in text.bytes() {
        if let Some(row) = before.and_then(|row: usize| pairs.get_mut(row)) {
            *row |= bit(byte);
        }
        before = Some(if byte.is_ascii() { usize::from(byte) } else { 0 });
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(line: &Line) -> Vec<(&str, u32, u32)> {
        let word = |(range, place): (Range<usize>, Place)| {
            (line.text().get(range).unwrap_or(""), place.start, place.end)
        };
        line.words().into_iter().map(word).collect()
    }

    #[test]
    fn words_know_where_they_stood() {
        let written = Line::written("Für 5 Uhr");
        let mut line = written.part(0..5);
        line.push_for("fünf", written.place(5..6));
        line.push_part(&written, 6..10);

        assert_eq!(places(&line), [("Für", 0, 4), ("fünf", 5, 6), ("Uhr", 7, 10)]);
    }

    #[test]
    fn words_of_ours_have_a_place_without_bytes() {
        let mut line = Line::default();
        line.push_ours("Quote: ", 3);
        line.push_written("Rain", 3);
        assert_eq!(places(&line), [("Quote:", 3, 3), ("Rain", 3, 7)]);
    }
}
