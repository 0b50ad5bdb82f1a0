//! From what a page gives as an author to names: split, stripped, and judged.

use std::borrow::Cow;

use super::labels::behind_label;
use super::nobody::{COLLECTIVES, LAST_NAMES, NEVER, NOBODY, PAPER_ENDINGS, REQUESTS, is_team};
use super::rows::{split, without_join};
use super::words::{ARTICLES, CREDENTIALS, DATE_WORDS, GENERATIONS, PARTICLES, STOPS};
use crate::list::lists;
use crate::metadata::json_ld::unescape;
use crate::metadata::publication::Publication;
use crate::metadata::wording::{is_agency, is_by, is_day, is_role};
use crate::whitespace::{collapse, is_wide};

/// Longer names are sentences, in characters and in words.
const MAX_NAME_CHARACTERS: usize = 60;
const MAX_NAME_WORDS: usize = 6;

/// Nothing is read behind so many characters of what a page gives as an author.
const MAX_TOLD_CHARACTERS: usize = 2_000;

/// Shorter words that are written small are the signs of editors, in characters.
const LEAST_HANDLE_CHARACTERS: usize = 5;

/// What a name looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// First and last name, or an agency.
    Person,
    /// One word.
    Single,
    /// Several words of which some are written small.
    Odd,
    /// A person whose name the publication bears.
    Owner,
    /// A team, a publication, a company.
    Collective,
    /// What somebody is.
    Role,
}

/// A name as it is shown, and what it looks like.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub text: String,
    pub kind: Kind,
    /// It stands in a row where the place of a report does: behind an agency, between two persons.
    pub is_place: bool,
}

/// The names in what a page gives as its author.
pub(super) fn read(told: &str, own: &Publication) -> Vec<Name> {
    let told = collapse(&unescape(beginning(told)));
    if told.contains("://") && !told.contains(' ') {
        return Vec::new();
    }
    let told = without_picture(without_credit(without_label(without_dateline(&told))));
    if own.is(told) {
        return name_of(told, own).into_iter().collect();
    }
    let parts = split(told, own);
    let mut names: Vec<Name> = Vec::new();
    let is_report =
        |part: &str| part.contains(is_wide) && REPORTED.iter().any(|end| part.ends_with(end));
    let is_alone = parts.len() == 1;
    let parts = parts.iter().filter(|part| is_alone || !is_report(part));
    for name in parts.filter_map(|part| name_of(part, own)) {
        let is_behind_agency =
            names.last().is_some_and(|last| last.is_place || is_agency(&last.text.to_lowercase()));
        names.push(Name { is_place: is_behind_agency, ..name });
    }
    mark_places(&mut names, told);
    names
}

/// In a row of names a lone word between two persons is where the first of them is: `Ann Lee, London,
/// Bo Karl`.
fn mark_places(names: &mut [Name], told: &str) {
    for at in 1..names.len().saturating_sub(1) {
        let stands_between =
            [at - 1, at + 1].iter().all(|beside| names[*beside].kind == Kind::Person);
        let is_behind_comma = stands_between && told.contains(&format!(", {},", names[at].text));
        names[at].is_place |= is_behind_comma && names[at].kind == Kind::Single;
    }
}

/// The beginning of a long text, up to its last whole name.
fn beginning(told: &str) -> &str {
    let Some((end, _)) = told.char_indices().nth(MAX_TOLD_CHARACTERS) else { return told };
    let start = told.get(..end).unwrap_or_default();
    start.rfind([',', ';', '|']).and_then(|end| start.get(..end)).unwrap_or(start)
}

/// A text behind where and for whom it was written: `(서울=연합뉴스) 김철수 기자`.
fn without_dateline(told: &str) -> &str {
    let dateline = told.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）']));
    let name =
        dateline.filter(|(place, _)| place.contains(['=', '＝'])).map(|(_, name)| name.trim());
    name.filter(|name| !name.is_empty()).unwrap_or(told)
}

/// A text up to the sentence that credits somebody else: `Ann Lee. Pictures: Jo Park`.
fn without_credit(told: &str) -> &str {
    match told.split_once(". ") {
        Some((names, credit)) if names.contains(' ') && credit.contains(": ") => {
            let last = names.rsplit(' ').next().unwrap_or_default();
            // "John Q. Public | Photos: Jo Park": an initial ends no sentence.
            if last.chars().count() > 1 { names } else { told }
        }
        _ => told,
    }
}

