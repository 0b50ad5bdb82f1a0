//! Every spoken word can be shown in the article: in order, inside the text, none without a place.

use extract::{Block, Text, text_of};
use narration::{Group, Kind, Language, Part, Script, Source, Story, Word, script};
use proptest::prelude::*;

fn story<'a>(title: &'a str, blocks: &'a [Block], language: &'a str) -> Story<'a> {
    Story { title, outlet: "The Paper", authors: &[], published: None, blocks, language }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Text::unmarked(text.to_owned()))
}

/// Each word of the blocks with what it was written as; "" for words of ours.
fn shown(script: &Script, blocks: &[Block]) -> Vec<(String, String)> {
    let groups = script.groups.iter().filter(|group| group.kind != Kind::Opening);
    let word = |group: &Group, word: &Word| {
        let said = group.text.get(word.start..word.end).unwrap_or_default();
        let written = word.source.map(|source| written(source, blocks)).unwrap_or_default();
        (said.to_owned(), written)
    };
    groups.flat_map(|group| group.words.iter().map(|one| word(group, one))).collect()
}

fn written(source: Source, blocks: &[Block]) -> String {
    let Part::Block(block) = source.part else { return "a title in the text".to_owned() };
    let text = text_of(blocks.get(block..=block).unwrap_or_default());
    text.get(source.start..source.end).unwrap_or_default().to_owned()
}

#[test]
fn words_are_shown_where_they_stand() {
    let blocks = [
        paragraph("LONDON (AP) — It cost £200,000 [1] at 5pm. Dr. Lee paid 50%."),
        Block::Quote(Text::unmarked("No.".to_owned())),
        Block::Table {
            rows: vec![
                vec![String::new(), "Gold".to_owned()],
                vec!["France".to_owned(), "12".to_owned()],
            ],
        },
    ];
    let script = script(&story("Costs", &blocks, "en")).unwrap();

    let shown = shown(&script, &blocks);
    let pairs: Vec<(&str, &str)> =
        shown.iter().map(|(said, written)| (said.as_str(), written.as_str())).collect();
    assert_eq!(
        pairs.get(..21).unwrap_or_default(),
        [
            ("It", "It"),
            ("cost", "cost"),
            ("two", "£200,000"),
            ("hundred", "£200,000"),
            ("thousand", "£200,000"),
            ("pounds", "£200,000"),
            ("at", "at"),
            ("five", "5pm"),
            ("PM.", "5pm."),
            ("Doctor", "Dr."),
            ("Lee", "Lee"),
            ("paid", "paid"),
            ("fifty", "50%"),
            ("percent.", "50%."),
            ("Quote:", ""),
            ("No.", "No."),
            ("France:", "France"),
            ("Gold", ""),
            ("twelve.", "12"),
            ("This", ""),
            ("article", ""),
        ]
    );
}

/// Text as news has it, and anything else.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,6}",
        "[-–.,:/%$€£° ]{1,3}",
        "(Dr\\. |No\\. |st |am |kg |bn |Mrd\\. |XIV |½|²|https://a\\.b/c |\\[1\\]| [.!?] )",
        "\\PC{0,6}",
        "[A-Za-z]{1,8} ",
        "[e\u{301}\u{308}ä ]{1,4}",
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn places_are_in_order_and_inside(
        texts in prop::collection::vec(text(), 1..4),
        language in 0_usize..5,
    ) {
        let language = Language::ALL.get(language).unwrap().tag();
        let blocks: Vec<Block> = texts.iter().map(|text| paragraph(text)).collect();
        let Ok(script) = script(&story("Title", &blocks, language)) else { return Ok(()) };
        let mut last = (0, 0, 0);
        for group in &script.groups {
            let words: Vec<&str> = group.text.split_whitespace().collect();
            let ranges: Vec<&str> =
                group.words.iter().filter_map(|word| group.text.get(word.start..word.end)).collect();
            prop_assert_eq!(words, ranges);
            for source in group.words.iter().map(|word| word.source) {
                let Some(source) = source else {
                    prop_assert_ne!(group.kind, Kind::Text);
                    continue;
                };
                let Part::Block(block) = source.part else { continue };
                let here = (block, source.start, source.end);
                prop_assert!(here >= last, "{here:?} after {last:?}");
                prop_assert!(source.start < source.end);
                prop_assert!(texts[block].get(source.start..source.end).is_some());
                last = here;
            }
        }
    }
}
