//! Private addresses in every spelling, asked for and led to: refused, and nobody connects.

use std::sync::Arc;

use fetch::{Accept, Answer, Client, FetchError, Request, Settings};
use url::Url;

use crate::site::{answered, full, site};
use crate::told::{Told, Trap};

const TABLE: &str = include_str!("../fixtures/private.tsv");

/// A line of the table.
struct Spelling {
    refusal: &'static str,
    text: String,
}

fn spellings(port: u16) -> Vec<Spelling> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let read = |line: &'static str| {
        let mut columns = line.split('\t');
        let (refusal, text) = (columns.next().unwrap(), columns.next().unwrap());
        let text = text.replace("{port}", &port.to_string());
        let text = text.replace("{tab}", "\t").replace("{cr}", "\r").replace("{lf}", "\n");
        Spelling { refusal, text }
    };
    lines.map(read).collect()
}

/// The port of the trap is allowed, so that it is never what is refused; every name leads to the
/// trap.
fn settings(trap: &Trap) -> Settings {
    Settings {
        allow_ports: vec![trap.socket.port()],
        names: Told::new(&[&["127.0.0.1"]]),
        ..Settings::default()
    }
}

/// How a client that is told this text refuses it.
async fn refusal(client: &Client, text: &str) -> Result<u16, &'static str> {
    let address = Url::parse(text).map_err(|_| "parse")?;
    ask(client, address).await.map(|answer| answer.0).map_err(|error| error.code())
}

async fn ask(client: &Client, address: Url) -> Result<(u16, Answer), FetchError> {
    let response = client.get(&Request::new(address, Accept::Any)).await?;
    Ok((response.status, response.answer))
}

#[tokio::test]
async fn the_table_is_long_and_repeats_nothing() {
    let mut texts: Vec<_> = spellings(8080).into_iter().map(|it| it.text).collect();
    let count = texts.len();
    texts.sort();
    texts.dedup();

    assert!(texts.len() == count && count >= 150, "{count}");
}

#[tokio::test]
async fn a_private_address_is_refused_in_every_spelling() {
    let trap = Trap::everywhere().await;
    let client = Client::new(settings(&trap)).unwrap();

    let mut wrong = Vec::new();
    for Spelling { refusal: expected, text } in spellings(trap.socket.port()) {
        let got = refusal(&client, &text).await;
        if got != Err(expected) {
            wrong.push((text, got));
        }
    }

    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(trap.came().await, 0);
}

/// Without the fence, so that the test above says something.
#[tokio::test]
async fn the_same_spellings_of_loopback_arrive_where_it_is_allowed() {
    let trap = Trap::everywhere().await;
    let mut settings = settings(&trap);
    settings.allow_networks = vec!["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
    settings.limits.first_byte = std::time::Duration::from_millis(1);
    let client = Client::new(settings).unwrap();

    for Spelling { text, .. } in spellings(trap.socket.port()) {
        let _answer = refusal(&client, &text).await;
    }

    let came = trap.came().await;
    assert!(came >= 75, "{came}");
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_refused_in_every_spelling() {
    let trap = Trap::everywhere().await;
    let texts: Arc<Vec<_>> =
        Arc::new(spellings(trap.socket.port()).into_iter().map(|it| it.text).collect());
    let told = Arc::clone(&texts);
    let sample = site(move |asked| {
        let number: usize = asked.uri().path().trim_matches('/').parse().unwrap();
        let location = hyper::header::HeaderValue::from_bytes(told[number].as_bytes());
        let mut answer = answered(302, &[], full(""));
        // A line end cannot stand in a header.
        location.map(|location| answer.headers_mut().insert("location", location)).ok();
        answer
    })
    .await;
    let allow_sockets = sample.socket_addrs(|| None).unwrap();
    let client = Client::new(Settings { allow_sockets, ..settings(&trap) }).unwrap();

    let mut passed = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let led = match ask(&client, sample.join(&number.to_string()).unwrap()).await {
            Ok((302, Answer::Redirect { to, .. })) => to,
            Err(FetchError::RedirectInvalid) => continue,
            other => panic!("{text}: {other:?}"),
        };
        // A reference may be relative, and then leads to where it came from.
        if led.origin() != sample.origin() && ask(&client, led).await.is_ok() {
            passed.push(text);
        }
    }

    assert!(passed.is_empty(), "{passed:#?}");
    assert_eq!(trap.came().await, 0);
}
