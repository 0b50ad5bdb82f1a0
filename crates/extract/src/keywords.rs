//! Keywords of an article: those of its page that the text confirms, then names and words that the
//! text itself repeats.
//!
//! The second kind, measured against what the publishers of 106 pages of set fundus call the topics
//! of an article (those that stand in its text; mean F1 of the first five, and of all), beside YAKE
//! 0.7.3 with its best setting, two words:
//!
//! | pages | this | before names were joined | YAKE |
//! |---|---|---|---|
//! | in the seven languages with a list of stopwords (106) | .181, .174 | .167, .157 | .167, .164 |
//! | of these English (44) | .205, .189 | .148, .133 | .195, .165 |
//! | of these German (53) | .152, .158 | .167, .165 | .131, .154 |
//! | in other languages (15) | .280, .254 | 0, 0 | .184, .151 |
//!
//! Absolute figures are low for everybody: topics are few, and often wider than the article.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::stopwords;
use crate::whitespace::fold;

/// Keywords of one article.
const MAX_KEYWORDS: usize = 12;

/// Statistical keywords fill up to this number only: few and good.
const FILLED_KEYWORDS: usize = 8;

/// How much text is counted, in characters.
const MAX_CHARACTERS: usize = 20_000;

/// At most 12 keywords, best first. `tags` are the page's own, in its order.
pub(crate) fn find(
    tags: &[String],
    title: &str,
    text: &str,
    language: Option<&str>,
) -> Vec<String> {
    let haystack = format!("{title}\n{text}").to_lowercase();
    let (mut keywords, unconfirmed): (Vec<String>, Vec<String>) =
        tags.iter().cloned().partition(|word| haystack.contains(&word.to_lowercase()));
    keywords.extend(unconfirmed);
    keywords.truncate(MAX_KEYWORDS);
    if keywords.len() >= FILLED_KEYWORDS {
        return keywords;
    }
    for word in statistical(title, text, language) {
        if keywords.len() >= FILLED_KEYWORDS {
            break;
        }
        let known = keywords.iter().any(|other| {
            let (other, word) = (fold(other), fold(&word));
            other.contains(&word) || word.contains(&other)
        });
        if !known {
            keywords.push(word);
        }
    }
    keywords
}

/// Keywords from the text alone, as if the page told none.
#[must_use]
pub fn of_text(title: &str, text: &str, language: Option<&str>) -> Vec<String> {
    find(&[], title, text, language)
}

/// How often a word or name stands in the text, and how early.
struct Count {
    shown: String,
    times: u32,
    first: usize,
    in_title: bool,
    capital: bool,
}

/// Words and names by weight. Without a list of stopwords names only: better none than "the".
fn statistical(title: &str, text: &str, language: Option<&str>) -> Vec<String> {
    let stopwords = language.and_then(stopwords::of);
    let german = language.is_some_and(|language| language.starts_with("de"));
    let mut counts: HashMap<String, Count> = HashMap::new();
    let sample: String = text.chars().take(MAX_CHARACTERS).collect();
    let both = [(title, true), (sample.as_str(), false)];
    let mut at = 0;
    for (part, in_title) in both {
        for term in terms(part, stopwords) {
            at += 1;
            let entry = counts.entry(term.to_lowercase()).or_insert_with(|| Count {
                shown: term.clone(),
                times: 0,
                first: at,
                in_title,
                capital: false,
            });
            entry.times += 1;
            entry.in_title |= in_title;
            entry.capital |= !in_title && !german && term.starts_with(char::is_uppercase);
        }
    }
    // In German two nouns beside each other look like a name.
    join_names(&mut counts, if german { 2 } else { 1 });
    let mut ranked: Vec<(u32, Count)> = counts
        .into_values()
        .map(|count| (weight(&count), count))
        .filter(|(weight, _)| *weight >= 4)
        .collect();
    ranked.sort_by(|(a, one), (b, other)| {
        b.cmp(a).then(one.first.cmp(&other.first)).then(one.shown.cmp(&other.shown))
    });
    ranked.into_iter().map(|(_, count)| count.shown).take(MAX_KEYWORDS * 2).collect()
}

