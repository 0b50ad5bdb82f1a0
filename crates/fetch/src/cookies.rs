//! The cookies that one host set, for that host alone (RFC 6265bis).
//!
//! In: the `Set-Cookie` lines of its answers. Out: the `Cookie` line for one of its addresses. A jar
//! is a value: nothing of it is written anywhere, and whoever holds it decides whether anything is
//! sent. Deliberately absent: every other host, whatever `Domain` says; the clock.

use chrono::{DateTime, TimeDelta, Utc};
use cookie::Cookie;
use url::Url;

/// Cookies of a jar at most. Chosen: a wall needs one or two; those beyond are not kept.
const MOST_COOKIES: usize = 20;

/// Bytes of all names and values at most. Chosen: what RFC 6265bis, section 5.6 allows one cookie.
const MOST_BYTES: usize = 4096;

/// What one host set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jar {
    host: String,
    cookies: Vec<Kept>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    name: String,
    value: String,
    path: String,
    /// Only by https.
    secure: bool,
    /// None: as long as the jar.
    expires: Option<DateTime<Utc>>,
}

impl Jar {
    /// An empty jar for a host: its name, with the port where that is not the scheme's own.
    #[must_use]
    pub fn of(host: &str) -> Self {
        Self { host: host.to_owned(), cookies: Vec::new() }
    }

    /// Keeps what an answer of this host set, as [`crate::Headers::set_cookies`] has it; forgets what
    /// it took back. Lines that are none, and answers of other hosts, change nothing.
    pub fn keep(&mut self, from: &Url, lines: &[String], now: DateTime<Utc>) {
        if host_of(from) != self.host {
            return;
        }
        for line in lines {
            if let Ok(set) = Cookie::parse(line.as_str()) {
                self.set(from, &set, now);
            }
        }
    }

    /// The `Cookie` line for an address of this host, none where nothing belongs into it.
    #[must_use]
    pub fn line_for(&self, to: &Url, now: DateTime<Utc>) -> Option<String> {
        let fits = |kept: &&Kept| {
            is_within(to.path(), &kept.path)
                && (!kept.secure || to.scheme() == "https")
                && kept.expires.is_none_or(|expires| now < expires)
        };
        let mut fitting: Vec<_> = self.cookies.iter().filter(fits).collect();
        if host_of(to) != self.host || fitting.is_empty() {
            return None;
        }
        // Longer paths first, then by age (section 5.8.3).
        fitting.sort_by_key(|kept| std::cmp::Reverse(kept.path.len()));
        let pairs = fitting.iter().map(|kept| format!("{}={}", kept.name, kept.value));
        Some(pairs.collect::<Vec<_>>().join("; "))
    }

    fn set(&mut self, from: &Url, set: &Cookie<'_>, now: DateTime<Utc>) {
        let secure = set.secure() == Some(true);
        let is_told_safely = from.scheme() == "https";
        let path = set.path().filter(|path| path.starts_with('/'));
        let path = path.unwrap_or_else(|| default_path(from.path())).to_owned();
        let is_same = |kept: &Kept| kept.name == set.name() && kept.path == path;
        let is_guarded = |kept: &Kept| kept.secure && is_same(kept);
        if !is_own_domain(from, set.domain())
            || (!is_told_safely && (secure || self.cookies.iter().any(is_guarded)))
        {
            return;
        }
        self.cookies.retain(|kept| !is_same(kept));
        let expires = expiry(set, now);
        let (name, value) = (set.name().to_owned(), set.value().to_owned());
        let bytes = self.bytes() + name.len() + value.len();
        let has_room = self.cookies.len() < MOST_COOKIES && bytes <= MOST_BYTES;
        if has_room && expires.is_none_or(|expires| now < expires) {
            self.cookies.push(Kept { name, value, path, secure, expires });
        }
    }

    fn bytes(&self) -> usize {
        self.cookies.iter().map(|kept| kept.name.len() + kept.value.len()).sum()
    }
}

/// The host, with its port where that is not the scheme's own. Stricter than the RFC, to which ports
/// are all the same.
fn host_of(address: &Url) -> String {
    let host = address.host_str().unwrap_or_default();
    address.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether a host may name this domain: its own, or one above it. It stays the host's own cookie.
fn is_own_domain(host: &Url, domain: Option<&str>) -> bool {
    let Some(domain) = domain else { return true };
    let (domain, host) = (domain.to_ascii_lowercase(), host.host_str().unwrap_or_default());
    host.strip_suffix(&domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// `Max-Age` before `Expires` (section 5.7); what is out of any range never expires in a visit.
fn expiry(set: &Cookie<'_>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match set.max_age() {
        Some(age) => now.checked_add_signed(TimeDelta::try_seconds(age.whole_seconds())?),
        None => DateTime::from_timestamp(set.expires_datetime()?.unix_timestamp(), 0),
    }
}

/// The folder of a path (section 5.1.4).
fn default_path(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, _)) if !folder.is_empty() => folder,
        _ => "/",
    }
}

