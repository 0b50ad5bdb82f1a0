//! What the client makes of well-behaved answers.

use std::time::Duration;

use fetch::{Accept, Answer, Request};
use url::Url;

use crate::site::{Answered, Asked, answered, client, full, get, limits, site};

fn header<'a>(asked: &'a Asked, name: &str) -> Option<&'a str> {
    asked.headers().get(name)?.to_str().ok()
}

#[tokio::test]
async fn a_page_comes_with_its_headers() {
    let headers = [
        ("content-type", "text/html; charset=utf-8"),
        ("etag", "W/\"a\""),
        ("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("cache-control", "max-age=61"),
        ("x-robots-tag", "noai"),
        ("tdm-reservation", "1"),
    ];
    let address = site(move |_| answered(200, &headers, full("Rain."))).await;

    let response = get(&address).await.unwrap();

    assert!(
        matches!(&response.answer, Answer::Page(page) if page.body == "Rain." && !page.truncated)
    );
    assert_eq!((response.status, response.bytes_received), (200, 5));
    assert!(response.first_byte <= response.elapsed);
    assert_eq!(response.headers.content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(response.headers.etag.as_deref(), Some("W/\"a\""));
    assert_eq!(response.headers.last_modified.as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_eq!(response.headers.max_age, Some(Duration::from_secs(61)));
    let about_text = [("x-robots-tag", "noai"), ("tdm-reservation", "1")];
    assert_eq!(response.headers.pairs_about_text(), about_text);
}

fn only_if_changed(asked: &Asked) -> Answered {
    let same_tag = header(asked, "if-none-match") == Some("\"a\"");
    let same_date = header(asked, "if-modified-since") == Some("Sun, 06 Nov 1994 08:49:37 GMT");
    if same_tag && same_date {
        answered(304, &[("etag", "\"a\"")], full(""))
    } else {
        answered(200, &[], full("new"))
    }
}

#[tokio::test]
async fn a_copy_at_hand_is_not_sent_again() {
    let mut request = Request::new(site(only_if_changed).await, Accept::Page);
    request.etag = Some("\"a\"".to_owned());
    request.last_modified = Some("Sun, 06 Nov 1994 08:49:37 GMT".to_owned());

    let response = client(limits()).get(&request).await.unwrap();

    assert_eq!((response.answer, response.status), (Answer::NotModified, 304));
    assert_eq!(response.headers.etag.as_deref(), Some("\"a\""));
}

#[tokio::test]
async fn an_answer_to_a_condition_that_nobody_made_is_a_bad_status() {
    let address = site(|_| answered(304, &[], full(""))).await;

    let response = get(&address).await.unwrap();

    assert_eq!(response.answer, Answer::Status { status: 304, retry_after: None });
}

#[tokio::test]
async fn a_redirect_is_given_back_and_not_followed() {
    let address = site(|asked| {
        assert_eq!(asked.uri().path(), "/old");
        answered(308, &[("location", "/new?a")], full(""))
    })
    .await;

    let response = get(&address.join("/old").unwrap()).await.unwrap();

    assert_eq!(
        response.answer,
        Answer::Redirect { status: 308, to: address.join("/new?a").unwrap() }
    );
}

#[tokio::test]
async fn a_host_that_asks_for_rest_gets_it() {
    let address = site(|_| answered(429, &[("retry-after", "5")], full("slow down"))).await;

    let response = get(&address).await.unwrap();

    let retry_after = Some(Duration::from_secs(5));
    assert_eq!(response.answer, Answer::Status { status: 429, retry_after });
    assert_eq!(response.bytes_received, 9);
}

#[tokio::test]
async fn the_client_names_itself_and_says_nothing_else_of_itself() {
    let address = site(|asked| {
        let mut names: Vec<_> = asked.headers().keys().map(|name| format!("{name} ")).collect();
        names.sort();
        assert!(header(asked, "user-agent").unwrap().starts_with("Earshot/"));
        answered(200, &[("set-cookie", "a=b")], full(names.concat()))
    })
    .await;
    let client = client(limits());
    let mut address: Url = address.join("/?a").unwrap();
    address.set_username("me").unwrap();
    address.set_password(Some("secret")).unwrap();
    let request = Request::new(address, Accept::Page);

    for _ in 0..2 {
        let Answer::Page(page) = client.get(&request).await.unwrap().answer else { panic!() };

        assert_eq!(page.body, "accept accept-encoding host user-agent ");
    }
}

#[tokio::test]
async fn connections_are_used_again_after_any_answer() {
    use std::sync::{
        Arc,
        atomic::{AtomicU16, Ordering::Relaxed},
    };

    use crate::site::{serve, url_of};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = url_of("http", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicU16::new(0));
    let count = Arc::clone(&asked);
    tokio::spawn(async move {
        // Only ever one connection: a second one would wait for ever.
        let (stream, _) = listener.accept().await.unwrap();
        serve(stream, move |_| match count.fetch_add(1, Relaxed) {
            0 => answered(404, &[], full("not here")),
            1 => answered(301, &[("location", "/b")], full("moved")),
            2 => answered(200, &[("content-encoding", "gzip")], full(crate::bodies::gzip(b"text"))),
            _ => answered(200, &[], full("text")),
        })
        .await;
    });
    let client = client(fetch::Limits { connect: crate::site::SHORT, ..limits() });

    for _ in 0..4 {
        client.get(&Request::new(address.clone(), Accept::Page)).await.unwrap();
    }

    assert_eq!(asked.load(Relaxed), 4);
}
