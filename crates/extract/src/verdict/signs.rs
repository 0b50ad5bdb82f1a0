//! What speaks for an article before its text is read: what the page declares, its heading, its
//! address.

use url::Url;

use crate::body::Layout;
use crate::dom::Dom;
use crate::metadata::head::Head;
use crate::metadata::title::agreement;
use crate::tag::Tag;
use crate::whitespace::fold;

/// Signs of an article.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each sign stands alone")]
pub(crate) struct Signs {
    /// JSON-LD describes one article, or the head tells when it was published.
    pub described: bool,
    /// The type that the page has for social networks is article. Some sites say so of every page.
    pub typed: bool,
    /// The main heading is the headline, long enough for one, and the head's title agrees with it.
    pub headed: bool,
    /// The address ends in a slug or a number, or holds a date.
    pub addressed: bool,
    /// The address ends in a slug too long for a section's name, or holds a date.
    pub at_story: bool,
}

impl Signs {
    pub(crate) fn of(
        dom: &Dom<'_>,
        layout: &Layout,
        head: &Head<'_>,
        address: &Url,
        title: &str,
    ) -> Self {
        let kind = head.meta(&["og:type"]).unwrap_or_default();
        Self {
            described: describes_one(head) || head.meta(&["article:published_time"]).is_some(),
            typed: kind.trim().eq_ignore_ascii_case("article"),
            headed: is_headed(dom, layout, head, title),
            addressed: is_of_article(address),
            at_story: is_of_story(address),
        }
    }

    /// How much speaks for an article, from 0 to 5: what describes it counts twice.
    pub(crate) fn weight(self) -> u32 {
        2 * u32::from(self.described)
            + u32::from(self.typed)
            + u32::from(self.headed)
            + u32::from(self.addressed)
    }
}

/// Objects of articles on one page from which on it is a list of them.
const MANY_ARTICLES: usize = 3;

/// JSON-LD has an article that is this page's: of many, one that the title names.
fn describes_one(head: &Head<'_>) -> bool {
    if head.linked.articles() < MANY_ARTICLES {
        return head.linked.article().is_some();
    }
    let headline = fold(&head.linked.text("headline").unwrap_or_default());
    let title = fold(head.title.as_deref().unwrap_or_default());
    !headline.is_empty() && title.contains(&headline)
}

/// Share of its words that a headline has in common with the head's title, in percent.
const LEAST_AGREEMENT: u32 = 50;

/// Words of a headline, and characters where words are not parted: sections have shorter names.
const HEADLINE_WORDS: usize = 3;
const HEADLINE_CHARACTERS: usize = 25;

fn is_headed(dom: &Dom<'_>, layout: &Layout, head: &Head<'_>, title: &str) -> bool {
    let is_short = title.split_whitespace().count() < HEADLINE_WORDS
        && title.chars().count() < HEADLINE_CHARACTERS;
    let folded = fold(title);
    let told = head.title.as_deref().unwrap_or_default();
    let agrees = fold(told).contains(&folded) || agreement(title, told) >= LEAST_AGREEMENT;
    if is_short || folded.is_empty() || !agrees {
        return false;
    }
    let headings = dom
        .nodes
        .iter()
        .enumerate()
        .filter(|(place, node)| node.tag == Tag::H(1) && !layout.judged.hints[*place].hidden);
    headings.take(MAX_HEADINGS).any(|(place, _)| fold(&dom.text(place)).starts_with(&folded))
}

/// Main headings that are looked at.
const MAX_HEADINGS: usize = 10;

/// Words of a slug: with fewer it may be a section's name.
const SLUG_WORDS: usize = 3;

/// Words of a slug that no section has.
const WORDS_OF_STORY: usize = 4;

/// Digits of an article's number.
const NUMBER_DIGITS: usize = 4;

/// Whether an address is one that only articles have: dated, or with a slug of several words.
fn is_of_story(address: &Url) -> bool {
    let path = address.path();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    slug_words(last) >= WORDS_OF_STORY || holds_day(path)
}

fn slug_words(segment: &str) -> usize {
    segment.split(['-', '_', '+']).filter(|word| word.len() >= 2).count()
}

/// Whether an address is of one article rather than of a section.
fn is_of_article(address: &Url) -> bool {
    let path = address.path();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty()).rev();
    let last = segments.next().unwrap_or_default();
    let last = if last.starts_with("index.") { segments.next().unwrap_or_default() } else { last };
    let is_number = longest_number(last) >= NUMBER_DIGITS && !is_year(last);
    let query = address.query().unwrap_or_default();
    slug_words(last) >= SLUG_WORDS
        || is_number
        || holds_day(path)
        || longest_number(query) >= NUMBER_DIGITS
}

fn longest_number(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default()
}

fn is_year(segment: &str) -> bool {
    segment.len() == 4 && (segment.starts_with("19") || segment.starts_with("20"))
}

/// A year and a month, and something behind them: `/2024/03/04/rain`. What ends with the date is an
/// archive.
fn holds_day(path: &str) -> bool {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let is_small = |segment: &str| segment.len() <= 2 && segment.parse::<u8>().is_ok();
    segments.windows(2).enumerate().any(|(at, pair)| {
        let [year, month] = pair else { return false };
        let behind = segments.get(at + 2..).unwrap_or_default();
        is_year(year) && is_small(month) && behind.iter().any(|segment| !is_small(segment))
    })
}

#[cfg(test)]
mod tests {
    use super::is_of_article;

    #[track_caller]
    fn check(path: &str, expected: bool) {
        let address =
            url::Url::parse(&format!("https://valley.example{path}")).expect("an address");
        assert_eq!(is_of_article(&address), expected, "{path}");
    }

    #[test]
    fn slugs_numbers_and_dates_are_of_articles() {
        check("/news/council-repairs-bridge", true);
        check("/bridge/index.html?id=48113", true);
        check("/articles/AST1F4445T1.html", true);
        check("/2024/03/04/rain/", true);
    }

    #[test]
    fn sections_and_archives_are_not_of_articles() {
        check("/sport/", false);
        check("/local-news/", false);
        check("/2024/03/04/", false);
        check("/archive/2024", false);
        check("/index.html", false);
    }
}
