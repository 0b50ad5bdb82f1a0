//! What a site's entry may say about its pages, for what no general rule can see.

use scraper::{ElementRef, Html, Selector};
use serde::{Deserialize, Serialize};

use crate::dom::Dom;

/// CSS selectors of one site; all are optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selectors {
    /// The elements that hold the text.
    pub body: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The authors' names.
    pub authors: Option<String>,
    /// The time of publication: its `datetime`, its `content` or its text.
    pub published: Option<String>,
    /// What is no part of the article.
    pub remove: Option<String>,
}

/// A selector that cannot be read. Another try cannot help: the site's entry is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{field}` is no CSS selector: {selector}")]
pub struct SelectorError {
    /// The field of [`Selectors`].
    pub field: &'static str,
    /// What it holds.
    pub selector: String,
}

impl Selectors {
    /// Whether each selector can be read.
    ///
    /// # Errors
    /// The first that cannot.
    pub fn check(&self) -> Result<(), SelectorError> {
        let named = self.named().into_iter();
        let mut bad = named.filter(|(_, selector)| Selector::parse(selector).is_err());
        match bad.next() {
            Some((field, selector)) => Err(SelectorError { field, selector: selector.clone() }),
            None => Ok(()),
        }
    }

    /// Those that there are, with their names.
    pub(crate) fn named(&self) -> Vec<(&'static str, &String)> {
        let all = [
            ("body", &self.body),
            ("title", &self.title),
            ("authors", &self.authors),
            ("published", &self.published),
            ("remove", &self.remove),
        ];
        all.into_iter().filter_map(|(name, selector)| Some((name, selector.as_ref()?))).collect()
    }
}

/// The places of the elements that a selector finds, in reading order; none if it cannot be read.
pub(crate) fn places(html: &Html, dom: &Dom<'_>, selector: Option<&String>) -> Vec<usize> {
    let Some(selector) = selector.and_then(|selector| Selector::parse(selector).ok()) else {
        return Vec::new();
    };
    let matches = |place: &usize| {
        let node = dom.ids.get(*place).and_then(|id| html.tree.get(*id));
        node.and_then(ElementRef::wrap).is_some_and(|element| selector.matches(&element))
    };
    (0..dom.nodes.len()).filter(matches).collect()
}

#[cfg(test)]
mod tests {
    use super::Selectors;

    #[test]
    fn a_bad_selector_is_named() {
        let selectors = Selectors { title: Some("h1[".to_owned()), ..Selectors::default() };
        assert_eq!(selectors.check().map_err(|error| error.field), Err("title"));
        assert_eq!(
            Selectors { body: Some("main > p".to_owned()), ..Selectors::default() }.check(),
            Ok(())
        );
    }
}
