//! Keywords of Chinese and Japanese, which part no words: what runs of characters repeat.
//!
//! Of ideographs all substrings of two to eight are counted, the longer ones only where the shorter
//! are repeated; of Katakana and of Latin letters whole runs. A substring that mostly stands within a
//! longer one is none of its own.

use super::Ranked;
use crate::hashing::{HashMap, HashSet, RandomState};
use crate::stopwords;

/// Ideographs of the longest keyword. One more is counted, to see what is cut off a longer one.
const MAX_IDEOGRAPHS: usize = 8;

/// What is not in the headline tells something when it stands so often, and what is when it stands
/// in the text too.
const LEAST_TIMES: u32 = 3;
const LEAST_TIMES_IN_TITLE: u32 = 2;

/// What begins before so many ideographs of headline and text is early.
const EARLY: usize = 250;

/// Repeated substrings with what they weigh.
pub(super) fn ranked(title: &str, text: &str, language: Option<&str>) -> Vec<Ranked> {
    let functions = Functions::of(language);
    let mut counts = Counts::default();
    let mut places = Vec::new();
    for (part, in_title) in [(title, true), (text, false)] {
        for (script, run) in runs(part) {
            if script == Script::Ideographs {
                let starts = run.char_indices().map(|(start, _)| run.get(start..));
                places.extend(starts.flatten().map(|rest| Place { rest, grown: 0, in_title }));
            } else {
                counts.add(run, places.len(), in_title);
            }
        }
    }
    let mut found = counts.ranked(|run| is_whole_word(run) && !functions.holds(run));
    let grams = grams(places);
    let longer = grams.longer(&functions);
    found.extend(grams.ranked(|gram| {
        let times = grams.times(gram);
        let is_part = longer.get(gram).is_some_and(|longest| longest * 4 > times * 3);
        gram.chars().nth(1).is_some()
            && gram.chars().nth(MAX_IDEOGRAPHS).is_none()
            && !is_part
            && !functions.holds(gram)
            && !functions.surround(gram, &grams)
    }));
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Ideographs,
    Katakana,
    Latin,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '々'
        | '〇'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Script::Ideographs,
        '\u{30a1}'..='\u{30fa}' | 'ー' => Script::Katakana,
        c if c.is_ascii_alphabetic() => Script::Latin,
        _ => Script::Other,
    }
}

/// A text's runs of one script, without what belongs to none.
fn runs(text: &str) -> Vec<(Script, &str)> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(of) = rest.chars().next().map(script) {
        let end = rest.find(|c| script(c) != of).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        if of != Script::Other {
            runs.push((of, run));
        }
        rest = behind;
    }
    runs
}

/// Katakana of a word's length, or a Latin name.
fn is_whole_word(run: &str) -> bool {
    let characters = run.chars().count();
    if run.is_ascii() {
        (2..=20).contains(&characters) && run.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        (2..=12).contains(&characters)
    }
}

/// An ideograph, and how far the substring that begins with it has grown.
struct Place<'t> {
    /// The run from here on.
    rest: &'t str,
    /// Bytes of the substring.
    grown: usize,
    in_title: bool,
}

/// Substrings of ideographs that stand twice or more, up to one more than a keyword has. A longer one
/// is only counted where the shorter that it begins with is repeated.
fn grams(places: Vec<Place<'_>>) -> Counts<'_> {
    let mut all = Counts::default();
    let mut numbered: Vec<(usize, Place<'_>)> = places.into_iter().enumerate().collect();
    for _ in 0..=MAX_IDEOGRAPHS {
        numbered.retain_mut(|(_, place)| place.grow());
        let mut counts =
            Counts(HashMap::with_capacity_and_hasher(numbered.len(), RandomState::default()));
        for (first, place) in &numbered {
            counts.add(place.gram(), *first, place.in_title);
        }
        counts.0.retain(|_, count| count.times >= LEAST_TIMES_IN_TITLE);
        numbered.retain(|(_, place)| counts.0.contains_key(place.gram()));
        all.0.extend(counts.0);
    }
    all
}

impl<'t> Place<'t> {
    /// Takes one ideograph more, if the run has one.
    fn grow(&mut self) -> bool {
        let next = self.rest.get(self.grown..).and_then(|behind| behind.chars().next());
        self.grown += next.map_or(0, char::len_utf8);
        next.is_some()
    }

    fn gram(&self) -> &'t str {
        self.rest.get(..self.grown).unwrap_or_default()
    }
}

/// How often substrings stand in headline and text.
#[derive(Default)]
struct Counts<'t>(HashMap<&'t str, Count>);

struct Count {
    times: u32,
    /// Ideographs before it.
    first: usize,
    in_title: bool,
}

