//! Words that tell a line of the text from a call to subscribe: a text in, how much its words speak
//! for it out.
//!
//! Learned, not written: `examples/train` counts on how many sites a word stands in lines of the
//! text and in others. Words are known by their hashes, each with its logarithm of the odds in
//! sixteenths. Read from bytes, all numbers little-endian: `EVO1`, the number of entries (u32), and
//! of each entry the hash (u32) and the score (i8).

/// A longer line is judged by its first and last two words alone.
const MAX_WORDS: usize = 40;

const MAGIC: &[u8; 4] = b"EVO1";

/// Most entries that are read.
const MAX_ENTRIES: usize = 1 << 20;

/// What a vocabulary says of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// All scores together.
    pub sum: i32,
    pub lowest: i32,
    pub highest: i32,
    /// Words that are known.
    pub known: u32,
}

/// Scores of words, by their hashes: a table with open addressing, at most half full.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Vocabulary(Vec<Option<(u32, i8)>>);

impl Vocabulary {
    /// Reads a vocabulary, and what follows it; none where the bytes are not one.
    pub(super) fn parse(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (count, rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let length = (count <= MAX_ENTRIES).then_some(count * 5)?;
        let (entries, rest) = rest.split_at_checked(length)?;
        let mut table = Self(vec![None; (2 * count + 1).next_power_of_two()]);
        for entry in entries.chunks_exact(5) {
            let (hash, score) = entry.split_first_chunk()?;
            let score = i8::from_le_bytes([*score.first()?]);
            table.insert(u32::from_le_bytes(*hash), score);
        }
        Some((table, rest))
    }

    fn insert(&mut self, hash: u32, score: i8) {
        let place = self.place(hash);
        self.0[place] = Some((hash, score));
    }

    /// Where a hash stands, or would.
    fn place(&self, hash: u32) -> usize {
        let mask = self.0.len() - 1;
        let mut place = hash as usize & mask;
        while self.0[place].is_some_and(|(known, _)| known != hash) {
            place = (place + 1) & mask;
        }
        place
    }

    /// What the words of a text say together.
    pub(super) fn judge(&self, text: &str) -> Verdict {
        let tokens = if self.0.is_empty() { Vec::new() } else { tokens(text) };
        let scores = tokens.into_iter().filter_map(|token| self.0[self.place(token)]);
        Verdict::of(scores.map(|(_, score)| i32::from(score)))
    }
}

impl Verdict {
    /// Some scores together.
    pub(super) fn of(scores: impl Iterator<Item = i32>) -> Self {
        scores.fold(Self::default(), |all, score| Self {
            sum: all.sum + score,
            lowest: all.lowest.min(score),
            highest: all.highest.max(score),
            known: all.known + 1,
        })
    }

    /// The numbers that the chooser sees.
    pub(super) fn numbers(self) -> [f32; 4] {
        // In parts of eight.
        let mean = (self.sum * 8).checked_div(i32::try_from(self.known).unwrap_or(i32::MAX));
        [self.sum, self.lowest, self.highest, mean.unwrap_or(0)]
            .map(|number| f32::from(i16::try_from(number.clamp(-30_000, 30_000)).unwrap_or(0)))
    }
}

/// The numbers of a line's row for the scores of its words.
#[must_use]
pub fn score_numbers(scores: &[i8]) -> [f32; 4] {
    Verdict::of(scores.iter().copied().map(i32::from)).numbers()
}

/// The words of a text, its pairs of words, and what it begins and ends with, as hashes; each once.
#[must_use]
pub fn tokens(text: &str) -> Vec<u32> {
    let words: Vec<u64> = words(text).take(MAX_WORDS + 1).map(hash_of).collect();
    let mut tokens: Vec<u32> = Vec::with_capacity(2 * words.len() + 4);
    if words.len() <= MAX_WORDS {
        tokens.extend(words.iter().map(|word| mixed(&[*word])));
        tokens.extend(words.windows(2).map(mixed));
    }
    let last: Vec<u64> = words_backwards(text).take(2).map(hash_of).collect();
    for (mark, ends) in [(BEGINS, &words[..words.len().min(2)]), (ENDS, &last)] {
        tokens.extend((1..=ends.len()).map(|count| {
            ends.iter().take(count).fold(mixed(&[mark]), |all, word| mixed(&[all.into(), *word]))
        }));
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Marks of the ends of a text among the hashes of words.
const BEGINS: u64 = 1;
const ENDS: u64 = 2;

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty())
}

fn words_backwards(text: &str) -> impl Iterator<Item = &str> {
    text.rsplit(|c: char| !is_of_word(c)).filter(|word| !word.is_empty())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// FNV-1a over a word's letters and digits in lower case.
pub(super) fn hash_of(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |c: char| hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            add(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            c.to_lowercase().for_each(&mut add);
        }
    }
    hash
}

/// One hash of several; the upper half, which all bits of the words have reached.
fn mixed(hashes: &[u64]) -> u32 {
    let all = hashes.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |all, hash| {
        (all.rotate_left(23) ^ hash).wrapping_mul(0xff51_afd7_ed55_8ccd)
    });
    u32::try_from(all >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(entries: &[(u32, i8)]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(u32::try_from(entries.len()).unwrap().to_le_bytes());
        for (hash, score) in entries {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(score.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn a_text_is_judged_by_the_words_that_are_known() {
        let subscribe = mixed(&[hash_of("subscribe")]);
        let council = mixed(&[hash_of("council")]);
        let bytes = bytes(&[(subscribe, -40), (council, 16)]);
        let (vocabulary, rest) = Vocabulary::parse(&bytes).unwrap();
        assert!(rest.is_empty());
        let verdict = vocabulary.judge("Subscribe to the COUNCIL");
        assert_eq!(verdict, Verdict { sum: -24, lowest: -40, highest: 16, known: 2 });
        assert_eq!(verdict.numbers().map(|number| number.to_string()), ["-24", "-40", "16", "-96"]);
        assert_eq!(vocabulary.judge(""), Verdict::default());
        assert_eq!(Vocabulary::default().judge("council"), Verdict::default());
    }

    #[test]
    fn bytes_that_are_no_vocabulary_are_refused() {
        assert_eq!(Vocabulary::parse(b"EVO2"), None);
        assert_eq!(Vocabulary::parse(&bytes(&[(1, 1), (2, 2)])[..12]), None);
        let endless = [MAGIC.as_slice(), &u32::MAX.to_le_bytes()].concat();
        assert_eq!(Vocabulary::parse(&endless), None);
    }

    #[test]
    fn long_lines_are_judged_by_their_ends() {
        let long = "rain ".repeat(41);
        assert_eq!(tokens(&long).len(), 4);
        assert_eq!(tokens("Rain"), tokens("rain!"));
        assert_ne!(tokens("ice rain"), tokens("rain ice"));
    }
}
