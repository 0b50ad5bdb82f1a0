//! An S3 server in the test's own process: s3s over a temporary folder, behind hyper, on loopback.

use std::path::PathBuf;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use storage::{S3Settings, Secret};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The one bucket.
pub(crate) const BUCKET: &str = "news";

/// A running server. Dropped, it no longer takes connections, and its folder is gone.
pub(crate) struct S3Server {
    /// How to reach its bucket.
    pub(crate) settings: S3Settings,
    folder: TempDir,
    accepting: JoinHandle<()>,
}

impl S3Server {
    /// Starts a server with an empty bucket on a free port.
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();

        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single("key", "secret"));
        let service = service.build();

        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let accepting = tokio::spawn(accept(listener, service));

        let settings = S3Settings {
            endpoint: Some(format!("http://{address}")),
            bucket: BUCKET.to_owned(),
            region: "us-east-1".to_owned(),
            access_key_id: Some("key".to_owned()),
            secret_access_key: Some(Secret::new("secret")),
        };
        Self { settings, folder, accepting }
    }

    /// The folder in which the bucket's objects lie as files.
    pub(crate) fn bucket_folder(&self) -> PathBuf {
        self.folder.path().join(BUCKET)
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, service: S3Service) {
    while let Ok((socket, _)) = listener.accept().await {
        let service = service.clone();
        tokio::spawn(async move {
            let server = auto::Builder::new(TokioExecutor::new());
            // A client that hangs up is no failure of the server's.
            let _gone = server.serve_connection(TokioIo::new(socket), service).await;
        });
    }
}
