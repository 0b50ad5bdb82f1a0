//! A client with TLS by ring, bounded in time and in attempts.

use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{
    Builder, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
    SharedHttpClient,
};
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;

use crate::S3Settings;

/// A store that does not take a connection in this time is away.
const CONNECT: Duration = Duration::from_secs(5);
/// Silence in the middle of an answer.
const READ: Duration = Duration::from_secs(30);
/// One attempt, up to the head of the answer: 16 MiB at 1.2 Mbit/s.
const ATTEMPT: Duration = Duration::from_mins(2);
/// All attempts and the waits between them.
const OPERATION: Duration = Duration::from_mins(5);
/// Attempts at one request. The step that asked is itself repeated later, with longer waits.
const ATTEMPTS: u32 = 3;

pub(super) async fn connect(settings: &S3Settings) -> Client {
    let http = http_client();
    let mut config = match fixed_credentials(settings) {
        Some(credentials) => Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .credentials_provider(credentials),
        // The chain asks the environment, profile files and the metadata service by itself.
        None => Builder::from(
            &aws_config::defaults(BehaviorVersion::latest())
                .http_client(http.clone())
                .region(Region::new(settings.region.clone()))
                .load()
                .await,
        ),
    };
    if let Some(endpoint) = &settings.endpoint {
        config = config.endpoint_url(endpoint).force_path_style(true);
    }
    let config = config
        .http_client(http)
        .region(Region::new(settings.region.clone()))
        .timeout_config(timeouts())
        .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS))
        // Every put names its SHA-256; the checksums that newer clients add by themselves are
        // refused by older stores.
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
        .build();
    Client::from_conf(config)
}

fn fixed_credentials(settings: &S3Settings) -> Option<Credentials> {
    let id = settings.access_key_id.as_deref()?;
    let secret = settings.secret_access_key.as_ref()?.expose();
    Some(Credentials::new(id, secret, None, None, "settings"))
}

fn http_client() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https()
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .read_timeout(READ)
        .operation_attempt_timeout(ATTEMPT)
        .operation_timeout(OPERATION)
        .build()
}
