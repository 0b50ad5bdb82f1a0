//! Keywords of an article: those of its page that the text confirms, then names and words that the
//! text itself repeats.
//!
//! The second kind, measured against what the publishers of 126 pages of set fundus call the topics
//! of an article (those that stand in its text; mean F1 of the first five, and of all), beside YAKE
//! 0.7.3 with its best setting, two words:
//!
//! | language | pages | this | YAKE |
//! |---|---|---|---|
//! | all | 126 | .186, .180 | .167, .167 |
//! | German | 55 | .151, .166 | .133, .144 |
//! | English | 41 | .203, .190 | .205, .203 |
//! | French | 5 | .310, .239 | .234, .231 |
//! | Japanese | 4 | .155, .106 | .000, .000 |
//! | Korean | 2 | .202, .226 | .091, .071 |
//! | Polish | 2 | .411, .291 | .286, .291 |
//! | Russian | 2 | .306, .284 | .125, .117 |
//!
//! Against the pages' own tags, over 631 pages of all sets: .163, .159, and YAKE .145, .146.
//!
//! Absolute figures are low for everybody: topics are few, and often wider than the article. In a
//! language with a handful of pages they say little more than that something is found. All rows, by
//! the programs that `examples/compare.py` names:
//!
//! ```text
//! cargo run --release -p extract --example compare -- PAGES > ours.jsonl
//! python3 crates/extract/examples/compare.py ours.jsonl
//! ```
//!
//! Deliberately absent: words of Thai and its neighbours, which neither part words nor write them so
//! that a run of characters is one; stems, so that two cases of a Russian name are two names.

mod korean;
mod runs;
mod words;

use crate::stopwords;
use crate::whitespace::fold;

/// Keywords of one article.
const MAX_KEYWORDS: usize = 12;

/// Statistical keywords fill up to this number only: few and good.
const FILLED_KEYWORDS: usize = 8;

/// How much text is counted, in characters.
const MAX_CHARACTERS: usize = 20_000;

/// At most 12 keywords, best first. `tags` are the page's own, in its order.
pub(crate) fn find(
    tags: &[String],
    title: &str,
    text: &str,
    language: Option<&str>,
) -> Vec<String> {
    let mut keywords = confirmed_first(tags, title, text);
    keywords.truncate(MAX_KEYWORDS);
    if keywords.len() >= FILLED_KEYWORDS {
        return keywords;
    }
    let mut folded: Vec<String> = keywords.iter().map(|keyword| fold(keyword)).collect();
    for word in statistical(title, text, language) {
        if keywords.len() >= FILLED_KEYWORDS {
            break;
        }
        let new = fold(&word);
        if !folded.iter().any(|known| known.contains(&new) || new.contains(known)) {
            folded.push(new);
            keywords.push(word);
        }
    }
    keywords
}

/// The tags that headline or text hold, then the others.
fn confirmed_first(tags: &[String], title: &str, text: &str) -> Vec<String> {
    if tags.is_empty() {
        return Vec::new();
    }
    let haystack = format!("{title}\n{text}").to_lowercase();
    let (mut keywords, unconfirmed): (Vec<String>, Vec<String>) =
        tags.iter().cloned().partition(|tag| haystack.contains(&tag.to_lowercase()));
    keywords.extend(unconfirmed);
    keywords
}

/// Keywords from the text alone, as if the page told none.
#[must_use]
pub fn of_text(title: &str, text: &str, language: Option<&str>) -> Vec<String> {
    find(&[], title, text, language)
}

/// A word or name of the text.
struct Ranked {
    weight: u32,
    /// How much stands before it: of two that weigh the same the earlier is better.
    first: usize,
    /// As it stands in the text.
    shown: String,
}

/// Words and names by weight. Without a list of stopwords names only: better none than "the".
fn statistical(title: &str, text: &str, language: Option<&str>) -> Vec<String> {
    let mut ranked = match stopwords::primary(language.unwrap_or_default()) {
        // An ideograph says as much as two letters.
        "zh" | "ja" => runs::ranked(title, beginning(text, MAX_CHARACTERS / 2), language),
        _ => words::ranked(title, beginning(text, MAX_CHARACTERS), language),
    };
    ranked.sort_by(|one, other| {
        let by_weight = other.weight.cmp(&one.weight);
        by_weight.then(one.first.cmp(&other.first)).then(one.shown.cmp(&other.shown))
    });
    ranked.into_iter().map(|term| term.shown).take(MAX_KEYWORDS * 2).collect()
}

