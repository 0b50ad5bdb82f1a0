use proptest::prelude::*;

use super::*;
use crate::feed::tests::{check_well_formed, on_lines};

fn list() -> List {
    List {
        title: "World — Earshot".to_owned(),
        description: "The latest of the world.".to_owned(),
        link: "https://earshot.example/world".to_owned(),
        feed_address: "https://earshot.example/world/feed.xml".to_owned(),
        language: Some("en".to_owned()),
    }
}

fn item() -> ListItem {
    ListItem {
        title: "Rain & wind".to_owned(),
        link: "https://earshot.example/article/1".to_owned(),
        published: DateTime::parse_from_rfc3339("2026-11-20T12:00:00+02:00").ok(),
        summary: "It rained. The <fields> drank.".to_owned(),
        keywords: vec!["weather".to_owned()],
        source: Some(ListSource {
            title: "The Example".to_owned(),
            address: "https://news.example/feed.xml".to_owned(),
        }),
    }
}

#[test]
fn a_list_of_articles() {
    let bare = ListItem {
        link: "https://earshot.example/article/2".to_owned(),
        published: None,
        summary: String::new(),
        keywords: vec![],
        source: None,
        ..item()
    };
    let feed = render_list(&list(), &[item(), bare]);
    check_well_formed(&feed);
    insta::assert_snapshot!(on_lines(&feed));
}

#[test]
fn a_reader_takes_the_address_for_the_guid() {
    let feed = render_list(&list(), &[item()]);
    let read = rss::Channel::read_from(feed.as_bytes()).expect("a feed");
    rss::validation::Validate::validate(&read).expect("valid");
    let guid = read.items()[0].guid().unwrap();
    assert_eq!((guid.value(), guid.is_permalink()), ("https://earshot.example/article/1", true));
    assert_eq!(read.items()[0].description(), Some("It rained. The &lt;fields&gt; drank."));
}

#[test]
fn an_article_without_an_address_is_left_out_and_a_list_ends() {
    let without = ListItem { link: " ".to_owned(), ..item() };
    assert!(!render_list(&list(), &[without]).contains("<item>"));
    let feed = render_list(&list(), &vec![item(); 300]);
    assert_eq!(feed.matches("<item>").count(), MAX_ITEMS);
}

proptest! {
    #[test]
    fn any_values_give_a_feed(one in any::<String>(), two in "[<>&\"' \\]a!/\u{0}\u{fffe}]{0,30}") {
        for (one, two) in [(&one, &two), (&two, &one)] {
            let list = List { title: one.clone(), feed_address: two.clone(), ..list() };
            let item = ListItem {
                title: two.clone(),
                summary: one.clone(),
                keywords: vec![two.clone()],
                source: Some(ListSource { title: one.clone(), address: two.clone() }),
                ..item()
            };
            check_well_formed(&render_list(&list, &[item]));
        }
    }
}
