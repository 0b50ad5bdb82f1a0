//! The words in which an address's end is recorded, and those of the summary, which are coarser.

use extract::NotAnArticle;
use fetch::FetchError;

/// Those of the crawl itself; the others are told by what reads pages, and by what asks for them.
const OWN: [&str; 14] = [
    "budget",
    "consent_wall",
    "duplicate",
    "elsewhere",
    "http_status",
    "internal",
    "moved",
    "named",
    "not_article",
    "redirect_loop",
    "resting",
    "rights",
    "robots",
    "template",
];

/// Every reason that an address can bear, in the order of letters.
#[must_use]
pub fn reasons() -> Vec<&'static str> {
    let of_pages = NotAnArticle::ALL.iter().map(NotAnArticle::code);
    let of_requests = FetchError::ALL.iter().map(FetchError::code);
    let mut words: Vec<_> = OWN.into_iter().chain(of_pages).chain(of_requests).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The summary's word for a recorded reason: README.md, "The summary of `cron --json`".
pub(crate) fn in_summary(reason: &str) -> &str {
    match reason {
        "headers_too_large" => "too_large",
        "scheme" => "private_address",
        "redirect_invalid" => "redirect_loop",
        // No answer, whyever: the record says more.
        "dns" | "connect" => "timeout",
        "protocol" | "cut" => "decode",
        "named" | "resting" | "template" => "budget",
        "moved" => "duplicate",
        "content_type" | "front_page" | "consent_wall" | "login_wall" | "error_page"
        | "soft_not_found" | "about_site" | "empty_shell" | "too_little_text" | "not_html"
        | "elsewhere" | "internal" => "not_article",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the crawl ends addresses in words of its own.
    const ENDS: [&str; 6] = [
        include_str!("../crawl_host.rs"),
        include_str!("page.rs"),
        include_str!("page/elsewhere.rs"),
        include_str!("page/ended.rs"),
        include_str!("page/keep.rs"),
        include_str!("wall.rs"),
    ];
    /// What stands before such a word.
    const BEFORE: [&str; 8] = [
        "Refused(",
        "Failed(",
        "refused(due, ",
        "reason = Some(",
        "reason: Some(",
        "is_duplicate.then(|| ",
        "Forbidden(_) => Some(",
        " => ",
    ];

    fn words_in(text: &'static str) -> Vec<&'static str> {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let parts: Vec<&str> = code.split('"').collect();
        let ends_address = |pair: &&[&str]| BEFORE.iter().any(|it| pair[0].ends_with(it));
        let is_word = |text: &&str| text.bytes().all(|it| it == b'_' || it.is_ascii_lowercase());
        let words = parts.chunks_exact(2).filter(ends_address).map(|pair| pair[1]);
        words.filter(is_word).collect()
    }

    #[test]
    fn the_words_of_the_crawl_are_those_that_it_ends_addresses_with() {
        let words: Vec<&str> = ENDS.into_iter().flat_map(words_in).collect();

        for word in &words {
            assert!(OWN.contains(word), "{word} is missing");
        }
        for word in OWN {
            assert!(words.contains(&word), "{word} is no longer used");
        }
        assert_eq!(reasons().len(), 38, "{:?}", reasons());
    }

    #[test]
    fn the_summary_knows_nothing_finer_than_its_words() {
        let words = [
            "robots",
            "not_article",
            "duplicate",
            "http_status",
            "timeout",
            "tls",
            "decode",
            "too_large",
            "redirect_loop",
            "private_address",
            "port",
            "rights",
            "budget",
            "not_archived",
        ];
        for word in words {
            assert_eq!(in_summary(word), word);
        }
        for fine in ["dns", "cut", "front_page", "resting", "scheme", "content_type"] {
            assert!(words.contains(&in_summary(fine)), "{fine}");
        }
    }
}
