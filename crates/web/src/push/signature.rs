//! `X-Hub-Signature`: whether a body was signed with our secret (WebSub, section 7.1).
//!
//! In: `METHOD=HEX`, the secret, the body. The comparison takes the same time wherever they differ.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

/// Whether the signature is right; an unknown method is wrong.
pub(super) fn is_right(header: &str, secret: &[u8], body: &[u8]) -> bool {
    let Some((method, digits)) = header.trim().split_once('=') else { return false };
    let Ok(signature) = hex::decode(digits) else { return false };
    match method {
        "sha1" => is_of::<Hmac<Sha1>>(secret, body, &signature),
        "sha256" => is_of::<Hmac<Sha256>>(secret, body, &signature),
        "sha384" => is_of::<Hmac<Sha384>>(secret, body, &signature),
        "sha512" => is_of::<Hmac<Sha512>>(secret, body, &signature),
        _ => false,
    }
}

fn is_of<M: Mac + KeyInit>(secret: &[u8], body: &[u8], signature: &[u8]) -> bool {
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(secret) else { return false };
    mac.update(body);
    mac.verify_slice(signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, section 4.3 (test case 2), and RFC 2202, section 3 (test case 2).
    const SECRET: &[u8] = b"Jefe";
    const BODY: &[u8] = b"what do ya want for nothing?";
    const RIGHT: [&str; 4] = [
        "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e\
         8e2240ca5e69e2c78b3239ecfab21649",
        "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
         9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    ];

    #[test]
    fn the_signatures_of_the_standards_are_right() {
        for signature in RIGHT {
            assert!(is_right(signature, SECRET, BODY), "{signature}");
        }
    }

    #[test]
    fn anything_else_is_wrong() {
        for signature in RIGHT {
            assert!(!is_right(signature, b"other", BODY) && !is_right(signature, SECRET, b"other"));
            assert!(!is_right(&signature.replace('=', "=00"), SECRET, BODY));
        }
        let swapped = RIGHT[1].replace("sha256", "sha384");
        let short = RIGHT[1].get(..20).unwrap_or_default();
        for signature in ["", "=", "sha256", "sha256=", "sha256=xy", "md5=00", &swapped, short] {
            assert!(!is_right(signature, SECRET, BODY), "{signature}");
        }
    }
}
