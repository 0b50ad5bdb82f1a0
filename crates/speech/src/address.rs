//! Addresses as they are told, stored and logged: without what may be a secret.

use url::Url;

/// Without name, password, query and fragment.
pub(crate) fn shown(address: &Url) -> String {
    let mut address = address.clone();
    // An address that cannot have a name and a password has none.
    let _has_none = address.set_username("").and(address.set_password(None));
    address.set_query(None);
    address.set_fragment(None);
    address.to_string()
}

/// Shortest secret that is looked for in what others say: shorter ones stand in any text.
const SHORTEST: usize = 4;

/// What of an address may be a secret, as others may repeat it: encoded or not, the longest first.
pub(crate) fn secrets_of(address: &Url) -> Vec<String> {
    let mut secrets: Vec<String> = address.query_pairs().map(|(_, value)| value.into()).collect();
    secrets.extend(address.query().map(str::to_owned));
    if let Some(password) = address.password() {
        let decoded = url::form_urlencoded::parse(password.as_bytes());
        secrets.extend(decoded.map(|(text, _)| text.into_owned()));
        secrets.push(password.to_owned());
    }
    secrets.retain(|secret| secret.len() >= SHORTEST);
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets
}

/// What others said, without these secrets.
pub(crate) fn without(secrets: &[String], said: &str) -> String {
    secrets.iter().fold(said.to_owned(), |said, secret| said.replace(secret, "[redacted]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_without_its_secrets() {
        let address = Url::parse("https://me:hunter2@a.example:8443/v1/x?key=s3cret#top").unwrap();
        assert_eq!(shown(&address), "https://a.example:8443/v1/x");
        let plain = Url::parse("http://127.0.0.1:8880/v1").unwrap();
        assert_eq!(shown(&plain), plain.to_string());
    }

    #[test]
    fn what_others_repeat_of_an_address_is_told_without_its_secrets() {
        let address = Url::parse("http://me:hunt%40er@a.example/v1?key=s3%2Fcret&v=1").unwrap();
        let secrets = secrets_of(&address);
        let said = "Cannot POST /v1/speech?key=s3%2Fcret&v=1 (s3/cret, hunt%40er, hunt@er)";
        let told = without(&secrets, said);
        assert_eq!(told, "Cannot POST /v1/speech?[redacted] ([redacted], [redacted], [redacted])");
    }
}
