//! What is true of S3 alone.

use storage::{S3Settings, Secret, Settings, StorageError, Store};

use crate::promises;
use crate::s3_server::S3Server;

async fn open(settings: S3Settings) -> Store {
    Store::open(&Settings::S3(settings)).await.unwrap()
}

#[tokio::test]
async fn a_store_in_s3_keeps_the_promises() {
    let server = S3Server::start().await;
    promises::are_kept(&open(server.settings.clone()).await).await;
}

#[tokio::test]
async fn objects_in_s3_lie_where_their_keys_say() {
    let server = S3Server::start().await;
    let key = promises::put(&open(server.settings.clone()).await, b"An episode.").await;
    let path = server.bucket_folder().join(key.to_string());
    assert_eq!(std::fs::read(path).unwrap(), b"An episode.");
}

#[tokio::test]
async fn a_wrong_secret_is_denied() {
    let server = S3Server::start().await;
    let mut settings = server.settings.clone();
    settings.secret_access_key = Some(Secret::new("guess"));
    let error = open(settings).await.check().await.unwrap_err();
    assert!(matches!(error, StorageError::Denied(_)) && !error.may_pass(), "{error:?}");
}

#[tokio::test]
async fn a_bucket_that_does_not_exist_is_told() {
    let server = S3Server::start().await;
    std::fs::remove_dir(server.bucket_folder()).unwrap();
    let store = open(server.settings.clone()).await;
    let error = futures_util::TryStreamExt::try_next(&mut store.list(None)).await.unwrap_err();
    assert!(matches!(error, StorageError::NoBucket), "{error:?}");
}

#[tokio::test]
async fn a_server_that_is_gone_is_away_and_may_pass() {
    let mut settings = S3Server::start().await.settings.clone();
    // A port where nobody listens any more.
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    settings.endpoint = Some(format!("http://{}", listener.local_addr().unwrap()));
    drop(listener);
    let error = open(settings).await.check().await.unwrap_err();
    assert!(matches!(error, StorageError::Away(_)) && error.may_pass(), "{error:?}");
}
