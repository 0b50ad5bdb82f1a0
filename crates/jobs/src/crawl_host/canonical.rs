//! Which of an article's addresses is the one that names it.

use discover::{Address, Shape, shape};

/// The address that the page states for itself, where it can be believed: of the same site, shaped
/// like an article's, and not the front page that careless templates put on every page.
pub(crate) fn believable(fetched: &Address, stated: Option<&str>, title: &str) -> Address {
    let stated = stated.and_then(|stated| Address::parse(stated).ok());
    let Some(stated) = stated.map(|stated| stated.without_amp()) else {
        return fetched.clone();
    };
    let is_root = stated.url().path() == "/" && stated.url().query().is_none();
    let believed = stated.same_site(fetched)
        && !is_root
        && (shape(&stated, title) == Shape::Article || shape(fetched, title) != Shape::Article);
    if believed { stated } else { fetched.clone() }
}

/// Words that stand between the headline of a page after the first and its number: "Page 2".
const MOST_PAGE_WORDS: usize = 1;

/// Whether a page may be one of an article that is known, by their headlines: of its second page the
/// headline is the same, or longer by a number.
pub(crate) fn is_of(title: &str, known: &str) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let (title, known) = (words(title), words(known));
    let (shorter, longer) = if title.len() < known.len() { (title, known) } else { (known, title) };
    match longer.strip_prefix(shorter.as_slice()) {
        None => false,
        Some(_) if shorter.is_empty() => true,
        Some(rest) => rest.last().is_none_or(|last| {
            rest.len() <= MOST_PAGE_WORDS + 1 && last.chars().all(|c| c.is_ascii_digit())
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_article_share_its_headline() {
        assert!(is_of("A second ferry (2)", "A Second Ferry"));
        assert!(is_of("A second ferry | Seite 2", "A second ferry"));
        assert!(!is_of("A second bridge", "A second ferry"));
        assert!(!is_of("A second ferry: council counts the cost", "A second ferry"));
        assert!(!is_of("A second ferry sinks in 2026", "A second ferry"));
        assert!(is_of("", "A second ferry"), "a page without a headline says nothing against it");
    }

    #[track_caller]
    fn check(stated: &str, believed: bool) {
        let fetched =
            Address::parse("https://news.example/2026/11/20/a-long-headline-of-news.html");
        let fetched = fetched.unwrap_or_else(|error| panic!("{error}"));
        let found = believable(&fetched, Some(stated), "A long headline of news");
        assert_eq!(found != fetched, believed, "{stated}");
    }

    #[test]
    fn another_article_address_of_the_site_is_believed() {
        check("https://www.news.example/2026/11/20/a-long-headline-of-news", true);
    }

    #[test]
    fn the_front_page_a_list_and_other_sites_are_not_believed() {
        check("https://news.example/", false);
        check("https://news.example/world/", false);
        check("https://other.example/2026/11/20/a-long-headline-of-news.html", false);
        check("not an address", false);
    }
}
