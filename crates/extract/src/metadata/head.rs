//! The head of the page: metas, links, title, JSON-LD; with look-ups by name.

use url::Url;

use super::json_ld::{self, Linked};
use crate::dom::Dom;
use crate::tag::Tag;
use crate::whitespace::{fold, non_empty};

/// Metas and links of one page: more is a page that plays tricks.
const MAX_ENTRIES: usize = 2_000;

/// What the head says.
pub(crate) struct Head<'a> {
    /// Name in lower case, and content. In the order of the page.
    metas: Vec<(String, &'a str)>,
    /// Relation in lower case, and address.
    links: Vec<(String, &'a str)>,
    /// The `title` element.
    pub title: Option<String>,
    /// `lang` of the `html` element.
    pub html_language: Option<&'a str>,
    /// The page's JSON-LD.
    pub linked: Linked,
    /// Where the page was found.
    pub found_at: Option<Url>,
}

impl<'a> Head<'a> {
    pub(crate) fn of(dom: &Dom<'a>) -> Self {
        let mut head = Self {
            metas: Vec::new(),
            links: Vec::new(),
            title: None,
            html_language: None,
            linked: Linked::default(),
            found_at: None,
        };
        let mut scripts = Vec::new();
        for (place, node) in dom.nodes.iter().enumerate() {
            let Some(element) = node.element else { continue };
            match &*element.name.local {
                "meta" => head.push_meta(node),
                "link" => head.push_link(node),
                "title" if head.title.is_none() => head.title = title_text(dom, place),
                "html" => head.html_language = node.attribute("lang"),
                "script" if json_ld::is_json_ld(node) => {
                    scripts.extend(dom.nodes.get(place + 1).map(|text| text.text));
                }
                _ => {}
            }
        }
        head.linked = Linked::read(&scripts);
        if head.linked.articles() > 1 {
            let told = head.metas("og:title").map(str::to_owned).chain(head.title.clone());
            let told: Vec<String> = told.collect();
            head.linked.prefer(&told.iter().map(String::as_str).collect::<Vec<_>>());
        }
        head
    }

    fn push_meta(&mut self, node: &crate::dom::Node<'a>) {
        let names = ["property", "name", "itemprop", "http-equiv"];
        let Some(content) = node.attribute("content").filter(|content| !content.trim().is_empty())
        else {
            return;
        };
        for name in names.iter().filter_map(|name| node.attribute(name)) {
            if self.metas.len() < MAX_ENTRIES {
                self.metas.push((name.trim().to_ascii_lowercase(), content));
            }
        }
    }

    fn push_link(&mut self, node: &crate::dom::Node<'a>) {
        let (Some(relation), Some(address)) = (node.attribute("rel"), node.attribute("href"))
        else {
            return;
        };
        if self.links.len() < MAX_ENTRIES {
            self.links.push((relation.trim().to_ascii_lowercase(), address));
        }
    }

    /// All contents of metas of a name.
    pub(crate) fn metas<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'a str> + 'h {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, content)| *content)
    }

    /// The first content of the first of these names that has one.
    pub(crate) fn meta(&self, names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|name| self.metas(name).next())
    }

    /// The first meta of these names as text, entities of a second encoding resolved.
    pub(crate) fn meta_text(&self, names: &[&str]) -> Option<String> {
        self.meta(names).and_then(|content| non_empty(&json_ld::unescape(start_of(content))))
    }

    /// The first address of a relation.
    pub(crate) fn link(&self, relation: &str) -> Option<&'a str> {
        let mut of_relation = self.links.iter().filter(|(known, _)| known == relation);
        of_relation.next().map(|(_, address)| *address)
    }

    /// The telling part of the host that the page gives as its own, or else was found at, folded:
    /// `example` of `www.example.co.uk`. Empty if neither is known.
    pub(crate) fn host_label(&self) -> String {
        let told = self.link("canonical").or_else(|| self.meta(&["og:url"]));
        let told = told.and_then(|address| Url::parse(address).ok());
        let host =
            told.as_ref().or(self.found_at.as_ref()).and_then(Url::host_str).unwrap_or_default();
        let mut labels = host.rsplit('.').skip(1);
        let second = labels.next().unwrap_or_default();
        let is_suffix = second.len() <= 3 && labels.clone().any(|label| label != "www");
        let label = if is_suffix { labels.next().unwrap_or_default() } else { second };
        fold(label)
    }
}

/// The text of the first `title` that is not part of a drawing.
fn title_text(dom: &Dom<'_>, place: usize) -> Option<String> {
    let in_drawing = dom.ancestors(place).any(|at| dom.nodes[at].tag == Tag::Silent);
    if in_drawing {
        return None;
    }
    let text: String = dom.subtree(place).map(|at| dom.nodes[at].text).collect();
    non_empty(&json_ld::unescape(start_of(&text)))
}

/// Characters of one title, description or the like that are read: what looks at their parts may be
/// quadratic in them. The longest title of 1,678 news pages has 333.
const MAX_CHARACTERS: usize = 4_000;

/// The beginning of what a head tells.
pub(super) fn start_of(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_CHARACTERS).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}
