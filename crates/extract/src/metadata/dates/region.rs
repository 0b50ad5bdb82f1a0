//! Where a page is from, as far as it tells: what its dates and the names of its zones mean.

use url::Url;

use super::form::Order;
use crate::metadata::head::Head;

/// Metas that tell the page's language, often with its country.
const LANGUAGES: [&str; 5] =
    ["content-language", "og:locale", "language", "dc.language", "inlanguage"];

/// A page's language and country, two letters each.
#[derive(Debug, Clone, Default)]
pub(super) struct Region {
    language: Option<String>,
    country: Option<String>,
    american: bool,
}

impl Region {
    /// The country is that of the root element's language, else of the address, else that of a
    /// language in the head or in JSON-LD: these often bear the defaults of a system from America.
    pub(super) fn of(head: &Head<'_>, address: &Url) -> Self {
        let root = head.html_language.and_then(tag);
        let metas = LANGUAGES.iter().flat_map(|name| head.metas(name)).filter_map(tag);
        let linked = head.linked.text("inLanguage").as_deref().and_then(tag);
        let others: Vec<Tag> = metas.chain(linked).collect();
        let of_address = country_of(address);
        let of_root = root.as_ref().and_then(|tag| tag.country.clone());
        let told = others.iter().find_map(|tag| tag.country.clone());
        let language = root.as_ref().or(others.first()).map(|tag| tag.language.clone());
        let is_english = |tag: &Tag| tag.language == "en";
        let american = match (&root, &of_root) {
            (_, Some(country)) => root.iter().all(is_english) && country == "us",
            (Some(root), None) if !is_english(root) => false,
            _ => {
                let abroad = |tag: &Tag| {
                    !is_english(tag) || tag.country.as_ref().is_some_and(|it| it != "us")
                };
                let of_country = of_address.as_ref().is_none_or(|country| country == "us");
                of_country && !others.iter().any(abroad)
            }
        };
        Self { language, country: of_root.or(of_address).or(told), american }
    }

    /// The month is put first in American English: said by the language with its country, or by
    /// English that nothing calls another country's.
    pub(super) fn order(&self) -> Order {
        if self.american { Order::MonthFirst } else { Order::DayFirst }
    }

    /// Whether the page is from a country or in a language.
    pub(super) fn is(&self, place: &str) -> bool {
        self.country.as_deref() == Some(place) || self.language.as_deref() == Some(place)
    }

    #[cfg(test)]
    pub(super) fn of_country(country: &str) -> Self {
        Self { country: Some(country.to_owned()), ..Self::default() }
    }
}

/// A language tag's parts, in lower case.
struct Tag {
    language: String,
    country: Option<String>,
}

/// `en_GB` and `en-gb` are the same; what names no language of two or three letters tells nothing.
fn tag(told: &str) -> Option<Tag> {
    let told = told.split([',', ';']).next()?.trim().to_ascii_lowercase();
    let mut parts = told.split(['-', '_']);
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase());
    let language = parts.next().filter(|part| matches!(part.len(), 2..=3) && letters(part))?;
    let country = parts.find(|part| part.len() == 2 && letters(part));
    let language = language.to_owned();
    (language != "und").then(|| Tag { language, country: country.map(str::to_owned) })
}

/// The country of an address's host: a last label of two letters.
fn country_of(address: &Url) -> Option<String> {
    let last = address.host_str()?.rsplit('.').next().filter(|last| last.len() == 2)?;
    Some(if last == "uk" { "gb".to_owned() } else { last.to_owned() })
}
