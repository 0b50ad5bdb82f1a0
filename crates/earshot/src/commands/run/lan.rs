//! This machine's address in the local network.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use anyhow::{Context as _, ensure};

/// The private address by which this machine would reach others. Nothing is sent: connecting a UDP
/// socket only asks the kernel for the route.
pub(super) fn own_address() -> anyhow::Result<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).context("--lan")?;
    // An address of documentation (RFC 5737): any that is not local asks for the default route.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).context("--lan: there is no network")?;
    let address = socket.local_addr()?.ip();
    let is_private = matches!(address, IpAddr::V4(ip) if ip.is_private());
    ensure!(
        is_private,
        "--lan: this machine's address, {address}, is not one of a private network"
    );
    Ok(address)
}
