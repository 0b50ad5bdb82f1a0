//! What an episode's page in a podcast app says: the summary, whose article it is, that a synthetic
//! voice reads it, and its licence.
//!
//! Plain text goes in, HTML of paragraphs and links comes out (apps allow p, ol, ul, li, a, b, i,
//! strong, em), of at most 4,000 bytes: the summary is what gives way.

use crate::feed::Episode;
use crate::value::{MAX_DESCRIPTION_BYTES, line, names};

/// Most bytes, escaped, of the authors, the outlet and the licence, each.
const MAX_PART_BYTES: usize = 400;

/// Most bytes, escaped, of an address that becomes a link. Browsers and apps take some 2,000.
const MAX_ADDRESS_BYTES: usize = 1_500;

/// Authors named.
const MAX_AUTHORS: usize = 10;

const SYNTHETIC: &str = "Read by a synthetic voice.";

/// The description of an episode as HTML.
pub(crate) fn description(episode: &Episode, synthetic: bool) -> String {
    let mut sentences = vec![origin(episode)];
    if synthetic {
        sentences.push(SYNTHETIC.to_owned());
    }
    sentences.extend(episode.licence.as_deref().and_then(licence));
    let about = format!("<p>{}</p>", sentences.join(" "));

    let frame_bytes = "<p></p>".len() + about.len();
    let summary = escape(&line(&episode.summary), MAX_DESCRIPTION_BYTES - frame_bytes);
    if summary.is_empty() { about } else { format!("<p>{summary}</p>{about}") }
}

/// `By Ana Ruiz, Le Monde.` or `From Le Monde.`, the outlet linked to the article.
fn origin(episode: &Episode) -> String {
    let outlet = line(&episode.outlet);
    let outlet = if outlet.is_empty() { "the original article" } else { &outlet };
    let outlet = link(&episode.link, outlet);
    let authors = escape(&names(&episode.authors, MAX_AUTHORS).join(", "), MAX_PART_BYTES);
    if authors.is_empty() { format!("From {outlet}.") } else { format!("By {authors}, {outlet}.") }
}

/// `Licence: CC BY 4.0.`; a licence that is an address is linked.
fn licence(licence: &str) -> Option<String> {
    let licence = line(licence);
    let licence = licence.trim_end_matches('.');
    (!licence.is_empty()).then(|| format!("Licence: {}.", link(licence, licence)))
}

/// The text, linked if the address is one of the web and of sensible length.
fn link(address: &str, text: &str) -> String {
    let text = escape(text, MAX_PART_BYTES);
    let address = line(address);
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    let escaped = escape(&address, usize::MAX);
    if is_web && escaped.len() <= MAX_ADDRESS_BYTES {
        format!("<a href=\"{escaped}\">{text}</a>")
    } else {
        text
    }
}

/// Text as HTML, for elements and quoted attributes alike; cut, with a mark, where the HTML would
/// pass `bytes` bytes.
pub(crate) fn escape(text: &str, bytes: usize) -> String {
    const ELLIPSIS: &str = "…";
    let mut html = String::with_capacity(text.len());
    let mut cut_at = 0;
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
        if html.len() > bytes {
            html.truncate(cut_at);
            html.truncate(html.trim_end().len());
            html.push_str(ELLIPSIS);
            return html;
        }
        if html.len() + ELLIPSIS.len() <= bytes {
            cut_at = html.len();
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::tests::episode;

    #[test]
    fn it_says_who_wrote_it_who_reads_it_and_under_which_licence() {
        let episode = Episode {
            summary: "Rain & <sun>.".to_owned(),
            licence: Some("CC BY 4.0.".to_owned()),
            ..episode(1)
        };
        let expected = "<p>Rain &amp; &lt;sun&gt;.</p><p>By Ana Ruiz, \
            <a href=\"https://news.example/1?a=1&amp;b=2\">The Example</a>. \
            Read by a synthetic voice. Licence: CC BY 4.0.</p>";
        assert_eq!(description(&episode, true), expected);
    }

    #[test]
    fn it_says_no_more_than_is_known() {
        let episode = Episode {
            summary: " ".to_owned(),
            outlet: String::new(),
            link: "javascript:alert(1)".to_owned(),
            authors: vec![],
            licence: Some(" ".to_owned()),
            ..episode(1)
        };
        assert_eq!(description(&episode, false), "<p>From the original article.</p>");
    }

    #[test]
    fn a_licence_that_is_an_address_is_linked() {
        let address = "https://creativecommons.org/licenses/by/4.0/";
        let expected = format!("Licence: <a href=\"{address}\">{address}</a>.");
        assert_eq!(licence(address), Some(expected));
    }

    #[test]
    fn the_summary_gives_way_when_all_is_too_long() {
        let long = "\"&>ä ".repeat(3_000);
        let episode = Episode {
            summary: long.clone(),
            outlet: long.clone(),
            licence: Some(long),
            authors: (0..10).map(|n| format!("{n}{}", "B".repeat(110))).collect(),
            link: format!("https://news.example/{}", "&".repeat(200)),
            ..episode(1)
        };
        let html = description(&episode, true);
        assert!((3_900..=4_000).contains(&html.len()), "{} bytes", html.len());
        assert!(html.contains(SYNTHETIC) && html.ends_with("</p>"));
    }

    #[test]
    fn a_cut_falls_between_characters_and_entities() {
        assert_eq!(escape("a&b", 7), "a&amp;b");
        assert_eq!(escape("a&bc", 7), "a…");
        assert_eq!(escape("ab cdefg", 7), "ab c…");
        assert_eq!(escape("ab cdef", 6), "ab…");
    }
}
