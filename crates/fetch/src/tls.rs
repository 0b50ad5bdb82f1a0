//! Which certificates are trusted, and what TLS offers.
//!
//! In: further authorities as PEM. Out: rustls' settings, on ring. The system's authorities are
//! read when the client is built (on Debian, the package `ca-certificates`); a machine without any
//! can still fetch by http.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tracing::warn;

use crate::error::FetchError;

/// The settings of every TLS connection.
///
/// # Errors
/// [`FetchError::Setting`] if the PEM holds no certificate, or one that cannot be read.
pub(crate) fn config(further_authorities: Option<&[u8]>) -> Result<ClientConfig, FetchError> {
    let mut roots = system_authorities();
    if let Some(pem) = further_authorities {
        add_authorities(&mut roots, pem).ok_or(FetchError::Setting { name: "ca_file_pem" })?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| FetchError::Tls)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn system_authorities() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    let (trusted, _) = roots.add_parsable_certificates(found.certs);
    if trusted == 0 {
        warn!("This system has no certificate authorities: https will fail");
    }
    roots
}

/// `None` if there is no certificate in it, or one that is no authority.
fn add_authorities(roots: &mut RootCertStore, pem: &[u8]) -> Option<()> {
    let before = roots.len();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        roots.add(certificate.ok()?).ok()?;
    }
    (roots.len() > before).then_some(())
}