/// A text in ideographs up to who took the pictures: `山田太郎 写真・鈴木花子`.
fn without_picture(told: &str) -> &str {
    let picture = PICTURES.iter().filter_map(|label| told.find(label)).min();
    let before = picture.and_then(|at| told.get(..at)).map(str::trim_end);
    before.filter(|names| !names.is_empty()).unwrap_or(told)
}

/// Before the name of who took the pictures.
const PICTURES: &[&str] =
    &["写真・", "写真＝", "写真：", "写真:", "撮影・", "撮影＝", "撮影：", "撮影:"];

/// A name in ideographs or in Korean without the place before or behind it: `ロンドン＝山田太郎`,
/// `ロンドン 山田太郎`, `런던=김철수`, `王小明／台北報導`.
fn without_place(part: &str) -> &str {
    let is_of_name =
        |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '々' | ' ');
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(is_of_name);
    let is_katakana = |c: char| matches!(c, '\u{30a0}'..='\u{30ff}');
    let behind = part.split_once(['＝', '=']);
    // A place abroad is written in other letters than a name.
    let behind = behind.or_else(|| part.split_once(' ').filter(|it| it.0.chars().all(is_katakana)));
    let behind = behind.map(|(_, name)| name.trim()).filter(is_name);
    let before = part.split_once(['／', '/']);
    let before = before.filter(|(_, place)| REPORTED.iter().any(|end| place.ends_with(end)));
    behind.or(before.map(|(name, _)| name.trim()).filter(is_name)).unwrap_or(part)
}

/// Behind a place from where somebody reports.
const REPORTED: &[&str] = &["報導", "报道", "報道", "綜合報導", "电", "電"];

/// A part of a byline without the mail address behind the name.
fn without_mail(part: &str) -> &str {
    let before = part.rsplit_once(' ').filter(|(_, last)| last.contains('@'));
    before.map_or(part, |(before, _)| before.trim())
}

/// What stands around names.
pub(super) const BOUNDS: &[char] = &[
    '.', ':', '-', '–', '—', '*', '"', '(', ')', '[', ']', '©', ' ', '|', '„', '“', '【', '】',
    '「', '」',
];

pub(super) fn name_of(part: &str, own: &Publication) -> Option<Name> {
    let part = without_label(part.trim_matches([' ', '©', '-', '–', ':']));
    let part = without_join(part, own).trim_matches(['【', '】', '（', '）', '「', '」']);
    let part = without_role(without_place(without_role(without_mail(part))));
    let part = without_parentheses(part);
    let part = part.split(" - ").next().unwrap_or_default().split(" – ").next().unwrap_or_default();
    let text = agency_behind_place(bare(part));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_sentence = text.split_whitespace().count() > MAX_NAME_WORDS;
    let is_long = text.chars().count() > MAX_NAME_CHARACTERS;
    if letters < 2 || is_sentence || is_long || is_address(&text) || is_behind_names(&text) {
        return None;
    }
    kind_of(&text, own).map(|kind| Name { text, kind, is_place: false })
}

/// The agency of a dateline, `BERLIN dpa`; all else as it is.
fn agency_behind_place(text: String) -> String {
    let Some((place, agency)) = text.rsplit_once(' ') else { return text };
    let is_place = !place.contains(char::is_lowercase) && !place.contains(' ');
    let is_small = agency.starts_with(char::is_lowercase);
    if is_place && is_small && is_agency(agency) { agency.to_owned() } else { text }
}

/// A name without what stands in parentheses behind it; within it they hold a part of it.
fn without_parentheses(part: &str) -> Cow<'_, str> {
    let Some((before, after)) = part.split_once(" (") else { return Cow::Borrowed(part) };
    match after.split_once(") ") {
        Some((inner, last)) if last.starts_with(char::is_uppercase) && !last.contains(' ') => {
            Cow::Owned(format!("{before} ({inner}) {last}"))
        }
        _ => Cow::Borrowed(before),
    }
}

/// A name in ideographs or in Korean without what somebody is beside it: `山田太郎記者`.
fn without_role(part: &str) -> &str {
    let behind = BESIDE_NAMES.iter().find_map(|role| part.strip_prefix(role));
    let before = || BESIDE_NAMES.iter().find_map(|role| part.strip_suffix(role));
    behind.or_else(before).map(str::trim).filter(|name| !name.is_empty()).unwrap_or(part)
}

