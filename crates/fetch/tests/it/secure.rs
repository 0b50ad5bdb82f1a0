//! TLS: whom the client trusts, and which HTTP it speaks then.

use std::sync::Arc;

use fetch::{Accept, Answer, Client, FetchError, Request, Settings};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use url::Url;

use crate::site::{Answered, Asked, answered, full, raw_site, serve, settings, url_of};

const AUTHORITY: &[u8] = include_bytes!("../fixtures/authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("../fixtures/site.pem");
const KEY: &[u8] = include_bytes!("../fixtures/site.key.pem");

/// A site by https that answers with the version of HTTP it was asked by.
async fn secure_site() -> Url {
    secure_site_that(|asked| answered(200, &[], full(format!("{:?}", asked.version())))).await
}

/// A site by https.
async fn secure_site_that<F>(answer: F) -> Url
where
    F: Fn(&Asked) -> Answered + Clone + Send + 'static,
{
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()],
            PrivateKeyDer::from_pem_slice(KEY).unwrap(),
        )
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url_of("https", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(stream) = acceptor.accept(stream).await else { continue };
            tokio::spawn(serve(stream, answer.clone()));
        }
    });
    url
}

fn trusting() -> Client {
    Client::new(Settings { ca_file_pem: Some(AUTHORITY.to_vec()), ..settings() }).unwrap()
}

#[tokio::test]
async fn a_further_authority_is_trusted_and_http_2_spoken() {
    let request = Request::new(secure_site().await, Accept::Page);

    let response = trusting().get(&request).await.unwrap();

    assert!(matches!(response.answer, Answer::Page(page) if page.body == "HTTP/2.0"));
}

#[tokio::test]
async fn a_flood_of_headers_is_refused_by_http_2_too() {
    let long = "j".repeat(6000);
    let address = secure_site_that(move |_| {
        let names: Vec<_> = (0..200).map(|number| format!("x-junk-{number}")).collect();
        let headers: Vec<_> = names.iter().map(|name| (name.as_str(), long.as_str())).collect();
        answered(200, &headers, full(""))
    })
    .await;

    let got = trusting().get(&Request::new(address, Accept::Page)).await;

    // The library ends the stream itself, and says no more.
    assert_eq!(got, Err(FetchError::Protocol));
}

#[tokio::test]
async fn a_certificate_of_nobody_known_is_refused() {
    let request = Request::new(secure_site().await, Accept::Page);

    assert_eq!(Client::new(settings()).unwrap().get(&request).await, Err(FetchError::Tls));
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let mut address = secure_site().await;
    address.set_ip_host("127.0.0.2".parse().unwrap()).unwrap();
    // The site listens on one address only; another door leads to it.
    let door = TcpListener::bind("127.0.0.2:0").await.unwrap();
    let behind = address.port().unwrap();
    address.set_port(door.local_addr().ok().map(|socket| socket.port())).unwrap();
    tokio::spawn(async move {
        let (mut outside, _) = door.accept().await.unwrap();
        let mut inside = tokio::net::TcpStream::connect(("127.0.0.1", behind)).await.unwrap();
        drop(tokio::io::copy_bidirectional(&mut outside, &mut inside).await);
    });

    let got = trusting().get(&Request::new(address, Accept::Page)).await;

    assert_eq!(got, Err(FetchError::Tls));
}

#[tokio::test]
async fn a_server_without_tls_is_no_trustworthy_one() {
    let mut address = raw_site("HTTP/1.1 400 Bad Request\r\n\r\n", true).await;
    address.set_scheme("https").unwrap();

    assert_eq!(trusting().get(&Request::new(address, Accept::Page)).await, Err(FetchError::Tls));
}

#[tokio::test]
async fn a_handshake_cut_short_is_no_connection() {
    let mut address = raw_site("", true).await;
    address.set_scheme("https").unwrap();

    assert_eq!(
        trusting().get(&Request::new(address, Accept::Page)).await,
        Err(FetchError::Connect)
    );
}
