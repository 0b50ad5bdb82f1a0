//! The lines of robots.txt and their groups. In: bytes. Out: the rules for us, those for everybody,
//! and the sitemaps.

use super::{Rule, kept, pattern::Pattern};
use std::time::Duration;

/// Sitemaps kept; sites that name more repeat themselves.
const MAX_SITEMAPS: usize = 1_000;

/// All groups of one crawler, merged (RFC 9309, section 2.2.1).
#[derive(Default)]
pub(super) struct Group {
    pub(super) is_named: bool,
    pub(super) rules: Vec<Rule>,
    pub(super) crawl_delay: Option<Duration>,
}

/// What the file says to us.
#[derive(Default)]
pub(super) struct File {
    pub(super) own: Group,
    pub(super) everybody: Group,
    pub(super) sitemaps: Vec<String>,
}

/// Whom the group being read is for.
#[derive(Default)]
struct Audience {
    us: bool,
    everybody: bool,
    /// Rules were read, so that the next user-agent line begins another group.
    closed: bool,
}

/// Reads the file for one product token.
pub(super) fn read(bytes: &[u8], product_token: &str) -> File {
    let mut file = File::default();
    let mut audience = Audience::default();
    let token = product(product_token.as_bytes());
    for (key, value) in lines(bytes) {
        match key.to_ascii_lowercase().as_slice() {
            b"user-agent" => audience.add(value, token, &mut file),
            b"allow" => audience.add_rule(value, true, &mut file),
            b"disallow" => audience.add_rule(value, false, &mut file),
            b"crawl-delay" => audience.add_delay(value, &mut file),
            b"sitemap" if file.sitemaps.len() < MAX_SITEMAPS && !value.is_empty() => {
                file.sitemaps.push(kept::escaped(value));
            }
            _ => {}
        }
    }
    file
}

impl Audience {
    fn add(&mut self, value: &[u8], token: &[u8], file: &mut File) {
        if self.closed {
            *self = Self::default();
        }
        let for_everybody = matches!(value, [b'*'] | [b'*', b' ' | b'\t', ..]);
        let for_us = !token.is_empty() && product(value).eq_ignore_ascii_case(token);
        self.everybody |= for_everybody;
        self.us |= for_us;
        file.own.is_named |= for_us;
    }

    fn add_rule(&mut self, value: &[u8], allows: bool, file: &mut File) {
        self.closed = true;
        // An empty rule matches nothing: "Disallow:" allows everything.
        if value.is_empty() {
            return;
        }
        for group in self.groups(file) {
            group.rules.push(Rule { pattern: Pattern::parse(value), allows });
        }
    }

    fn add_delay(&self, value: &[u8], file: &mut File) {
        let seconds = str::from_utf8(value).ok().and_then(|text| text.parse::<f64>().ok());
        let Some(delay) = seconds.and_then(|it| Duration::try_from_secs_f64(it).ok()) else {
            return;
        };
        for group in self.groups(file) {
            group.crawl_delay = group.crawl_delay.max(Some(delay));
        }
    }

    fn groups<'file>(&self, file: &'file mut File) -> impl Iterator<Item = &'file mut Group> {
        let own = self.us.then_some(&mut file.own);
        let everybody = self.everybody.then_some(&mut file.everybody);
        own.into_iter().chain(everybody)
    }
}

/// The `key: value` lines, without comments, blanks and byte order mark.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.split(|byte| matches!(byte, b'\r' | b'\n')).filter_map(|line| {
        let line = line.split(|byte| *byte == b'#').next()?;
        let colon = line.iter().position(|byte| *byte == b':')?;
        let (key, value) = line.split_at_checked(colon)?;
        Some((key.trim_ascii(), value.get(1..)?.trim_ascii()))
    })
}

/// The product token at the head of a name: `Earshot` of `Earshot/1.0 (contact)`.
fn product(name: &[u8]) -> &[u8] {
    let is_token = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-');
    let end = name.iter().position(|byte| !is_token(byte)).unwrap_or(name.len());
    name.get(..end).unwrap_or(name)
}
