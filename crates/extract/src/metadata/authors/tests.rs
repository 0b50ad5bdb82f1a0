//! What the tests of authors have in common.

mod languages;
mod names;
mod shown;
mod told;

use super::{clean, find};
use crate::body::Layout;
use crate::dom::Dom;
use crate::metadata::head::Head;
use crate::metadata::tags::site_name;
use crate::parse::parse;

#[track_caller]
fn check(told: &str, expected: &[&str]) {
    assert_eq!(clean(&[told.to_owned()], Some("The Daily")), expected);
}

#[track_caller]
fn check_page(html: &str, expected: &[&str]) {
    let html = parse(html);
    let dom = Dom::of(&html);
    let head = Head::of(&dom);
    let site = site_name(&head);
    let found = find(&dom, &Layout::of(&dom), &head, site.as_deref());
    assert_eq!(found, expected);
}

fn json(script: &str) -> String {
    format!("<script type='application/ld+json'>{script}</script>")
}