/// What somebody is, beside the name and with nothing between them.
const BESIDE_NAMES: &[&str] = &["기자", "특파원", "記者", "记者"];

/// Whether a name ends before this word, for itself or for the one behind it.
fn is_stop(word: &str, next: Option<&str>) -> bool {
    let has_digit = word.chars().any(|c| c.is_ascii_digit());
    let bare = word.trim_end_matches([',', '.']);
    let leads = || next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    (has_digit && word.chars().count() < 12)
        || STOPS.contains(&bare)
        || (DATE_WORDS.contains(&bare) && leads())
}

/// The words of a name up to a date, a place or an address, without titles behind it.
fn bare(part: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = part.split_whitespace().peekable();
    while let Some(word) = rest.next() {
        if word == "On" && rest.peek().is_none() {
            words.push(word);
            break;
        }
        let is_date = words.len() > 1 && rest.peek().is_some() && is_day(&word.to_lowercase());
        let stops = is_date || is_stop(word, rest.peek().copied());
        if stops && !(words.is_empty() && word.chars().next().is_some_and(char::is_alphabetic)) {
            break;
        }
        if !word.contains('@') {
            words.push(word);
        }
    }
    while words.len() > 2 && words.last().is_some_and(|word| is_credential(word)) {
        words.pop();
    }
    with_stop(&words.join(" "))
}

/// A name without what stands around it. What is shortened keeps its stop: `Bo Stone Jr.`, `Ann L.`
fn with_stop(words: &str) -> String {
    let name = words.trim_matches(BOUNDS);
    let is_stopped = || words.split_once(name).is_some_and(|(_, behind)| behind.starts_with('.'));
    let last = name.rsplit_once(' ').map(|(_, last)| last.rsplit('.').next().unwrap_or(last));
    let is_initial =
        last.is_some_and(|last| last.chars().count() == 1 && last.starts_with(char::is_uppercase));
    let is_son = matches!(last, Some("Jr" | "Sr"));
    if is_son || (is_initial && is_stopped()) { format!("{name}.") } else { name.to_owned() }
}

pub(super) fn is_credential(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| *c != '.' && *c != ' ').collect();
    CREDENTIALS.contains(&plain.as_str())
}

/// Whether a part of a row is nothing but what stands behind a name.
fn is_behind_names(text: &str) -> bool {
    is_credential(text) || GENERATIONS.contains(&text)
}

fn is_address(text: &str) -> bool {
    text.contains('@') || text.contains("://") || text.contains("www.") || text.contains(".com")
}

/// What a name looks like; none if it is nobody.
fn kind_of(text: &str, own: &Publication) -> Option<Kind> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.trim_matches(BOUNDS)));
    if NOBODY.contains(&lower.as_str())
        || is_day(&lower)
        || has(NEVER)
        || text.contains([':', '：'])
    {
        return None;
    }
    let begins = |list: &[&str]| words.first().is_some_and(|word| list.contains(word));
    let is_staff = words.last() == Some(&"staff");
    if begins(REQUESTS) || is_staff {
        return None;
    }
    if own.is(text) {
        let is_owner = !begins(ARTICLES) && !has(COLLECTIVES) && shape_of(text) == Kind::Person;
        let is_host = !own.is_site(text);
        return if is_owner { Some(Kind::Owner) } else { is_host.then_some(Kind::Collective) };
    }
    if is_agency(&lower) {
        return Some(Kind::Person);
    }
    if own.is_within(text)
        && !begins(ARTICLES)
        && !has(COLLECTIVES)
        && shape_of(text) == Kind::Person
    {
        return Some(Kind::Owner);
    }
    let is_collective = (has(COLLECTIVES) && !is_person_called_so(&words)) || is_paper(&words);
    if is_collective || is_domain(text) || own.is_named_by(text) {
        return Some(Kind::Collective);
    }
    if words.iter().any(|word| is_role(word)) {
        return Some(Kind::Role);
    }
    Some(shape_of(text))
}

lists! { "names":
    /// First names, in lower case.
    FIRST_NAMES = "first_names";
    /// Arabic names that begin with the word for "and".
    BEGINNING_WITH_WAW = "beginning_with_waw";
}

