//! Pages of a list: `?page=N` in, what to ask of the database and the links to the neighbours out.

use serde::Deserialize;

use crate::failure::Failure;

/// Articles on one page of a list.
pub(crate) const PER_PAGE: u64 = 30;

/// The last page that can be asked for. Search skips 10,000 hits at most; further back a date in the
/// search is the better way.
pub(crate) const LAST_PAGE: u64 = 300;

/// The part of a query that every list understands.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    page: Option<String>,
}

/// Which page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page(u64);

impl Page {
    /// Reads the number in the query; without one it is the first page.
    pub(crate) fn parse(asked: &Asked) -> Result<Self, Failure> {
        Self::of(asked.page.as_deref())
    }

    /// Reads a number as people type it.
    pub(crate) fn of(text: Option<&str>) -> Result<Self, Failure> {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(Self(1));
        };
        let plain = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if plain { text.parse().ok() } else { None };
        number.filter(|number| (1..=LAST_PAGE).contains(number)).map(Self).ok_or_else(|| {
            Failure::wrong(format!("“page” must be a whole number from 1 to {LAST_PAGE}."))
        })
    }

    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// Whether it is the first.
    pub(crate) fn is_first(self) -> bool {
        self.0 == 1
    }

    /// Entries before this page.
    pub(crate) fn offset(self, per_page: u64) -> u64 {
        (self.0 - 1) * per_page
    }

    /// Links to the neighbours, at an address to which `page=N` is added.
    pub(crate) fn links(self, address: &str, more: bool) -> Links {
        let joint = if address.contains('?') { '&' } else { '?' };
        let link = |number: u64| match number {
            1 => address.to_owned(),
            _ => format!("{address}{joint}page={number}"),
        };
        Links {
            number: self.0,
            here: link(self.0),
            previous: (self.0 > 1).then(|| link(self.0 - 1)),
            next: (more && self.0 < LAST_PAGE).then(|| link(self.0 + 1)),
        }
    }
}

/// The addresses of a page of a list and of its neighbours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Links {
    /// From 1.
    pub(crate) number: u64,
    /// This page.
    pub(crate) here: String,
    /// Newer articles.
    pub(crate) previous: Option<String>,
    /// Older articles.
    pub(crate) next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_whole_number_within_bounds() {
        for (text, page) in [(None, 1), (Some(""), 1), (Some("2"), 2), (Some(" 300 "), 300)] {
            assert_eq!(Page::of(text).ok(), Some(Page(page)));
        }
        for text in ["0", "301", "-1", "1.5", "two", "99999999999999999999", "+3", "1e3"] {
            assert!(Page::of(Some(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn the_first_page_has_no_number_in_its_address() {
        let links = Page(2).links("/search?q=a", true);
        assert_eq!(links.previous.as_deref(), Some("/search?q=a"));
        assert_eq!(links.next.as_deref(), Some("/search?q=a&page=3"));
        assert_eq!(Page(LAST_PAGE).links("/", true).next, None);
    }
}
