use proptest::prelude::*;
use quick_xml::encoding::Decoder;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::*;
use crate::{COVER_NAME, episode_guid, feed_guid};

pub(crate) fn channel() -> Channel {
    Channel {
        title: "Earshot".to_owned(),
        description: "The news, read to you & yours.".to_owned(),
        link: "https://earshot.example/".to_owned(),
        feed_address: "https://earshot.example/feed.xml".to_owned(),
        language: "en-gb".to_owned(),
        author: "Earshot".to_owned(),
        categories: vec![("News".to_owned(), Some("Daily News".to_owned()))],
        explicit: false,
        image: format!("https://earshot.example/art/{COVER_NAME}"),
        copyright: Some("The texts belong to their publishers.".to_owned()),
        guid: feed_guid("https://earshot.example/feed.xml"),
        private: false,
        owner: None,
        synthetic: true,
    }
}

/// An episode published `number` hours before noon of 20 November 2026, a Friday.
pub(crate) fn episode(number: u32) -> Episode {
    let noon = DateTime::parse_from_rfc3339("2026-11-20T12:00:00+00:00").unwrap();
    let link = format!("https://news.example/{number}?a=1&b=2");
    Episode {
        guid: episode_guid(&link),
        title: format!("Rain & wind, day {number}"),
        link,
        summary: "It rained. The <fields> drank.".to_owned(),
        outlet: "The Example".to_owned(),
        licence: Some("CC BY 4.0".to_owned()),
        authors: vec!["Ana Ruiz".to_owned()],
        published: noon - chrono::TimeDelta::hours(i64::from(number)),
        audio: Audio {
            address: format!("https://earshot.example/audio/{number}.mp3"),
            bytes: 1_234_567,
            seconds: 77,
        },
        keywords: vec!["weather".to_owned(), "rain & wind".to_owned()],
        image: None,
        language: Some("en-GB".to_owned()),
    }
}

/// Reads all of a document; the number of its elements.
#[track_caller]
pub(crate) fn check_well_formed(xml: &str) -> usize {
    assert_eq!(xml.chars().find(|c| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')), None);
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut elements = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) | Event::Empty(element) => {
                elements += 1;
                check_attributes(&element, reader.decoder());
            }
            Event::Eof => return elements,
            _ => {}
        }
    }
}

#[track_caller]
fn check_attributes(element: &BytesStart<'_>, decoder: Decoder) {
    assert!(!element.name().as_ref().is_empty());
    for attribute in element.attributes() {
        let attribute = attribute.expect("an attribute");
        attribute.decoded_and_normalized_value(XmlVersion::Explicit1_0, decoder).expect("a value");
    }
}

#[track_caller]
fn read(xml: &str) -> rss::Channel {
    check_well_formed(xml);
    rss::Channel::read_from(xml.as_bytes()).expect("a feed")
}

/// The feed with each element on a line of its own.
pub(crate) fn on_lines(xml: &str) -> String {
    xml.replace("><", ">\n<")
}

#[test]
fn a_public_feed() {
    let spanish = Episode {
        language: Some("es".to_owned()),
        image: Some("https://earshot.example/art/2.jpg".to_owned()),
        ..episode(2)
    };
    let feed = render(&channel(), &[episode(1), spanish]);
    check_well_formed(&feed);
    insta::assert_snapshot!(on_lines(&feed));
}

#[test]
fn a_private_feed_is_blocked_and_locked() {
    let owner = Owner { name: "Ana Ruiz".to_owned(), email: "ana@earshot.example".to_owned() };
    let feed = render(&Channel { private: true, owner: Some(owner), ..channel() }, &[]);
    for element in [
        "<itunes:block>Yes</itunes:block>",
        "<podcast:block>yes</podcast:block>",
        "<podcast:locked owner=\"ana@earshot.example\">yes</podcast:locked>",
        "<itunes:email>ana@earshot.example</itunes:email>",
    ] {
        assert!(feed.contains(element), "{element}");
    }
}

#[test]
fn the_namespaces_are_exact() {
    let feed = render(&channel(), &[]);
    for namespace in [
        "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"",
        "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"",
        "xmlns:atom=\"http://www.w3.org/2005/Atom\"",
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"",
    ] {
        assert_eq!(feed.matches(namespace).count(), 1, "{namespace}");
    }
}

