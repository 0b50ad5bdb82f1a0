//! Which addresses may be reached: the fence against requests into somebody's own network.
//!
//! In: an IP address and a port. Out: leave or a refusal. Everything that is not globally
//! reachable is refused (IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890), unless a
//! setting allows it. Absent: names, which `resolver` turns into addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::error::FetchError;
use crate::settings::Settings;

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6(a: u16, b: u16, c: u16, prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), prefix)
}

/// IPv4 networks that no public site is in.
const REFUSED_V4: [Ipv4Net; 16] = [
    v4(0, 0, 0, 0, 8),        // this network: RFC 791, section 3.2
    v4(10, 0, 0, 0, 8),       // private: RFC 1918
    v4(100, 64, 0, 0, 10),    // carrier-grade NAT: RFC 6598
    v4(127, 0, 0, 0, 8),      // loopback: RFC 1122, section 3.2.1.3
    v4(168, 63, 129, 16, 32), // the host's services, seen from Azure's machines: their documentation
    v4(169, 254, 0, 0, 16),   // link-local, with most clouds' metadata: RFC 3927
    v4(172, 16, 0, 0, 12),    // private: RFC 1918
    v4(192, 0, 0, 0, 24),     // protocol assignments: RFC 6890
    v4(192, 0, 2, 0, 24),     // documentation: RFC 5737
    v4(192, 88, 99, 0, 24),   // 6to4 relays, deprecated: RFC 7526
    v4(192, 168, 0, 0, 16),   // private: RFC 1918
    v4(198, 18, 0, 0, 15),    // benchmarks: RFC 2544
    v4(198, 51, 100, 0, 24),  // documentation: RFC 5737
    v4(203, 0, 113, 0, 24),   // documentation: RFC 5737
    v4(224, 0, 0, 0, 4),      // multicast: RFC 5771
    v4(240, 0, 0, 0, 4),      // reserved, and broadcast: RFC 1112, section 4; RFC 919
];

/// The only IPv6 space in which public sites are: RFC 4291, section 2.4. Outside it lie loopback,
/// unique local (RFC 4193), link-local, multicast, and the local NAT64 prefix (RFC 8215).
const GLOBAL_V6: Ipv6Net = v6(0x2000, 0, 0, 3);

/// IPv6 networks within it that no public site is in.
const REFUSED_V6: [Ipv6Net; 4] = [
    v6(0x2001, 0, 0, 23), // protocol assignments, with Teredo (RFC 4380) and ORCHID: RFC 2928
    v6(0x2001, 0xdb8, 0, 32), // documentation: RFC 3849
    v6(0x2002, 0, 0, 16), // 6to4, deprecated, embeds any IPv4 address: RFC 7526
    v6(0x3fff, 0, 0, 20), // documentation: RFC 9637
];

/// IPv4 addresses as an IPv6-only network sees them: RFC 6052. The embedded address decides.
const NAT64: Ipv6Net = v6(0x64, 0xff9b, 0, 96);

/// Whether an address is globally reachable. Embedded IPv4 addresses decide for IPv6 ones.
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) if NAT64.contains(&ip) => {
            let [.., a, b, c, d] = ip.octets();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        IpAddr::V6(ip) => {
            GLOBAL_V6.contains(&ip) && !REFUSED_V6.iter().any(|network| network.contains(&ip))
        }
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    !REFUSED_V4.iter().any(|network| network.contains(&ip))
}

/// What may be reached, by the settings.
#[derive(Debug)]
pub(crate) struct Gate {
    networks: Vec<IpNet>,
    ports: Vec<u16>,
    sockets: Vec<SocketAddr>,
}

impl Gate {
    pub(crate) fn new(settings: &Settings) -> Self {
        let mut ports = vec![80, 443];
        ports.extend(&settings.allow_ports);
        Self {
            networks: settings.allow_networks.clone(),
            ports,
            sockets: settings.allow_sockets.clone(),
        }
    }

    /// A port, when no more than a name is known.
    ///
    /// # Errors
    /// [`FetchError::Port`] if it could be right in no network.
    pub(crate) fn check_port(&self, port: u16) -> Result<(), FetchError> {
        let may_be_right = self.ports.contains(&port) || !self.networks.is_empty();
        may_be_right.then_some(()).ok_or(FetchError::Port)
    }

    /// The same, when nobody here will know more than the name: behind a proxy.
    pub(crate) fn check_port_unseen(&self, port: u16) -> Result<(), FetchError> {
        self.ports.contains(&port).then_some(()).ok_or(FetchError::Port)
    }

