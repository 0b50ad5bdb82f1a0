//! The headers of an answer -> what they say of its article.

/// Headers in the order in which they came: names in any case, those of several lines once for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Headers<'a>(&'a [(&'a str, &'a str)]);

impl<'a> Headers<'a> {
    /// None.
    pub const NONE: Headers<'static> = Headers(&[]);

    /// Pairs of name and value. Read are `X-Robots-Tag`, `TDM-Reservation`, `Link` (RFC 8288:
    /// `canonical` and `license`) and `Content-Language`; all others are passed over.
    #[must_use]
    pub const fn of(pairs: &'a [(&'a str, &'a str)]) -> Self {
        Self(pairs)
    }

    fn values(self, name: &'static str) -> impl Iterator<Item = &'a str> {
        let of_name = self.0.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name));
        of_name.map(|(_, value)| *value)
    }

    /// Whether the publisher reserves the text: `noindex`, `none` or `noai` for every robot or for
    /// `earshot`, or a reservation of text and data mining.
    #[must_use]
    pub fn reserve(self) -> bool {
        let mut mining = self.values("tdm-reservation");
        mining.any(|value| value.trim() == "1")
            || self.values("x-robots-tag").any(|value| value.lines().any(line_reserves))
    }

    /// The language of the text, where the header names one alone: several are those of its readers.
    pub(crate) fn language(self) -> Option<&'a str> {
        let mut told = self.values("content-language").flat_map(|value| value.split(','));
        told.next().filter(|_| told.next().is_none())
    }

    /// The first address that is linked in this relation.
    pub(crate) fn link(self, relation: &str) -> Option<&'a str> {
        self.values("link").find_map(|value| linked(value, relation))
    }
}

/// The first address of a header `Link` in this relation: `<address>; rel="word word", …`.
fn linked<'a>(header: &'a str, relation: &str) -> Option<&'a str> {
    let mut rest = header;
    loop {
        let (_, behind) = rest.split_once('<')?;
        let (address, behind) = behind.split_once('>')?;
        // The next address begins behind a comma; one within quotes has no bracket behind it.
        let (parameters, _) = behind.split_once('<').unwrap_or((behind, ""));
        if is_related(parameters, relation) {
            return Some(address);
        }
        rest = behind;
    }
}

/// Only the first `rel` counts (RFC 8288, section 3.3).
fn is_related(parameters: &str, relation: &str) -> bool {
    let mut pairs = parameters.split([';', ',']).filter_map(|pair| pair.split_once('='));
    let told = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("rel"));
    // What is said of another place than the page (section 3.2) says nothing of the article.
    let has_anchor = parameters.split([';', ',']).any(|it| it.trim_start().starts_with("anchor="));
    !has_anchor
        && told.is_some_and(|(_, value)| {
            let mut words = value.trim().trim_matches('"').split_ascii_whitespace();
            words.any(|word| word.eq_ignore_ascii_case(relation))
        })
}

/// A robot's name stands before all that is meant for it, up to the next name or the next line: what
/// is meant for another is not meant for us.
fn line_reserves(line: &str) -> bool {
    let mut is_ours = true;
    line.split([',', ';']).any(|part| {
        let mut part = part.trim();
        while let Some((name, value)) = part.split_once(':') {
            match name.trim().to_ascii_lowercase().as_str() {
                name if HAVE_VALUES.iter().any(|start| name.starts_with(start)) => return false,
                name if !is_robot(name) => return false,
                name => is_ours = matches!(name, "*" | "earshot"),
            }
            part = value.trim();
        }
        is_ours && is_reserving(part)
    })
}

/// Whether a word is the name of a robot (RFC 9309, section 2.2.1: letters, `-`, `_`, or `*`): what
/// stands before a colon may be the hour of a date as well.
fn is_robot(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b"-_*".contains(&b))
}

/// Beginnings of directives with a value behind a colon; other names there are those of robots.
const HAVE_VALUES: [&str; 2] = ["max-", "unavailable_after"];

/// Whether a directive for robots keeps them from passing the text on.
pub(crate) fn is_reserving(directive: &str) -> bool {
    directive.split([',', ' ', ';']).any(|word| {
        let word = word.trim().to_ascii_lowercase();
        matches!(word.as_str(), "noindex" | "none" | "noai")
    })
}

#[cfg(test)]
mod tests {
    use super::Headers;

    #[test]
    fn robots_are_told_for_everybody_or_for_one() {
        let check = |values: &[&str], expected: bool| {
            let pairs: Vec<_> = values.iter().map(|value| ("X-Robots-Tag", *value)).collect();
            assert_eq!(Headers::of(&pairs).reserve(), expected, "{values:?}");
        };
        check(&["noindex, nofollow"], true);
        check(&["max-snippet:20, noai"], true);
        check(&["earshot: nosnippet, NoIndex"], true);
        check(&["googlebot: noindex", "noai"], true);
        check(&["googlebot: noindex\nnoai"], true);
        check(&["googlebot: nosnippet, *: noindex"], true);
        check(&["unavailable_after: 25 jun 2030 15:00:00 pst, noindex"], true);
        check(&["unavailable_after: Fri, 25 Jun 2030 15:00:00 GMT, noindex"], true);
        check(&["googlebot: unavailable_after: Fri, 25 Jun 2030 15:00:00 GMT, noindex"], false);
        check(&["googlebot: noindex"], false);
        check(&["googlebot: nosnippet, noindex"], false);
        check(&["googlebot: nosnippet, noindex; none", "nosnippet"], false);
        check(&["max-image-preview:large"], false);
        check(&[], false);
        assert!(Headers::of(&[("TDM-Reservation", " 1")]).reserve());
        assert!(!Headers::of(&[("tdm-reservation", "0"), ("robots", "noai")]).reserve());
    }

    #[test]
    fn one_language_is_that_of_the_text() {
        let language = |values: &[&str]| {
            Headers::of(&values.iter().map(|it| ("Content-Language", *it)).collect::<Vec<_>>())
                .language()
                .map(str::to_owned)
        };
        assert_eq!(language(&["de-AT"]).as_deref(), Some("de-AT"));
        assert_eq!(language(&["de, en"]), None);
        assert_eq!(language(&["de", "en"]), None);
        assert_eq!(language(&[]), None);
    }

    #[test]
    fn links_are_read_by_their_relation() {
        let header = "</a.css>; rel=preload; as=style, <https://a.example/?b=1,2>; title=\"x, y\"; \
                      rel=\"canonical self\", </by>;REL=license";
        let pairs = [("link", header)];
        let headers = Headers::of(&pairs);
        assert_eq!(headers.link("canonical"), Some("https://a.example/?b=1,2"));
        assert_eq!(headers.link("license"), Some("/by"));
        assert_eq!(headers.link("next"), None);
        for broken in ["", "<", "<>", "rel=canonical", "<a; rel=canonical", "<a> canonical"] {
            assert_eq!(Headers::of(&[("Link", broken)]).link("canonical"), None, "{broken}");
        }
    }
}
