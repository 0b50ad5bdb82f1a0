//! What a list shows of an article: a row with its site, episode and authors, ready for templates.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};
use database::{article::Card, author};

use crate::{
    Site, addresses, blocks, episodes,
    failure::Failure,
    language,
    moment::{self, Moment},
    rights,
};

/// Longest summary in a list, in characters: five lines or so.
const MOST_CHARACTERS: usize = 280;

/// Colours of outlets; as many as `static/style.css` has classes `tint-N`.
const TINTS: u32 = 8;

/// A name that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) name: String,
    pub(crate) href: String,
}

/// A publisher, with the small mark that makes it known at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outlet {
    pub(crate) host: String,
    pub(crate) name: String,
    pub(crate) href: String,
    /// One letter.
    pub(crate) initial: String,
    /// From 0, below [`TINTS`].
    pub(crate) tint: u32,
}

impl Outlet {
    pub(crate) fn new(host: &str, name: &str) -> Self {
        let name = if name.trim().is_empty() { host } else { name.trim() };
        let letters = name.strip_prefix("The ").unwrap_or(name);
        let initial = letters.chars().find(|letter| letter.is_alphanumeric());
        // FNV-1a, 32 bits: the same host has the same colour everywhere, for ever.
        let hash = host
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        Self {
            host: host.to_owned(),
            name: name.to_owned(),
            href: addresses::site(host),
            initial: initial.map_or("·".to_owned(), |it| it.to_uppercase().collect()),
            tint: (hash >> 16) % TINTS,
        }
    }
}

/// The episode of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listen {
    /// Where the sound is.
    pub(crate) address: String,
    /// `6 min`
    pub(crate) length: String,
    /// What a download is called.
    pub(crate) file: String,
}

/// One article in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Teaser {
    pub(crate) id: i64,
    pub(crate) href: String,
    pub(crate) title: String,
    /// Plain text, may be empty.
    pub(crate) summary: String,
    pub(crate) language: Option<String>,
    /// `ltr` or `rtl`
    pub(crate) direction: &'static str,
    pub(crate) outlet: Outlet,
    pub(crate) authors: Vec<Link>,
    pub(crate) section: Option<String>,
    pub(crate) moment: Option<Moment>,
    /// `4 min`, if the text may be read here.
    pub(crate) reading: Option<String>,
    pub(crate) listen: Option<Listen>,
    /// The article at its publisher's.
    pub(crate) original: Option<String>,
    /// Whether text and audio may be shown.
    pub(crate) whole: bool,
    /// Whether it is mainly a video, which is at the publisher's.
    pub(crate) video: bool,
    /// Length of the text, in characters.
    pub(crate) characters: i64,
}

/// How the file of an episode ends.
fn ending(key: &str) -> &'static str {
    match key.rsplit_once('.') {
        Some((_, "opus")) => "opus",
        _ => "mp3",
    }
}

impl Teaser {
    fn new(site: &Site, card: &Card, today: Option<DateTime<FixedOffset>>) -> Self {
        let whole = rights::is_whole(card, site.settings.audience);
        let told = card.language.as_deref();
        let heard = rights::may_hear(card, site.settings.audience);
        let key = card.audio_key.as_deref().filter(|_| heard);
        let listen = key.map(|key| Listen {
            address: addresses::media(&site.settings, key),
            length: moment::minutes(episodes::seconds(card).unwrap_or(0).into()),
            file: format!("{}.{}", card.slug, ending(key)),
        });
        let seconds = card.characters.saturating_mul(60) / language::characters_a_minute(told);
        Self {
            id: card.id,
            href: addresses::article(card.id, &card.slug),
            title: card.title.clone(),
            summary: summary(card, whole),
            language: language::tag(told),
            direction: language::direction(told),
            outlet: Outlet::new(&card.site_host, &card.site_name),
            authors: Vec::new(),
            section: card.section.clone().filter(|section| !section.trim().is_empty()),
            moment: moment::shown(card, today),
            reading: whole.then(|| moment::minutes(seconds)),
            listen,
            original: blocks::safe_address(&card.address),
            whole,
            video: card.mainly_video,
            characters: card.characters,
        }
    }
}

/// The publisher's own lead sentence, which is part of the text, or the summary.
fn summary(card: &Card, whole: bool) -> String {
    let standfirst = card.standfirst.as_deref().filter(|text| whole && !text.trim().is_empty());
    cut(standfirst.unwrap_or(&card.summary))
}

/// The beginning of a text, cut between words.
fn cut(text: &str) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) else { return text.to_owned() };
    let beginning = text.get(..end).unwrap_or(text);
    let whole_words = beginning.rsplit_once(char::is_whitespace).map_or(beginning, |(it, _)| it);
    format!("{}…", whole_words.trim_end_matches([',', ';', ':', '–', '-', ' ']))
}

/// The articles of a list, with their authors. Times are told as beside `today`, the day of the
/// newest of them.
pub(crate) async fn of_cards(site: &Site, cards: &[Card]) -> Result<Vec<Teaser>, Failure> {
    let today = cards.first().and_then(moment::of_card);
    beside(site, cards, today).await
}

/// The same, beside another day.
pub(crate) async fn beside(
    site: &Site,
    cards: &[Card],
    today: Option<DateTime<FixedOffset>>,
) -> Result<Vec<Teaser>, Failure> {
    let ids: Vec<i64> = cards.iter().map(|card| card.id).collect();
    let mut authors: HashMap<i64, Vec<Link>> = HashMap::new();
    for author in author::of_articles(&site.database.read, &ids).await? {
        let link = Link { href: addresses::author(&author.slug), name: author.name };
        authors.entry(author.article_id).or_default().push(link);
    }
    let with_authors = |card: &Card| {
        let mut teaser = Teaser::new(site, card, today);
        teaser.authors = authors.remove(&card.id).unwrap_or_default();
        teaser
    };
    Ok(cards.iter().map(with_authors).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_summary_is_cut_between_words() {
        let cut = cut(&"word, ".repeat(100));
        assert!(cut.ends_with("word…") && cut.chars().count() <= MOST_CHARACTERS + 1, "{cut}");
    }

    #[test]
    fn an_outlet_has_a_letter_and_always_the_same_colour() {
        let outlet = Outlet::new("post.example", "The Evening Post");
        assert_eq!(outlet.initial, "E");
        assert_eq!(outlet, Outlet::new("post.example", "The Evening Post"));
        assert!(outlet.tint < TINTS);
        assert_eq!(Outlet::new("x.example", " ").name, "x.example");
        assert_eq!(Outlet::new("x.example", "…").initial, "·");
    }
}