impl<'t> Counts<'t> {
    fn add(&mut self, run: &'t str, first: usize, in_title: bool) {
        let count = self.0.entry(run).or_insert(Count { times: 0, first, in_title });
        count.times += 1;
    }

    fn times(&self, gram: &str) -> u32 {
        self.0.get(gram).map_or(0, |count| count.times)
    }

    /// How often the most frequent substring stands that is one ideograph longer, of each that has
    /// one that could be a word.
    fn longer(&self, functions: &Functions) -> HashMap<&'t str, u32> {
        let mut longer: HashMap<&str, u32> = HashMap::default();
        for (gram, count) in &self.0 {
            if functions.bound(gram) {
                continue;
            }
            for part in [without_first(gram), without_last(gram)] {
                let longest = longer.entry(part).or_default();
                *longest = count.times.max(*longest);
            }
        }
        longer
    }

    fn ranked(&self, is_word: impl Fn(&str) -> bool) -> Vec<Ranked> {
        let often = self.0.iter().filter(|(_, count)| {
            count.times >= if count.in_title { LEAST_TIMES_IN_TITLE } else { LEAST_TIMES }
        });
        often
            .filter(|(run, _)| is_word(run))
            .map(|(run, count)| Ranked {
                weight: count.weight(run),
                first: count.first,
                shown: (*run).to_owned(),
            })
            .collect()
    }
}

impl Count {
    /// Two ideographs may be anything, four are a name.
    fn weight(&self, run: &str) -> u32 {
        let length = match run.chars().count() {
            0..=2 => 0,
            3 => 1,
            _ => 2,
        };
        let early = u32::from(self.first < EARLY);
        self.times * (1 + u32::from(self.in_title) + early + length)
    }
}

/// Words and characters that say nothing by themselves.
struct Functions {
    list: Option<&'static HashSet<&'static str>>,
    has_grammar: bool,
}

impl Functions {
    fn of(language: Option<&str>) -> Self {
        let has_grammar = language.is_some_and(|language| stopwords::primary(language) == "zh");
        Self { list: language.and_then(stopwords::of), has_grammar }
    }

    /// Begins or ends with a character of grammar.
    fn bound(&self, gram: &str) -> bool {
        self.has_grammar && (gram.starts_with(is_grammar) || gram.ends_with(is_grammar))
    }

    fn holds(&self, word: &str) -> bool {
        self.list.is_some_and(|list| list.contains(word))
    }

    /// Mostly characters of grammar, time and number, or with one of them or a word of the list at an
    /// end, unless what remains hardly stands without it: 以色列.
    fn surround(&self, gram: &str, grams: &Counts<'_>) -> bool {
        let characters = gram.chars().count();
        let mut buffer = [0; 4];
        let empty = gram.chars().filter(|c| self.holds(c.encode_utf8(&mut buffer))).count();
        if empty * 2 > characters || self.bound(gram) {
            return true;
        }
        let ends_in_word =
            characters > 2 && (self.holds(first_two(gram)) || self.holds(last_two(gram)));
        let adds = |end: Option<char>, rest: &str| {
            let is_empty = end.is_some_and(|c| self.holds(c.encode_utf8(&mut [0; 4])));
            is_empty && grams.times(gram) * 2 < grams.times(rest)
        };
        ends_in_word
            || adds(gram.chars().next(), without_first(gram))
            || adds(gram.chars().next_back(), without_last(gram))
    }
}

/// In Chinese no word begins or ends with these.
fn is_grammar(c: char) -> bool {
    matches!(
        c,
        '的' | '了'
            | '是'
            | '在'
            | '们'
            | '們'
            | '这'
            | '這'
            | '那'
            | '他'
            | '她'
            | '它'
            | '我'
            | '你'
            | '您'
            | '而'
            | '把'
            | '吗'
            | '嗎'
            | '呢'
            | '吧'
            | '啊'
            | '很'
            | '没'
            | '沒'
            | '还'
            | '還'
            | '又'
            | '最'
            | '更'
            | '只'
            | '但'
    )
}

fn without_first(gram: &str) -> &str {
    let mut characters = gram.chars();
    characters.next();
    characters.as_str()
}

fn without_last(gram: &str) -> &str {
    let mut characters = gram.chars();
    characters.next_back();
    characters.as_str()
}

fn first_two(gram: &str) -> &str {
    let end = gram.char_indices().nth(2).map_or(gram.len(), |(place, _)| place);
    gram.get(..end).unwrap_or_default()
}

fn last_two(gram: &str) -> &str {
    let start = gram.char_indices().rev().nth(1).map_or(0, |(place, _)| place);
    gram.get(start..).unwrap_or_default()
}
