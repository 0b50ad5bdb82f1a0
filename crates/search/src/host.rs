//! Names of hosts, as they are indexed and as people type them.

/// The host in what somebody typed: `www.bbc.co.uk` of `https://WWW.bbc.co.uk/news`. International
/// names become their ASCII form; a port stays. Empty when there is none.
pub(crate) fn normal(text: &str) -> String {
    let after_scheme = text.trim().split_once("://").map_or(text.trim(), |(_, rest)| rest);
    let host = after_scheme.split(['/', '?', '#']).next().unwrap_or_default().trim_matches('.');
    match url::Host::parse(host) {
        Ok(host) => host.to_string(),
        Err(_) => host.to_lowercase(),
    }
}

/// All names by which `site:` finds a host: itself, without its port, and each domain above it.
pub(crate) fn with_parents(host: &str) -> Vec<String> {
    let host = normal(host);
    let mut names = vec![host.clone()];
    let bare = host.rsplit_once(':').map_or(host.as_str(), |(bare, _)| bare);
    if bare != host && !bare.contains(':') {
        names.push(bare.to_owned());
    }
    if bare.parse::<std::net::IpAddr>().is_ok() || bare.starts_with('[') {
        return names;
    }
    let mut rest = bare;
    while let Some((_, parent)) = rest.split_once('.') {
        names.push(parent.to_owned());
        rest = parent;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_found_by_every_domain_above_it() {
        assert_eq!(with_parents("www.bbc.co.uk"), ["www.bbc.co.uk", "bbc.co.uk", "co.uk", "uk"]);
        assert_eq!(with_parents("127.0.0.1:8080"), ["127.0.0.1:8080", "127.0.0.1"]);
    }

    #[test]
    fn an_address_is_cut_to_its_host() {
        assert_eq!(normal("https://WWW.bbc.co.uk/news?x=1"), "www.bbc.co.uk");
        assert_eq!(normal("Zürich.ch"), "xn--zrich-kva.ch");
        assert_eq!(normal(""), "");
    }
}
