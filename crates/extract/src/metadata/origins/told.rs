//! Values that head and JSON-LD tell: pictures, sections, tags, names, times.

use serde_json::Value;

use super::Witnesses;
use crate::article::Moment;
use crate::block::Image;
use crate::body::absolute;
use crate::metadata::image;
use crate::metadata::json_ld::{first_text, unescape};
use crate::metadata::tags::{linked_tags, tags_of_metas};
use crate::origin::{Origin, Source, Sureness};
use crate::whitespace::fold;

/// Pictures in JSON-LD that are looked at: each may refer to another object.
const MAX_PICTURES: usize = 50;

impl Witnesses<'_, '_> {
    pub(super) fn published(&self, moment: Moment) -> Origin {
        if self.dates.is_guessed() {
            return Origin { source: Source::Shown, sureness: Sureness::Guess };
        }
        let mut witnesses = super::selected(self.selected.published);
        witnesses.extend(self.dates.telling(moment));
        Origin::of(&witnesses, Source::Shown)
    }

    pub(super) fn modified(&self, moment: Moment) -> Origin {
        Origin::of(&self.dates.telling_change(moment), Source::Shown)
    }

    pub(super) fn lead_image(&self, image: &Image) -> Origin {
        let is_it = |told: &str| absolute(self.base, told).as_ref() == Some(&image.address);
        let mut metas = image::METAS.iter().flat_map(|name| self.head.metas(name));
        let mut witnesses = Vec::new();
        witnesses.extend(metas.any(is_it).then_some(Source::Head));
        let linked = self.head.linked.article().and_then(|article| article.get("image"));
        let is_linked = linked.is_some_and(|value| self.addresses_in(value).into_iter().any(is_it));
        witnesses.extend(is_linked.then_some(Source::JsonLd));
        Origin::of(&witnesses, Source::Shown)
    }

    pub(super) fn site_name(&self, name: &str) -> Origin {
        let is_it = |told: Option<String>| told.is_some_and(|told| fold(&told) == fold(name));
        let metas = ["og:site_name", "application-name", "publisher"];
        let mut witnesses = Vec::new();
        let in_head = metas.into_iter().any(|meta| is_it(self.head.meta_text(&[meta])));
        witnesses.extend(in_head.then_some(Source::Head));
        let publisher = self.head.linked.article().and_then(|article| article.get("publisher"));
        let mut sites = self.head.linked.of_type("WebSite").filter_map(|site| site.get("name"));
        let is_linked = publisher.is_some_and(|it| fold(&self.names_in(it)) == fold(name))
            || sites.any(|it| is_it(first_text(it)));
        witnesses.extend(is_linked.then_some(Source::JsonLd));
        Origin::of(&witnesses, Source::Head)
    }

    pub(super) fn section(&self, section: &str) -> Origin {
        let linked = self.head.linked.text("articleSection");
        let names = ["article:section", "og:article:section", "parsely-section"];
        let mut metas = names.iter().flat_map(|name| self.head.metas(name));
        let mut witnesses = Vec::new();
        // Of a list it is the first.
        let section = fold(section);
        let is_it = |told: &str| fold(&unescape(told)).starts_with(&section);
        witnesses.extend(linked.is_some_and(|told| is_it(&told)).then_some(Source::JsonLd));
        witnesses.extend(metas.any(is_it).then_some(Source::Head));
        Origin::of(&witnesses, Source::Head)
    }

    pub(super) fn tag(&self, tag: &str) -> Origin {
        Origin::of(&self.telling_tag(tag), Source::Head)
    }

    /// The page's own tags come first among the keywords.
    pub(super) fn keyword(&self, keyword: &str) -> Origin {
        Origin::of(&self.telling_tag(keyword), Source::Text)
    }

    fn telling_tag(&self, tag: &str) -> Vec<Source> {
        let tag = fold(tag);
        let is_it = |told: &String| fold(told) == tag;
        let mut witnesses = Vec::new();
        witnesses.extend(linked_tags(self.head).iter().any(is_it).then_some(Source::JsonLd));
        witnesses.extend(tags_of_metas(self.head).any(|told| is_it(&told)).then_some(Source::Head));
        witnesses
    }

    /// The names in a value of JSON-LD, references followed, as one text.
    pub(super) fn names_in(&self, value: &Value) -> String {
        let values = match value {
            Value::Array(values) => values.iter().collect(),
            one => vec![one],
        };
        let name = |value: &Value| match self.head.linked.resolve(value) {
            Some(object) => object.get("name").and_then(first_text),
            None => first_text(value),
        };
        values.into_iter().filter_map(name).collect::<Vec<_>>().join(" ")
    }

    /// Addresses of one picture or several, references followed.
    fn addresses_in<'v>(&'v self, value: &'v Value) -> Vec<&'v str> {
        let values = match value {
            Value::Array(values) => values.iter().collect(),
            one => vec![one],
        };
        let values = values.into_iter().take(MAX_PICTURES);
        values.filter_map(|value| self.head.linked.picture_address(value)).collect()
    }
}
