//! Parameters that tell where a reader came from, and nothing about the page: `data/tracking.txt`,
//! whose head says how a line is written.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Least length of a session's value: eight octets in hexadecimal digits.
const MIN_SESSION_CHARACTERS: usize = 16;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::of(include_str!("../../data/tracking.txt")));

/// The lines of the file, by their form.
#[derive(Default)]
struct Table {
    names: HashSet<&'static str>,
    prefixes: Vec<&'static str>,
    /// `name=value`.
    pairs: HashSet<&'static str>,
    /// Names that count with a session's value only.
    sessions: HashSet<&'static str>,
}

impl Table {
    fn of(file: &'static str) -> Self {
        let mut table = Self::default();
        let forms = file.lines().filter_map(|line| line.split_ascii_whitespace().next());
        for form in forms.filter(|form| !form.starts_with('#')) {
            if let Some(name) = form.strip_suffix("={session}") {
                table.sessions.insert(name);
            } else if let Some(prefix) = form.strip_suffix('*') {
                table.prefixes.push(prefix);
            } else if form.contains('=') {
                table.pairs.insert(form);
            } else {
                table.names.insert(form);
            }
        }
        table
    }
}

/// Whether the parameter, `name=value` or a name alone, says nothing about the page. Case does not
/// matter.
pub(super) fn is_tracking(parameter: &str) -> bool {
    let parameter = parameter.to_ascii_lowercase();
    let (name, value) = parameter.split_once('=').unwrap_or((&parameter, ""));
    TABLE.names.contains(name)
        || TABLE.prefixes.iter().any(|prefix| name.starts_with(prefix))
        || TABLE.pairs.contains(parameter.as_str())
        || TABLE.sessions.contains(name) && is_session(value)
}

/// A value that a machine made for one reader: long, letters and digits mixed, no words.
pub(crate) fn is_session(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let is_mixed = digits >= 4 && letters >= 4;
    value.len() >= MIN_SESSION_CHARACTERS && is_plain && is_mixed && !has_words(value)
}

/// Three words behind one another, as in a slug: letters only, three or more.
fn has_words(value: &str) -> bool {
    let words = value
        .split(['-', '_', '.'])
        .filter(|word| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    words.count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that select an article, or a page of a list, on some site.
    const MEANINGFUL: &[&str] = &[
        "id",
        "p",
        "page",
        "paged",
        "article",
        "articleid",
        "art",
        "story",
        "storyid",
        "nid",
        "aid",
        "sid",
        "newsid",
        "news_id",
        "post",
        "s",
        "q",
        "ref",
        "source",
        "src",
        "from",
        "cid",
        "c",
        "t",
        "tid",
        "f",
        "v",
        "lang",
        "view",
        "idx",
        "no",
        "itemid",
        "docid",
        "contentid",
        "option",
        "date",
        "partner",
    ];

    #[test]
    fn the_table_holds_every_form_once_in_lower_case() {
        let file = include_str!("../../data/tracking.txt");
        let forms: Vec<&str> = file
            .lines()
            .filter_map(|line| line.split_ascii_whitespace().next())
            .filter(|form| !form.starts_with('#'))
            .collect();
        let kept =
            TABLE.names.len() + TABLE.prefixes.len() + TABLE.pairs.len() + TABLE.sessions.len();
        assert_eq!(forms.len(), kept);
        assert!(kept >= 130, "{kept}");
        for form in forms {
            assert_eq!(form, form.to_ascii_lowercase());
        }
    }

    #[test]
    fn names_that_may_select_an_article_stay() {
        for name in MEANINGFUL {
            for parameter in [(*name).to_owned(), format!("{name}=1"), format!("{name}=12345678")] {
                assert!(!is_tracking(&parameter), "{parameter}");
            }
        }
    }

    #[test]
    fn names_that_mean_much_go_with_some_values_only() {
        for goes in ["ref=rss", "REF=Twitter", "sid=58428beaa14598c2e02d93ad5c773e4d", "cftoken=1"]
        {
            assert!(is_tracking(goes), "{goes}");
        }
        for stays in
            ["ref=chapter-2", "source=reuters", "sid=123", "sid=council-votes-on-plan-2026-11"]
        {
            assert!(!is_tracking(stays), "{stays}");
        }
    }
}
