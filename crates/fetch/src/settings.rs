//! What a client is told once: who it is, what it may reach, and how much it puts up with.
//!
//! In: values the program read from its settings. Absent: reading them.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

use crate::names::{Names, SystemNames};

/// How a [`crate::Client`] is set up. The default reaches public addresses on ports 80 and 443.
#[derive(Clone)]
pub struct Settings {
    /// Sent with every request; see [`user_agent`].
    pub user_agent: String,
    /// Networks that may be reached on any port although they are not public.
    pub allow_networks: Vec<IpNet>,
    /// Ports of public addresses besides 80 and 443.
    pub allow_ports: Vec<u16>,
    /// Exact sockets that may be reached: the built-in sample. They hold for addresses written as
    /// numbers, not for names that resolve to them.
    pub allow_sockets: Vec<SocketAddr>,
    /// An HTTP proxy for everything, by whatever address it has. It resolves the names, so only
    /// schemes, ports and addresses written as numbers are checked here. It may hold a password,
    /// and is printed as `[redacted]`.
    pub proxy: Option<Url>,
    /// Who turns names into addresses. What it says is checked like what the system says.
    pub names: Arc<dyn Names>,
    /// Certificate authorities, PEM, trusted besides those of the system.
    pub ca_file_pem: Option<Vec<u8>>,
    /// Sizes and waits.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            user_agent: user_agent(env!("CARGO_PKG_VERSION"), "a self-hosted instance"),
            allow_networks: Vec::new(),
            allow_ports: Vec::new(),
            allow_sockets: Vec::new(),
            proxy: None,
            names: Arc::new(SystemNames),
            ca_file_pem: None,
            limits: Limits::default(),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("user_agent", &self.user_agent)
            .field("allow_networks", &self.allow_networks)
            .field("allow_ports", &self.allow_ports)
            .field("allow_sockets", &self.allow_sockets)
            .field("proxy", &self.proxy.as_ref().map(|_| "[redacted]"))
            .field("names", &self.names)
            .field("ca_file_pem", &self.ca_file_pem.as_ref().map(Vec::len))
            .field("limits", &self.limits)
            .finish()
    }
}

/// How much of a response is taken, and how long it is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a body, decoded, unless the request has a cap of its own. 8 MiB; chosen: a page of text beyond it is not an article.
    pub body_bytes: u64,
    /// How long the addresses of a name are used. A minute: the system's resolver does not tell how
    /// long they hold; it is the usual least of content networks, and spares most lookups.
    pub name_kept: Duration,
    /// Until the connection stands: name, TCP and TLS, each attempt at it. 10 s; chosen: a lost
    /// SYN is sent again after 1, 3 and 7 s (RFC 6298, section 2), so three losses are survived.
    pub connect: Duration,
    /// From the request, the connection included, to the response's last header. 20 s; chosen.
    pub first_byte: Duration,
    /// From the request to the response's last byte. 60 s; chosen: two leases of a host.
    pub whole: Duration,
    /// Least rate of a body, in bytes a second on the wire, over each `trickle_window`. 100;
    /// chosen: a body that comes slower than a modem's holds a host's lease for nothing.
    pub least_bytes_per_second: u64,
    /// How long a body may come slower than that. 15 s.
    pub trickle_window: Duration,
    /// Most bytes of a response's headers, names and values. 64 KiB; chosen: four times the
    /// default of Node.js (`--max-http-header-size`, 16 KiB).
    pub header_bytes: u32,
    /// Requests at once to one IP address in this process, whatever the hosts. 4; chosen: many
    /// sites share one address, and each of them is asked one page at a time.
    pub max_per_ip: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 8 * 1024 * 1024,
            name_kept: Duration::from_mins(1),
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(20),
            whole: Duration::from_mins(1),
            least_bytes_per_second: 100,
            trickle_window: Duration::from_secs(15),
            header_bytes: 64 * 1024,
            max_per_ip: 4,
        }
    }
}

/// How the crawler names itself: `Earshot/0.1.0 (+https://news.example/)`.
///
/// `contact` is the public address of the instance, or whatever else its operator is reached by.
pub fn user_agent(version: &str, contact: &str) -> String {
    let printable = |text: &str| text.chars().filter(|c| matches!(c, ' '..='~')).collect();
    let (version, contact): (String, String) = (printable(version), printable(contact));
    format!("Earshot/{version} (+{contact})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_names_earshot_and_a_contact() {
        let name = user_agent("0.1", "https://news.example/\r\nCookie: a");

        assert_eq!(name, "Earshot/0.1 (+https://news.example/Cookie: a)");
    }

    #[test]
    fn a_proxys_password_is_not_printed() {
        let proxy = Url::parse("http://me:secret@proxy.example/").ok();

        let printed = format!("{:?}", Settings { proxy, ..Settings::default() });

        assert!(printed.contains("[redacted]") && !printed.contains("secret"), "{printed}");
    }
}
