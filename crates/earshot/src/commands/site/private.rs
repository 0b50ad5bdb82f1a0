//! An address in a private network -> what to do about it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use url::{Host, Url};

/// The networks of homes and offices: RFC 1122, RFC 1918, RFC 3927.
const PRIVATE_V4: [Ipv4Net; 5] = [
    Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(172, 16, 0, 0), 12),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 168, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(169, 254, 0, 0), 16),
];
/// The same: RFC 4193, RFC 4291.
const PRIVATE_V6: [Ipv6Net; 2] = [
    Ipv6Net::new_assert(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7),
    Ipv6Net::new_assert(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10),
];

/// Says what to do about an address that is not public.
pub(super) fn advice(address: &Url) -> String {
    let setting = "EARSHOT_FETCH_ALLOW_NETWORKS";
    match address.host() {
        Some(Host::Ipv4(ip)) => literal(address, network_of(ip.into()), setting),
        Some(Host::Ipv6(ip)) => literal(address, network_of(ip.into()), setting),
        _ => format!(
            "{address} leads into a private network. For a test, name that network in {setting}, \
             as {setting}=192.168.0.0/16"
        ),
    }
}

fn literal(address: &Url, network: IpNet, setting: &str) -> String {
    format!("{address} is in a private network ({network}). For a test: {setting}={network}")
}

/// The private network of an address; the address alone where it is in none of those that are known
/// by name.
fn network_of(ip: IpAddr) -> IpNet {
    let known = match ip {
        IpAddr::V4(ip) => PRIVATE_V4.into_iter().find(|it| it.contains(&ip)).map(IpNet::V4),
        IpAddr::V6(ip) => PRIVATE_V6.into_iter().find(|it| it.contains(&ip)).map(IpNet::V6),
    };
    known.unwrap_or_else(|| ip.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: &str) {
        assert_eq!(advice(&Url::parse(address).unwrap()), expected);
    }

    #[test]
    fn a_private_address_is_named_with_the_setting_that_allows_it() {
        check(
            "http://127.0.0.1:8410/",
            "http://127.0.0.1:8410/ is in a private network (127.0.0.0/8). For a test: \
             EARSHOT_FETCH_ALLOW_NETWORKS=127.0.0.0/8",
        );
        check(
            "http://[::1]/",
            "http://[::1]/ is in a private network (::1/128). For a test: \
             EARSHOT_FETCH_ALLOW_NETWORKS=::1/128",
        );
        check(
            "http://nas.home.arpa/",
            "http://nas.home.arpa/ leads into a private network. For a test, name that network in \
             EARSHOT_FETCH_ALLOW_NETWORKS, as EARSHOT_FETCH_ALLOW_NETWORKS=192.168.0.0/16",
        );
    }
}
