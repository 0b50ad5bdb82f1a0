//! A client with TLS by ring, which tries once.

use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_sdk_polly::Client;
use aws_sdk_polly::config::retry::RetryConfig;
use aws_sdk_polly::config::timeout::TimeoutConfig;
use aws_sdk_polly::config::{Builder, Credentials, Region, SharedHttpClient};
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;

use super::Settings;

/// A server that does not take a connection in this time is away.
const CONNECT: Duration = Duration::from_secs(10);

pub(super) async fn connect(settings: &Settings) -> Client {
    let http = http_client();
    let region = Region::new(settings.region.clone());
    let mut config = match fixed_credentials(settings) {
        Some(credentials) => Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .credentials_provider(credentials),
        // The chain asks the environment, profile files and the metadata service by itself.
        None => Builder::from(
            &aws_config::defaults(BehaviorVersion::latest())
                .http_client(http.clone())
                .region(region.clone())
                .load()
                .await,
        ),
    };
    if let Some(endpoint) = &settings.endpoint {
        config = config.endpoint_url(endpoint.as_str());
    }
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .read_timeout(settings.timeout)
        .operation_timeout(settings.timeout)
        .build();
    let config = config
        .http_client(http)
        .region(region)
        .timeout_config(timeouts)
        .retry_config(RetryConfig::disabled())
        .build();
    Client::from_conf(config)
}

fn fixed_credentials(settings: &Settings) -> Option<Credentials> {
    let id = settings.access_key_id.as_deref()?;
    let secret = settings.secret_access_key.as_ref()?.expose();
    Some(Credentials::new(id, secret, None, None, "settings"))
}

fn http_client() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https()
}
