//! How an operator wants names to be said.
//!
//! ```text
//! # Before any language: said so in each of them.
//! Xiaomi = Shao mi
//!
//! [en]
//! Siobhan = Shivawn        # a first name
//! Cholmondeley = Chumley
//! Leicester City = Lester City
//!
//! [de]
//! Leicester = Lester
//! ```
//!
//! One entry a line: the name as it is written, an equals sign, how it is said. Capitals count; a
//! name is found as whole words, the longest first, before any other rule.
//!
//! A comment is a line that begins with `#`, or what follows a `#` with white space on both sides. One
//! that touches letters is text, `C# = C sharp`; one with a space only before it is told as an error,
//! as either could be meant.

use std::collections::BTreeMap;

use crate::Language;
use crate::line::Line;

/// Longest name or saying, in characters.
const MOST_CHARACTERS: usize = 100;
/// Most entries; more are no names any more.
const MOST_ENTRIES: usize = 20_000;

/// Names and how they are said. The default has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// By the name's first word; each with the language it is for, longest names first.
    entries: BTreeMap<String, Vec<Entry>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    language: Option<Language>,
    name: String,
    said: String,
}

/// What is wrong with a lexicon, and where. Another attempt with the same text cannot help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct LexiconError {
    /// From 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: LexiconProblem,
}

/// What can be wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LexiconProblem {
    /// Neither an entry, a language in brackets, nor a comment.
    #[error("no equals sign between a name and how it is said")]
    NoEquals,
    /// Nothing before or after the equals sign.
    #[error("an empty name or saying")]
    Empty,
    /// The name begins with a sign: it would never be found.
    #[error("a name must begin with a letter or digit")]
    NoName,
    /// A language that there is no voice for.
    #[error("an unknown language in brackets")]
    UnknownLanguage,
    /// The same name twice for the same language.
    #[error("the name stands there before")]
    Twice,
    /// `Shivawn #first`: neither clearly a comment nor clearly text.
    #[error("a # before a comment needs a space behind it, and one that is text none before it")]
    UnclearComment,
    /// A name or saying above 100 characters, or more than 20,000 entries.
    #[error("too long")]
    TooLong,
}

