//! Back from what is said to what was written.

use extract::{Block, text_of};

use super::{Group, Part, Source, Story};

impl Group {
    /// What is said here as it stands in the story: `£200` where the group says “two hundred
    /// pounds”. Words of ours stay as they are said.
    #[must_use]
    pub fn written(&self, story: &Story<'_>) -> String {
        self.source().and_then(|source| cut(story, source)).unwrap_or_else(|| self.text.clone())
    }

    /// From the first to the last of its words' sources; none if all its words are ours.
    #[must_use]
    pub fn source(&self) -> Option<Source> {
        let mut sources = self.words.iter().filter_map(|word| word.source);
        let first = sources.next()?;
        let end = sources.filter(|one| one.part == first.part).map(|one| one.end).max();
        Some(Source { end: end.unwrap_or(first.end).max(first.end), ..first })
    }
}

fn cut(story: &Story<'_>, source: Source) -> Option<String> {
    let range = source.start..source.end;
    let text = match source.part {
        Part::Title => story.title.get(range)?.to_owned(),
        Part::Block(number) => {
            let block: &Block = story.blocks.get(number)?;
            text_of(std::slice::from_ref(block)).get(range)?.to_owned()
        }
    };
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
