//! A redirect that leads in a circle -> once more, with the host's own cookies, or the end.
//!
//! A consent wall leads every address to itself, sets a cookie, and leads back; who does not bring
//! the cookie goes round for ever. So a visit keeps what the host itself set, and sends it, to that
//! host alone, once its redirects lead back to what was asked already, and never before (0008). It
//! is gone with the visit. Deliberately absent: forms, scripts, and any cookie that we were not given.

use std::mem;

use discover::Address;
use fetch::{Accept, Headers, Jar, Request};

use crate::clock::{now, to_chrono};

/// Redirects followed from one address.
const MOST_REDIRECTS: usize = 5;

/// What a host set in this visit, and whether it gets it back.
#[derive(Debug)]
pub(crate) struct Wall {
    jar: Jar,
    /// Since a circle was met, unless that was in vain.
    gives: bool,
}

impl Wall {
    pub(crate) fn of(host: &str) -> Self {
        Self { jar: Jar::of(host), gives: false }
    }

    /// Keeps what an answer set.
    pub(crate) fn hear(&mut self, request: &Request, headers: &Headers) {
        self.jar.keep(&request.address, &headers.set_cookies, to_chrono(now()));
    }

    fn cookies_for(&self, address: &Address) -> Option<String> {
        let line = || self.jar.line_for(address.url(), to_chrono(now()));
        self.gives.then(line).flatten()
    }
}

/// Why a chain of redirects leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DeadEnd {
    /// In a circle, or too far.
    #[error("too many redirects")]
    Loop,
    /// The same, although its own cookies had it lead elsewhere.
    #[error("a consent wall that its own cookies do not open")]
    Wall,
}

impl DeadEnd {
    /// As addresses bear it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Loop => "redirect_loop",
            Self::Wall => "consent_wall",
        }
    }
}

/// One request of a chain: asking for the same with the same cookies brings the same.
type Asked = (Address, Option<String>);

/// The redirects from one address, within one host.
#[derive(Debug)]
pub(crate) struct Chain {
    before: Vec<Asked>,
    at: Asked,
    /// Whether this chain was the first to give cookies.
    is_trying: bool,
}

impl Chain {
    pub(crate) fn begin(address: Address, wall: &Wall) -> Self {
        let cookies = wall.cookies_for(&address);
        Self { before: Vec::new(), at: (address, cookies), is_trying: false }
    }

    /// Where it has led by now.
    pub(crate) fn address(&self) -> &Address {
        &self.at.0
    }

    /// The request for it.
    pub(crate) fn request(&self, accept: Accept) -> Request {
        let (address, cookies) = &self.at;
        Request { cookies: cookies.clone(), ..Request::new(address.url().clone(), accept) }
    }

    /// Goes on to where a redirect leads.
    ///
    /// # Errors
    /// When there is no end to it.
    pub(crate) fn go_on(&mut self, to: Address, wall: &mut Wall) -> Result<(), DeadEnd> {
        let mut cookies = wall.cookies_for(&to);
        if self.has_asked(&to, cookies.as_deref()) && !wall.gives {
            (wall.gives, self.is_trying) = (true, true);
            cookies = wall.cookies_for(&to);
        }
        if self.has_asked(&to, cookies.as_deref()) || self.before.len() >= MOST_REDIRECTS {
            return Err(self.end(&to, wall));
        }
        self.before.push(mem::replace(&mut self.at, (to, cookies)));
        Ok(())
    }

    fn end(&self, to: &Address, wall: &mut Wall) -> DeadEnd {
        // What opened no wall is not worth giving at the next.
        wall.gives &= !self.is_trying;
        if self.is_swayed(to) { DeadEnd::Wall } else { DeadEnd::Loop }
    }

    /// Whether cookies changed anything: what was asked twice, without them and with them, led to two
    /// places. A circle that they leave as it is is no wall, whatever the host sets them for.
    fn is_swayed(&self, to: &Address) -> bool {
        let led = self.asked().skip(1).map(|(address, _)| address).chain([to]);
        let steps: Vec<(&Address, &Address)> =
            self.asked().map(|(address, _)| address).zip(led).collect();
        steps.iter().any(|one| steps.iter().any(|other| one.0 == other.0 && one.1 != other.1))
    }

