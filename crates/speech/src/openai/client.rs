//! The HTTP client: TLS by ring with the system's authorities, no redirects, no proxy of the
//! environment's.

use std::sync::Arc;
use std::time::Duration;

use rustls::{ClientConfig, RootCertStore};

use crate::error::SpeechError;

use super::Settings;

/// A server that does not take a connection in this time is away.
const CONNECT: Duration = Duration::from_secs(10);

pub(super) fn build(settings: &Settings) -> Result<reqwest::Client, SpeechError> {
    let unfit = |what: &str, reason: String| SpeechError::Unfit { what: what.to_owned(), reason };
    let builder = reqwest::Client::builder()
        .user_agent(concat!("Earshot/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .tls_backend_preconfigured(tls()?)
        .connect_timeout(CONNECT);
    let builder = match &settings.proxy {
        Some(proxy) => {
            let proxy = reqwest::Proxy::all(proxy.clone());
            builder.proxy(proxy.map_err(|error| unfit("proxy", error.without_url().to_string()))?)
        }
        None => builder.no_proxy(),
    };
    builder.build().map_err(|error| unfit("the HTTP client", error.to_string()))
}

fn tls() -> Result<ClientConfig, SpeechError> {
    let mut roots = RootCertStore::empty();
    // A machine without authorities can still ask a server of its own by http.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| SpeechError::Unfit {
        what: "TLS".to_owned(),
        reason: error.to_string(),
    })?;
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