/// Who is named in full once and by the last name later is one keyword, the full name.
fn join_names(counts: &mut HashMap<String, Count>, least_times: u32) {
    let mut full: HashMap<String, (u32, Reverse<usize>, String)> = HashMap::new();
    for (name, count) in counts.iter().filter(|(_, count)| count.times >= least_times) {
        let mut words = name.split(' ');
        let (Some(first), Some(last), None) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        // What stands alone too is no first name: "Israel Hamas".
        if counts.get(first).is_some_and(|alone| alone.times >= count.times) {
            continue;
        }
        let found = (count.times, Reverse(count.first), name.clone());
        let known = full.entry(last.to_owned()).or_default();
        if *known < found {
            *known = found;
        }
    }
    for (last, (_, _, name)) in full {
        let is_name = counts.get(&last).is_some_and(|count| is_written_as_name(&count.shown));
        let Some(short) = is_name.then(|| counts.remove(&last)).flatten() else { continue };
        if let Some(count) = counts.get_mut(&name) {
            count.times += short.times;
            count.in_title |= short.in_title;
            count.first = count.first.min(short.first);
        }
    }
}

/// A capital, and no acronym.
fn is_written_as_name(word: &str) -> bool {
    starts_high(word) && word.chars().any(char::is_lowercase)
}

fn starts_high(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// A word that is no name and not in the headline tells something when it stands so often.
const LEAST_TIMES: u32 = 3;

fn weight(count: &Count) -> u32 {
    let early = u32::from(count.first < 120);
    let several = u32::from(count.shown.contains(' ')) * 2;
    let factor = 1 + u32::from(count.in_title) + u32::from(count.capital) + early + several;
    let is_common = !count.capital && !count.shown.contains(' ');
    let least = match (is_common, count.in_title) {
        (false, true) => 1,
        (false, false) | (true, true) => 2,
        (true, false) => LEAST_TIMES,
    };
    if count.times < least { 0 } else { count.times * factor }
}

/// Single words, and runs of two or three capitalised ones within a sentence; of three the last two
/// as well ("President Ann Lee"). Without a list of stopwords only what is capitalised within a
/// sentence.
fn terms<'t>(text: &'t str, stopwords: Option<&HashSet<&str>>) -> Vec<String> {
    let mut terms = Vec::new();
    let mut name: Vec<&'t str> = Vec::new();
    let mut begins = true;
    for raw in text.split_whitespace() {
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        let may_tell = match stopwords {
            Some(stopwords) => !stopwords.contains(word.to_lowercase().as_str()),
            None => !begins && starts_high(word),
        };
        begins = raw.ends_with(['.', '!', '?', ':', '…', '"', '”', '»']);
        let telling =
            may_tell && word.chars().count() >= 3 && !word.chars().any(|c| c.is_ascii_digit());
        if !telling {
            flush(&mut name, &mut terms);
            continue;
        }
        if starts_high(word) && name.len() < 3 {
            name.push(word);
        } else {
            flush(&mut name, &mut terms);
            terms.push(word.to_owned());
        }
        if raw.ends_with(['.', ',', ';', ':', '!', '?', ')']) {
            flush(&mut name, &mut terms);
        }
    }
    flush(&mut name, &mut terms);
    terms
}

fn flush(name: &mut Vec<&str>, terms: &mut Vec<String>) {
    if !name.is_empty() {
        terms.push(name.join(" "));
    }
    if let [_, first, last] = name.as_slice() {
        terms.push(format!("{first} {last}"));
    }
    name.clear();
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_pages_own_keywords_come_first_and_names_follow() {
        let text = "Angela Merkel met the council. The council said that Angela Merkel had agreed. Council members left.";
        let found = find(&["Germany".to_owned()], "Merkel meets council", text, Some("en"));
        assert_eq!(found.first().map(String::as_str), Some("Germany"));
        assert!(found.contains(&"Angela Merkel".to_owned()), "{found:?}");
        assert!(found.len() <= 12);
    }

    #[test]
    fn without_a_list_of_stopwords_only_names_are_guessed() {
        let text = "Wtedy słowo Anny słowo. Wtedy słowo Anny. Wtedy Anny.";
        assert_eq!(find(&[], "x", text, Some("pl")), ["Anny"]);
    }

    #[test]
    fn a_last_name_stands_for_the_full_one() {
        let text = "On Monday mayor Ann Lee came. Then Lee spoke, and Lee left, said Lee.";
        assert_eq!(find(&[], "x", text, Some("en")), ["Ann Lee"]);
    }
}
