//! The text of a page that its scripts would write: it lies in the state that the application was
//! started with, as one long string in markup or as an array of paragraphs.
//!
//! In: the page before it was parsed and its headline. Out: the markup of the longest prose in its
//! scripts that speaks of the headline. Time and memory are linear in the page. Absent: what a framework
//! calls its fields, and texts in pieces shorter than a paragraph.

mod flight;
mod strings;

use flight::Flight;
use strings::{Piece, Pieces, scripts};

use crate::whitespace::is_wide;

/// A literal of fewer bytes is no paragraph.
const LEAST_PARAGRAPH_BYTES: usize = 50;

/// Letters of a paragraph, and of a text, where one of a script without spaces counts twice.
const LEAST_PARAGRAPH_WIDTH: usize = 30;
const LEAST_TEXT_WIDTH: usize = 300;

/// Of so many letters at most one may be a sign that programs have.
const LETTERS_PER_SIGN: usize = 30;

/// Prose has a space for so many letters, save where a script parts no words.
const MOST_LETTERS_PER_WORD: usize = 20;

/// Of the bytes of an array of paragraphs so many are prose, in percent.
const LEAST_PROSE_PERCENT: usize = 40;

/// How often data may be written within a string of data: each is read once more.
const MAX_NESTING: usize = 2;

/// Arrays within one another that are followed; those further down count as the last of them.
const MAX_ARRAYS: usize = 256;

/// Texts that are asked whether they are the page's, longest first.
const MAX_TEXTS: usize = 8;

/// The markup of the text in the page's scripts.
pub(crate) fn find(source: &str, title: &str) -> Option<String> {
    let mut gathered = Gathered::default();
    let mut flight = Flight::default();
    for script in scripts(source) {
        if !flight.take(script) {
            gathered.read(script, MAX_NESTING);
        }
    }
    for row in flight.rows() {
        gathered.offer_string(row.text);
        gathered.read(row.data, MAX_NESTING);
    }
    let words = telling_words(&title.to_lowercase());
    let spoken = |text: Told| Some((known_words(&text.markup, &words)?, text));
    let of_page = gathered.texts.into_iter().filter_map(spoken);
    let best = of_page.reduce(|best, other| if is_rather(&other, &best) { other } else { best });
    best.map(|(_, text)| text.markup)
}

/// Whether a text is the page's rather than a longer one: it knows more words of the headline, and twice
/// as many where it is much shorter, as summaries are made of a headline's words.
fn is_rather(shorter: &(usize, Told), longer: &(usize, Told)) -> bool {
    let is_much_shorter = shorter.1.width * 2 < longer.1.width;
    if is_much_shorter { shorter.0 >= longer.0 * 2 } else { shorter.0 > longer.0 }
}

/// A text that a script holds.
struct Told {
    width: usize,
    markup: String,
}

/// An array that is open: the paragraphs in it so far, but for those in arrays within it.
struct Array {
    told: Told,
    start: usize,
    bytes_of_prose: usize,
}

impl Array {
    fn at(start: usize) -> Self {
        Self { told: Told { width: 0, markup: String::new() }, start, bytes_of_prose: 0 }
    }

    fn add(&mut self, width: usize, text: &str, bytes: usize) {
        self.told.width += width;
        self.told.markup.push_str(&markup_of(text));
        self.bytes_of_prose += bytes;
    }

    /// Whether an array that ends here is mostly prose: one of teasers has more addresses and pictures.
    fn is_text(&self, end: usize) -> bool {
        self.bytes_of_prose * 100 >= (end - self.start) * LEAST_PROSE_PERCENT
    }
}

/// The longest texts so far, longest first.
#[derive(Default)]
struct Gathered {
    texts: Vec<Told>,
}

