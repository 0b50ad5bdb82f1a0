//! Which elements of the page hold the article.
//!
//! Several candidates (the page's own markup, well-known names, the densest subtree) are weighed by
//! the same measure: prose is worth its width, everything else costs. Markup that says what it is
//! gets a bonus, so it wins unless it misses a good part of what the densest subtree holds.

use super::lines::Line;
use super::remove::Judged;
use crate::dom::Dom;
use crate::tag::Tag;

/// Prose of one line counts up to this width: a wall of text is no better than four paragraphs.
const MAX_LINE_VALUE: i64 = 2_000;

/// Worth of a candidate by the kind of its evidence, in percent.
const NAMED_BODY_PERCENT: i64 = 160;
const PARTS_PERCENT: i64 = 104;
const ITEMPROP_PERCENT: i64 = 160;
const ARTICLE_PERCENT: i64 = 120;
const MAIN_PERCENT: i64 = 103;
const DENSEST_PERCENT: i64 = 100;

/// The elements that hold the article, in reading order, none within another.
pub(crate) fn choose(dom: &Dom<'_>, lines: &[Line], judged: &Judged) -> Vec<usize> {
    let worth = Worth::of(dom, lines, judged);
    let mut best: Option<(i64, Vec<usize>)> = None;
    for (percent, roots) in candidates(dom, judged, &worth) {
        let value: i64 = roots.iter().map(|root| worth.of_node(dom, judged, *root)).sum();
        let value = value * percent / 100;
        if value > 0 && best.as_ref().is_none_or(|(known, _)| value > *known) {
            best = Some((value, roots));
        }
    }
    let roots = best.map_or_else(|| named_or_only(dom, lines, judged), |(_, roots)| roots);
    match roots.as_slice() {
        [root] => own_article(dom, judged, *root).map_or(roots.clone(), |own| vec![own]),
        _ => roots,
    }
}

/// Where nothing is prose: the element that is called the text, or the only `article`.
fn named_or_only(dom: &Dom<'_>, lines: &[Line], judged: &Judged) -> Vec<usize> {
    let unlinked = |place: usize| -> u32 {
        let within = lines.get(judged.lines_of(dom, place)).unwrap_or_default();
        within.iter().map(|line| line.width - line.linked).sum()
    };
    let named = (0..dom.nodes.len()).find(|place| {
        let is_body =
            judged.hints[*place].body || says_body(dom.nodes[*place].attribute("itemprop"));
        is_body && !judged.removed[*place] && unlinked(*place) >= NAMED_WIDTH
    });
    if let Some(named) = named {
        return vec![named];
    }
    let articles = dom.find(|node| node.tag == Tag::Article);
    let [article] = articles.as_slice() else { return Vec::new() };
    if judged.removed[*article] { Vec::new() } else { articles }
}

/// Text of an element that is called the text, though none of its lines is prose, in width.
const NAMED_WIDTH: u32 = 300;

/// Of several articles below each other, the one that bears the main heading.
fn own_article(dom: &Dom<'_>, judged: &Judged, root: usize) -> Option<usize> {
    if dom.nodes[root].tag == Tag::Article {
        return None;
    }
    let mut articles = Vec::new();
    let mut at = root;
    while at < dom.nodes[root].end {
        let node = &dom.nodes[at];
        let skipped = judged.removed[at];
        let is_article = node.tag == Tag::Article && !skipped;
        if is_article && judged.prose(&judged.lines_of(dom, at)) >= ARTICLE_WIDTH {
            articles.push(at);
        }
        at = if is_article || skipped { node.end } else { at + 1 };
    }
    let main_heading = dom.nodes.iter().position(|node| node.tag == Tag::H(1))?;
    (articles.len() > 1)
        .then(|| articles.into_iter().find(|at| dom.subtree(*at).contains(&main_heading)))?
}

/// Prose of an article beside others, in width.
const ARTICLE_WIDTH: u32 = 150;

/// Prefix sums of the lines' values.
struct Worth(Vec<i64>);

