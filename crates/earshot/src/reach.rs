//! Whether others can reach the instance from the internet: what hubs need to tell us of news.

use url::{Host, Url};

use crate::settings::Settings;

/// Names below which nothing on the internet is: RFC 6761, RFC 6762, RFC 8375, RFC 9476, and what
/// routers call the networks of homes.
const LOCAL: [&str; 12] = [
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "home.arpa",
    "corp",
    "test",
    "example",
    "invalid",
];

/// Where hubs reach us, without the token at its end; none unless `EARSHOT_PUBLIC_URL` is an address
/// of the internet. A literal address is one if we could fetch from it ourselves.
pub(crate) fn callback(settings: &Settings, client: &fetch::Client) -> Option<String> {
    let public = settings.public_url.as_ref()?;
    is_reachable(public, client).then(|| web::hub_callback(public.as_str()))
}

fn is_reachable(public: &Url, client: &fetch::Client) -> bool {
    // Hubs may use any port; whether we may is no matter here.
    let mut address = public.clone();
    let is_usable = address.set_port(None).is_ok();
    match public.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let is_web = matches!(public.scheme(), "http" | "https");
            is_usable
                && is_web
                && name.contains('.')
                && !LOCAL.iter().any(|top| is_below(&name, top))
        }
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => is_usable && client.check(&address).is_ok(),
        None => false,
    }
}

fn is_below(name: &str, top: &str) -> bool {
    name.strip_suffix(top).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hubs_reach_what_is_on_the_internet_alone() {
        let client = fetch::Client::new(fetch::Settings::default()).unwrap();
        let reaches = |text: &str| is_reachable(&text.parse().unwrap(), &client);

        for text in ["https://news.org/", "http://a.news.org:8443/b/", "https://1.1.1.1:8000/"] {
            assert!(reaches(text), "{text}");
        }
        for text in [
            "http://127.0.0.1:8000/",
            "http://[::1]/",
            "http://192.168.1.7/",
            "http://nas/",
            "https://localhost/",
            "https://paper.home.arpa/",
            "http://nas.local:8000/",
            "ftp://news.org/",
            "https://news.example/",
        ] {
            assert!(!reaches(text), "{text}");
        }
    }
}
