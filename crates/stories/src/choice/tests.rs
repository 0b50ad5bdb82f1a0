use proptest::prelude::*;

use super::*;
use crate::text_hash;

const HOUR: i64 = 3600 * 1_000_000;
const NOW: i64 = 490_000 * HOUR;

/// A text of 100 words that no other number shares.
fn text(story: i64) -> String {
    (0..100).map(|n| format!("w{story}x{n}")).collect::<Vec<_>>().join(" ") + "\n"
}

/// A complete article of its own story, published this many hours ago.
fn article(article: i64, site: i64, hours_ago: i64) -> Candidate {
    telling(article, site, hours_ago, &text(article))
}

fn telling(article: i64, site: i64, hours_ago: i64, text: &str) -> Candidate {
    Candidate {
        article,
        site,
        title: format!("Story {article}"),
        has_author: true,
        published_micros: Some(NOW - hours_ago * HOUR),
        has_instant: true,
        characters: 3_000,
        language: Some("en".to_owned()),
        voice_available: true,
        rules_available: true,
        mainly_video: false,
        keywords: vec!["weather".to_owned()],
        text_hash: text_hash(text),
        shingles: Shingles::of(text),
    }
}

fn told(text: &str, hours_ago: i64) -> Told {
    Told {
        text_hash: text_hash(text),
        shingles: Shingles::of(text),
        told_micros: NOW - hours_ago * HOUR,
    }
}

fn trend(keyword: &str, score: f64) -> Trend {
    Trend { keyword: keyword.to_owned(), score, sites: 3 }
}

fn ids(chosen: &Chosen) -> Vec<i64> {
    chosen.chosen.iter().map(|choice| choice.article).collect()
}

#[track_caller]
fn check_refused(change: impl Fn(&mut Candidate), refusal: Refusal) {
    let mut candidate = article(7, 1, 1);
    change(&mut candidate);
    let chosen = choose(&[candidate], &[], &[], NOW, 6);
    assert_eq!((ids(&chosen), chosen.refused), (vec![], vec![(7, refusal)]));
}

#[test]
fn the_first_run_over_one_site_fills_all_places() {
    let candidates: Vec<_> = (1..=12).map(|id| article(id, 1, id)).collect();
    let chosen = choose(&candidates, &[], &[], NOW, 6);
    assert_eq!(ids(&chosen), [1, 2, 3, 4, 5, 6]);
    assert_eq!(chosen.refused, []);
    assert_eq!(chosen.chosen[0].reason, "complete");
}

#[test]
fn what_cannot_be_heard_is_refused_for_ever() {
    check_refused(|c| c.title = " — ".to_owned(), Refusal::NoTitle);
    check_refused(|c| c.published_micros = None, Refusal::NoTime);
    check_refused(|c| c.characters = MIN_CHARACTERS - 1, Refusal::TooShort);
    check_refused(|c| c.characters = MAX_CHARACTERS + 1, Refusal::TooLong);
    check_refused(|c| c.voice_available = false, Refusal::NoVoice);
    check_refused(|c| c.rules_available = false, Refusal::NoRules);
    check_refused(|c| c.mainly_video = true, Refusal::MainlyVideo);
}

#[test]
fn a_missing_author_costs_worth_but_refuses_nothing() {
    let mut anonymous = article(1, 1, 1);
    anonymous.has_author = false;
    anonymous.has_instant = false;
    let chosen = choose(&[anonymous, article(2, 1, 1)], &[], &[], NOW, 6);
    assert_eq!(ids(&chosen), [2, 1]);
    assert_eq!(chosen.chosen[1].reason, "no author, day only");
}

#[test]
fn a_trend_in_keywords_or_title_is_before_what_is_fresh() {
    let mut keyword = article(1, 1, 20);
    keyword.keywords = vec!["ELECTION".to_owned(), "Budget".to_owned()];
    let mut title = article(2, 1, 20);
    title.title = "The Budget’s cost".to_owned();
    let trends = [trend("election", 6.0), trend("budgets cost", 3.0), trend("budget", 2.0)];
    let chosen = choose(&[keyword, title, article(3, 1, 0)], &[], &trends, NOW, 2);
    assert_eq!(ids(&chosen), [1, 2]);
    assert_eq!(chosen.chosen[0].reason, "trending: election, budget; complete");
    assert_eq!(chosen.chosen[1].reason, "trending: budgets cost; complete");
}

#[test]
fn trends_without_a_sensible_score_count_nothing() {
    let trends = [trend("weather", f64::NAN), trend("weather", -1.0), trend("", 1.0)];
    let chosen = choose(&[article(1, 1, 0)], &[], &trends, NOW, 2);
    assert!((chosen.chosen[0].score - 2.0).abs() < 1e-9);
}

