//! Names whose addresses are not what they seem. `127.0.0.2` stands for a public address: it is
//! allowed; `127.0.0.1`, where the same port is open, is not.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use fetch::{Accept, Client, Deadline, FetchError, Names, Request, Settings};
use futures_util::future::{self, BoxFuture};
use tokio::net::TcpListener;
use url::Url;

use crate::site::{SHORT, answered, full, limits, serve};
use crate::told::{Told, Trap};

const PUBLIC: &str = "127.0.0.2";
const PRIVATE: &str = "127.0.0.1";

/// A site at the public address, and a trap at the same port of the private one.
async fn site_and_trap() -> (Url, Trap) {
    let (listener, trap) = loop {
        let trap = Trap::at(&format!("{PRIVATE}:0")).await.unwrap();
        let beside = SocketAddr::new(PUBLIC.parse().unwrap(), trap.socket.port());
        if let Ok(listener) = TcpListener::bind(beside).await {
            break (listener, trap);
        }
    };
    let address = Url::parse(&format!("http://news.example:{}/", trap.socket.port())).unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, |_| answered(200, &[], full(""))));
        }
    });
    (address, trap)
}

/// A client of those names that looks them up before every request.
fn client(names: Arc<dyn Names>) -> Client {
    let mut limits = limits();
    limits.name_kept = Duration::ZERO;
    let allow_networks = vec![format!("{PUBLIC}/32").parse().unwrap()];
    Client::new(Settings { names, allow_networks, limits, ..Settings::default() }).unwrap()
}

async fn status(client: &Client, address: &Url) -> Result<u16, FetchError> {
    client.get(&Request::new(address.clone(), Accept::Page)).await.map(|it| it.status)
}

async fn check(addresses: &[&str], expected: Result<u16, FetchError>) {
    let (address, trap) = site_and_trap().await;

    let got = status(&client(Told::new(&[addresses])), &address).await;

    assert_eq!(got, expected, "{addresses:?}");
    assert_eq!(trap.came().await, 0, "{addresses:?}");
}

#[tokio::test]
async fn the_address_that_was_checked_is_the_one_that_is_connected_to() {
    let (address, trap) = site_and_trap().await;
    let names = Told::new(&[&[PUBLIC], &[PRIVATE]]);

    let got = status(&client(Arc::clone(&names) as Arc<dyn Names>), &address).await;

    assert_eq!((got, names.asked()), (Ok(200), 1));
    assert_eq!(trap.came().await, 0);
}

#[tokio::test]
async fn a_name_that_turns_to_a_private_address_is_refused_from_then_on() {
    let (address, trap) = site_and_trap().await;
    let client = client(Told::new(&[&[PUBLIC], &[PUBLIC], &[PRIVATE]]));

    assert_eq!(status(&client, &address).await, Ok(200));
    assert_eq!(status(&client, &address).await, Ok(200));
    for _ in 0..3 {
        assert_eq!(status(&client, &address).await, Err(FetchError::PrivateAddress));
    }
    assert_eq!(trap.came().await, 0);
}

#[tokio::test]
async fn a_name_that_changes_with_every_answer_never_leads_inside() {
    let (address, trap) = site_and_trap().await;
    let turns: Vec<&[&str]> =
        (0..99).map(|turn| if turn % 2 == 0 { &[PUBLIC][..] } else { &[PRIVATE][..] }).collect();
    let client = client(Told::new(&turns));

    let asked = future::join_all((0..99).map(|_| status(&client, &address))).await;

    assert!(asked.iter().all(|it| matches!(it, Ok(200) | Err(FetchError::PrivateAddress))));
    assert!(asked.contains(&Ok(200)) && asked.contains(&Err(FetchError::PrivateAddress)));
    assert_eq!(trap.came().await, 0);
}

#[tokio::test]
async fn one_private_address_among_others_refuses_them_all() {
    check(&[PUBLIC], Ok(200)).await;
    check(&[PUBLIC, PRIVATE], Err(FetchError::PrivateAddress)).await;
    check(&[PRIVATE, PUBLIC], Err(FetchError::PrivateAddress)).await;
    check(&[PUBLIC, "::ffff:127.0.0.1"], Err(FetchError::PrivateAddress)).await;
    check(&["64:ff9b::127.0.0.1", PUBLIC], Err(FetchError::PrivateAddress)).await;
    check(&["::1", PUBLIC], Err(FetchError::PrivateAddress)).await;
    check(&["169.254.169.254"], Err(FetchError::PrivateAddress)).await;
}

#[tokio::test]
async fn a_private_address_is_found_behind_any_number_of_others() {
    let mut many = vec![PUBLIC; 1000];
    check(&many, Ok(200)).await;

    let others: Vec<_> = (0..200).map(|last| format!("8.8.8.{last}")).collect();
    many.extend(others.iter().map(String::as_str));
    many.push(PRIVATE);
    check(&many, Err(FetchError::PrivateAddress)).await;
}

#[tokio::test]
async fn a_name_without_addresses_does_not_resolve() {
    check(&[], Err(FetchError::Dns)).await;

    let (address, _trap) = site_and_trap().await;
    let unknown = client(Told::new(&[]));
    assert_eq!(status(&unknown, &address).await, Err(FetchError::Dns));
}

/// Names of which nothing is ever heard.
#[derive(Debug)]
struct Silent;

impl Names for Silent {
    fn addresses(&self, _: String) -> BoxFuture<'_, std::io::Result<Vec<std::net::IpAddr>>> {
        Box::pin(future::pending())
    }
}

#[tokio::test]
async fn names_that_are_never_answered_are_left() {
    let mut settings = Settings { names: Arc::new(Silent), ..Settings::default() };
    settings.limits.connect = SHORT;
    let client = Client::new(settings).unwrap();

    let got = status(&client, &Url::parse("http://news.example/").unwrap()).await;

    assert_eq!(got, Err(FetchError::Timeout { which: Deadline::Connect }));
}
