use super::*;
use proptest::prelude::*;

fn source() -> Address {
    Address::parse("http://127.0.2.22:8080/feed.xml").unwrap()
}

#[track_caller]
fn read(text: &str) -> Feed {
    read_feed(text.as_bytes(), &source()).unwrap()
}

/// `address | title | guid | published`, one line an entry.
fn lines(feed: &Feed) -> Vec<String> {
    let line = |entry: &Entry| {
        let published = entry.published.map(|it| it.format("%F %R").to_string());
        let parts =
            [Some(entry.address.to_string()), entry.title.clone(), entry.guid.clone(), published];
        parts.map(Option::unwrap_or_default).join(" | ")
    };
    feed.entries.iter().map(line).collect()
}

#[test]
fn rss_is_read() {
    let feed = read(
        r#"<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
        <title>The &amp; Times</title><language>en-GB</language><ttl>15</ttl><description>d</description>
        <atom:link rel="hub" href="https://hub.example/?a=2&amp;a=1"/><atom:link rel="self" href="/feed.xml?b"/>
        <item><title>One &amp;amp; &lt;b&gt;two&lt;/b&gt;</title><link>/a?utm_source=rss&amp;id=1</link>
        <guid isPermaLink="false">77</guid><pubDate>Fri, 20 Nov 2026 10:30:00 GMT</pubDate></item>
        <item><guid>https://a.example/b</guid></item>
        <item><title>No address</title><link>mailto:x@a.example</link></item>
        </channel></rss>"#,
    );
    assert_eq!(feed.title.as_deref(), Some("The & Times"));
    assert_eq!(feed.language.as_deref(), Some("en-gb"));
    assert_eq!(feed.hub.as_deref(), Some("https://hub.example/?a=2&a=1"));
    assert_eq!(feed.topic.as_deref(), Some("http://127.0.2.22:8080/feed.xml?b"));
    assert_eq!(feed.ttl_minutes, Some(15));
    assert_eq!(
        lines(&feed),
        [
            "http://127.0.2.22:8080/a?id=1 | One & two | 77 | 2026-11-20 10:30",
            "https://a.example/b |  | https://a.example/b | ",
        ]
    );
}

#[test]
fn atom_is_read() {
    let feed = read(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><title>T</title>
        <entry><title type="html">A &amp;mdash; B</title><link rel="enclosure" href="e.mp3"/>
        <link rel="alternate" href="story"/><id>urn:1</id><updated>2026-11-20T10:30:00+01:00</updated>
        </entry></feed>"#,
    );
    assert_eq!(lines(&feed), ["https://a.example/x/story | A — B | urn:1 | 2026-11-20 09:30"]);
}

#[test]
fn json_feeds_are_read() {
    let feed = read(
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"J","feed_url":"https://a.example/j",
        "hubs":[{"type":"rssCloud","url":"https://c.example/"},{"type":"WebSub","url":"https://h.example/"}],"items":[
        {"id":"9","url":"https://a.example/9","title":"Nine","date_published":"2026-11-20T10:30:00Z"}]}"#,
    );
    assert_eq!(lines(&feed), ["https://a.example/9 | Nine | 9 | 2026-11-20 10:30"]);
    assert_eq!(feed.hub.as_deref(), Some("https://h.example/"));
    assert_eq!(feed.topic.as_deref(), Some("https://a.example/j"));
}

#[test]
fn the_rdf_of_rss_1_is_read() {
    let feed = read(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel><title>R</title><link>http://a.example</link><description>d</description></channel>
        <item><title>One</title><link>http://a.example/1</link></item></rdf:RDF>"#,
    );
    assert_eq!(feed.title.as_deref(), Some("R"));
    assert_eq!(lines(&feed), ["http://a.example/1 | One |  | "]);
}

#[test]
fn the_publishers_address_is_preferred_to_the_aggregators() {
    let feed = read(
        r#"<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
        <item><title>One</title><link>http://feedproxy.example/~r/1</link>
        <feedburner:origLink>https://a.example/1?utm_source=feedburner</feedburner:origLink></item></channel></rss>"#,
    );
    assert_eq!(lines(&feed), ["https://a.example/1 | One |  | "]);
}