/// Whether a path lies at or below another (section 5.1.4).
fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || folder.ends_with('/') || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: DateTime<Utc> = DateTime::from_timestamp(1_763_800_000, 0).unwrap();

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    /// What is sent to the second address when the first one answered with these lines.
    #[track_caller]
    fn check(from: &str, lines: &[&str], to: &str, expected: Option<&str>) {
        let mut jar = Jar::of("news.example");
        for line in lines {
            jar.keep(&url(from), &[(*line).to_owned()], NOW);
        }

        assert_eq!(
            jar.line_for(&url(to), NOW).as_deref(),
            expected,
            "{lines:?} from {from} to {to}"
        );
    }

    const HOME: &str = "https://news.example/";
    const WALL: &str = "https://news.example/consent/ask?return=/a";

    #[test]
    fn a_host_gets_its_own_cookies_back() {
        check(HOME, &["consent=1; Path=/", "b=2"], HOME, Some("consent=1; b=2"));
        check(HOME, &["consent=1", "consent=2"], HOME, Some("consent=2"));
        check(HOME, &["consent=\"a b\"; HttpOnly; SameSite=Strict"], HOME, Some("consent=\"a b\""));
        check(HOME, &["", ";", "consent", "=1"], HOME, None);
    }

    #[test]
    fn nobody_else_gets_them_whatever_the_domain_says() {
        for other in [
            "https://other.example/",
            "https://www.news.example/",
            "https://example/",
            "https://news.example:8443/",
            "https://news.example.other.example/",
        ] {
            check(HOME, &["a=1; Domain=news.example", "b=1; Domain=.example"], other, None);
            check(other, &["a=1", "b=1; Domain=news.example"], HOME, None);
        }
        check(HOME, &["a=1; Domain=.News.Example"], HOME, Some("a=1"));
        check(HOME, &["a=1; Domain=other.example", "b=1; Domain=ews.example"], HOME, None);
    }

    #[test]
    fn a_path_holds_for_what_lies_below_it() {
        check(WALL, &["a=1"], "https://news.example/consent", Some("a=1"));
        check(WALL, &["a=1"], "https://news.example/consent/b/c", Some("a=1"));
        check(WALL, &["a=1"], "https://news.example/consents", None);
        check(WALL, &["a=1; Path=/"], "https://news.example/a", Some("a=1"));
        check(WALL, &["a=1; Path=/", "b=2; Path=/consent"], WALL, Some("b=2; a=1"));
        check(WALL, &["a=1; Path=consent"], "https://news.example/a", None);
    }

    #[test]
    fn a_secure_cookie_goes_by_https_alone() {
        let plain = "http://news.example/";
        check(HOME, &["a=1; Secure"], HOME, Some("a=1"));
        check(HOME, &["a=1; Secure"], plain, None);
        check(plain, &["a=1; Secure"], HOME, None);
        check(plain, &["a=1"], HOME, Some("a=1"));
    }

    #[test]
    fn a_cookie_that_is_taken_back_or_out_of_date_is_gone() {
        check(HOME, &["a=1", "a=1; Max-Age=0"], HOME, None);
        check(HOME, &["a=1; Max-Age=-5"], HOME, None);
        check(HOME, &["a=1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], HOME, None);
        check(HOME, &["a=1; Max-Age=9; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], HOME, Some("a=1"));
        check(HOME, &["a=1; Max-Age=99999999999999999999"], HOME, Some("a=1"));
        let mut jar = Jar::of("news.example");
        jar.keep(&url(HOME), &["a=1; Max-Age=60".to_owned()], NOW);
        assert_eq!(jar.line_for(&url(HOME), NOW + TimeDelta::seconds(60)), None);
    }

    #[test]
    fn a_jar_is_small() {
        let lines: Vec<_> = (0..1000).map(|number| format!("a{number}=1")).collect();
        let mut jar = Jar::of("news.example");
        jar.keep(&url(HOME), &lines, NOW);
        assert_eq!(jar.cookies.len(), MOST_COOKIES);

        let long = format!("a={}", "x".repeat(MOST_BYTES));
        check(HOME, &[&long, "b=2"], HOME, Some("b=2"));
    }

    proptest! {
        #[test]
        fn any_line_ends_well(line in "\\PC{0,80}", attribute in "(Max-Age|Expires|Path|Domain)=\\PC{0,40}") {
            let mut jar = Jar::of("news.example");
            jar.keep(&url(WALL), &[line, format!("a=1; {attribute}")], NOW);

            let length = jar.line_for(&url(WALL), NOW).map_or(0, |line| line.len());
            prop_assert!(length <= MOST_BYTES + 3 * MOST_COOKIES);
        }
    }
}
