//! Boosted decision trees: a row of numbers in, how likely it is in log-odds out.
//!
//! Read from bytes that `examples/train` writes. All numbers are little-endian. `EFO1`; the numbers
//! of a row (u16); the trees (u16); the base (f32); then each tree: its nodes (u16), and of each
//! node in the order of a walk that goes left first: the column (u16; 65535: a leaf), where the
//! right branch begins, counted from the tree's first node (u16; 0 for a leaf), and the threshold or
//! the leaf's value (f32). A row goes left where its number is at most the threshold.

/// The mark of a leaf.
const LEAF: u16 = u16::MAX;
const MAGIC: &[u8; 4] = b"EFO1";

/// Trees whose values add up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Forest {
    columns: usize,
    base: f32,
    trees: Vec<Tree>,
}

/// One tree, and what those behind it may add at least and at most.
#[derive(Debug, Clone, PartialEq)]
struct Tree {
    nodes: Vec<Node>,
    behind: [f32; 2],
}

/// Sums of so many small numbers are not exact to the last bit.
const SLACK: f32 = 1e-3;

/// One decision, or the end of them.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    column: u16,
    right: u16,
    value: f32,
}

impl Forest {
    /// Reads a forest; none where the bytes are not one, or look at more than `columns` numbers.
    pub(super) fn parse(bytes: &[u8], columns: usize) -> Option<Self> {
        let mut reader = Reader(bytes.strip_prefix(MAGIC)?);
        let (told, trees, base) = (reader.short()?, reader.short()?, reader.real()?);
        let mut forest = Self { columns, base, trees: Vec::with_capacity(trees.into()) };
        for _tree in 0..trees {
            let nodes = reader.short()?;
            let nodes = (0..nodes).map(|_| reader.node()).collect::<Option<Vec<_>>>()?;
            forest.trees.push(Tree { nodes, behind: [0.0; 2] });
        }
        forest.look_behind();
        (usize::from(told) == columns && forest.is_sound()).then_some(forest)
    }

    /// Works out for each tree what those behind it may add.
    fn look_behind(&mut self) {
        let [mut least, mut most] = [0.0_f32; 2];
        for tree in self.trees.iter_mut().rev() {
            tree.behind = [least, most];
            let leaves = tree.nodes.iter().filter(|node| node.column == LEAF).map(|it| it.value);
            let (low, high) = leaves
                .fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(value), high.max(value)));
            if low <= high {
                least += low;
                most += high;
            }
        }
    }

    /// Every walk ends: branches lead forward, to nodes that are there.
    fn is_sound(&self) -> bool {
        self.trees.iter().map(|tree| &tree.nodes).all(|tree| {
            tree.iter().enumerate().all(|(at, node)| {
                let right = usize::from(node.right);
                node.column == LEAF
                    || (usize::from(node.column) < self.columns && at < right && right < tree.len())
            })
        })
    }

    /// Whether a row is more likely than not. Most rows are clear long before the last tree.
    pub(super) fn is_likely(&self, row: &[f32]) -> bool {
        let mut sum = self.base;
        for Tree { nodes, behind: [least, most] } in &self.trees {
            sum += leaf(nodes, row);
            if sum + least > SLACK {
                return true;
            }
            if sum + most < -SLACK {
                return false;
            }
        }
        sum > 0.0
    }
}

fn leaf(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    while let Some(node) = tree.get(at) {
        if node.column == LEAF {
            return node.value;
        }
        let number = row.get(usize::from(node.column)).copied().unwrap_or_default();
        at = if number <= node.value { at + 1 } else { usize::from(node.right) };
    }
    0.0
}

struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    fn short(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    fn real(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }

    fn node(&mut self) -> Option<Node> {
        Some(Node { column: self.short()?, right: self.short()?, value: self.real()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two trees: a number of at most 2 is worth 1, else −1; another of at most 0 is worth 2, else −2.
    fn bytes(right: u16) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([3_u16, 2].map(u16::to_le_bytes).concat());
        bytes.extend(0.5_f32.to_le_bytes());
        let stump = |column: u16, value: f32, leaf: f32| {
            [(column, right, value), (LEAF, 0, leaf), (LEAF, 0, -leaf)]
        };
        for nodes in [stump(1, 2.0, 1.0), stump(2, 0.0, 2.0)] {
            bytes.extend(3_u16.to_le_bytes());
            for (column, right, value) in nodes {
                bytes.extend([column, right].map(u16::to_le_bytes).concat());
                bytes.extend(value.to_le_bytes());
            }
        }
        bytes
    }

    #[test]
    fn a_row_goes_left_up_to_the_threshold_in_each_tree() {
        let forest = Forest::parse(&bytes(2), 3).unwrap();
        assert!(forest.is_likely(&[9.0, 2.0, 0.0]), "1 and 2");
        assert!(forest.is_likely(&[9.0, 2.1, 0.0]), "−1 and 2");
        assert!(!forest.is_likely(&[9.0, 2.0, 0.1]), "1 and −2");
        assert!(!forest.is_likely(&[0.0, 2.1, 0.1]), "−1 and −2");
    }

    #[test]
    fn a_row_that_is_clear_is_not_asked_further() {
        let forest = Forest::parse(&bytes(2), 3).unwrap();
        let behind: Vec<String> =
            forest.trees.iter().map(|tree| format!("{:?}", tree.behind)).collect();
        assert_eq!(behind, ["[-2.0, 2.0]", "[0.0, 0.0]"]);
    }

    #[test]
    fn bytes_that_are_no_forest_are_refused() {
        assert_eq!(Forest::parse(b"EFO2", 3), None);
        assert_eq!(Forest::parse(&bytes(2)[..20], 3), None);
        assert_eq!(Forest::parse(&bytes(2), 2), None, "another number of columns");
        assert_eq!(Forest::parse(&bytes(0), 3), None, "a walk that never ends");
        assert_eq!(Forest::parse(&bytes(3), 3), None, "a branch that leads nowhere");
    }
}