impl Lexicon {
    /// Reads a lexicon's text; a mark of the byte order before it, as some editors write it, is passed
    /// over.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(text: &str) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        let mut language = None;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (at, written) in text.lines().enumerate() {
            let failed = |problem| LexiconError { line: at + 1, problem };
            let content = without_comment(written).map_err(failed)?;
            if content.is_empty() {
                continue;
            }
            if let Some(tag) = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                let known = Language::parse(tag);
                language = Some(known.ok_or_else(|| failed(LexiconProblem::UnknownLanguage))?);
                continue;
            }
            let entry = Entry::parse(language, content).map_err(failed)?;
            lexicon.add(entry, at).map_err(failed)?;
        }
        Ok(lexicon)
    }

    fn add(&mut self, entry: Entry, count: usize) -> Result<(), LexiconProblem> {
        if count >= MOST_ENTRIES {
            return Err(LexiconProblem::TooLong);
        }
        let same_start = self.entries.entry(first_word(&entry.name).to_owned()).or_default();
        let is_same = |one: &Entry| one.name == entry.name && one.language == entry.language;
        if same_start.iter().any(is_same) {
            return Err(LexiconProblem::Twice);
        }
        same_start.push(entry);
        // Longest first; a language's own way before that of all.
        same_start.sort_by_key(|one| (usize::MAX - one.name.len(), one.language.is_none()));
        Ok(())
    }

    /// The line with its names as they are said; `None` where it has none.
    pub(crate) fn apply(&self, language: Language, line: &Line) -> Option<Line> {
        if self.entries.is_empty() {
            return None;
        }
        let text = line.text();
        let mut said = Line::default();
        let (mut copied, mut from) = (0, 0);
        while let Some(rest) = text.get(from..)
            && let Some(gap) = rest.find(char::is_alphanumeric)
        {
            let start = from + gap;
            let word = first_word(rest.get(gap..).unwrap_or(""));
            from = start + word.len();
            let Some(entry) = self.find(language, text.get(start..).unwrap_or("")) else {
                continue;
            };
            from = start + entry.name.len();
            said.push_part(line, copied..start);
            said.push_for(&entry.said, line.place(start..from));
            copied = from;
        }
        said.push_part(line, copied..text.len());
        (copied > 0).then_some(said)
    }

    fn find(&self, language: Language, text: &str) -> Option<&Entry> {
        let entries = self.entries.get(first_word(text))?;
        entries.iter().find(|entry| {
            let is_for = entry.language.is_none_or(|its| its == language);
            let rest = text.strip_prefix(entry.name.as_str());
            is_for && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    }
}

impl Entry {
    fn parse(language: Option<Language>, content: &str) -> Result<Self, LexiconProblem> {
        let (name, said) = content.split_once('=').ok_or(LexiconProblem::NoEquals)?;
        let (name, said) = (name.trim().to_owned(), said.trim().to_owned());
        if name.is_empty() || said.is_empty() {
            return Err(LexiconProblem::Empty);
        }
        if !name.starts_with(char::is_alphanumeric) {
            return Err(LexiconProblem::NoName);
        }
        if name.chars().count().max(said.chars().count()) > MOST_CHARACTERS {
            return Err(LexiconProblem::TooLong);
        }
        Ok(Self { language, name, said })
    }
}

/// The line as far as no comment begins, without white space around it.
fn without_comment(line: &str) -> Result<&str, LexiconProblem> {
    let line = line.trim();
    for (at, _) in line.match_indices('#') {
        let (before, after) = (line.get(..at).unwrap_or(""), line.get(at + 1..).unwrap_or(""));
        let begins = before.is_empty();
        let stands_apart = before.ends_with(char::is_whitespace);
        let is_followed = after.is_empty() || after.starts_with(char::is_whitespace);
        if begins || (stands_apart && is_followed) {
            return Ok(before.trim_end());
        }
        if stands_apart {
            return Err(LexiconProblem::UnclearComment);
        }
    }
    Ok(line)
}

/// Letters and digits at the beginning.
fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lexicon: &Lexicon, language: Language, text: &str) -> Option<String> {
        lexicon.apply(language, &Line::written(text)).map(Line::into_text)
    }

    #[test]
    fn names_are_said_as_the_operator_wants() {
        let lexicon = Lexicon::parse(
            "# Names.\nXi = Shee\n[en]\nSiobhan = Shivawn # first\nXi Jinping = Shee Jin Ping\n[de]\nXi = Schi",
        )
        .unwrap();

        let english = said(&lexicon, Language::English, "Siobhan's Xi, Xi Jinping, Xis");
        assert_eq!(english.as_deref(), Some("Shivawn's Shee, Shee Jin Ping, Xis"));
        let german = said(&lexicon, Language::German, "Siobhan und Xi");
        assert_eq!(german.as_deref(), Some("Siobhan und Schi"));
        assert_eq!(said(&lexicon, Language::French, "Rien"), None);
    }

    #[test]
    fn a_mark_of_the_byte_order_is_no_part_of_the_first_name() {
        let marked = Lexicon::parse("\u{feff}[en]\nXi = Shee").unwrap();
        assert_eq!(marked, Lexicon::parse("[en]\nXi = Shee").unwrap());
    }

    #[test]
    fn a_sign_that_touches_letters_begins_no_comment() {
        let lexicon =
            Lexicon::parse("C# = C sharp # a language\n#Xi = Shee\nF#m = F sharp #").unwrap();
        let music = said(&lexicon, Language::English, "F#m in C#, Xi");
        assert_eq!(music.as_deref(), Some("F sharp in C sharp, Xi"));
    }

    #[track_caller]
    fn check(text: &str, line: usize, problem: LexiconProblem) {
        assert_eq!(Lexicon::parse(text), Err(LexiconError { line, problem }));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        check("A = B\n\nrain", 3, LexiconProblem::NoEquals);
        check("A =", 1, LexiconProblem::Empty);
        check("Xi = Shee #first", 1, LexiconProblem::UnclearComment);
        check("- = B", 1, LexiconProblem::NoName);
        check("[xx]", 1, LexiconProblem::UnknownLanguage);
        check("A = B\nA = C", 2, LexiconProblem::Twice);
        check(&format!("A = {}", "b".repeat(101)), 1, LexiconProblem::TooLong);
        let told = Lexicon::parse("rain").unwrap_err().to_string();
        assert_eq!(told, "line 1: no equals sign between a name and how it is said");
    }
}