    fn has_asked(&self, address: &Address, cookies: Option<&str>) -> bool {
        self.asked().any(|asked| asked.0 == *address && asked.1.as_deref() == cookies)
    }

    fn asked(&self) -> impl Iterator<Item = &Asked> {
        self.before.iter().chain([&self.at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A host that answers everything by a redirect, and sets this cookie with it.
    struct Host {
        wall: Wall,
        sets: &'static str,
    }

    impl Host {
        fn new(sets: &'static str) -> Self {
            Self { wall: Wall::of("news.example"), sets }
        }

        fn answer(&mut self, request: &Request) {
            let set_cookies = vec![self.sets.to_owned()];
            self.wall.hear(request, &Headers { set_cookies, ..Headers::default() });
        }
    }

    /// Follows redirects to these paths, and returns the cookies of each request, in order.
    fn follow(host: &mut Host, paths: &[&str]) -> (Vec<Option<String>>, Option<DeadEnd>) {
        let address = |path: &&str| Address::parse(&format!("https://news.example{path}")).unwrap();
        let mut paths = paths.iter().map(address);
        let mut chain = Chain::begin(paths.next().unwrap(), &host.wall);
        let mut sent = vec![chain.request(Accept::Page).cookies];
        for to in paths {
            host.answer(&chain.request(Accept::Page));
            if let Err(end) = chain.go_on(to, &mut host.wall) {
                return (sent, Some(end));
            }
            sent.push(chain.request(Accept::Page).cookies);
        }
        (sent, None)
    }

    #[track_caller]
    fn check(host: &mut Host, paths: &[&str], sent: &[Option<&str>], end: Option<DeadEnd>) {
        let (cookies, ended) = follow(host, paths);
        let cookies: Vec<_> = cookies.iter().map(Option::as_deref).collect();

        assert_eq!((cookies.as_slice(), ended), (sent, end), "{paths:?}");
    }

    const GIVEN: Option<&str> = Some("consent=1");

    #[test]
    fn cookies_are_given_once_redirects_lead_back_and_from_then_on() {
        let mut host = Host::new("consent=1; Path=/");
        check(&mut host, &["/a", "/consent", "/a"], &[None, None, GIVEN], None);
        check(&mut host, &["/b"], &[GIVEN], None);
    }

    #[test]
    fn a_page_that_leads_to_itself_is_such_a_wall() {
        check(&mut Host::new("consent=1"), &["/a", "/a"], &[None, GIVEN], None);
    }

    #[test]
    fn redirects_that_lead_on_are_followed_without_cookies() {
        let mut host = Host::new("consent=1; Path=/");
        check(&mut host, &["/a", "/b", "/c"], &[None; 3], None);
    }

    #[test]
    fn a_circle_without_cookies_ends_at_once() {
        let mut host = Host::new("");
        check(&mut host, &["/a", "/b", "/a"], &[None, None], Some(DeadEnd::Loop));
        let mut host = Host::new("consent=1; Path=/elsewhere");
        check(&mut host, &["/a", "/b", "/a"], &[None, None], Some(DeadEnd::Loop));
    }

    #[test]
    fn a_wall_that_stays_shut_is_named_and_gets_nothing_more() {
        let mut host = Host::new("consent=1; Path=/");
        let circle = ["/a", "/consent", "/a", "/refused", "/a"];
        check(&mut host, &circle, &[None, None, GIVEN, GIVEN], Some(DeadEnd::Wall));
        check(&mut host, &["/b"], &[None], None);
    }

    #[test]
    fn a_circle_that_cookies_leave_as_it_is_is_no_wall() {
        let mut host = Host::new("session=7; Path=/");
        let sent = [None, None, Some("session=7"), Some("session=7")];
        check(&mut host, &["/a", "/b", "/a", "/b", "/a"], &sent, Some(DeadEnd::Loop));
        check(&mut host, &["/c", "/c", "/c"], &[None, Some("session=7")], Some(DeadEnd::Loop));
    }

    #[test]
    fn redirects_end_after_a_few_however_they_differ() {
        let paths = ["/1", "/2", "/3", "/4", "/5", "/6", "/7"];
        check(&mut Host::new("consent=1"), &paths, &[None; 6], Some(DeadEnd::Loop));
    }
}
