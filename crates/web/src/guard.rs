//! Who may ask a household's instance, and under which name.
//!
//! A page of any other site can make a browser ask a name that points to loopback (DNS rebinding);
//! such a request bears that name in `Host`. So a household answers to `localhost`, to literal
//! addresses and to the name in its public address alone. Peers outside private networks are refused
//! unless they are a trusted proxy. A public instance answers everybody.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{StatusCode, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};
use ipnet::IpNet;

use crate::{Audience, Settings, Site, failure::Failure};

/// Lets a request pass, or refuses it.
pub(crate) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    if site.settings.audience == Audience::Household
        && let Err(refusal) = check(&site.settings, &request)
    {
        return refusal.into_response();
    }
    next.run(request).await
}

/// A request without a peer comes from this process; one without a host is not from a browser.
fn check(settings: &Settings, request: &Request) -> Result<(), Failure> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    if peer.is_some_and(|peer| !may_ask(peer, &settings.trusted_proxies)) {
        let sentence = "This newspaper is a household's: it answers its own network only.";
        return Err(Failure::Refused(StatusCode::FORBIDDEN, sentence.to_owned()));
    }
    if host_of(request).is_some_and(|host| !answers_to(settings, &host)) {
        let sentence = format!(
            "This newspaper does not answer to that name. Its address is {}.",
            settings.public_url
        );
        return Err(Failure::Refused(StatusCode::MISDIRECTED_REQUEST, sentence));
    }
    Ok(())
}

/// The name asked for, without its port. What cannot be read is a name that nobody has.
fn host_of(request: &Request) -> Option<String> {
    let header = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or("?"));
    let authority = request.uri().authority().map(Authority::as_str);
    let asked = authority.or(header)?;
    Some(asked.parse::<Authority>().map_or("?".to_owned(), |it| it.host().to_ascii_lowercase()))
}

fn answers_to(settings: &Settings, host: &str) -> bool {
    let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
    let name = host.trim_end_matches('.');
    let public = url::Url::parse(&settings.public_url).ok();
    let is_public = public.is_some_and(|public| public.host_str() == Some(name));
    literal || is_public || name == "localhost" || name.ends_with(".localhost")
}

fn may_ask(peer: IpAddr, proxies: &[IpNet]) -> bool {
    let peer = peer.to_canonical();
    is_private(peer) || proxies.iter().any(|network| network.contains(&peer))
}

/// Loopback, RFC 1918, RFC 4193 and link-local addresses.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peers_outside_the_house_are_refused() {
        let ask = |peer: &str, proxies: &[IpNet]| may_ask(peer.parse().unwrap(), proxies);
        for peer in ["127.0.0.1", "::1", "192.168.1.7", "10.0.0.1", "fe80::1", "::ffff:10.1.2.3"] {
            assert!(ask(peer, &[]), "{peer}");
        }
        for peer in ["8.8.8.8", "2001:db8::1", "::ffff:8.8.8.8", "100.64.0.1"] {
            assert!(!ask(peer, &[]), "{peer}");
        }
        assert!(ask("203.0.113.9", &["203.0.113.0/24".parse().unwrap()]));
    }
}
