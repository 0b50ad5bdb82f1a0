use proptest::prelude::*;

use super::*;

fn sketch(text: &str) -> Sketch {
    Sketch::of(&Shingles::of(text)).expect("a text with words")
}

/// `count` words from the `first` on.
fn words(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ") + " "
}

fn share_band(one: &Sketch, other: &Sketch) -> bool {
    let bands = other.bands();
    one.bands().iter().any(|band| bands.contains(band))
}

#[test]
fn a_sketch_is_the_same_on_every_build_and_machine() {
    let sketch = sketch("Rain falls on the fields and the fields drink.");
    assert_eq!(sketch.shingles(), 5);
    // Reckoned by another program.
    assert_eq!(sketch.minima[..4], [4_183_348_094, 2_938_351_365, 2_433_150_166, 1_123_917_381]);
    assert_eq!(sketch.bands()[..2], [24_542_689_827_182_285, 491_061_796_207_993_984]);
}

#[test]
fn an_empty_text_has_no_sketch() {
    assert_eq!(Sketch::of(&Shingles::of(" … ")), None);
}

#[test]
fn a_single_word_fills_all_bins() {
    let sketch = sketch("Rain");
    assert!(sketch.minima.iter().all(|least| *least == sketch.minima[0]));
    assert_eq!(sketch.bands().len(), Sketch::BANDS);
}

#[test]
fn similarity_is_estimated_with_the_error_that_is_told() {
    let mut squares = 0.0;
    for n in 0..100 {
        // 600 shingles each, 400 in common.
        let (one, other) = (words(n * 10_000, 604), words(n * 10_000 + 200, 604));
        squares += (sketch(&one).similarity(&sketch(&other)) - 0.5).powi(2);
    }
    let error = (squares / 100.0).sqrt();
    assert!((0.05..0.075).contains(&error), "{error}");
}

#[test]
fn texts_that_share_a_third_share_a_band_and_others_hardly_ever() {
    let first = sketch(&words(0, 604));
    let found = (1..=100).filter(|n| {
        let other = words(300, 304) + &words(n * 10_000, 300);
        share_band(&first, &sketch(&other))
    });
    assert!(found.count() >= 97);
    let chances = (1..=100).filter(|n| share_band(&first, &sketch(&words(n * 10_000, 604))));
    assert!(chances.count() <= 2);
}

#[test]
fn short_texts_that_differ_in_a_word_share_a_band() {
    let first = sketch(&words(0, 24));
    let found = (1..=100).filter(|n| {
        let other = sketch(&(words(0, 23) + &format!("other{n}")));
        share_band(&first, &other) && first.may_be_same_story(&other)
    });
    assert_eq!(found.count(), 100);
}

#[test]
fn the_key_of_a_band_knows_its_band() {
    let bands = sketch("Rain").bands();
    assert!(bands.windows(2).all(|keys| keys[0] < keys[1]));
}

#[test]
fn whoever_is_unlike_is_not_worth_comparing() {
    let (one, other) = (sketch(&words(0, 600)), sketch(&words(450, 600)));
    assert!(!one.may_be_same_story(&other));
    let (one, part) = (sketch(&words(0, 600)), sketch(&words(0, 400)));
    assert!(one.may_be_same_story(&part));
}

#[test]
fn what_another_version_wrote_is_not_read() {
    let mut bytes = sketch("Rain falls").to_bytes();
    assert_eq!(bytes.len(), 261);
    bytes[0] += 1;
    assert_eq!(Sketch::parse(&bytes), None);
    assert_eq!(Sketch::parse(&[]), None);
    assert_eq!(Sketch::parse(&[VERSION; 260]), None);
    assert_eq!(Sketch::parse(&[VERSION; 262]), None);
}

#[test]
fn chinese_and_japanese_without_blanks_are_recognised() {
    let letters = |first: u32, count: u32| -> String {
        (first..first + count).filter_map(|n| char::from_u32(0x4e00 + n * 7 % 5000)).collect()
    };
    let text = letters(0, 400);
    let edited = letters(0, 150) + "通訊社電" + &letters(200, 200);
    assert!(Shingles::of(&text).same_story(&Shingles::of(&edited)));
    assert!(share_band(&sketch(&text), &sketch(&edited)));
    assert!(!sketch(&text).may_be_same_story(&sketch(&letters(600, 400))));
}

proptest! {
    #[test]
    fn neither_order_nor_number_of_shingles_counts(hashes in prop::collection::vec(any::<u64>(), 1..90)) {
        let sorted = Sketch::of(&Shingles::of_hashes(hashes.clone()));
        let doubled = hashes.iter().rev().chain(&hashes).copied().collect();
        prop_assert_eq!(sorted, Sketch::of(&Shingles::of_hashes(doubled)));
    }

    #[test]
    fn any_text_is_like_itself_and_survives_its_bytes(text in "\\PC{0,80}") {
        let shingles = Shingles::of(&text);
        let sketch = Sketch::of(&shingles);
        prop_assert_eq!(sketch.is_none(), shingles.is_empty());
        if let Some(sketch) = sketch {
            prop_assert!(sketch.similarity(&sketch) >= 1.0);
            prop_assert!(sketch.may_be_same_story(&sketch));
            prop_assert_eq!(Sketch::parse(&sketch.to_bytes()), Some(sketch));
        }
    }

    #[test]
    fn similarity_is_symmetric_and_near_the_truth(start in 0_usize..400, count in 200_usize..600) {
        let (one, other) = (Shingles::of(&words(0, 400)), Shingles::of(&words(start, count)));
        let truth = one.jaccard(&other);
        let (one, other) = (Sketch::of(&one).expect("words"), Sketch::of(&other).expect("words"));
        let similarity = one.similarity(&other);
        prop_assert!((similarity - other.similarity(&one)).abs() < f64::EPSILON);
        prop_assert!((0.0..=1.0).contains(&similarity));
        // Five standard errors of one half.
        prop_assert!((similarity - truth).abs() < 5.0 * 0.0625, "{} for {}", similarity, truth);
    }

    #[test]
    fn any_bytes_are_a_sketch_or_none(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Some(sketch) = Sketch::parse(&bytes) {
            prop_assert_eq!(sketch.to_bytes(), bytes);
        }
    }
}
