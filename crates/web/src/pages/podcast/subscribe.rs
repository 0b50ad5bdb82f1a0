//! Links that open a podcast app with the feed.
//!
//! Apps that fetch feeds themselves take any address that the device can reach. Those whose servers
//! fetch them are named only for addresses that the internet can reach.

use std::net::IpAddr;

use crate::{Settings, addresses::query_value};

/// One way to subscribe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct App {
    /// The app, or the kind of apps.
    pub(crate) name: &'static str,
    /// Where it runs.
    pub(crate) place: &'static str,
    pub(crate) href: String,
}

/// The apps that can take this feed.
pub(crate) fn apps(feed: &str) -> Vec<App> {
    let rest = Settings::without_scheme(feed);
    let app = |name, place, href| App { name, place, href };
    let mut apps = vec![
        app("Apple Podcasts", "iPhone, iPad, Mac", format!("podcast://{rest}")),
        app("AntennaPod", "Android", format!("antennapod-subscribe://{rest}")),
        app("gPodder", "Linux, Windows, Mac", format!("gpodder://{rest}")),
        app("Other apps", "that know pcast links", format!("pcast://{rest}")),
    ];
    if is_public(feed) {
        let encoded = query_value(feed);
        let overcast = format!("overcast://x-callback-url/add?url={encoded}");
        let pocket_casts = format!("pktc://subscribe/{rest}");
        apps.insert(1, app("Overcast", "iPhone, iPad", overcast));
        apps.insert(3, app("Pocket Casts", "Android, iPhone", pocket_casts));
    }
    apps
}

/// Whether only the computer itself can reach an address.
pub(crate) fn is_loopback(address: &str) -> bool {
    match host(address) {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Whether the servers of an app could reach an address: it has a name with a dot that is not a
/// local one, or a public number.
fn is_public(address: &str) -> bool {
    match host(address) {
        Some(url::Host::Domain(name)) => {
            let local = [".local", ".lan", ".home", ".internal", ".localhost", ".home.arpa"];
            name.contains('.') && !local.iter().any(|ending| name.ends_with(ending))
        }
        Some(url::Host::Ipv4(ip)) => !is_private(IpAddr::V4(ip)),
        Some(url::Host::Ipv6(ip)) => !is_private(IpAddr::V6(ip)),
        None => false,
    }
}

fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4.is_private() || v4.is_loopback() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

fn host(address: &str) -> Option<url::Host> {
    url::Url::parse(address).ok()?.host().map(|host| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apps_with_servers_are_named_only_for_public_addresses() {
        let names = |feed: &str| apps(feed).into_iter().map(|app| app.name).collect::<Vec<_>>();
        assert!(!names("http://192.168.1.9:8000/podcast/feed.xml").contains(&"Overcast"));
        assert!(!names("http://nas.local/podcast/feed.xml").contains(&"Overcast"));
        assert!(names("https://news.example/podcast/feed.xml").contains(&"Overcast"));
    }

    #[test]
    fn the_app_is_given_the_whole_address() {
        let apps = apps("http://127.0.0.1:8000/podcast/feed.xml");
        assert_eq!(apps[0].href, "podcast://127.0.0.1:8000/podcast/feed.xml");
        assert!(is_loopback("http://127.0.0.1:8000/x") && !is_loopback("http://10.0.0.1/x"));
    }
}