impl Worth {
    fn of(dom: &Dom<'_>, lines: &[Line], judged: &Judged) -> Self {
        let mut sum = 0;
        let mut sums = vec![0];
        for line in lines {
            if !judged.removed[line.block] {
                sum += line_value(line, dom.nodes[line.block].tag);
            }
            sums.push(sum);
        }
        Self(sums)
    }

    fn of_node(&self, dom: &Dom<'_>, judged: &Judged, place: usize) -> i64 {
        let lines = judged.lines_of(dom, place);
        let at = |place: usize| self.0.get(place).copied().unwrap_or_default();
        at(lines.end) - at(lines.start)
    }
}

fn line_value(line: &Line, block: Tag) -> i64 {
    let width = i64::from(line.width);
    if line.is_prose() {
        let linked = i64::from(line.linked);
        return (width - linked).min(MAX_LINE_VALUE);
    }
    if line.linked_percent() >= 50 {
        return -(20 + width / 2).min(80);
    }
    match block {
        Tag::H(_) | Tag::Li | Tag::P | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt => 0,
        _ => -15,
    }
}

fn candidates(dom: &Dom<'_>, judged: &Judged, worth: &Worth) -> Vec<(i64, Vec<usize>)> {
    let mut found = Vec::new();
    let mut densest: Option<(i64, usize)> = None;
    let mut named = Vec::new();
    let mut itemprop = Vec::new();
    let mut at = 0;
    while let Some(node) = dom.nodes.get(at) {
        if node.element.is_none() || judged.removed[at] {
            at = if judged.removed[at] { node.end } else { at + 1 };
            continue;
        }
        let value = worth.of_node(dom, judged, at);
        let is_block = node.tag.is_block();
        if is_block
            && densest.is_none_or(|(known, place)| {
                value > known || (value == known && dom.nodes[place].end >= node.end)
            })
        {
            densest = Some((value, at));
        }
        if value > 0 {
            match node.tag {
                Tag::Article => found.push((ARTICLE_PERCENT, vec![at])),
                Tag::Main => found.push((MAIN_PERCENT, vec![at])),
                _ => {}
            }
            if says_body(node.attribute("itemprop")) || says_body(node.attribute("property")) {
                itemprop.push(at);
            }
            if judged.hints[at].body
                && node.tag.is_block()
                && !matches!(node.tag, Tag::P | Tag::H(_))
            {
                named.push(at);
                found.push((NAMED_BODY_PERCENT, vec![at]));
            }
        }
        at += 1;
    }
    found.push((ITEMPROP_PERCENT, outermost(dom, &itemprop)));
    if let Some((_, place)) = densest {
        found.push((DENSEST_PERCENT, vec![place]));
        let inside: Vec<usize> =
            named.iter().copied().filter(|named| dom.subtree(place).contains(named)).collect();
        found.extend(same_name(dom, &inside).into_iter().map(|roots| (PARTS_PERCENT, roots)));
    }
    found
}

fn says_body(value: Option<&str>) -> bool {
    value.is_some_and(|value| value.to_ascii_lowercase().contains("articlebody"))
}

/// Those that lie within no other of them.
pub(crate) fn outermost(dom: &Dom<'_>, places: &[usize]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for place in places {
        let inside = kept.last().is_some_and(|last| dom.nodes[*last].end > *place);
        if !inside {
            kept.push(*place);
        }
    }
    kept
}

/// Parts of one body that are looked at.
const MAX_PARTS: usize = 100;

/// A body cut into several elements of the same class: each class with all its elements.
fn same_name(dom: &Dom<'_>, places: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for place in places.iter().take(MAX_PARTS) {
        let class = dom.nodes[*place].attribute("class").unwrap_or_default();
        match groups.iter_mut().find(|(known, _)| *known == class) {
            Some((_, group)) => group.push(*place),
            None => groups.push((class, vec![*place])),
        }
    }
    groups.into_iter().map(|(_, group)| outermost(dom, &group)).filter(|g| g.len() > 1).collect()
}
