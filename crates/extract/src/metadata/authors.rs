//! Who wrote it: persons and agencies, one a string. Nobody rather than somebody wrong.
//!
//! Sources are heard in the order of belief: JSON-LD, marked-up names, metas, bylines by their names
//! in the markup, lines that begin with "By", lines of a name and a date. The first that names a person wins. Only where none
//! does, lone first names are believed, then teams and the publication itself.

mod bylines;
mod chains;
mod classes;
mod dated;
mod inverted;
mod labels;
mod lines;
mod menu;
mod names;
mod nobody;
mod opening;
mod rows;
mod told;
mod words;

use bylines::Byline;
pub(crate) use labels::label_of;
use names::{Kind, Name};
pub(crate) use told::METAS;
pub(crate) use words::is_particle;

use super::head::Head;
use super::language::SAMPLE_CHARACTERS;
use super::publication::Publication;
use super::wording::is_agency;
use crate::body::Layout;
use crate::dom::Dom;
use crate::whitespace::fold;

/// Authors of one article.
const MAX_AUTHORS: usize = 12;

/// The authors of an article. `site` is the publication's name, which is seldom anybody's.
pub(crate) fn find(
    dom: &Dom<'_>,
    layout: &Layout,
    head: &Head<'_>,
    site: Option<&str>,
) -> Vec<String> {
    let own = Publication::of(head, site).with_prose(layout.beginning(dom, SAMPLE_CHARACTERS));
    let judged = &layout.judged;
    let told = told::find(dom, judged, head, &own);
    let [author, byline] = bylines::by_class(dom, judged, &own);
    if let Some(named) = told.iter().find(|names| has_person(names)) {
        let better = [&author, &byline].into_iter().find(|byline| corrects(byline, named));
        return better.map_or_else(|| persons_and_firsts(named), |byline| persons(&byline.names));
    }
    let [said, link] = bylines::by_link(dom, judged, &own);
    let shown = [said, author, link, byline].map(|byline| byline.names);
    let organisations = told::organisations(head, &own);
    let signs = |names: &&Vec<Name>| {
        has_person(names) && (organisations.is_empty() || !folded_persons(names).is_empty())
    };
    if let Some(names) = shown.iter().find(signs) {
        return persons(names);
    }
    let mut in_line = lines::find(dom, judged, &own);
    if in_line.is_empty() {
        in_line = dated::find(dom, judged, &own);
    }
    if in_line.is_empty() && told::is_own_alone(head, &own) {
        in_line = opening::find(dom, layout, &own);
    }
    let [said, others @ ..] = shown;
    let [author, link, byline] = others.map(|names| menu::without_its_words(dom, names));
    let shown = [said, author, link, byline];
    unsure(&told, &shown, &in_line, head, &own)
}

/// Whether a byline has every person that the page tells, and more; or fewer, because it knows
/// authors from contributors.
fn corrects(byline: &Byline, told: &[Name]) -> bool {
    let (shown, told) = (folded_persons(&byline.names), folded_persons(told));
    let holds = |all: &[String], some: &[String]| {
        all.len() > some.len() && some.iter().all(|name| all.contains(name))
    };
    (byline.is_short && holds(&shown, &told))
        || (byline.names_others && !shown.is_empty() && holds(&told, &shown))
}

/// Persons but for agencies, as they compare.
fn folded_persons(names: &[Name]) -> Vec<String> {
    let persons = persons(names).into_iter();
    let people = persons.filter(|name| !is_agency(&name.to_lowercase()));
    people.map(|name| fold(words::without_title(&name))).collect()
}

/// Who is named where no source names a person: a line "By …", a first name, a team.
fn unsure(
    told: &[Vec<Name>],
    shown: &[Vec<Name>],
    line: &[Name],
    head: &Head<'_>,
    own: &Publication,
) -> Vec<String> {
    if let Some(agreed) = agreed(told, shown) {
        return agreed;
    }
    if has_person(line) {
        return persons(line);
    }
    for (sources, kind) in [
        (told, Kind::Single),
        (told, Kind::Owner),
        (shown, Kind::Owner),
        (shown, Kind::Single),
        (&[line.to_vec()], Kind::Single),
        (told, Kind::Odd),
        (told, Kind::Collective),
        (shown, Kind::Collective),
    ] {
        let found = sources.iter().map(|names| texts(names, |name| name.kind == kind));
        if let Some(found) = found.into_iter().find(|found| !found.is_empty()) {
            return found;
        }
    }
    let organisations = told::organisations(head, own);
    if !organisations.is_empty() {
        return organisations;
    }
    let last = |name: &Name| matches!(name.kind, Kind::Role | Kind::Odd);
    let found = told.iter().chain(shown).map(|names| texts(names, last));
    let found = found.into_iter().find(|found| !found.is_empty());
    found.unwrap_or_else(|| told::own_name(head, own))
}

/// A lone name that machines are told and readers are shown.
fn agreed(told: &[Vec<Name>], shown: &[Vec<Name>]) -> Option<Vec<String>> {
    let single = |names: &Vec<Name>| texts(names, |name| name.kind == Kind::Single);
    let told = told.iter().map(single).find(|names| !names.is_empty())?;
    shown.iter().any(|names| single(names) == told).then_some(told)
}

/// Splits, strips and checks what pages give as names.
pub(crate) fn clean(told: &[String], site: Option<&str>) -> Vec<String> {
    let own = Publication::named(site);
    let names: Vec<Name> = told.iter().flat_map(|told| inverted::read(told, &own)).collect();
    if has_person(&names) {
        return persons(&names);
    }
    texts(&names, |name| name.kind != Kind::Role)
}

fn has_person(names: &[Name]) -> bool {
    names.iter().any(|name| name.kind == Kind::Person)
}

fn persons(names: &[Name]) -> Vec<String> {
    texts(names, |name| name.kind == Kind::Person)
}

/// Persons, and lone words beside them. Where the place of a report stands in a row only first names are
/// authors. Capitals alone are titles.
fn persons_and_firsts(names: &[Name]) -> Vec<String> {
    let is_first = |name: &Name| {
        let is_somebody = !name.is_place || names::is_first_name(&name.text);
        name.kind == Kind::Single && is_somebody && name.text.contains(char::is_lowercase)
    };
    let is_team = |name: &Name| name.kind == Kind::Collective && nobody::is_team(&name.text);
    texts(names, |name| name.kind == Kind::Person || is_first(name) || is_team(name))
}

/// The wanted names, each once.
fn texts(names: &[Name], wanted: impl Fn(&Name) -> bool) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for name in names.iter().filter(|name| wanted(name)).take(MAX_AUTHORS * 2) {
        let known = texts.iter().any(|other| fold(other) == fold(&name.text));
        if !known && texts.len() < MAX_AUTHORS {
            texts.push(name.text.clone());
        }
    }
    texts
}

#[cfg(test)]
mod tests;
