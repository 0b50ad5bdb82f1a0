//! Elements of other namespaces, and the few that both kinds of feed have.
//!
//! The `rss` crate writes what it finds in its map of extensions, without looking: names here are
//! constants, and their namespaces are declared by whoever adds them.

use std::collections::BTreeMap;

use rss::Category;
use rss::extension::{Extension, ExtensionMap};

use crate::value::{line, names};

/// The namespace of `atom:link`.
pub(crate) const NAMESPACE_ATOM: &str = "http://www.w3.org/2005/Atom";

/// Keywords told of one item: more only grow the feed.
const MAX_KEYWORDS: usize = 12;

/// An element, named with its prefix.
pub(crate) fn element(name: &str, value: Option<&str>, attributes: &[(&str, &str)]) -> Extension {
    let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), line(value)));
    Extension {
        name: name.to_owned(),
        value: value.map(line),
        attrs: attributes.collect(),
        children: BTreeMap::new(),
    }
}

/// Adds an element to where the crate looks for it: by prefix and name.
pub(crate) fn add(extensions: &mut ExtensionMap, element: Extension) {
    let (prefix, name) = element.name.split_once(':').unwrap_or_default();
    let elements = extensions.entry(prefix.to_owned()).or_default();
    elements.entry(name.to_owned()).or_default().push(element);
}

/// `atom:link` to the feed itself.
pub(crate) fn self_link(feed_address: &str) -> Extension {
    let attributes = [("href", feed_address), ("rel", "self"), ("type", "application/rss+xml")];
    element("atom:link", None, &attributes)
}

/// Keywords as RSS categories.
pub(crate) fn categories(keywords: &[String]) -> Vec<Category> {
    let category = |name| Category { name, domain: None };
    names(keywords, MAX_KEYWORDS).into_iter().map(category).collect()
}
