//! Mail and web addresses, handles and hashtags.

use std::sync::LazyLock;

use crate::Language;
use crate::line::Line;
use crate::numbers::digits;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

static MAIL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"[A-Za-z0-9][A-Za-z0-9._%+&-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}(?:/[^\s<>]{0,200})?",
    )
});
static LINK: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r#"(?i:https?|ftp|file)://[^\s<>"]{1,300}"#));
static DOMAIN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?P<labels>[A-Za-z0-9][A-Za-z0-9-]{1,62}(?:\.[A-Za-z0-9-]{2,63}){0,4}\.(?P<last>[A-Za-z]{2,8}))(?P<path>/[^\s<>]{0,200})?",
    )
});
static HANDLE: LazyLock<Pattern> = LazyLock::new(|| pattern(r"@(?P<name>[A-Za-z0-9_]{1,30})"));
static HASHTAG: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"#(?P<name>[\p{L}_][\p{L}0-9_]{1,60})"));

/// `(AAPL.O)`, `(.IXIC)`: what agencies write behind the names of companies for machines.
static TICKER: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r" \((?:[A-Z0-9]{2,6}\.[A-Z]{1,2}|\.[A-Z0-9]{2,6})\)"));

/// Last labels that are taken for a web address also where the rest has capitals.
const KNOWN_LAST: [&str; 22] = [
    "com", "org", "net", "edu", "gov", "uk", "de", "fr", "it", "es", "eu", "io", "ai", "tv",
    "info", "news", "app", "dev", "co", "us", "ch", "at",
];

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &TICKER, |_| Some(String::new()));
    replace(line, &MAIL, |found| found.starts_clean().then(|| address(found.whole())));
    replace(line, &LINK, |found| Some(address(found.whole())));
    replace(line, &DOMAIN, domain);
    replace(line, &HANDLE, |found| {
        let stands_alone = !found.before().is_some_and(char::is_alphanumeric);
        let is_name = found.get("name").contains(|c: char| c.is_ascii_alphabetic());
        (stands_alone && is_name).then(|| format!("at {}", name(found.get("name"))))
    });
    replace(line, &HASHTAG, |found| {
        let stands_alone = !found.before().is_some_and(|c| !c.is_whitespace() && c != '(');
        let is_told = found.word_before().eq_ignore_ascii_case("hashtag");
        let hashtag = if is_told { "" } else { "hashtag " };
        stands_alone.then(|| format!("{hashtag}{}", name(found.get("name"))))
    });
}

/// A word with a dot and a word is an address where all is lower case, or the end is well known.
fn domain(found: &Found<'_>) -> Option<String> {
    let stands_alone =
        !matches!(found.before(), Some(c) if c.is_alphanumeric() || ".$£€@-".contains(c));
    let ends = !found.after().is_some_and(char::is_alphanumeric);
    if !stands_alone || !ends {
        return None;
    }
    let labels = found.get("labels");
    let is_lower = !labels.contains(|c: char| c.is_ascii_uppercase());
    let is_known = KNOWN_LAST.contains(&found.get("last"));
    let has_letters =
        labels.split('.').next().is_some_and(|first| first.contains(|c: char| c.is_alphabetic()));
    (has_letters && (is_lower || is_known)).then(|| address(found.whole()))
}

/// Letters together, digits one by one, signs by name; a sign of punctuation at the end is kept.
fn address(written: &str) -> String {
    let inner = written.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '"']);
    let kept = written.get(inner.len()..).unwrap_or("");
    let mut words = String::new();
    for c in inner.chars() {
        let digit = digits(Language::English, c.encode_utf8(&mut [0; 4]));
        let named = if digit.is_empty() { sign(c) } else { &digit };
        match named {
            "" if c.is_alphabetic() => words.push(c),
            _ => words.extend([" ", named, " "]),
        }
    }
    let words: Vec<&str> =
        words.split_whitespace().map(|word| if word == "jpg" { "jpeg" } else { word }).collect();
    format!("{}{kept}", words.join(" "))
}

fn sign(c: char) -> &'static str {
    match c {
        '.' => "dot",
        '@' => "at",
        '/' => "slash",
        ':' => "colon",
        '-' => "dash",
        '_' => "underscore",
        '&' => "ampersand",
        '+' => "plus",
        '=' => "equals",
        '?' => "question mark",
        '#' => "hash",
        '~' => "tilde",
        '%' => "percent",
        _ => "",
    }
}

/// `MeToo_2017` as "Me Too 2017": words are parted at capitals after small letters.
fn name(written: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    let mut letters = written.chars().peekable();
    while let Some(c) = letters.next() {
        let begins_word = before.is_lowercase() && c.is_uppercase();
        // "BBCNews": the last capital belongs to the word that follows.
        let ends_acronym = before.is_uppercase()
            && c.is_uppercase()
            && letters.peek().is_some_and(|next| next.is_lowercase() && *next != 's');
        if begins_word || ends_acronym || (before.is_alphabetic() && c.is_numeric()) {
            words.push(' ');
        }
        words.push(if c == '_' { ' ' } else { c });
        before = c;
    }
    words.trim().to_owned()
}
