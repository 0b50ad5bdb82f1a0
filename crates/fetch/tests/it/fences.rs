//! What may be reached, by whatever name.

use std::sync::Arc;

use bytes::Bytes;
use fetch::{Accept, Answer, Client, FetchError, Limits, Request, Settings};
use futures_util::future::join_all;
use futures_util::stream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};
use url::Url;

use crate::site::{Body, answered, chunked, client, full, limits, settings, site};

async fn check(settings: Settings, address: &str, expected: Result<u16, FetchError>) {
    let request = Request::new(Url::parse(address).unwrap(), Accept::Any);

    let got = Client::new(settings).unwrap().get(&request).await;

    assert_eq!(got.map(|response| response.status), expected, "{address}");
}

#[tokio::test]
async fn a_name_that_resolves_to_a_private_address_is_refused() {
    for name in ["localhost", "LOCALHOST"] {
        let address = format!("http://{name}/");
        check(Settings::default(), &address, Err(FetchError::PrivateAddress)).await;
    }
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_told() {
    // Never registered: RFC 6761, section 6.4.
    check(Settings::default(), "http://site.invalid/", Err(FetchError::Dns)).await;
}

#[tokio::test]
async fn other_ports_are_refused_before_anything_is_asked() {
    check(Settings::default(), "http://site.invalid:22/", Err(FetchError::Port)).await;
    check(Settings::default(), "http://8.8.8.8:22/", Err(FetchError::Port)).await;
    check(Settings::default(), "http://127.0.0.1:22/", Err(FetchError::PrivateAddress)).await;
}

#[tokio::test]
async fn other_schemes_are_refused() {
    for address in ["file:///etc/passwd", "ftp://news.example/", "data:,a", "gopher://10.0.0.1/"] {
        check(settings(), address, Err(FetchError::Scheme)).await;
    }
}

#[tokio::test]
async fn a_name_in_an_allowed_network_is_reached_on_any_port() {
    let mut settings = settings();
    settings.allow_networks.push("::1/128".parse().unwrap());
    let mut address = site(|_| answered(200, &[], full(""))).await;
    address.set_host(Some("localhost")).unwrap();

    check(settings, address.as_str(), Ok(200)).await;
}

#[tokio::test]
async fn the_built_in_sample_is_reached_by_its_exact_socket_only() {
    let sample = site(|_| answered(200, &[], full(""))).await;
    let other = site(|_| answered(200, &[], full(""))).await;
    let socket = sample.socket_addrs(|| None).unwrap();
    let settings = Settings { allow_sockets: socket, ..Settings::default() };

    check(settings.clone(), sample.as_str(), Ok(200)).await;
    check(settings, other.as_str(), Err(FetchError::PrivateAddress)).await;
}

#[tokio::test]
async fn a_proxy_is_used_and_does_not_lower_the_fence() {
    let mut proxy = site(|asked| {
        assert_eq!(asked.uri(), "http://site.invalid/a");
        answered(200, &[], full("by proxy"))
    })
    .await;
    proxy.set_host(Some("localhost")).unwrap();
    let settings = Settings { proxy: Some(proxy), ..Settings::default() };

    check(settings.clone(), "http://site.invalid/a", Ok(200)).await;
    check(settings.clone(), "http://site.invalid:22/a", Err(FetchError::Port)).await;
    check(settings, "http://10.0.0.1/", Err(FetchError::PrivateAddress)).await;
}

/// A body that says whether its request had one of the places, and holds it long enough for other
/// requests to arrive.
fn holding(place: Result<OwnedSemaphorePermit, TryAcquireError>) -> Body {
    let word = if place.is_ok() { "kept" } else { "broken" };
    chunked(stream::once(async move {
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        drop(place);
        Bytes::from_static(word.as_bytes())
    }))
}

/// The pages of twenty requests at once, with room for `room` at the site.
async fn twenty_pages(room: usize, max_per_ip: usize) -> Vec<Answer> {
    let places = Arc::new(Semaphore::new(room));
    let address =
        site(move |_| answered(200, &[], holding(Arc::clone(&places).try_acquire_owned()))).await;
    let client = client(Limits { max_per_ip, ..limits() });
    let request = Request::new(address, Accept::Page);
    let asked = join_all((0..20).map(|_| client.get(&request))).await;
    asked.into_iter().map(|response| response.unwrap().answer).collect()
}

#[tokio::test]
async fn no_more_than_the_most_requests_are_at_one_address_at_once() {
    let kept = |answer: &Answer| matches!(answer, Answer::Page(page) if page.body == "kept");

    assert!(twenty_pages(2, 2).await.iter().all(kept));
    // The same without the cap, so that the line above says something.
    assert!(!twenty_pages(2, 20).await.iter().all(kept));
}

#[tokio::test]
async fn settings_that_cannot_work_are_named() {
    let agent = Settings { user_agent: "a\nb".to_owned(), ..Settings::default() };
    let authority = Settings { ca_file_pem: Some(b"none".to_vec()), ..Settings::default() };

    let failure = |settings| Client::new(settings).err();

    assert_eq!(failure(agent), Some(FetchError::Setting { name: "user_agent" }));
    assert_eq!(failure(authority), Some(FetchError::Setting { name: "ca_file_pem" }));
}
