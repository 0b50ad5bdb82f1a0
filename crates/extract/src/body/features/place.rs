//! What is measured of a line's place in the page.

use super::{Row, Sight};
use crate::body::hints::Hints;
use crate::body::lines::Line;
use crate::hashing::HashMap;
use crate::tag::Tag;

/// An element is the main one when it holds this share of the prose that the rules keep, in percent.
const MAIN_PERCENT: u64 = 80;
/// Elements around a line whose names are read one by one.
const NEAR_ELEMENTS: usize = 4;

/// Where the text is, by the rules.
pub(super) struct Main<'a> {
    /// The deepest element that holds nearly all of it.
    element: usize,
    /// Lines before the first and after the last that the rules keep are outside.
    first: usize,
    last: usize,
    /// Prefix sums of the prose kept, by line.
    prose: Vec<u32>,
    /// Prose kept by tag and class of its block, and by parent of its block.
    by_class: HashMap<(Tag, &'a str), u32>,
    by_parent: HashMap<usize, u32>,
    /// Lines of the page, and prose of the whole page.
    lines: usize,
    page_prose: u32,
}

impl<'a> Main<'a> {
    pub(super) fn of(sight: &Sight<'_, 'a>) -> Self {
        let mut main = Self {
            element: 0,
            first: sight.kept.iter().position(|kept| *kept).unwrap_or(0),
            last: sight.kept.iter().rposition(|kept| *kept).unwrap_or(0),
            prose: vec![0],
            by_class: HashMap::default(),
            by_parent: HashMap::default(),
            lines: sight.lines.len(),
            page_prose: sight.judged.prose(&(0..sight.lines.len())),
        };
        let mut sum = 0;
        for (line, kept) in sight.lines.iter().zip(sight.kept) {
            if *kept && line.is_prose() {
                sum += line.width;
                let node = &sight.dom.nodes[line.block];
                let class = node.attribute("class").unwrap_or_default();
                *main.by_class.entry((node.tag, class)).or_default() += line.width;
                *main.by_parent.entry(node.parent).or_default() += line.width;
            }
            main.prose.push(sum);
        }
        main.element = main.deepest(sight);
        main
    }

    fn total(&self) -> u32 {
        self.prose.last().copied().unwrap_or_default()
    }

    fn kept_prose(&self, sight: &Sight<'_, '_>, place: usize) -> u32 {
        let lines = sight.judged.lines_of(sight.dom, place);
        let at = |line: usize| self.prose.get(line).copied().unwrap_or_default();
        at(lines.end) - at(lines.start)
    }

    fn deepest(&self, sight: &Sight<'_, '_>) -> usize {
        let Some(line) = sight.lines.get(self.first) else { return 0 };
        let enough = |place: usize| {
            u64::from(self.kept_prose(sight, place)) * 100 >= u64::from(self.total()) * MAIN_PERCENT
        };
        std::iter::once(line.block)
            .chain(sight.dom.ancestors(line.block))
            .find(|place| enough(*place))
            .unwrap_or(0)
    }
}

/// A line in its place.
pub(super) struct Place<'p, 'a> {
    pub line: &'p Line,
    pub at: usize,
    pub main: &'p Main<'a>,
}

impl Place<'_, '_> {
    pub(super) fn measure(&self, row: &mut Row, sight: &Sight<'_, '_>) {
        self.in_page(row, sight);
        let branch = self.branch(sight);
        self.of_branch(row, sight, branch);
        let near = std::iter::once(self.line.block)
            .chain(sight.dom.ancestors(self.line.block))
            .take(NEAR_ELEMENTS);
        push_hints(row, sight, near);
        let path = std::iter::once(self.line.block)
            .chain(sight.dom.ancestors(self.line.block))
            .take_while(|place| *place > branch.0);
        push_hints(row, sight, path.chain([branch.0]));
        self.around(row, sight);
    }

    fn in_page(&self, row: &mut Row, sight: &Sight<'_, '_>) {
        let main = self.main;
        let in_root =
            sight.roots.iter().any(|root| sight.dom.subtree(*root).contains(&self.line.block));
        row.flag(in_root);
        row.percent(
            u32::try_from(self.at).unwrap_or(u32::MAX),
            u32::try_from(main.lines).unwrap_or(1),
        );
        row.percent(main.prose.get(self.at).copied().unwrap_or_default(), main.total());
        row.count(main.first.saturating_sub(self.at));
        row.count(self.at.saturating_sub(main.last));
        row.percent(main.total(), main.page_prose);
        row.width(main.total());
        let node = &sight.dom.nodes[self.line.block];
        let class = node.attribute("class").unwrap_or_default();
        let of_class = main.by_class.get(&(node.tag, class)).copied().unwrap_or_default();
        row.percent(of_class, main.total());
        row.percent(main.by_parent.get(&node.parent).copied().unwrap_or_default(), main.total());
    }

    /// The child of the main element that holds the line, and the elements between them; for a line
    /// outside, the outermost element that does not hold the main one.
    fn branch(&self, sight: &Sight<'_, '_>) -> (usize, usize) {
        let mut branch = self.line.block;
        let mut steps = 0;
        for place in sight.dom.ancestors(self.line.block) {
            if sight.dom.subtree(place).contains(&self.main.element) {
                break;
            }
            branch = place;
            steps += 1;
        }
        (branch, steps)
    }

    fn of_branch(&self, row: &mut Row, sight: &Sight<'_, '_>, (branch, steps): (usize, usize)) {
        let inside = sight.dom.subtree(self.main.element).contains(&self.line.block);
        let lines = sight.judged.lines_of(sight.dom, branch);
        let width = sight.judged.width(&lines);
        row.flag(inside);
        row.count(steps);
        row.count(lines.len());
        row.width(width);
        row.percent(sight.judged.linked(&lines), width);
        row.percent(sight.judged.prose(&lines), width);
        row.percent(self.main.kept_prose(sight, branch), self.main.total());
    }

    fn around(&self, row: &mut Row, sight: &Sight<'_, '_>) {
        let tags: Vec<Tag> =
            sight.dom.ancestors(self.line.block).map(|place| sight.dom.nodes[place].tag).collect();
        let within = |wanted: &[Tag]| tags.iter().any(|tag| wanted.contains(tag));
        row.count(tags.len());
        row.flag(within(&[Tag::Article]));
        row.flag(within(&[Tag::Aside, Tag::Nav]));
        row.flag(within(&[Tag::Header, Tag::Footer, Tag::Form]));
        row.flag(within(&[Tag::Figure, Tag::Figcaption]));
        row.flag(within(&[Tag::Ul, Tag::Ol]));
        row.flag(within(&[Tag::Table]));
        row.flag(within(&[Tag::Blockquote]));
    }
}

/// What the names of some elements say, together.
fn push_hints(row: &mut Row, sight: &Sight<'_, '_>, places: impl Iterator<Item = usize>) {
    let mut all = Hints::default();
    for place in places {
        all.merge(sight.judged.hints[place]);
    }
    for hint in [
        all.around,
        all.comments || all.consent,
        all.hidden,
        all.small_print,
        all.caption,
        all.body,
        all.standfirst,
    ] {
        row.flag(hint);
    }
}
