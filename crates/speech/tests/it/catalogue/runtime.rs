//! The ONNX runtime, taken out of the archive that its makers release.

use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use speech::{CatalogueError, fetch_runtime};
use tempfile::TempDir;
use url::Url;

use super::names;
use super::server::{Answer, Server};

/// An archive as the runtime's makers release it, with this file as its library.
fn archive(path: &str, library: &[u8]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (path, bytes) in [("onnxruntime-linux/LICENSE", &b"MIT License"[..]), (path, library)] {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // Written as it is, as whoever means no good would.
        let name = header.as_mut_bytes().first_chunk_mut::<100>().unwrap();
        name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_cksum();
        tar.append(&header, bytes).unwrap();
    }
    let mut gzip = tar.into_inner().unwrap();
    gzip.flush().unwrap();
    gzip.finish().unwrap()
}

/// The beginning of a library for this machine: as much as is looked at.
fn library() -> Vec<u8> {
    let machine = if cfg!(target_arch = "x86_64") { 0x3e } else { 0xb7 };
    let mut library = b"\x7fELF".to_vec();
    library.resize(18, 0);
    library.extend([machine, 0]);
    library.resize(5000, 7);
    library
}

async fn fetch(
    server: &Server,
    address: &Url,
    bytes: Vec<u8>,
    folder: &TempDir,
) -> Result<(), CatalogueError> {
    server.put("/runtime.tgz", Answer::Whole(bytes));
    fetch_runtime(address, folder.path(), |_| {}).await.map(|library| {
        assert_eq!(library, folder.path().join("libonnxruntime.so"));
    })
}

#[tokio::test]
async fn the_runtime_is_taken_out_of_its_archive_and_nothing_else() {
    let (server, address) = Server::start().await;
    let address = address.join("/runtime.tgz").unwrap();
    let folder = tempfile::tempdir().unwrap();

    let whole = archive("onnxruntime-linux/lib/libonnxruntime.so.1.22.0", &library());
    fetch(&server, &address, whole, &folder).await.unwrap();

    assert_eq!(fs::read(folder.path().join("libonnxruntime.so")).unwrap(), library());
    assert_eq!(names(folder.path()), ["add.lock", "libonnxruntime.so", "onnxruntime.LICENSE"]);
}

#[tokio::test]
async fn a_checksum_in_the_address_of_the_runtime_is_verified() {
    let (server, address) = Server::start().await;
    let bytes = archive("lib/libonnxruntime.so", &library());
    let sum = hex::encode(Sha256::digest(&bytes));
    let folder = tempfile::tempdir().unwrap();

    let right = address.join(&format!("/runtime.tgz#sha256={sum}")).unwrap();
    fetch(&server, &right, bytes.clone(), &folder).await.unwrap();
    let wrong = address.join(&format!("/runtime.tgz#sha256={}", sum.replace('a', "b"))).unwrap();
    let error = fetch(&server, &wrong, bytes, &folder).await.unwrap_err();

    assert!(matches!(error, CatalogueError::Checksum { .. }), "{error}");
}

#[tokio::test]
async fn an_archive_without_a_fit_library_is_refused_and_nothing_is_written_elsewhere() {
    let (server, address) = Server::start().await;
    let address = address.join("/runtime.tgz").unwrap();
    let outside = tempfile::tempdir().unwrap();
    let folder = TempDir::new_in(outside.path()).unwrap();
    let mut other = library();
    other[18] = 0x28;
    let up = archive("../libonnxruntime.so", &library());

    for bytes in [
        archive("lib/other.so", &library()),
        archive("lib/libonnxruntime.so", b"no library at all, but long enough"),
        archive("lib/libonnxruntime.so", &other),
        b"no archive".to_vec(),
        archive("lib/libonnxruntime.so", &library())[..60].to_vec(),
    ] {
        let error = fetch(&server, &address, bytes, &folder).await.unwrap_err();
        assert!(matches!(error, CatalogueError::Archive { .. }), "{error}");
        assert!(!folder.path().join("libonnxruntime.so").exists());
    }
    fetch(&server, &address, up, &folder).await.unwrap();
    assert_eq!(names(outside.path()).len(), 1);
}