/// The test web's host "badfeed": mark and blanks ahead, bare `&`, open tag, unknown entities, cut
/// off at the end.
#[test]
fn a_broken_feed_still_names_its_articles() {
    let base = "http://127.0.2.22:8080/2026/11/20/world/a-story-about-item-number";
    let text = format!(
        "\u{feff}\n\n<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>\
         <title>Bad & broken</title><item><title>One & two <b>bold</title>\
         <link>/2026/11/20/world/a-story-about-item-number-0-10000.html</link>\
         <pubDate>Yesterday</pubDate></item><item><title>&nbsp;&copy; Two</title>\
         <guid isPermaLink=\"true\">{base}-1-10001.html</guid></item>"
    );
    let feed = read(&text);
    assert_eq!(feed.title.as_deref(), Some("Bad & broken"));
    assert_eq!(
        lines(&feed),
        [
            format!("{base}-0-10000.html | One & two bold |  | "),
            format!("{base}-1-10001.html | © Two | {base}-1-10001.html | "),
        ]
    );
}

#[test]
fn fields_that_were_never_closed_do_not_hide_the_next() {
    let feed = read("<rss><channel><item><title>One<link>http://a.example/1</link></item>");
    assert_eq!(lines(&feed), ["http://a.example/1 | One |  | "]);
}

#[test]
fn titles_of_pictures_are_not_the_articles() {
    let feed = read(
        "<rss version=\"2.0\"><channel><image><title>Logo</title><link>http://a.example</link></image>\
         <title>T</title><item><media:content><media:title>Picture</media:title></media:content>\
         <media:title>P</media:title><title>One</title><link>http://a.example/1</link></item>&</channel></rss>",
    );
    assert_eq!(feed.title.as_deref(), Some("T"));
    assert_eq!(lines(&feed), ["http://a.example/1 | One |  | "]);
}

#[test]
fn a_wrongly_declared_charset_does_no_harm() {
    let text = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss version=\"2.0\"><channel>\
                <item><title>Zürich</title><link>http://a.example/1</link></item></channel></rss>";
    assert_eq!(lines(&read(text)), ["http://a.example/1 | Zürich |  | "]);
}

#[test]
fn an_invented_version_does_no_harm() {
    let feed = read(
        "<rss version=\"9\"><channel><item><link>http://a.example/1</link></item></channel></rss>",
    );
    assert_eq!(feed.entries.len(), 1);
}

#[test]
fn entries_are_capped_and_named_once() {
    let item = |number: usize| format!("<item><link>http://a.example/{}</link></item>", number / 2);
    let items: String = (0..5_000).map(item).collect();
    let text = format!("<rss version=\"2.0\"><channel>{items}</channel></rss>");
    let feed = read(&text);
    assert!(feed.entries.len() >= MAX_ENTRIES / 2 && feed.entries.len() <= MAX_ENTRIES);
    assert_eq!(feed.entries[1].address.as_str(), "http://a.example/1");
    assert_eq!(feed.left_out, 2_500 - MAX_ENTRIES);
}

#[test]
fn a_sign_in_a_title_hides_no_entry() {
    let item = |n: usize, title: &str| {
        format!("<item><title>{title}</title><link>https://news.example/{n}</link></item>")
    };
    let items: String = ["5 < 6, they say", "I <3 you", "A && B", "Plain"]
        .iter()
        .enumerate()
        .map(|(n, title)| item(n, title))
        .collect();
    let feed = read(&format!(
        "<rss version=\"2.0\"><channel><title>A</title>{items}<item><title>Nowhere</title></item>\
         </channel></rss>"
    ));
    let titles: Vec<&str> = feed.entries.iter().filter_map(|it| it.title.as_deref()).collect();
    assert_eq!(titles, ["5 < 6, they say", "I <3 you", "A && B", "Plain"]);
    assert_eq!(feed.without_address, 1);
}

#[test]
fn of_a_long_feed_the_newest_are_kept_wherever_they_stand() {
    let item = |number: usize| {
        let (day, hour, minute) = (number / 1_440 + 1, number / 60 % 24, number % 60);
        format!(
            "<item><link>http://a.example/{number}</link>\
             <pubDate>{day:02} Oct 2025 {hour:02}:{minute:02}:00 GMT</pubDate></item>"
        )
    };
    let items: String = (0..3_000).map(item).collect();
    let feed = read(&format!("<rss version=\"2.0\"><channel>{items}</channel></rss>"));
    assert_eq!((feed.entries.len(), feed.left_out), (MAX_ENTRIES, 3_000 - MAX_ENTRIES));
    assert_eq!(feed.entries[0].address.as_str(), "http://a.example/2999");
}