    /// An address that is written as a number.
    ///
    /// # Errors
    /// [`FetchError::PrivateAddress`], else [`FetchError::Port`].
    pub(crate) fn check_literal(&self, ip: IpAddr, port: u16) -> Result<(), FetchError> {
        let ip = ip.to_canonical();
        let is_sample = self
            .sockets
            .iter()
            .any(|socket| socket.ip().to_canonical() == ip && socket.port() == port);
        if is_sample { Ok(()) } else { self.check_resolved(ip, port) }
    }

    /// An address that a name resolves to.
    ///
    /// # Errors
    /// [`FetchError::PrivateAddress`], else [`FetchError::Port`].
    pub(crate) fn check_resolved(&self, ip: IpAddr, port: u16) -> Result<(), FetchError> {
        self.check_address(ip)?;
        let any_port = self.allows_network_of(ip);
        (any_port || self.ports.contains(&port)).then_some(()).ok_or(FetchError::Port)
    }

    /// An address, whatever the port.
    ///
    /// # Errors
    /// [`FetchError::PrivateAddress`].
    pub(crate) fn check_address(&self, ip: IpAddr) -> Result<(), FetchError> {
        let allowed = is_public(ip) || self.allows_network_of(ip);
        allowed.then_some(()).ok_or(FetchError::PrivateAddress)
    }

    fn allows_network_of(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.networks.iter().any(|network| network.contains(&ip))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(addresses: &[&str], expected: bool) {
        for address in addresses {
            assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn public_addresses_are_public() {
        check(&["1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "198.20.0.1"], true);
        check(&["2606:4700::1111", "2a00:1450::1", "2001:4860:4860::8888"], true);
    }

    #[test]
    fn addresses_of_ones_own_network_are_not() {
        check(&["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.8.9.1", "169.254.169.254"], false);
        check(&["172.16.0.1", "172.31.255.255", "192.168.1.1", "168.63.129.16"], false);
        check(&["::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1"], false);
    }

    #[test]
    fn addresses_for_special_purposes_are_not() {
        check(&["192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"], false);
        check(&["192.88.99.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"], false);
        check(&["100::1", "2001:db8::1", "2001::1", "2001:20::1", "3fff::1", "5f00::1"], false);
    }

    #[test]
    fn an_embedded_address_decides() {
        check(&["::ffff:8.8.8.8", "64:ff9b::8.8.8.8"], true);
        check(&["::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1"], false);
        check(&["::127.0.0.1", "2002:7f00:1::", "2002:808:808::", "64:ff9b:1::8.8.8.8"], false);
    }

    fn gate() -> Gate {
        Gate::new(&Settings {
            allow_networks: vec!["127.0.0.0/8".parse().unwrap()],
            allow_ports: vec![8080],
            allow_sockets: vec!["10.0.0.1:9000".parse().unwrap()],
            ..Settings::default()
        })
    }

    #[test]
    fn an_allowed_network_may_use_any_port() {
        let ip = |text: &str| text.parse().unwrap();

        assert_eq!(gate().check_literal(ip("127.1.1.1"), 22), Ok(()));
        assert_eq!(gate().check_literal(ip("::ffff:127.1.1.1"), 22), Ok(()));
        assert_eq!(gate().check_literal(ip("8.8.8.8"), 8080), Ok(()));
        assert_eq!(gate().check_literal(ip("8.8.8.8"), 22), Err(FetchError::Port));
        assert_eq!(gate().check_literal(ip("10.1.1.1"), 22), Err(FetchError::PrivateAddress));
    }

    #[test]
    fn an_allowed_socket_is_exact_and_has_no_name() {
        let sample = "10.0.0.1".parse().unwrap();

        assert_eq!(gate().check_literal(sample, 9000), Ok(()));
        assert_eq!(gate().check_literal(sample, 80), Err(FetchError::PrivateAddress));
        assert_eq!(gate().check_resolved(sample, 9000), Err(FetchError::PrivateAddress));
    }

    proptest! {
        #[test]
        fn a_mapped_address_is_treated_as_the_one_it_maps(bits: u32) {
            let ip = Ipv4Addr::from_bits(bits);

            prop_assert_eq!(is_public(ip.into()), is_public(ip.to_ipv6_mapped().into()));
        }

        #[test]
        fn what_the_standard_library_calls_private_is_refused(bits: u32) {
            let ip = Ipv4Addr::from_bits(bits);
            let special = ip.is_private() || ip.is_loopback() || ip.is_link_local()
                || ip.is_multicast() || ip.is_documentation() || ip.is_unspecified();

            prop_assert!(!(special && is_public(ip.into())));
        }
    }
}
