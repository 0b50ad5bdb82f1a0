//! Whatever goes in: no panic, no digit, no symbol, no unbounded growth.

use extract::{Block, Text};
use narration::{Language, Story, script, spoken};
use proptest::prelude::*;

/// What no script may hold.
const FORBIDDEN: &str = "<>&%#@/\\*_|^~$€£=+[]{}`°";

/// More words than this for a character of input would be growth without bound; a digit is at
/// most "quattro" and a space, a currency sign a few words more.
const MOST_GROWTH: usize = 60;

fn is_clean(said: &str) -> bool {
    !said.chars().any(|c| c.is_numeric() || c.is_control() || FORBIDDEN.contains(c))
}

/// Pieces that the rules look for, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,20}",
        "[-–.,:/%$€£°²\"'&@#_ ]{1,3}",
        "(st|nd|th|s|am|p\\.m\\.|kg|km/h|bn|Mrd\\.|Uhr|h|XIV|January|3. März|er|ª|No\\. |Dr\\. )",
        "\\PC{0,6}",
        "[A-Za-z.]{1,8} ",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_line_becomes_clean_words(written in pieces(), language in 0_usize..5) {
        let language = Language::ALL.get(language).unwrap().tag();
        let said = spoken(language, &written);
        prop_assert!(is_clean(&said), "{said:?}");
        prop_assert!(said.len() <= 200 + written.len() * MOST_GROWTH, "{}", said.len());
    }

    /// The last word is no abbreviation: "rd." would be said in full.
    #[test]
    fn what_is_said_stays_as_it_is(written in "([a-z]{2,8} ){1,8}wird\\.") {
        prop_assert_eq!(spoken("de", &written), written);
    }

    #[test]
    fn any_story_becomes_clean_groups_or_a_reason(texts in prop::collection::vec(pieces(), 0..6)) {
        let blocks: Vec<Block> =
            texts.iter().map(|text| Block::Paragraph(Text::unmarked(text.clone()))).collect();
        for language in Language::ALL {
            let story = Story {
                title: texts.first().map_or("", String::as_str),
                outlet: texts.last().map_or("", String::as_str),
                authors: &texts,
                published: None,
                blocks: &blocks,
                language: language.tag(),
            };
            let Ok(script) = script(&story) else { continue };
            for group in &script.groups {
                prop_assert!(is_clean(&group.text), "{:?}", group.text);
                prop_assert!(group.text.chars().count() <= 600 && !group.text.is_empty());
            }
        }
    }
}

#[test]
fn long_runs_are_read_in_bounded_words() {
    for written in
        ["9".repeat(100_000), "1,".repeat(50_000), "A.".repeat(50_000), "<".repeat(100_000)]
    {
        for language in Language::ALL {
            let said = spoken(language.tag(), &written);
            assert!(is_clean(&said));
            assert!(said.len() <= written.len() * MOST_GROWTH);
        }
    }
    let words = spoken("en", &"7".repeat(100_000));
    assert!(words.split(' ').count() <= 2000, "{}", words.split(' ').count());
}

/// Text as news has it, with all that the rules look for.
fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Z]?[a-z]{1,9} ",
        "[A-Z][a-z]{2,8} ",
        "[0-9]{1,4}[ ,.]",
        "[$£€]?[0-9]{1,3}(\\.[0-9]{1,2})?(m|bn|k|kg|%|pm|st|th|p|C)? ",
        "(Dr\\.|St\\.|Sen\\.|No\\.|U\\.S\\.|p\\.m\\.|e\\.g\\.|v\\.|Inc\\.|Jan\\.|J\\.K\\.|Co\\.|etc\\.) ",
        "(II|III|IV|XIV|VIII|WWII|NATO|CO2|A320|F-16|@bbc|#Me2|a@b\\.de|x\\.org|24/7|9/11) ",
        "[0-9]{1,2}[-–:./][0-9]{1,4} ",
        "[\"“”'’(),;:!?…–-] ?",
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_said_is_said_the_same_again(written in news(), language in 0_usize..5) {
        let language = Language::ALL.get(language).unwrap().tag();
        let said = spoken(language, &written);
        prop_assert_eq!(spoken(language, &said), said);
    }

    #[test]
    fn whatever_is_said_is_said_the_same_again(written in pieces()) {
        let said = spoken("en", &written);
        prop_assert_eq!(spoken("en", &said), said);
    }
}