#[test]
fn the_same_text_is_never_told_again_and_the_same_story_not_within_three_days() {
    let mut copy = text(1);
    copy.push_str("and a last line of our own");
    let candidates = [article(1, 1, 1), telling(2, 2, 1, &copy)];
    let decide = |hours_ago| choose(&candidates, &[told(&text(1), hours_ago)], &[], NOW, 6);
    let both = vec![(1, Refusal::SameText), (2, Refusal::SameStory)];
    assert_eq!(decide(72).refused, both);
    assert_eq!(decide(73).refused, both[..1]);
    assert_eq!(ids(&decide(73)), [2]);
}

#[test]
fn of_two_copies_the_better_is_chosen_and_the_other_refused() {
    let mut short_copy = telling(1, 1, 1, &text(9));
    short_copy.has_author = false;
    let candidates = [short_copy, telling(2, 2, 1, &text(9)), article(3, 3, 30)];
    let chosen = choose(&candidates, &[], &[], NOW, 6);
    assert_eq!(ids(&chosen), [2, 3]);
    assert_eq!(chosen.refused, [(1, Refusal::SameText)]);
}

#[test]
fn who_finds_no_place_may_be_asked_about_again() {
    let chosen = choose(&[article(1, 1, 1), article(2, 1, 2)], &[], &[], NOW, 1);
    assert_eq!((ids(&chosen), chosen.refused), (vec![1], vec![]));
    assert_eq!(choose(&[article(1, 1, 1)], &[], &[], NOW, 0), Chosen::default());
}

#[test]
fn a_site_does_not_take_all_places_from_others_of_similar_worth() {
    let mut candidates: Vec<_> = (1..=6).map(|id| article(id, 1, 1)).collect();
    candidates.push(article(10, 2, 2));
    candidates.push(article(11, 3, 48));
    let chosen = choose(&candidates, &[], &[], NOW, 4);
    // Site 2 is an hour behind and gets a place, site 3 is two days behind and gets none.
    assert_eq!(ids(&chosen), [1, 2, 3, 10]);
}

#[test]
fn ties_go_to_the_smaller_id_and_the_future_is_now() {
    let candidates = [article(3, 1, -900), article(1, 2, 0), article(2, 3, -1)];
    assert_eq!(ids(&choose(&candidates, &[], &[], NOW, 6)), [1, 2, 3]);
}

#[test]
fn an_article_given_twice_counts_once() {
    let chosen = choose(&[article(1, 1, 1), article(1, 1, 1)], &[], &[], NOW, 6);
    assert_eq!((ids(&chosen), chosen.refused), (vec![1], vec![]));
}

#[test]
fn five_hundred_candidates_and_five_hundred_episodes_are_compared_exactly() {
    let candidates: Vec<_> = (0..500).map(|id| article(id, id % 20, 1)).collect();
    let told: Vec<_> = (250..750).map(|story| told(&text(story), 5)).collect();
    let chosen = choose(&candidates, &told, &[], NOW, 500);
    assert_eq!((chosen.chosen.len(), chosen.refused.len()), (250, 250));
}

#[test]
fn codes_are_words_and_sentences_are_sentences() {
    assert_eq!(Refusal::MainlyVideo.code(), "mainly_video");
    assert_eq!(Refusal::NoTime.to_string(), "It is not known when the article was published.");
}

proptest! {
    #[test]
    fn no_story_is_chosen_twice_and_the_order_of_the_input_does_not_count(
        texts in prop::collection::vec(("[ab]( [ab]){4,12}", 0..4_i64, 0..90_i64), 0..30),
        old in prop::collection::vec(("[ab]( [ab]){4,12}", 0..90_i64), 0..4),
        most in 0..12_usize,
    ) {
        let mut candidates: Vec<Candidate> = texts
            .iter()
            .zip(1..)
            .map(|((text, site, hours), id)| telling(id, *site, *hours, text))
            .collect();
        let old: Vec<Told> = old.iter().map(|(text, hours)| told(text, *hours)).collect();
        let decided = choose(&candidates, &old, &[], NOW, most);
        prop_assert!(decided.chosen.len() <= most);

        let heard: Vec<&Candidate> = decided
            .chosen
            .iter()
            .filter_map(|choice| candidates.iter().find(|c| c.article == choice.article))
            .collect();
        for (n, one) in heard.iter().enumerate() {
            for other in heard.iter().skip(n + 1) {
                prop_assert_ne!(one.text_hash, other.text_hash);
                prop_assert!(one.shingles.jaccard(&other.shingles) < crate::SAME_STORY);
            }
            for told in &old {
                let recent = NOW - told.told_micros <= SAME_STORY_MICROS;
                prop_assert_ne!(one.text_hash, told.text_hash);
                prop_assert!(!recent || !one.shingles.same_story(&told.shingles));
            }
        }
        candidates.reverse();
        prop_assert_eq!(decided, choose(&candidates, &old, &[], NOW, most));
    }
}
