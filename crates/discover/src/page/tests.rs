use super::*;
use proptest::prelude::*;

const STORY: &str = "/2026/11/20/world/council-votes-on-the-new-plan-10001.html";

fn page() -> Address {
    Address::parse("https://www.a.example/").unwrap()
}

fn read(html: &str) -> Links {
    read_links(html, &page())
}

fn articles(links: &Links) -> Vec<&str> {
    links.articles.iter().map(|link| link.address.as_str()).collect()
}

fn texts(addresses: &[Address]) -> Vec<&str> {
    addresses.iter().map(Address::as_str).collect()
}

#[test]
fn a_front_page_offers_articles_sections_feeds_and_sitemaps() {
    let links = read(&format!(
        r##"<html><head><link rel=alternate type="application/rss+xml" href="https://feeds.b.example/a">
        <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
        <link rel="alternate" hreflang="de" href="/de/"><link rel=sitemap href="/map.xml"></head><body>
        <nav><a href="/world/">World</a> <a href="/about">About</a> <a href="/login?return=/">Log in</a></nav>
        <a href="{STORY}"><img alt=x></a><a href="{STORY}#top"> Council votes
        on <b>the new plan</b></a><a href="https://other.example/2026/11/20/a-story-of-another-site">Elsewhere</a>
        <a href="/rss.xml">RSS</a><a href="/news-sitemap.xml">Map</a><a href="#top">Top</a>
        <a href="mailto:desk@a.example">Mail</a><a href="/world/">World news</a></body></html>"##
    ));
    assert_eq!(articles(&links), [format!("https://www.a.example{STORY}")]);
    assert_eq!(links.articles[0].text, "Council votes on the new plan");
    assert_eq!(texts(&links.sections), ["https://www.a.example/world/"]);
    assert_eq!(texts(&links.feeds), ["https://feeds.b.example/a", "https://www.a.example/rss.xml"]);
    let sitemaps = ["https://www.a.example/map.xml", "https://www.a.example/news-sitemap.xml"];
    assert_eq!(texts(&links.sitemaps), sitemaps);
    assert_eq!(links.passed_over.counts().collect::<Vec<_>>(), [("shape", 2)]);
}

#[test]
fn spellings_of_one_story_are_one_link() {
    let hrefs = ["", "?utm_source=a", "#c", "?outputType=amp"].map(|end| format!("{STORY}{end}"));
    let html = hrefs.map(|href| format!("<a href='{href}'>One</a>")).concat();
    let html = format!("{html}<a href='/amp{STORY}'>The plan that the council votes on</a>");
    let links = read(&html);
    assert_eq!(articles(&links).len(), 1);
    assert_eq!(links.articles[0].text, "The plan that the council votes on");
}

#[test]
fn the_base_element_counts() {
    let links = read("<base href='/archive2/'><a href='one-two-three-four-five.html'>x</a>");
    assert_eq!(articles(&links), ["https://www.a.example/archive2/one-two-three-four-five.html"]);
}

#[test]
fn what_is_marked_nofollow_is_not_followed() {
    let link = format!("<a rel='noopener NOFOLLOW' href='{STORY}'>x</a>");
    assert_eq!(articles(&read(&link)), [""; 0]);
    let page = format!("<meta name=Robots content='index, nofollow'><a href='{STORY}'>x</a>");
    assert_eq!(articles(&read(&page)), [""; 0]);
}

#[test]
fn headlines_within_links_are_their_text() {
    let link =
        format!("<a href='{STORY}'><p>World</p><h3>Council votes</h3><p>It was late.</p></a>");
    assert_eq!(read(&link).articles[0].text, "Council votes");
}

#[test]
fn lists_in_json_ld_name_articles() {
    let links = read(
        r#"<script type="application/ld+json">{"@graph":[{"@type":"ItemList","itemListElement":[
        {"@type":"ListItem","position":1,"url":"/2026/11/20/one-story-of-the-day"},
        {"@type":"ListItem","item":{"@type":"NewsArticle","url":"https://www.a.example/2026/11/20/two",
        "headline":"Two"}}]},{"@type":"BreadcrumbList","itemListElement":[{"item":"/2026/11/20/three"}]}]}
        </script><script type="application/ld+json">{broken</script>"#,
    );
    let expected = [
        "https://www.a.example/2026/11/20/one-story-of-the-day",
        "https://www.a.example/2026/11/20/two",
    ];
    assert_eq!(articles(&links), expected);
}

/// The test web's host "calendar": every page links to the next month.
#[test]
fn calendars_lead_nowhere() {
    let links = read(
        r#"<a href="/calendar?month=2">Next month of the events calendar</a>
        <a href="/calendar?month=2&view=week">Week view of the calendar page</a>
        <a href="/calendar/s1eef/?month=1">Session link in the calendar page</a>"#,
    );
    let mut passed_over = PassedOver::default();
    passed_over.add("calendar", 3);
    assert_eq!(links, Links { passed_over, ..Links::default() });
}

#[test]
fn endless_nesting_and_endless_links_end() {
    let head = format!("<a href='{STORY}'>x</a>");
    let links = read(&(head + &"<div>".repeat(200_000) + "<a href='/politics/'>y</a>"));
    assert_eq!((links.articles.len(), links.sections.len()), (1, 0));
    read(&"<a href='/x'><table>".repeat(20_000));
    let link = |number| format!("<a href='/2026/11/20/story-{number}'>x</a>");
    let many: Vec<String> = (0..3_000).map(link).collect();
    let links = read(&many.concat());
    assert_eq!(links.articles.len(), MAX_LINKS);
    assert_eq!(links.passed_over.counts().collect::<Vec<_>>(), [("too_many", 1_000)]);
}

proptest! {
    #[test]
    fn no_page_makes_it_panic(html in "(<|>|/|a|base|link|href=|'|\"|script|rel=| |[a-z]|&|;|#|é)*") {
        drop(read(&html));
    }
}

#[test]
fn a_page_that_sends_its_readers_on_names_where() {
    let sent = |content: &str| {
        let html = format!("<meta http-equiv=Refresh content=\"{content}\"><p>One moment.</p>");
        let page = Address::parse("https://news.example/").unwrap();
        read_links(&html, &page).sends_to.map(|to| to.as_str().to_owned())
    };
    let start = Some("https://news.example/start.html".to_owned());
    assert_eq!(sent("0; url=/start.html"), start);
    assert_eq!(sent("3;URL='start.html'"), start);
    for none in ["300", "300; url=/start.html", "0; url=/", "0; url=https://other.example/", "0;"] {
        assert_eq!(sent(none), None, "{none}");
    }
}