fn beginning(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map_or(text.len(), |(place, _)| place);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{find, of_text};

    #[track_caller]
    fn check(language: &str, title: &str, text: &str, expected: &[&str]) {
        assert_eq!(of_text(title, text, Some(language)), expected);
    }

    #[test]
    fn the_pages_own_keywords_come_first_and_names_follow() {
        let text = "Angela Merkel met the council. The council said that Angela Merkel had agreed. Council members left.";
        let found = find(&["Germany".to_owned()], "Merkel meets council", text, Some("en"));
        assert_eq!(found.first().map(String::as_str), Some("Germany"));
        assert!(found.contains(&"Angela Merkel".to_owned()), "{found:?}");
        assert!(found.len() <= 12);
    }

    #[test]
    fn without_a_list_of_stopwords_only_names_are_guessed() {
        let text = "Tehdy slovo Anny slovo. Tehdy slovo Anny. Tehdy Anny.";
        check("cs", "x", text, &["Anny"]);
    }

    #[test]
    fn a_last_name_stands_for_the_full_one() {
        let text = "On Monday mayor Ann Lee came. Then Lee spoke, and Lee left, said Lee.";
        check("en", "x", text, &["Ann Lee"]);
    }

    #[test]
    fn chinese_keywords_are_what_repeats_and_could_be_a_word() {
        let title = "港务局保留最后一班渡轮";
        let text = "港务局星期四决定保留渡轮。渡轮的夜班乘客多是医院的护士。以色列工程师说，渡轮很安全。\
            港务局认为，护士需要渡轮，以色列工程师也同意。以色列的公司造了渡轮。护士们很高兴。";
        check("zh", title, text, &["渡轮", "港务局", "以色列", "保留", "护士"]);
    }

    #[test]
    fn japanese_keywords_are_ideographs_and_katakana() {
        let title = "港湾局、最後のフェリーを存続へ";
        let text = "港湾局は木曜日、フェリーの存続を決めた。フェリーは病院の看護師を運ぶ。看護師の一人は、\
            フェリーがなければ通えないと話した。港湾局は看護師の声を聞いた。";
        check("ja", title, text, &["フェリー", "港湾局", "看護師", "存続"]);
    }

    #[test]
    fn korean_keywords_bear_no_particles() {
        let title = "항만청, 마지막 여객선 유지";
        let text = "항만청은 목요일 여객선을 유지한다고 밝혔다. 여객선은 병원 간호사를 태운다. 간호사가 없으면 \
            병원이 멈춘다. 간호사는 여객선이 필요하다고 말했다. 항만청이 받아들였다.";
        check("ko", title, text, &["여객선", "항만청", "간호사"]);
    }

    #[test]
    fn arabic_keywords_are_words_that_say_something() {
        let title = "الميناء يبقي العبارة الأخيرة";
        let text = "قال المجلس إن الميناء سيبقي العبارة. وقالت الممرضات إن العبارة هي الطريق إلى المستشفى، \
            والميناء يعرف ذلك. في المستشفى قال الطبيب إن المستشفى بحاجة إلى العبارة.";
        check("ar", title, text, &["العبارة", "الميناء", "المستشفى"]);
    }

    #[test]
    fn hindi_keywords_are_words_that_say_something() {
        let title = "बंदरगाह की आखिरी नौका चलती रहेगी";
        let text = "बंदरगाह ने कहा कि नौका चलेगी। नौका से अस्पताल की नर्सें आती हैं। अस्पताल के लिए नौका \
            जरूरी है, और बंदरगाह यह जानता है। अस्पताल ने नौका के लिए धन दिया।";
        check("hi", title, text, &["नौका", "बंदरगाह", "अस्पताल"]);
    }

    #[test]
    fn names_do_not_go_on_in_the_next_line() {
        let text =
            "Team P Pts\nHarbour 10 24\nMillbrook 10 22\nIt rained in Harbour, and in Millbrook.";
        check("en", "Harbour wins", text, &["Harbour", "Millbrook"]);
    }

    #[test]
    fn words_for_nobody_in_particular_are_no_keywords() {
        let text = "Nobody came. Somebody said that nobody would. Nobody knew why everybody left.";
        check("en", "Nobody comes, and everybody knows", text, &[]);
    }

    #[test]
    fn contractions_say_nothing_with_either_apostrophe() {
        let text = "I don't know, I don’t know, I don't know. You're here, you’re here, you're here. \
            We've seen they'll come, we’ve seen they’ll come, we've seen they'll come. I'm, I'd.";
        check("en", "You're here, and I'm not", text, &[]);
    }

    #[test]
    fn small_words_say_nothing_in_german() {
        let text = "Das muss natürlich einfach dazu. Es muss natürlich einfach dazu. Man muss natürlich \
            einfach dazu. Unsere letzten würde euch gar besonders, unsere letzten würde euch gar \
            besonders, unsere letzten würde euch gar besonders bzw. eben, bzw. eben, bzw. eben.";
        check("de", "x", text, &[]);
    }

    #[test]
    fn letters_with_stops_keep_the_last() {
        let text = "The U.S. sent ferries. The U.S., he said, and the U.S. again.";
        check("en", "A ferry of the U.S.", text, &["U.S."]);
    }

    #[test]
    fn turkish_names_end_at_their_apostrophe() {
        let text = "Dün Bursa'nın limanı açıldı. Herkes Bursa'ya geldi, ama Bursa’da yer yok.";
        check("tr", "x", text, &["Bursa"]);
    }
}
