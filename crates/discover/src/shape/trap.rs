//! Traps: addresses of which a site makes new ones without end, told by their shape alone.
//!
//! In: an address. Out: what is endless about it, if anything. The limits lie well above what 1,651
//! real articles need (`tests`): 9 segments, 6 parameters, 392 characters, no segment thrice.
//!
//! Deliberately absent: the clock, so a calendar is told by its words and not by dates far away; and
//! any memory: how many addresses of one [`super::template()`] are enough, the caller decides.

use super::trail::Trail;
use super::words::PAGE_PARAMETERS;
use crate::address::{Address, is_session};

/// Segments of a path; archives of other sites' pages, which carry their path too, have 9.
const MOST_SEGMENTS: usize = 12;
/// Parameters that are left when tracking is gone.
const MOST_PARAMETERS: usize = 8;
/// Characters of path and query, escapes undone.
const MOST_CHARACTERS: usize = 500;
/// Times that one segment stands in a path: relative links that climb down for ever repeat theirs.
const MOST_REPEATS: usize = 2;
/// Digits of a page's number behind `p`; with more, it is the number of an article.
const MOST_PAGE_DIGITS: usize = 2;

/// Segments of calendars.
const CALENDARS: &[&str] = &[
    "calendar",
    "kalender",
    "calendrier",
    "calendario",
    "veranstaltungskalender",
    "events",
    "termine",
    "veranstaltungen",
    "agenda",
    "eventi",
    "eventos",
    "evenements",
];

/// Parameters that turn the leaves of a calendar.
const DATES: &[&str] = &[
    "month",
    "year",
    "date",
    "day",
    "week",
    "monat",
    "jahr",
    "datum",
    "tag",
    "mois",
    "mes",
    "mese",
    "tribe-bar-date",
    "ical",
];

/// Parameters that choose, sort and cut a list: two of them multiply.
const FACETS: &[&str] = &[
    "sort",
    "sortby",
    "sort_by",
    "order",
    "orderby",
    "order_by",
    "dir",
    "direction",
    "filter",
    "filters",
    "facet",
    "facets",
    "offset",
    "start",
    "skip",
    "cursor",
    "limit",
    "per_page",
    "perpage",
    "pagesize",
    "page_size",
    "page",
    "paged",
    "seite",
    "pagina",
    "view",
    "layout",
    "display",
];

/// Folders that number the leaves of a list.
const OFFSETS: &[&str] = &["offset", "start", "skip"];

/// What is endless about an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trap {
    /// More than 500 characters: something was appended again and again.
    Long,
    /// More than 12 segments.
    Deep,
    /// One segment three times: `/a/b/a/b/a/b`.
    Repeated,
    /// A session in path or query: the same pages under another name for every visit. Those that
    /// can be cut off without harm are not in an [`Address`] any more.
    Session,
    /// More than 8 parameters, or two that choose, sort or cut a list.
    Parameters,
    /// A leaf of a calendar.
    Calendar,
    /// A further page of a list or of a text, told by its number.
    FurtherPage,
}

impl Trap {
    /// A stable name, for rows and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::Deep => "deep",
            Self::Repeated => "repeated",
            Self::Session => "session",
            Self::Parameters => "parameters",
            Self::Calendar => "calendar",
            Self::FurtherPage => "further_page",
        }
    }
}

/// What is endless about the address, if anything. Time: linear in its length, but for the segments,
/// of which 12 are compared with each other.
pub fn trap(address: &Address) -> Option<Trap> {
    of(&Trail::of(address))
}

pub(super) fn of(trail: &Trail) -> Option<Trap> {
    let found = [
        (characters(trail) > MOST_CHARACTERS, Trap::Long),
        (trail.segments.len() > MOST_SEGMENTS, Trap::Deep),
        (repeats(trail), Trap::Repeated),
        (has_session(trail), Trap::Session),
        (has_endless_parameters(trail), Trap::Parameters),
        (is_calendar(trail), Trap::Calendar),
        (is_further_page(trail), Trap::FurtherPage),
    ];
    found.into_iter().find_map(|(holds, trap)| holds.then_some(trap))
}

fn characters(trail: &Trail) -> usize {
    let count = |text: &str| text.chars().count() + 1;
    let path: usize = trail.segments.iter().map(|segment| count(segment)).sum();
    let query: usize =
        trail.parameters.iter().map(|(name, value)| count(name) + count(value)).sum();
    path + query
}

/// Numbers repeat themselves in dates.
fn repeats(trail: &Trail) -> bool {
    let head = || trail.segments.iter().take(MOST_SEGMENTS);
    let times = |segment: &String| head().filter(|it| *it == segment).count();
    head().any(|it| it.contains(char::is_alphabetic) && times(it) > MOST_REPEATS)
}

fn has_session(trail: &Trail) -> bool {
    let in_query =
        trail.parameters.iter().any(|(name, value)| is_session_name(name) && is_session(value));
    in_query || trail.segments.iter().any(|segment| is_session_segment(segment))
}

/// `(S(lit3py55t21z5v55vlm25s55))` of ASP.NET, or `page;sid=58428beaa14598c2e02d`.
fn is_session_segment(segment: &str) -> bool {
    let is_of_asp = segment.starts_with("(s(") && segment.ends_with("))");
    let mut behind = segment.split(';').skip(1).filter_map(|it| it.split_once('='));
    is_of_asp || behind.any(|(name, value)| is_session_name(name) && is_session(value))
}

fn is_session_name(name: &str) -> bool {
    matches!(name, "sid" | "s" | "cfid" | "osid" | "psid" | "token" | "nonce" | "csrf" | "ticket")
        || name.contains("sess")
        || name.ends_with("token")
}

fn has_endless_parameters(trail: &Trail) -> bool {
    let chooses = |name: &str| {
        let head = name.split('[').next().unwrap_or(name);
        FACETS.contains(&head) || name.starts_with("filter_") || name.starts_with("f[")
    };
    let choices =
        trail.parameters.iter().filter(|(name, value)| chooses(name) && !value.is_empty());
    trail.parameters.len() > MOST_PARAMETERS || choices.count() >= 2
}

/// Two parameters of dates, or one below a calendar.
fn is_calendar(trail: &Trail) -> bool {
    let dates = trail
        .parameters
        .iter()
        .filter(|(name, value)| DATES.contains(&&**name) && !value.is_empty());
    let is_below = trail.segments.iter().any(|segment| CALENDARS.contains(&&**segment));
    let dates = dates.count();
    dates >= 2 || is_below && (dates == 1 || trail.is_date_archive())
}

fn is_further_page(trail: &Trail) -> bool {
    let is_offset = trail.parent().is_some_and(|parent| OFFSETS.contains(&parent))
        && trail.last().is_some_and(is_number);
    is_offset || trail.is_further_page() || trail.last().is_some_and(is_numbered_page)
}

/// `page-2`, `seite2`, `p3`.
fn is_numbered_page(segment: &str) -> bool {
    let word = segment.trim_end_matches(|character: char| character.is_ascii_digit());
    let digits = segment.len() - word.len();
    let word = word.trim_end_matches('-');
    digits > 0 && (PAGE_PARAMETERS.contains(&word) || word == "p" && digits <= MOST_PAGE_DIGITS)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