#[test]
fn a_reader_finds_what_was_written() {
    let read = read(&render(&channel(), &[episode(1), episode(2)]));
    rss::validation::Validate::validate(&read).expect("valid");
    assert_eq!(read.pub_date(), Some("Fri, 20 Nov 2026 11:00:00 +0000"));
    assert_eq!(read.last_build_date(), read.pub_date());
    let [first, _] = read.items() else { panic!("two items") };
    assert_eq!(first.title(), Some("Rain & wind, day 1"));
    assert_eq!(first.guid().map(rss::Guid::is_permalink), Some(false));
    let enclosure = first.enclosure().unwrap();
    assert_eq!((enclosure.length(), enclosure.mime_type()), ("1234567", "audio/mpeg"));
    let itunes = first.itunes_ext().unwrap();
    assert_eq!((itunes.duration(), itunes.author()), (Some("77"), Some("Ana Ruiz")));
    assert!(first.description().unwrap().contains("The &lt;fields&gt; drank."));
    assert!(first.dublin_core_ext().is_none());
}

#[test]
fn nasty_titles_stay_readable() {
    #[track_caller]
    fn check(title: &str, expected: &str) {
        let episode = Episode { title: title.to_owned(), summary: title.to_owned(), ..episode(1) };
        let read = read(&render(&channel(), &[episode]));
        assert_eq!(read.items()[0].title(), Some(expected));
    }
    check(" \u{0}\u{1b}[31mRed\u{ffff}\u{b}\n alert ", "[31mRed alert");
    check("Why ]]> matters & <![CDATA[ does not", "Why ]]> matters & <![CDATA[ does not");
    check("👩‍👩‍👧 and \u{feff}", "👩‍👩‍👧 and");
    check("<em>Rain</em> &amp; wind", "Rain &amp; wind");
    check("\u{0} ", "The Example");
}

#[test]
fn a_feed_without_a_known_category_is_news() {
    let feed = |categories| render(&Channel { categories, ..channel() }, &[]);
    let unknown = feed(vec![("Rain".to_owned(), None)]);
    assert!(unknown.contains("<itunes:category text=\"News\"></itunes:category>"));
    assert_eq!(unknown, feed(vec![]));
}

#[test]
fn the_same_values_give_the_same_bytes() {
    let episodes = [episode(1), episode(2)];
    assert_eq!(render(&channel(), &episodes), render(&channel(), &episodes));
}

#[test]
fn sixty_five_items_of_full_length_fit() {
    let long = "ä & \"b\" ".repeat(2_000);
    let full = |number| Episode {
        title: long.clone(),
        summary: long.clone(),
        authors: (0..40).map(|n| format!("{n} {}", "&".repeat(110))).collect(),
        keywords: (0..40).map(|n| format!("{n} {}", "&".repeat(110))).collect(),
        ..episode(number)
    };
    let episodes: Vec<Episode> = (1..=65).map(full).collect();
    let feed = render(&channel(), &episodes);
    assert!(feed.len() < MAX_FEED_BYTES, "{} bytes", feed.len());
    let read = read(&feed);
    assert_eq!(read.items().len(), 65);
    let description = read.items()[0].description().unwrap();
    assert!((3_900..=4_000).contains(&description.len()));
}

#[test]
fn of_too_many_episodes_the_newest_are_told() {
    let episodes: Vec<Episode> = (0..2_000).map(episode).collect();
    let feed = render(&channel(), &episodes);
    assert!((MAX_FEED_BYTES / 2..MAX_FEED_BYTES).contains(&feed.len()), "{} bytes", feed.len());
    let read = read(&feed);
    assert_eq!(read.items()[0].title(), Some("Rain & wind, day 0"));
    assert_eq!(read.pub_date(), Some("Fri, 20 Nov 2026 12:00:00 +0000"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn any_values_give_a_feed(
        values in prop::collection::vec(any::<String>(), 12),
        nasty in prop::collection::vec("[<>&\"' \\]a!\\[CDT/\u{0}\u{1f}\u{fffe}]{0,30}", 12),
        seconds in -9_000_000_000_000_i64..9_000_000_000_000,
        private in any::<bool>(),
    ) {
        for texts in [values, nasty] {
            let mut texts = texts.into_iter().cycle();
            let mut text = || texts.next().unwrap_or_default();
            let channel = Channel {
                title: text(), description: text(), link: text(), feed_address: text(),
                language: text(), author: text(), categories: vec![(text(), Some(text()))],
                image: text(), copyright: Some(text()), private,
                owner: Some(Owner { name: text(), email: text() }),
                ..channel()
            };
            let episode = Episode {
                title: text(), link: text(), summary: text(), outlet: text(),
                licence: Some(text()), authors: vec![text(), text()],
                published: DateTime::from_timestamp(seconds, 0).unwrap_or_default().fixed_offset(),
                audio: Audio { address: text(), bytes: u64::MAX, seconds: u32::MAX },
                keywords: vec![text(), text()], image: Some(text()), language: Some(text()),
                ..episode(1)
            };
            let feed = render(&channel, &[episode]);
            check_well_formed(&feed);
            let read = rss::Channel::read_from(feed.as_bytes());
            prop_assert_eq!(read.map(|channel| channel.items.len()).ok(), Some(1));
        }
    }
}
