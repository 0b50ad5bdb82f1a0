//! The publication's own names: what is neither a headline nor an author.

use std::cell::OnceCell;

use unicode_normalization::UnicodeNormalization;

use super::head::Head;
use super::language;
use crate::whitespace::fold;

/// Shorter names of hosts are words that headlines use, in bytes.
const LEAST_HOST_BYTES: usize = 5;

/// Articles before the names of publications.
const ARTICLES: [&str; 7] = ["the", "der", "die", "das", "le", "la", "el"];

/// A name without the article before it.
fn strip_article(name: &str) -> &str {
    let name = name.trim();
    match name.split_once(' ') {
        Some((first, rest)) if ARTICLES.contains(&first.to_lowercase().as_str()) => rest,
        _ => name,
    }
}

/// Small words in the names of publications, which their hosts mostly lack.
const SMALL_WORDS: [&str; 14] =
    ["of", "and", "de", "des", "du", "del", "della", "di", "do", "da", "von", "und", "et", "y"];

/// A name as a host would bear it: without articles and small words, its letters plain.
fn as_host(name: &str) -> String {
    let words = strip_article(name).split_whitespace();
    let telling = words.filter(|word| !SMALL_WORDS.contains(&word.to_lowercase().as_str()));
    fold(&telling.flat_map(UnicodeNormalization::nfd).map(plain_letter).collect::<String>())
}

/// Letters with a stroke have no plain one within them that could be taken out.
fn plain_letter(c: char) -> char {
    match c {
        'ł' | 'Ł' => 'l',
        'ø' | 'Ø' => 'o',
        'đ' | 'Đ' => 'd',
        'ı' => 'i',
        // An accent that was taken apart from its letter: no letter itself.
        '\u{300}'..='\u{36f}' => ' ',
        other => other,
    }
}

/// The names of a publication, folded; empty where it has none.
pub(crate) struct Publication {
    site: String,
    host: String,
    publisher: String,
    /// In which its page is marked up to be, two letters.
    marked_up: Option<String>,
    /// The beginning of its text; empty where nobody gave it.
    prose: String,
    /// In which it writes, two letters, once somebody asks.
    language: OnceCell<Option<String>>,
}

impl Publication {
    /// By the name of the site and by the host that the page gives as its own.
    pub(crate) fn of(head: &Head<'_>, site: Option<&str>) -> Self {
        let publisher = head.meta_text(&["publisher", "dc.publisher", "article:publisher"]);
        let publisher = publisher.map(|name| fold(&name)).unwrap_or_default();
        let marked_up = language::marked_up(head);
        Self { host: head.host_label(), publisher, marked_up, ..Self::named(site) }
    }

    /// The same, whose text begins so.
    pub(crate) fn with_prose(self, prose: String) -> Self {
        Self { prose, ..self }
    }

    /// By the name of the site alone.
    pub(crate) fn named(site: Option<&str>) -> Self {
        Self {
            site: site.map(fold).unwrap_or_default(),
            host: String::new(),
            publisher: String::new(),
            marked_up: None,
            prose: String::new(),
            language: OnceCell::new(),
        }
    }

    /// Whether it writes in one of some languages; none if neither markup nor text tells.
    pub(crate) fn writes(&self, languages: &[&str]) -> Option<bool> {
        let find = || language::spoken(self.marked_up.as_deref(), &self.prose).map(str::to_owned);
        self.language.get_or_init(find).as_deref().map(|language| languages.contains(&language))
    }

    /// Whether a text is only the publication's name.
    pub(crate) fn is(&self, text: &str) -> bool {
        let text = fold(text);
        !text.is_empty() && (text == self.site || text == self.host || text == self.publisher)
    }

    /// Whether a text is the publication's name with or without its article: `The Daily`, `Daily`.
    pub(crate) fn is_but_for_article(&self, text: &str) -> bool {
        let bare = fold(strip_article(text));
        let names = [&self.site, &self.host, &self.publisher];
        bare.len() >= LEAST_HOST_BYTES
            && names.iter().any(|name| {
                ARTICLES.iter().any(|article| {
                    **name == bare || name.strip_prefix(article) == Some(bare.as_str())
                })
            })
    }

    /// Whether a text is the name that the host bears, but for accents, articles and small words:
    /// `La Gazette de Vernay` at `gazette-vernay.fr`.
    pub(crate) fn is_borne_by_host(&self, text: &str) -> bool {
        self.host.len() >= LEAST_HOST_BYTES && as_host(text) == self.host
    }

    /// Whether a text is only the name of the site.
    pub(crate) fn is_site(&self, text: &str) -> bool {
        !text.is_empty() && fold(text) == self.site
    }

    /// Whether the site is named after somebody: "Ann Lee's blog".
    pub(crate) fn is_within(&self, name: &str) -> bool {
        let name = fold(name);
        name.len() < self.site.len() && !name.is_empty() && self.site.starts_with(&name)
    }

    /// Whether a part of a title names the publication.
    pub(crate) fn is_named_by(&self, part: &str) -> bool {
        let names_host = self.host.len() >= LEAST_HOST_BYTES
            && part.split_whitespace().count() <= 4
            && fold(part).contains(&self.host);
        names_host || self.is_borne_by_host(part) || self.shares_name_with(part)
    }

    /// Whether a text and the site's name hold one another.
    fn shares_name_with(&self, text: &str) -> bool {
        let text = fold(text);
        let site = &self.site;
        !text.is_empty()
            && !site.is_empty()
            && (text == *site
                || (text.len() > 3 && (site.contains(&text) || text.contains(site.as_str()))))
    }
}
