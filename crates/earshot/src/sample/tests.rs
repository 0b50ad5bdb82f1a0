//! The newspaper asked as a crawler asks: over HTTP on loopback, and its feed read by a library.

use std::net::SocketAddr;

use chrono::{DateTime, Utc};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use super::*;

const BASE: &str = "http://127.0.0.1:8080/";

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).unwrap()
}

fn articles() -> Vec<Article> {
    Article::all(noon()).unwrap()
}

fn printed() -> Newspaper {
    Newspaper::print(BASE.to_owned(), noon()).unwrap()
}

async fn started() -> (SocketAddr, CancellationToken, JoinHandle<io::Result<()>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let server = tokio::spawn(serve(listener, noon(), stop.clone()));
    (address, stop, server)
}

/// Sends one request; gives head and body.
async fn ask(address: SocketAddr, method: &str, path: &str, header: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{header}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.filter(|(known, _)| *known == name).map(|(_, value)| value).next().unwrap()
}

/// The text of a fragment without its tags and figures, roughly as a reader sees it.
fn characters(article: &Article) -> usize {
    let pieces = article.text.split('<').filter_map(|piece| piece.split_once('>'));
    pieces.map(|(_, text)| text.trim().chars().count()).sum()
}

#[tokio::test]
async fn the_front_page_links_every_article_at_the_address_it_is_served_from() {
    let (address, stop, server) = started().await;
    let (head, body) = ask(address, "GET", "/", "").await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    for article in articles() {
        assert!(body.contains(&format!("\"http://{address}{}\"", article.path())));
    }
    stop.cancel();
    server.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_page_that_is_not_in_the_edition_is_not_found() {
    let (address, _stop, _server) = started().await;
    assert!(ask(address, "GET", "/town/no-such-thing", "").await.0.starts_with("HTTP/1.1 404"));
    assert!(ask(address, "POST", "/", "").await.0.starts_with("HTTP/1.1 405"));
}

#[tokio::test]
async fn whoever_holds_the_page_gets_no_second_copy() {
    let (address, _stop, _server) = started().await;
    let (head, _) = ask(address, "GET", "/feed.xml", "").await;
    let same_tag = format!("If-None-Match: W/\"other\", {}\r\n", header(&head, "etag"));
    let same_time = format!("If-Modified-Since: {}\r\n", header(&head, "last-modified"));
    for condition in [same_tag, same_time] {
        let (head, body) = ask(address, "GET", "/feed.xml", &condition).await;
        assert!(head.starts_with("HTTP/1.1 304"), "{condition}{head}");
        assert!(body.is_empty());
    }
}

#[tokio::test]
async fn whoever_holds_another_page_gets_this_one() {
    let (address, _stop, _server) = started().await;
    let other_tag =
        "If-None-Match: \"1-1\"\r\nIf-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n";
    let too_old = "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n";
    for condition in [other_tag, too_old, "If-Modified-Since: yesterday\r\n"] {
        let (head, _) = ask(address, "GET", "/feed.xml", condition).await;
        assert!(head.starts_with("HTTP/1.1 200"), "{condition}{head}");
    }
}

#[tokio::test]
async fn a_head_request_gets_the_length_and_no_body() {
    let (address, _stop, _server) = started().await;
    let (head, body) = ask(address, "HEAD", "/pictures/harbour.jpg", "").await;
    assert_eq!(header(&head, "content-type"), "image/jpeg");
    assert!(header(&head, "content-length").parse::<usize>().unwrap() > 10_000);
    assert!(body.is_empty());
}

#[test]
fn no_placeholder_is_left_on_any_page() {
    for (path, page) in printed().pages {
        let text = page.text();
        assert!(!text.contains("{{"), "{path}");
    }
}

#[test]
fn every_link_into_the_site_leads_to_a_page() {
    let pages = printed().pages;
    for (path, page) in &pages {
        let text = page.text();
        for link in text.split(BASE).skip(1) {
            let end = link.find(['"', '<', '\n']).unwrap();
            let target = format!("/{}", link.get(..end).unwrap());
            assert!(pages.contains_key(&target), "{target} on {path}");
        }
    }
}

#[test]
fn at_least_twelve_articles_are_complete() {
    let complete = |article: &&Article| {
        !article.head.authors.is_empty()
            && characters(article) > 1200
            && !article.head.title.is_empty()
    };
    assert_eq!(articles().iter().filter(complete).count(), 16);
    for language in ["en", "de", "fr", "es", "it"] {
        assert!(articles().iter().any(|article| article.head.language == language));
    }
}

#[test]
fn articles_come_out_within_two_days_and_no_two_at_once() {
    let times: Vec<_> = articles().iter().map(|article| article.published.to_utc()).collect();
    assert_eq!(times.first(), Some(&noon()));
    assert!(times.is_sorted_by(|newer, older| newer > older));
    assert!(times.iter().all(|time| noon() - *time <= chrono::TimeDelta::days(2)));
}

#[test]
fn the_same_time_prints_the_same_edition() {
    for ((path, first), (_, second)) in printed().pages.into_iter().zip(printed().pages) {
        assert_eq!(first.text(), second.text(), "{path}");
    }
}

#[test]
fn an_author_stands_on_the_page_and_a_note_of_the_newsroom_has_none() {
    let pages = printed().pages;
    for article in articles() {
        let text = pages[&article.path()].text();
        for author in &article.head.authors {
            assert!(text.contains(author.as_str()), "{author}");
        }
        assert_eq!(article.head.authors.is_empty(), article.head.slug.starts_with("tortoise"));
        assert!(text.contains(&article.published.to_rfc3339()), "{}", article.path());
    }
}

#[test]
fn the_feed_names_every_article_with_its_time() {
    let text = printed().pages["/feed.xml"].text().into_owned();
    let channel = rss::Channel::read_from(text.as_bytes()).unwrap();
    assert_eq!(channel.items().len(), articles().len());
    for (item, article) in channel.items().iter().zip(articles()) {
        assert_eq!(item.title(), Some(article.head.title.as_str()));
        let date = DateTime::parse_from_rfc2822(item.pub_date().unwrap()).unwrap();
        assert_eq!(date, article.published);
    }
}

#[test]
fn the_extractor_reads_every_page_as_it_was_written() {
    let newspaper = printed();
    for article in articles() {
        let path = article.path();
        let address = url::Url::parse(BASE).unwrap().join(&path).unwrap();
        let text = newspaper.pages[&path].text();
        let page = extract::Page {
            bytes: text.as_bytes(),
            content_type: None,
            headers: extract::Headers::NONE,
            address: &address,
            fetched_at: noon(),
        };
        let found = extract::extract_article(&page).unwrap_or_else(|why| panic!("{path}: {why}"));
        assert_eq!(found.title, article.head.title);
        assert_eq!(found.authors, article.head.authors, "{path}");
        assert_eq!(found.published.map(|moment| moment.at), Some(article.published), "{path}");
        assert_eq!(found.language, Some(article.head.language.clone()), "{path}");
        assert_eq!(found.mainly_video, article.head.page == article::PageKind::Video, "{path}");
        assert_eq!(found.live, article.head.page == article::PageKind::Live, "{path}");
        for foreign in ["biscuit on your saucer", "Sign up", "Accept all", "Copy link", "Most read"]
        {
            assert!(!found.text().contains(foreign), "{foreign} in {path}");
        }
    }
}
