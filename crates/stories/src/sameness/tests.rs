use proptest::prelude::*;

use super::*;

/// `count` words that occur nowhere else, in `per_paragraph`.
fn prose(name: &str, count: usize, per_paragraph: usize) -> Vec<String> {
    let words: Vec<String> = (0..count).map(|n| format!("{name}{n}")).collect();
    words.chunks(per_paragraph).map(|chunk| chunk.join(" ")).collect()
}

fn shingles(paragraphs: &[String]) -> Shingles {
    Shingles::of(&paragraphs.join("\n"))
}

const WIRE: &str = "(Wire service) - This report was provided by a news agency.";

#[test]
fn the_hash_is_the_sha256_of_the_normalised_words() {
    let expected: [u8; 32] = Sha256::digest("its raining again").into();
    assert_eq!(text_hash("It’s   RAINING, again!"), expected);
    // echo -n 'its raining again' | sha256sum
    assert_eq!(expected[..4], [0x51, 0xf6, 0x26, 0xc3]);
}

#[test]
fn another_word_is_another_text() {
    assert_eq!(text_hash("Rain falls."), text_hash("rain\n\nfalls"));
    assert_ne!(text_hash("Rain falls."), text_hash("Rain fell."));
}

#[test]
fn jaccard_counts_runs_of_five_words() {
    let one = Shingles::of("a b c d e f");
    let other = Shingles::of("b c d e f g");
    assert_eq!((one.len(), other.len()), (2, 2));
    assert!((one.jaccard(&other) - 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn a_short_text_is_one_shingle_and_no_text_none() {
    assert_eq!(Shingles::of("Rain today").len(), 1);
    assert!((Shingles::of("Rain today").jaccard(&Shingles::of("rain, today")) - 1.0).abs() < 1e-12);
    assert!(Shingles::of(" … ").is_empty());
    assert!(Shingles::of("").jaccard(&Shingles::of("")) == 0.0);
    assert!(!Shingles::of("").same_story(&Shingles::of("")));
}

#[test]
fn seven_tenths_are_the_same_story_and_less_are_not() {
    // 14 of 20 and 13 of 20 in common, sets too small for the rule about parts.
    assert!(same_story(14, 17, 17));
    assert!(!same_story(13, 16, 17));
}

#[test]
fn a_copy_with_a_sentence_in_front_and_a_paragraph_less_is_the_same_story() {
    let text = prose("word", 400, 40);
    let mut copy = vec![WIRE.to_owned()];
    copy.extend(text.iter().enumerate().filter(|(n, _)| *n != 4).map(|(_, p)| p.clone()));
    assert!(shingles(&text).same_story(&shingles(&copy)));
}

#[test]
fn a_copy_that_lacks_a_third_is_the_same_story_though_its_jaccard_is_low() {
    let text = prose("word", 400, 40);
    let mut copy = vec![WIRE.to_owned()];
    copy.extend(text.iter().enumerate().filter(|(n, _)| n % 3 != 1).map(|(_, p)| p.clone()));
    let (text, copy) = (shingles(&text), shingles(&copy));
    assert!(text.jaccard(&copy) < SAME_STORY);
    assert!(text.same_story(&copy) && copy.same_story(&text));
}

#[test]
fn a_round_up_that_quotes_a_story_is_not_that_story() {
    let story = prose("word", 100, 20);
    let mut round_up = story.clone();
    round_up.extend(prose("other", 400, 20));
    assert!(!shingles(&story).same_story(&shingles(&round_up)));
}

#[test]
fn a_shared_notice_does_not_make_one_story_of_two() {
    let notice = prose("notice", 60, 20);
    let story = |name: &str| {
        let mut text = prose(name, 300, 30);
        text.extend(notice.clone());
        shingles(&text)
    };
    assert!(!story("first").same_story(&story("second")));
}

#[test]
fn short_articles_of_one_site_may_share_its_notice() {
    let notice = prose("notice", 40, 20);
    let story = |name: &str| {
        let mut text = prose(name, 4, 4);
        text.extend(notice.clone());
        shingles(&text)
    };
    let (first, second) = (story("first"), story("second"));
    assert!(first.same_story(&second));
    assert!(!first.same_story_of_site(&second));
    assert!(first.same_story_of_site(&first));
}

#[test]
fn articles_of_one_site_are_one_story_when_one_is_the_other_with_more() {
    let text = prose("word", 400, 40);
    let mut updated = text.clone();
    updated.extend(prose("more", 300, 40));
    let (text, updated) = (shingles(&text), shingles(&updated));
    assert!(text.jaccard(&updated) < SAME_STORY);
    assert!(text.same_story_of_site(&updated) && updated.same_story_of_site(&text));
}

proptest! {
    #[test]
    fn jaccard_is_symmetric_and_between_nought_and_one(one in "[ab ]{0,60}", other in "[ab ]{0,60}") {
        let (one, other) = (Shingles::of(&one), Shingles::of(&other));
        let jaccard = one.jaccard(&other);
        prop_assert!((0.0..=1.0).contains(&jaccard));
        prop_assert!((jaccard - other.jaccard(&one)).abs() < f64::EPSILON);
        prop_assert_eq!(one.same_story(&other), other.same_story(&one));
        prop_assert!(jaccard < SAME_STORY || one.same_story(&other));
    }

    #[test]
    fn any_text_has_a_hash_and_is_its_own_story(text in "\\PC{0,80}") {
        let shingles = Shingles::of(&text);
        prop_assert_eq!(text_hash(&text), text_hash(&format!("\n {text} \n")));
        prop_assert_eq!(shingles.is_empty(), !shingles.same_story(&shingles));
    }
}