/// Whether a word is a first name.
pub(super) fn is_first_name(word: &str) -> bool {
    FIRST_NAMES.contains(&word.to_lowercase().as_str())
}

/// Whether some words in lower case are a first name, or two, before a last name that collectives
/// have too: "Markus Post".
fn is_person_called_so(words: &[&str]) -> bool {
    let Some((last, firsts)) = words.split_last() else { return false };
    (1..=2).contains(&firsts.len())
        && LAST_NAMES.contains(last)
        && firsts.iter().all(|first| FIRST_NAMES.contains(first))
}

/// Whether the last word is a paper's by its ending: "Berliner Morgenpost".
fn is_paper(words: &[&str]) -> bool {
    let last = words.last().copied().unwrap_or_default();
    words.len() > 1 && PAPER_ENDINGS.iter().any(|ending| last.ends_with(ending))
}

/// Whether a word is a domain: `example.de`.
fn is_domain(text: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(name, end)| {
        let is_end = (2..=3).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase());
        is_end && name.len() > 2 && !text.contains(' ')
    })
}

/// What a name that is nobody else's looks like by its capitals.
fn shape_of(text: &str) -> Kind {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_cases = text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if !has_cases {
        return Kind::Person;
    }
    let is_capital =
        |word: &str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    if words.len() == 1 {
        let is_sign = !is_capital(text) && text.chars().count() < LEAST_HANDLE_CHARACTERS;
        return if is_sign { Kind::Odd } else { Kind::Single };
    }
    let fits = |word: &&str| {
        is_capital(word)
            || PARTICLES.contains(word)
            || word.contains('\'')
            || word.contains('’')
            || word.contains('-')
    };
    let ends_well =
        words.last().is_some_and(|word| is_capital(word) || word.contains(['\'', '’', '-']));
    if words.iter().all(fits) && ends_well { Kind::Person } else { Kind::Odd }
}

/// The text behind "By", "Von", "Written by", and behind a second such word.
fn without_label(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..2 {
        let behind =
            behind_label(text).or_else(|| behind_report(text)).or_else(|| behind_piece(text));
        text = behind.or_else(|| team_behind_by(text)).unwrap_or(text);
    }
    text
}

/// The team in `By the Harbour Team`: behind "By" a small word begins a sentence otherwise.
fn team_behind_by(text: &str) -> Option<&str> {
    let (by, team) = text.split_once(' ')?;
    let (article, _) = team.split_once(' ')?;
    let is_team = is_by(&by.to_lowercase()) && ARTICLES.contains(&article) && is_team(team);
    is_team.then_some(team)
}

/// The name in `Aus Berlin berichtet Ann Lee`.
fn behind_report(text: &str) -> Option<&str> {
    let (place, name) = text.split_once(" berichtet ")?;
    let is_place = place.starts_with("Aus ") && place.split_whitespace().count() <= MAX_NAME_WORDS;
    is_place.then_some(name)
}

/// The name in `Ein Bericht von Ann Lee`, `Une enquête de Ann Lee`.
fn behind_piece(text: &str) -> Option<&str> {
    let (article, rest) = text.split_once(' ')?;
    let (piece, rest) = rest.split_once(' ')?;
    let (by, name) = rest.split_once(' ')?;
    // German alone writes what it is with a capital; elsewhere that is a name: "Una Maria di Stefano".
    let is_word = piece.starts_with(char::is_lowercase)
        || article.to_lowercase().starts_with("ein")
        || PIECES.contains(&piece.to_lowercase().as_str());
    let is_piece = is_word
        && INDEFINITE.contains(&article.to_lowercase().as_str())
        && (is_by(by) || matches!(by, "de" | "di"));
    (is_piece && name.starts_with(char::is_uppercase)).then_some(name)
}

/// What somebody wrote, which a byline in capitals has with one.
const PIECES: &[&str] = &[
    "enquête",
    "reportage",
    "entretien",
    "récit",
    "analyse",
    "article",
    "reportaje",
    "artículo",
    "entrevista",
    "análisis",
    "crónica",
    "inchiesta",
    "intervista",
    "analisi",
    "articolo",
    "reportagem",
    "artigo",
    "análise",
    "report",
    "interview",
    "analysis",
];

/// Before what somebody wrote.
const INDEFINITE: &[&str] = &["a", "an", "ein", "eine", "un", "une", "una", "um", "uma", "een"];
