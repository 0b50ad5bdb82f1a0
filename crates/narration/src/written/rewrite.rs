//! Replaces what a pattern finds, where the words around it allow it.
//!
//! A line that lacks what every match must hold (`needs`) is not searched: most lines lack the digits
//! and signs that most patterns are about, and that is where the speed comes from.
//!
//! Patterns are written without look-around, which the engine does not have so that it stays
//! linear: the rule is given the match, looks about by [`Found`], and may decline.

mod needs;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input};

use crate::line::Line;
use needs::Needs;

/// How far a rule may look to the left or right, in characters.
const SIGHT_CHARACTERS: usize = 24;

/// A match in its line.
pub(crate) struct Found<'a> {
    line: &'a str,
    whole: Range<usize>,
    pattern: &'a Pattern,
    /// Looked for when a group is asked for: many rules decline before.
    captures: OnceCell<Captures>,
    known: &'a Known,
}

/// What rules asked of the whole line, which is looked through once for each pattern, and not for each
/// match: a line may have as many matches as it has words.
#[derive(Default)]
struct Known {
    patterns: RefCell<Vec<(*const Pattern, bool)>>,
}

impl<'a> Found<'a> {
    /// The group of that name; empty where it took no part.
    pub(crate) fn get(&self, group: &str) -> &'a str {
        // The same match again, so neither beyond its end nor anywhere else.
        let again = || {
            let mut captures = self.pattern.regex.create_captures();
            let input = Input::new(self.line).range(self.whole.clone()).anchored(Anchored::Yes);
            self.pattern.regex.search_captures(&input, &mut captures);
            captures
        };
        let part = self.captures.get_or_init(again).get_group_by_name(group);
        part.and_then(|part| self.line.get(part.range())).unwrap_or("")
    }

    /// Whether the group took part, with at least one character.
    pub(crate) fn has(&self, group: &str) -> bool {
        !self.get(group).is_empty()
    }

    /// All that was found.
    pub(crate) fn whole(&self) -> &'a str {
        self.line.get(self.whole.clone()).unwrap_or("")
    }

    /// Whether a pattern is anywhere in the line.
    pub(crate) fn line_has(&self, pattern: &Pattern) -> bool {
        let name = std::ptr::from_ref(pattern);
        let mut patterns = self.known.patterns.borrow_mut();
        let known = patterns.iter().find(|(known, _)| std::ptr::eq(*known, name));
        if let Some((_, is_there)) = known {
            return *is_there;
        }
        let is_there = pattern.is_in(self.line);
        patterns.push((name, is_there));
        is_there
    }

    /// The line before the match.
    pub(crate) fn line_before(&self) -> &'a str {
        self.line.get(..self.whole.start).unwrap_or("")
    }

    /// The line after the match.
    pub(crate) fn line_after(&self) -> &'a str {
        self.line.get(self.whole.end..).unwrap_or("")
    }

    /// The last characters of the line before the match, as far as rules look.
    pub(crate) fn sight_before(&self) -> &'a str {
        let before = self.line_before();
        let start =
            before.char_indices().rev().take(SIGHT_CHARACTERS).last().map_or(0, |(at, _)| at);
        before.get(start..).unwrap_or("")
    }

    /// The character before the match.
    pub(crate) fn before(&self) -> Option<char> {
        self.line_before().chars().next_back()
    }

    /// The character after the match.
    pub(crate) fn after(&self) -> Option<char> {
        self.line_after().chars().next()
    }

    /// The word before the match, if only white space lies between.
    pub(crate) fn word_before(&self) -> &'a str {
        let before = self.line_before();
        let trimmed = before.trim_end_matches(' ');
        if trimmed.len() == before.len() {
            return "";
        }
        let start = trimmed
            .char_indices()
            .rev()
            .take(SIGHT_CHARACTERS)
            .take_while(|(_, c)| !c.is_whitespace())
            .last()
            .map_or(trimmed.len(), |(at, _)| at);
        trimmed.get(start..).unwrap_or("").trim_start_matches(['(', '"', '“', '«'])
    }

    /// The word after the match, letters only, if exactly one space lies between.
    pub(crate) fn word_after(&self) -> &'a str {
        let Some(after) = self.line_after().strip_prefix(' ') else { return "" };
        let end = after
            .char_indices()
            .take(SIGHT_CHARACTERS)
            .take_while(|(_, c)| c.is_alphabetic())
            .last()
            .map_or(0, |(at, c)| at + c.len_utf8());
        after.get(..end).unwrap_or("")
    }

    /// Neither letter nor digit, nor the rest of a longer number, stands before the match.
    pub(crate) fn starts_clean(&self) -> bool {
        let mut before = self.line_before().chars().rev();
        match (before.next(), before.next()) {
            (Some(c), _) if c.is_alphanumeric() => false,
            (Some('.' | ','), Some(c)) => !c.is_ascii_digit(),
            _ => true,
        }
    }

    /// Neither letter nor digit, nor the rest of a longer number, stands after the match.
    pub(crate) fn ends_clean(&self) -> bool {
        let mut after = self.line_after().chars();
        match (after.next(), after.next()) {
            (Some(c), _) if c.is_alphanumeric() => false,
            (Some('.' | ','), Some(c)) => !c.is_ascii_digit(),
            _ => true,
        }
    }

    /// Both.
    pub(crate) fn is_clean(&self) -> bool {
        self.starts_clean() && self.ends_clean()
    }
}

