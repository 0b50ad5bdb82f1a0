//! Keywords of an article: those of its page that the text confirms, then names and words that the
//! text itself repeats.

use std::collections::HashMap;

use crate::stopwords;
use crate::whitespace::fold;

/// Keywords of one article.
const MAX_KEYWORDS: usize = 12;

/// Statistical keywords fill up to this number only: few and good.
const FILLED_KEYWORDS: usize = 8;

/// How much text is counted, in characters.
const MAX_CHARACTERS: usize = 20_000;

/// At most 12 keywords, best first. `told` are the page's own, in its order.
pub(crate) fn find(
    told: Vec<String>,
    title: &str,
    text: &str,
    language: Option<&str>,
) -> Vec<String> {
    let haystack = format!("{title}\n{text}").to_lowercase();
    let (mut keywords, unconfirmed): (Vec<String>, Vec<String>) =
        told.into_iter().partition(|word| haystack.contains(&word.to_lowercase()));
    keywords.extend(unconfirmed);
    keywords.truncate(MAX_KEYWORDS);
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

/// How often a word or name stands in the text, and how early.
struct Count {
    shown: String,
    times: u32,
    first: usize,
    in_title: bool,
    capital: bool,
}

/// Words and names by weight. Empty without a list of stopwords: better none than "the".
fn statistical(title: &str, text: &str, language: Option<&str>) -> Vec<String> {
    let Some(stopwords) = language.and_then(stopwords::of) else { return Vec::new() };
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

/// Single words, and runs of two or three capitalised ones within a sentence.
fn terms<'t>(text: &'t str, stopwords: &std::collections::HashSet<&str>) -> Vec<String> {
    let mut terms = Vec::new();
    let mut name: Vec<&'t str> = Vec::new();
    for raw in text.split_whitespace() {
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        let telling = word.chars().count() >= 3
            && !stopwords.contains(word.to_lowercase().as_str())
            && !word.chars().any(|c| c.is_ascii_digit());
        if !telling {
            flush(&mut name, &mut terms);
            continue;
        }
        if word.starts_with(char::is_uppercase) && name.len() < 3 {
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
    name.clear();
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_pages_own_keywords_come_first_and_names_follow() {
        let text = "Angela Merkel met the council. The council said that Angela Merkel had agreed. Council members left.";
        let found = find(vec!["Germany".to_owned()], "Merkel meets council", text, Some("en"));
        assert_eq!(found.first().map(String::as_str), Some("Germany"));
        assert!(found.contains(&"Angela Merkel".to_owned()), "{found:?}");
        assert!(found.len() <= 12);
    }

    #[test]
    fn without_a_list_of_stopwords_nothing_is_guessed() {
        assert!(find(Vec::new(), "x", "słowo słowo słowo", Some("pl")).is_empty());
    }
}
