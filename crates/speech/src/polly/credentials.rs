//! What is told where nobody could sign a request.

use super::Settings;

/// Where credentials are looked for: in the settings, and then by the chain of the AWS tools, in its
/// order (docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html).
const LOOKED_FOR: &str = "neither access_key_id and secret_access_key of the voices file, nor the \
                          variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, nor a profile \
                          (AWS_PROFILE, else “default”) of ~/.aws/credentials or ~/.aws/config, nor \
                          a role of this container or machine; write them into the voices file, as \
                          access_key_id = \"…\" and secret_access_key_file = \"polly.key\", or into one \
                          of the other places";

/// What the chain says where it was asked to its end, and nobody had any.
const NOBODY: &str = "no providers in chain provided credentials";

/// Why a request was not even sent; `causes` is what the client said.
pub(super) fn told(settings: &Settings, causes: &str) -> String {
    let is_of_credentials = ["credential", "identity"].iter().any(|word| causes.contains(word));
    if settings.access_key_id.is_some() || !is_of_credentials {
        return causes.to_owned();
    }
    if causes.contains(NOBODY) {
        return format!("no credentials were found: {LOOKED_FOR}");
    }
    format!("no credentials could be had ({causes}): {LOOKED_FOR}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;

    #[test]
    fn what_is_missing_is_told_with_where_it_was_looked_for() {
        let chain = Settings::new("polly", "eu-central-1");
        let none = format!("dispatch failure: other: {NOBODY}");
        assert!(
            told(&chain, &none).starts_with("no credentials were found: neither access_key_id")
        );
        let slow = told(&chain, "dispatch failure: identity resolver timed out after 5s");
        assert!(slow.contains("after 5s") && slow.contains("~/.aws/credentials"), "{slow}");
        assert_eq!(told(&chain, "construction failure"), "construction failure");
        let fixed = Settings {
            access_key_id: Some("A".to_owned()),
            secret_access_key: Some(Key::new("s")),
            ..chain
        };
        assert_eq!(told(&fixed, &none), none);
    }
}