/// A regular expression, and what a line must hold for it to be worth a search.
#[derive(Debug)]
pub(crate) struct Pattern {
    regex: Regex,
    needs: Needs,
}

impl Pattern {
    /// Whether it is anywhere in the text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

/// A pattern that is part of the program.
///
/// `\b` is the edge of an ASCII word: those of Unicode make each search with a `£` or a dash in
/// the line many times slower.
pub(crate) fn pattern(written: &str) -> Pattern {
    let written = written.replace(r"\b", r"(?-u:\b)");
    let regex =
        Regex::new(&written).expect("a pattern in the program's text is valid: tests compile each");
    Pattern { regex, needs: Needs::of(&written) }
}

/// Replaces each match in the line by what the rule says, set apart by spaces from letters and
/// digits that touch it. Where the rule declines, the search goes on at the next character.
pub(crate) fn replace(
    line: &mut Line,
    pattern: &Pattern,
    say: impl Fn(&Found<'_>) -> Option<String>,
) {
    if !pattern.needs.are_in(line) {
        debug_assert!(!pattern.is_in(line.text()), "{pattern:?} needs less than was thought");
        return;
    }
    let mut replaced = Line::default();
    let known = Known::default();
    let (mut copied, mut from) = (0, 0);
    let text = line.text();
    while from <= text.len()
        && let Some(whole) = pattern.regex.find(Input::new(text).range(from..))
    {
        let (whole, start, end) = (whole.range(), whole.start(), whole.end());
        let one_on = start + char_at(text, start).map_or(1, char::len_utf8);
        from = one_on;
        let captures = OnceCell::new();
        if let Some(words) = say(&Found { line: text, whole, pattern, captures, known: &known }) {
            replaced.push_part(line, copied..start);
            let place = line.place(start..end);
            if touches(replaced.text().chars().next_back(), words.chars().next()) {
                replaced.push_for(" ", place);
            }
            replaced.push_for(&words, place);
            if touches(words.chars().next_back(), char_at(text, end)) {
                replaced.push_for(" ", place);
            }
            (copied, from) = (end, end.max(one_on));
        }
    }
    if copied > 0 || !replaced.is_empty() {
        replaced.push_part(line, copied..text.len());
        *line = replaced;
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn touches(left: Option<char>, right: Option<char>) -> bool {
    left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewrite(
        text: &str,
        pattern: &Pattern,
        say: impl Fn(&Found<'_>) -> Option<String>,
    ) -> String {
        let mut line = Line::written(text);
        replace(&mut line, pattern, say);
        line.into_text()
    }

    #[test]
    fn words_are_set_apart_from_what_they_touch() {
        let ones = pattern("1");
        assert_eq!(rewrite("a1b, 11", &ones, |_| Some("one".to_owned())), "a one b, one one");
    }

    #[test]
    fn a_rule_may_decline_and_the_search_goes_on_inside() {
        let pair = pattern("[0-9][0-9]");
        let say = |found: &Found<'_>| (found.whole() == "23").then(|| "x".to_owned());
        assert_eq!(rewrite("123", &pair, say), "1 x");
    }

    #[test]
    fn a_rule_sees_the_words_beside_it() {
        let number = pattern("[0-9]+");
        let say =
            |found: &Found<'_>| Some(format!("{}|{}", found.word_before(), found.word_after()));
        assert_eq!(rewrite("in (about 5 days", &number, say), "in (about about|days days");
    }
}
