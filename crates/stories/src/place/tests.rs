use proptest::prelude::*;

use super::*;

/// A text of the words from each first to before each last.
fn text(runs: &[(usize, usize)]) -> Shingles {
    let words = runs.iter().flat_map(|(first, last)| *first..*last);
    Shingles::of(&words.map(|n| format!("word{n}")).collect::<Vec<_>>().join(" "))
}

fn relative(story: i64, story_articles: usize, shingles: &Shingles) -> Relative<'_> {
    Relative { article: story, story, story_articles, same_site: false, shingles }
}

#[track_caller]
fn check(article: &Shingles, relatives: &[Relative<'_>], story: Option<i64>, merged: &[i64]) {
    let expected = Place { story, merged: merged.to_vec() };
    assert_eq!(place(article, relatives), expected);
}

#[test]
fn an_article_without_relatives_begins_a_story() {
    check(&text(&[(0, 300)]), &[], None, &[]);
    let other = text(&[(0, 100), (1000, 1300)]);
    check(&text(&[(0, 400)]), &[relative(1, 9, &other)], None, &[]);
}

#[test]
fn it_joins_the_story_of_the_most_similar_relative() {
    // Both tell its story; but they are less like one another.
    let (near, far) = (text(&[(0, 290)]), text(&[(0, 30), (105, 300), (1000, 1060)]));
    let article = text(&[(0, 300)]);
    check(&article, &[relative(1, 3, &far), relative(2, 2, &near)], Some(2), &[]);
}

#[test]
fn single_articles_that_are_alike_become_one_story() {
    let (one, other) = (text(&[(0, 210)]), text(&[(100, 300)]));
    assert!(!one.same_story(&other));
    let article = text(&[(0, 300)]);
    check(&article, &[relative(8, 1, &other), relative(7, 1, &one)], Some(7), &[8]);
    check(&article, &[relative(8, 5, &other), relative(7, 1, &one)], Some(8), &[7]);
}

#[test]
fn a_round_up_does_not_make_one_story_of_two() {
    let (one, other) = (text(&[(0, 200)]), text(&[(1000, 1150)]));
    let round_up = text(&[(0, 200), (1000, 1150)]);
    check(&round_up, &[relative(1, 1, &one), relative(2, 1, &other)], Some(1), &[]);
}

#[test]
fn one_weak_link_does_not_join_two_big_stories() {
    let (one, other) = (text(&[(0, 210)]), text(&[(100, 300)]));
    let article = text(&[(0, 300)]);
    let weak = [relative(1, 5, &one), relative(2, 5, &other)];
    check(&article, &weak, Some(1), &[]);
    let firm = [weak, weak].concat();
    check(&article, &firm, Some(1), &[2]);
}

#[test]
fn articles_of_one_site_must_share_more_than_a_notice() {
    let notice = (5000, 5100);
    let one = text(&[(0, 60), notice]);
    let article = text(&[(200, 260), notice]);
    let elsewhere = relative(1, 1, &one);
    check(&article, &[elsewhere], Some(1), &[]);
    check(&article, &[Relative { same_site: true, ..elsewhere }], None, &[]);
    check(&one, &[Relative { same_site: true, ..elsewhere }], Some(1), &[]);
}

#[test]
fn few_neighbours_of_each_story_are_compared_and_the_most_similar_first() {
    let sketch = |shingles| Sketch::of(&shingles).expect("a text");
    let same = sketch(text(&[(0, 300)]));
    let near = sketch(text(&[(0, 280)]));
    let far = sketch(text(&[(600, 900)]));
    let of = |article, story, sketch| Neighbour { article, story, sketch };
    let neighbours = [
        of(1, 1, &near),
        of(2, 1, &far),
        of(3, 1, &near),
        of(4, 1, &same),
        of(5, 1, &near),
        of(6, 2, &near),
    ];
    assert_eq!(worth_comparing(&same, &neighbours), [4, 1, 3, 6]);
    let many: Vec<_> = (0..90).map(|n| of(n, n, &same)).collect();
    assert_eq!(worth_comparing(&same, &many).len(), MOST);
}

proptest! {
    #[test]
    fn the_order_of_relatives_does_not_count(
        given in prop::collection::vec((1_i64..4, 0_usize..80, 100_usize..200), 0..6),
    ) {
        let texts: Vec<_> = given.iter().map(|(_, from, to)| text(&[(*from, *to)])).collect();
        let mut relatives: Vec<_> =
            given.iter().zip(&texts).map(|((story, _, _), text)| relative(*story, 2, text)).collect();
        for (article, relative) in (0..).zip(&mut relatives) {
            relative.article = article;
        }
        let article = text(&[(0, 150)]);
        let placed = place(&article, &relatives);
        relatives.reverse();
        prop_assert_eq!(&placed, &place(&article, &relatives));
        prop_assert!(placed.story.is_some() || placed.merged.is_empty());
    }
}