impl Gathered {
    /// Reads data, and data within its strings.
    fn read(&mut self, data: &str, nesting: usize) {
        let mut arrays: Vec<Array> = Vec::new();
        let mut pieces = Pieces::of(data);
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Open if arrays.len() < MAX_ARRAYS => arrays.push(Array::at(pieces.at)),
                Piece::Open => {}
                Piece::Close => self.close(arrays.pop(), pieces.at),
                Piece::Literal(literal) => self.read_literal(literal, nesting, arrays.last_mut()),
            }
        }
    }

    fn close(&mut self, array: Option<Array>, end: usize) {
        if let Some(array) = array.filter(|array| array.is_text(end)) {
            self.offer(array.told);
        }
    }

    /// Reads a literal within an array, if one is open.
    fn read_literal(&mut self, literal: &str, nesting: usize, array: Option<&mut Array>) {
        if literal.len() < LEAST_PARAGRAPH_BYTES {
            return;
        }
        let Ok(text) = serde_json::from_str::<String>(literal) else { return };
        if text.starts_with(['{', '[']) {
            if nesting > 0 {
                self.read(&text, nesting - 1);
            }
            return;
        }
        let width = self.offer_string(&text);
        if let Some((array, width)) = array.zip(width) {
            array.add(width, &text, literal.len());
        }
    }

    /// Takes a string that is prose: its width.
    fn offer_string(&mut self, text: &str) -> Option<usize> {
        let width = prose_width(text)?;
        if width >= LEAST_TEXT_WIDTH {
            self.offer(Told { width, markup: markup_of(text) });
        }
        Some(width)
    }

    fn offer(&mut self, text: Told) {
        if text.width < LEAST_TEXT_WIDTH {
            return;
        }
        let at = self.texts.partition_point(|other| other.width >= text.width);
        self.texts.insert(at, text);
        self.texts.truncate(MAX_TEXTS);
    }
}

/// Letters of a text outside its markup, if it is prose: sentences rather than code or an address.
fn prose_width(text: &str) -> Option<usize> {
    let (mut width, mut signs, mut stops, mut spaces) = (0, 0, 0, 0);
    let mut is_tag = false;
    for c in text.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if is_tag => {}
            '{' | '}' | '=' | '_' | '\\' => signs += 1,
            '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟' | '۔' => stops += 1,
            ' ' => spaces += 1,
            c if c.is_alphabetic() => width += if is_wide(c) { 2 } else { 1 },
            _ => {}
        }
    }
    let has_words = spaces * MOST_LETTERS_PER_WORD >= width || text.contains(is_wide);
    let is_prose = stops > 0 && width >= LEAST_PARAGRAPH_WIDTH && signs * LETTERS_PER_SIGN <= width;
    (is_prose && has_words).then_some(width)
}

/// A string as markup: one without any is a paragraph a line. Some are written as markup within markup.
fn markup_of(text: &str) -> String {
    let is_escaped = text.contains("&lt;") && !text.contains('<');
    let unescaped = is_escaped.then(|| text.replace("&lt;", "<").replace("&gt;", ">"));
    let text = unescaped.as_deref().unwrap_or(text);
    if text.contains('<') {
        return format!("<div>{text}</div>");
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.flat_map(|line| ["<p>", line, "</p>"]).collect()
}

/// Letters of a headline's word that says something, and how many at its beginning are the same in all
/// its forms; where a script parts no words, two characters stand for one.
const WORD_LETTERS: usize = 4;
const STEM_LETTERS: usize = 5;

/// Words of a headline, or pairs of its characters, that are looked for: a page may call a whole text so.
const MAX_WORDS: usize = 64;

/// How many words of a headline a text has, if that is at least two, and half of them.
fn known_words(text: &str, words: &[String]) -> Option<usize> {
    let text = text.to_lowercase();
    let known = words.iter().filter(|word| text.contains(word.as_str())).count();
    (known >= 2 && known * 2 >= words.len()).then_some(known)
}

/// The beginnings of a headline's words that say something.
fn telling_words(title: &str) -> Vec<String> {
    if title.contains(is_wide) {
        let characters: Vec<char> =
            title.chars().filter(|c| c.is_alphanumeric()).take(MAX_WORDS + 1).collect();
        return characters.windows(2).map(|pair| pair.iter().collect()).collect();
    }
    let words = title.split(|c: char| !c.is_alphanumeric());
    let telling = words.filter(|word| word.chars().count() >= WORD_LETTERS);
    telling.map(|word| word.chars().take(STEM_LETTERS).collect()).take(MAX_WORDS).collect()
}

#[cfg(test)]
mod tests;