#[test]
fn amp_spellings_of_one_article_are_one_entry() {
    let items: String = ["story-1", "amp/story-1", "story-1/amp", "story-1?outputType=amp"]
        .map(|path| format!("<item><link>http://a.example/{path}</link></item>"))
        .concat();
    let feed = read(&format!("<rss version=\"2.0\"><channel>{items}</channel></rss>"));
    assert_eq!(lines(&feed), ["http://a.example/story-1 |  |  | "]);
}

#[test]
fn a_second_declaration_does_no_harm() {
    let text = "<?xml version='1.0'?><rss version=\"2.0\"><channel><?xml version='1.0' encoding='utf-16'?>\
                <item><link>http://a.example/1</link></item></channel></rss>";
    assert_eq!(lines(&read(text)), ["http://a.example/1 |  |  | "]);
    assert_eq!(read_feed(b"{}<?xml encoding='utf-16'?>", &source()), Err(FeedError::NotAFeed));
}

#[test]
fn bottomless_feeds_end() {
    let text = format!("<rss version=\"2.0\"><channel>{}", "<item>".repeat(200_000));
    assert!(read_feed(text.as_bytes(), &source()).is_ok());
    let text = format!("{{\"version\":{}", "[".repeat(200_000));
    assert_eq!(read_feed(text.as_bytes(), &source()), Err(FeedError::NotAFeed));
}

/// What the strict reader keeps of an entry is a hundred times as long as `<item/>`.
#[test]
fn a_feed_of_countless_entries_is_not_for_the_strict_reader() {
    let feed = |items| format!("<rss version=\"2.0\"><channel>{items}</channel></rss>");
    let item = "<item><link>http://a.example/1</link></item>";
    let media = "<media:group><media:credit/><media:content/></media:group>";

    let is_small = |text: &str| tolerant::read(text).is_small;

    assert!(is_small(&feed(item.repeat(MAX_ENTRIES))));
    assert!(!is_small(&feed(item.repeat(MAX_ENTRIES + 1))));
    assert!(!is_small(&feed("<item/>".repeat(1_200_000))));
    assert!(!is_small(&feed(format!("<item>{}</item>", media.repeat(40)))));
    assert!(!is_small(&feed(format!("<item><media:title>{}</item>", "x".repeat(2_000_000)))));
    assert!(!is_small(&feed(format!("<item{}/>", " a=''".repeat(200)))));
}

#[test]
fn the_head_of_a_feed_of_countless_entries_is_read() {
    let items = |form: &str| {
        let items: Vec<String> = (0..5_000).map(|it| form.replace('#', &it.to_string())).collect();
        items.concat()
    };
    let xml = items("<item><link>http://a.example/#</link></item>");
    let json = items(r#"{"url":"http://a.example/#"},"#);

    let xml = read(&format!("<rss version=\"2.0\"><channel>{xml}</channel></rss>"));
    let json =
        read(&format!(r#"{{"version":"https://jsonfeed.org/version/1","items":[{json}{{}}]}}"#));

    assert_eq!((xml.entries.len(), json.entries.len()), (MAX_ENTRIES, MAX_ENTRIES));
    assert_eq!(json.entries[0].address.as_str(), "http://a.example/0");
}

/// What is not looked at cannot be wrong.
#[test]
fn of_a_json_feed_only_the_head_is_kept() {
    let feed = |items: &str| {
        let text = format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","authors":[0,0],"items":[{items}]}}"#
        );
        json::read(&text).map(|feed| feed.entries.len())
    };

    assert_eq!(feed(&format!("{}7,[0,0]", "{},".repeat(MAX_READ_ENTRIES))), Some(MAX_READ_ENTRIES));
    assert_eq!(feed("{},7"), None);
}

#[test]
fn an_empty_feed_is_a_feed_and_a_page_is_none() {
    assert_eq!(read("<rss version=\"2.0\"><channel></channel></rss>").entries, []);
    for text in ["", "<html><head><title>x</title></head><body><p>y</p></body></html>", "{}", "x"] {
        assert_eq!(read_feed(text.as_bytes(), &source()), Err(FeedError::NotAFeed), "{text}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        drop(read_feed(&bytes, &source()));
    }

    #[test]
    fn no_feed_like_text_makes_it_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<rss version=\"2.0\">", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>",
            "</link>", "<link href='/x'/>", "<entry>", "<feed>", "<guid>", "x", "&", "&#x0;", "&lt;",
            "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE", ">", "<", "http://a/", "</", "<?xml", "\u{feff}",
            "<media:group>", "<media:content url='x'>", "<updated>2026-11-20T10:30:00Z</updated>", "é",
        ]), 0..40)
    ) {
        drop(read_feed(pieces.concat().as_bytes(), &source()));
    }
}
