//! What was learned from pages whose text is known: a vocabulary and a forest, in one file.

use std::sync::LazyLock;

use super::features::COUNT;
use super::forest::Forest;
use super::vocabulary::Vocabulary;

/// How lines of the text are told from others.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(super) vocabulary: Vocabulary,
    pub(super) forest: Forest,
}

impl Model {
    /// Reads what `examples/train` writes: a vocabulary, then a forest. None where the bytes are not
    /// that, or of another version.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (vocabulary, rest) = Vocabulary::parse(bytes)?;
        Some(Self { vocabulary, forest: Forest::parse(rest, COUNT)? })
    }

    /// The one that is built in, trained from the pages of six sets.
    pub(super) fn built_in<'m>() -> Option<&'m Self> {
        static MODEL: LazyLock<Option<Model>> =
            LazyLock::new(|| Model::parse(include_bytes!("../../data/lines.model")));
        MODEL.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_can_be_read() {
        assert!(Model::built_in().is_some(), "data/lines.model is of another version: train anew");
    }
}
