//! An address, taken apart for looking at.

use super::words::PAGE_PARAMETERS;
use crate::address::Address;
use crate::escapes::octets;

/// Years in which a dated path may lie.
const YEARS: std::ops::RangeInclusive<u32> = 1_990..=2_099;

/// Names of files that stand for their folder.
const FOLDER_FILES: &[&str] = &["index", "default", "home"];

/// The parts of an address: decoded, in lower case.
pub(super) struct Trail {
    /// The path's segments, words joined by hyphens, none empty; the last without its ending, and none for `index.html`.
    pub(super) segments: Vec<String>,
    /// The ending of the file, without its dot: `html`.
    pub(super) ending: Option<String>,
    /// The query's names and values.
    pub(super) parameters: Vec<(String, String)>,
}

impl Trail {
    pub(super) fn of(address: &Address) -> Self {
        let url = address.url();
        let mut segments: Vec<String> =
            url.path().split('/').filter(|it| !it.is_empty()).map(segment).collect();
        let ending = split_ending(&mut segments);
        let parameters = url.query().unwrap_or_default().split('&').filter(|it| !it.is_empty());
        let parameters = parameters
            .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
        Self { segments, ending, parameters }
    }

    /// The last segment.
    pub(super) fn last(&self) -> Option<&str> {
        self.segments.last().map(String::as_str)
    }

    /// The segment before the last.
    pub(super) fn parent(&self) -> Option<&str> {
        self.segments.iter().rev().nth(1).map(String::as_str)
    }

    /// Whether one of these parameters has a value.
    pub(super) fn has_parameter_of(&self, names: &[&str]) -> bool {
        self.parameters.iter().any(|(name, value)| names.contains(&&**name) && !value.is_empty())
    }

    /// A path that ends in a date: the list of what appeared then. Some put it behind the slug of
    /// an article.
    pub(super) fn is_date_archive(&self) -> bool {
        let Some(last) = self.last() else { return false };
        if self.segments.iter().any(|segment| words(segment) >= 4) {
            return false;
        }
        if is_year(last) || is_date(last) {
            return true;
        }
        let before = self.segments.iter().rev().skip(1).take(2);
        is_part_of_date(last)
            && before.clone().any(|it| is_year(it))
            && before.take_while(|it| !is_year(it)).all(|it| is_part_of_date(it))
    }

    /// A further page of a list: `/world/page/2`, `/world?page=2`.
    pub(super) fn is_further_page(&self) -> bool {
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_further = |value: &str| is_number(value) && !matches!(value, "" | "0" | "1");
        let mut numbered = self.parameters.iter().filter(|(_, value)| is_further(value));
        numbered.any(|(name, _)| PAGE_PARAMETERS.contains(&&**name))
            || self.parent().is_some_and(|it| PAGE_PARAMETERS.contains(&it))
                && self.last().is_some_and(is_number)
    }
}

/// Words of a slug: runs of letters and digits that hold a letter. Long runs without a blank, as in
/// Chinese and Japanese, count one for three characters.
pub(super) fn words(slug: &str) -> usize {
    slug.split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(|word| 1 + word.chars().filter(|c| is_ideograph(*c)).count() / 3)
        .sum()
}

/// Whether the script writes words without blanks between them.
pub(super) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

/// Whether a segment holds the number or hash of a page: five digits in a row, only digits, or a
/// long mixture of digits and letters.
pub(super) fn has_id(segment: &str) -> bool {
    let is_number = segment.len() >= 3 && segment.bytes().all(|byte| byte.is_ascii_digit());
    let longest_digits = segment
        .split(|character: char| !character.is_ascii_digit())
        .map(str::len)
        .max()
        .unwrap_or(0);
    let has_hash = segment.split(|c: char| !c.is_ascii_alphanumeric()).any(is_hash);
    (is_number && !is_year(segment)) || longest_digits >= 5 || has_hash
}

/// Eight characters or more, three of them digits, three letters.
fn is_hash(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    token.len() >= 8 && digits >= 3 && token.len() - digits >= 3
}

pub(super) fn is_year(segment: &str) -> bool {
    segment.len() == 4 && segment.parse().is_ok_and(|year| YEARS.contains(&year))
}

/// `2026-11-20`, `2026-11`, `20261120`, `2026_11_20`.
pub(super) fn is_date(segment: &str) -> bool {
    let digits: String = segment.chars().filter(char::is_ascii_digit).collect();
    let is_plain = segment.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    is_plain
        && matches!(digits.len(), 6 | 8)
        && digits.get(..4).is_some_and(is_year)
        && digits.get(4..6).is_some_and(|month| matches!(month.parse(), Ok(1_u32..=12)))
}

/// A month or day: `7`, `07`, `nov`, `november`.
pub(super) fn is_part_of_date(segment: &str) -> bool {
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let is_number = segment.len() <= 2 && segment.parse().is_ok_and(|number: u32| number <= 31);
    is_number || MONTHS.contains(&segment)
}

fn split_ending(segments: &mut Vec<String>) -> Option<String> {
    let (stem, ending) = segments.last()?.rsplit_once('.')?;
    let is_ending = (2..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !is_ending {
        return None;
    }
    let (stem, ending) = (stem.to_owned(), ending.to_owned());
    segments.pop();
    if !FOLDER_FILES.contains(&stem.as_str()) {
        segments.push(stem);
    }
    Some(ending)
}

/// Underscores and hyphens mean the same.
fn segment(text: &str) -> String {
    decoded(text).replace('_', "-")
}

fn decoded(text: &str) -> String {
    let bytes: Vec<u8> = octets(text.as_bytes()).map(|octet| octet.value).collect();
    String::from_utf8_lossy(&bytes).to_lowercase()
}
