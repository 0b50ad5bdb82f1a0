//! Why an address that a person looks at cannot be seen -> a sentence that names the address, who led
//! there, and the setting where one has to do with it.

use std::time::Duration;

use anyhow::anyhow;
use fetch::{Deadline, FetchError, Limits, Trail};
use url::Url;

use super::private;
use crate::{output, settings::Settings};

/// Tells an error of a look by the trail that it left.
pub(super) fn told(settings: &Settings, trail: &Trail, error: &anyhow::Error) -> anyhow::Error {
    let Some((address, failure)) = trail.failure() else { return anyhow!(output::told(error)) };
    let problem = match error.downcast_ref::<FetchError>() {
        _ if failure == FetchError::PrivateAddress => private::advice(&address),
        Some(_) => format!("{address}: {failure}"),
        // One that names its address itself, as it is about its rules.
        None => output::told(error),
    };
    let from = trail.origin_of(&address).map(|from| format!("{from} redirects: "));
    let advice = advice(settings, &address, failure).map(|advice| format!("; {advice}"));
    anyhow!("{}{problem}{}", from.unwrap_or_default(), advice.unwrap_or_default())
}

/// The setting that would have it otherwise.
fn advice(settings: &Settings, address: &Url, failure: FetchError) -> Option<String> {
    let seconds = settings.fetch_timeout.as_secs();
    Some(match failure {
        FetchError::Port => {
            let port = address.port_or_known_default()?;
            format!("EARSHOT_FETCH_ALLOW_PORTS={port} allows it")
        }
        FetchError::TooLarge => format!(
            "more than {} MB is not read (EARSHOT_FETCH_MAX_MEGABYTES)",
            settings.fetch_max_megabytes
        ),
        FetchError::Timeout { which } if is_ours(which, settings.fetch_timeout) => {
            format!("more than {seconds} s is not waited (EARSHOT_FETCH_TIMEOUT_SECONDS)")
        }
        FetchError::Tls => {
            "EARSHOT_FETCH_CA_FILE names an authority of your own, if that is what it has"
                .to_owned()
        }
        FetchError::Dns | FetchError::Connect if settings.fetch_proxy.is_some() => {
            "it was asked for through EARSHOT_FETCH_PROXY".to_owned()
        }
        _ => return None,
    })
}

/// Whether a deadline is the one that the setting tells; the first byte has a shorter one of its own.
fn is_ours(which: Deadline, whole: Duration) -> bool {
    match which {
        Deadline::Whole => true,
        Deadline::FirstByte => whole < Limits::default().first_byte,
        Deadline::Connect | Deadline::Trickle => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(failure: FetchError, expected: Option<&str>) {
        let settings = Settings { fetch_timeout: Duration::from_secs(30), ..Settings::default() };
        let address = Url::parse("http://news.example:8081/a").unwrap();
        assert_eq!(advice(&settings, &address, failure).as_deref(), expected);
    }

    #[test]
    fn a_limit_is_told_with_its_setting() {
        let which = Deadline::Whole;
        check(FetchError::Port, Some("EARSHOT_FETCH_ALLOW_PORTS=8081 allows it"));
        check(
            FetchError::TooLarge,
            Some("more than 8 MB is not read (EARSHOT_FETCH_MAX_MEGABYTES)"),
        );
        check(
            FetchError::Timeout { which },
            Some("more than 30 s is not waited (EARSHOT_FETCH_TIMEOUT_SECONDS)"),
        );
    }

    #[test]
    fn what_no_setting_changes_is_told_without_one() {
        check(FetchError::Timeout { which: Deadline::FirstByte }, None);
        check(FetchError::Cut, None);
        check(FetchError::Dns, None);
    }
}
