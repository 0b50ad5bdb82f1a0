//! Whole lines of the page around a text: what interrupts it, labels of buttons, a player's clock, how
//! long it takes to read, what it is filed under, where to follow the site, whose rights it reserves.
//!
//! The forest has seen too few pages in most languages to know them; these it must never keep. A list
//! holds the words of each kind (`data/lines/`). What a text may say too counts only where it has the
//! shape of a label: no stop, no item of a list, no cell, no heading.

use std::sync::LazyLock;

use super::Line;
use super::player::is_of_player;
use crate::dom::Dom;
use crate::hashing::HashSet;
use crate::list::lists;
use crate::phrase::has_phrase;
use crate::tag::Tag;

lists! { "lines":
    /// Whole lines that interrupt a text.
    INTERRUPTIONS = "interruptions";
    /// Labels of buttons.
    BUTTONS = "buttons";
    /// Labels before a colon: tags, sources, credits.
    LABELS = "labels";
    /// Beginnings of lines that ask for something.
    DEMANDS = "demands";
    /// The same, where they begin as sentences of a text may.
    PLEAS = "pleas";
    /// Where sites ask their readers to go.
    CHANNELS = "channels";
}

/// A longer line is none of these, in characters: an interruption or a button, a label with what it
/// labels, a demand or a statement of rights.
const MAX_SHAPE_CHARACTERS: usize = 60;
const MAX_LABELLED_CHARACTERS: usize = 80;
const MAX_DEMAND_CHARACTERS: usize = 200;

/// A label of a notice is no longer, in characters.
const MAX_LABEL_CHARACTERS: usize = 20;

/// Parts of a statement of rights, and the marks one of which stands beside them.
const RIGHTS: [&str; 8] = [
    "無断転載",
    "無断複製",
    "무단전재",
    "무단 전재",
    "riproduzione riservata",
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
];
const RIGHTS_MARKS: [&str; 6] = ["©", "(c)", "ⓒ", "copyright", "저작권", "著作権"];

/// Whether a line belongs to the page rather than to its text. `texts`: of all lines.
pub(super) fn is_chrome(dom: &Dom<'_>, lines: &[Line], texts: &[String], at: usize) -> bool {
    let Some((line, text)) = lines.get(at).zip(texts.get(at)) else { return false };
    let characters = text.chars().take(MAX_DEMAND_CHARACTERS + 1).count();
    if characters > MAX_DEMAND_CHARACTERS || text.is_empty() {
        return false;
    }
    if characters <= MAX_SHAPE_CHARACTERS && INTERRUPTING.contains(shape(text).as_str()) {
        return true;
    }
    let tag = dom.nodes.get(line.block).map_or(Tag::Text, |node| node.tag);
    let is_of_list = matches!(tag, Tag::Li | Tag::Td | Tag::Th | Tag::Dt | Tag::Dd | Tag::Pre);
    if is_of_list || matches!(tag, Tag::H(_)) {
        return false;
    }
    is_button(text)
        || (is_labelled(text) && !is_beside_notice(texts, at))
        || is_agency(text)
        || is_of_player(texts, at)
        || asks_or_reserves(text, line.linked_percent())
}

/// The interruptions in the shape in which lines are looked up.
static INTERRUPTING: LazyLock<HashSet<String>> =
    LazyLock::new(|| INTERRUPTIONS.iter().map(|line| shape(line)).collect());

static LABELLING: LazyLock<HashSet<String>> =
    LazyLock::new(|| BUTTONS.iter().map(|line| shape(line)).collect());

/// A line's words in lower case with one space between them, and 0 for each number.
fn shape(text: &str) -> String {
    let mut shape = String::with_capacity(text.len());
    let mut is_parted = false;
    // The dot that a Turkish capital leaves behind in lower case is no letter.
    let lower = text.chars().flat_map(char::to_lowercase).filter(|c| *c != '\u{307}');
    for c in lower {
        if !c.is_alphanumeric() {
            is_parted = true;
            continue;
        }
        if is_parted && !shape.is_empty() {
            shape.push(' ');
        }
        if !c.is_numeric() {
            shape.push(c);
        } else if is_parted || !shape.ends_with('0') {
            shape.push('0');
        }
        is_parted = false;
    }
    shape
}

/// Whether a line is nothing but a button's label. A word with a stop is a sentence: "Listen."
fn is_button(text: &str) -> bool {
    text.len() <= MAX_LABELLED_CHARACTERS
        && !text.ends_with(['.', '!', '?', '…', '"', '”', '»', '“', '。', '」'])
        && LABELLING.contains(shape(text).as_str())
}

/// Whether a line tells what the text is filed under, where it is from or who made a picture, and
/// nothing else: `Topics: Harbour`, `Źródło: PAP`.
fn is_labelled(text: &str) -> bool {
    let is_short = text.chars().nth(MAX_LABELLED_CHARACTERS).is_none();
    let text = text.trim_matches(BRACKETS);
    let Some((label, told)) = text.split_once([':', '：']).filter(|_| is_short) else {
        return false;
    };
    let label = label.trim().to_lowercase();
    let told = told.trim();
    let is_told = !told.is_empty() && !told.ends_with(['.', '!', '?', '…', '。', ':']);
    is_told && LABELS.contains(&label.as_str())
}

/// Around a label and what it labels.
const BRACKETS: [char; 6] = ['(', ')', '（', '）', '[', ']'];

/// Whether a line stands beside one of a notice that has labels of its own: `Place: Town hall`.
fn is_beside_notice(texts: &[String], at: usize) -> bool {
    let is_of_notice = |text: &String| {
        let label = text.split_once([':', '：']).map(|(label, _)| label.trim().to_lowercase());
        let is_label = |label: &String| {
            label.chars().nth(MAX_LABEL_CHARACTERS).is_none()
                && label.chars().all(|c| c.is_alphabetic() || c == ' ')
                && !LABELS.contains(&label.as_str())
        };
        text.chars().nth(MAX_LABELLED_CHARACTERS).is_none() && label.as_ref().is_some_and(is_label)
    };
    let before = at.checked_sub(1).and_then(|before| texts.get(before));
    before.into_iter().chain(texts.get(at + 1)).any(is_of_notice)
}

/// Whether a line is nothing but the signs of agencies and of an editor: `(dpa/kv)`.
fn is_agency(text: &str) -> bool {
    let Some(signs) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) else {
        return false;
    };
    let is_sign = |sign: &str| {
        (2..=4).contains(&sign.len()) && sign.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let mut signs = signs.split(['/', ',']).map(str::trim);
    let is_known = signs.next().is_some_and(|first| AGENCIES.contains(&&*first.to_lowercase()));
    is_known && signs.all(is_sign)
}

/// Agencies' signs at the end of texts.
const AGENCIES: [&str; 14] = [
    "dpa", "afp", "apa", "sda", "reuters", "rtr", "ap", "kna", "epd", "efe", "ansa", "pap", "anp",
    "sid",
];

/// Whether a line asks the reader for something, or says whose the text is. Reports begin as demands do,
/// too ("Follow us on a walk"), so that a channel is asked for, or a link that is most of the line.
fn asks_or_reserves(text: &str, linked_percent: u32) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    // What somebody says is text, whatever it is.
    let is_quoted = text.starts_with(['"', '“', '„', '«', '»', '‘', '「']);
    let begins = |with: &[&str]| with.iter().any(|beginning| bare.starts_with(beginning));
    let names_channel = |text: &str| CHANNELS.iter().any(|name| has_phrase(text, name));
    let is_link = linked_percent >= MOST_LINKED_PERCENT;
    let asks = !is_quoted && begins(&DEMANDS) && (is_link || names_channel(&lower));
    // A sentence that ends as one, without a link, is told by somebody.
    let is_sentence = linked_percent == 0 && text.ends_with(['.', '!', '?', '。']);
    let begs = || !is_sentence && names_channel(first_clause(bare));
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    let asks = asks || (!is_quoted && begins(&PLEAS) && (is_link || begs()));
    asks || (has(&RIGHTS) && has(&RIGHTS_MARKS))
}

/// Of a line that is a link so much is one, in percent.
const MOST_LINKED_PERCENT: u32 = 50;

/// A line up to where another clause or sentence begins.
fn first_clause(line: &str) -> &str {
    let parts = [',', ';', ':', '.', '!', '?', '，', '。', '、', '！', '？', '—', '–'];
    line.split(parts).next().unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::INTERRUPTING;
    use super::{asks_or_reserves, is_agency, is_button, is_labelled, shape};

    #[track_caller]
    fn check(is_it: impl Fn(&str) -> bool, of_page: &[&str], of_text: &[&str]) {
        for line in of_page {
            assert!(is_it(line), "of the page: {line}");
        }
        for line in of_text {
            assert!(!is_it(line), "of the text: {line}");
        }
    }

    #[test]
    fn interruptions_are_known_whatever_stands_around_them() {
        check(
            |line| INTERRUPTING.contains(shape(line).as_str()),
            &[
                "— ADVERTISING —",
                "Placeholder image-1",
                "5 min read",
                "Reading time: 4 minutes",
                "Temps de lecture : 3 min",
                "İLGİLİ HABERLER",
                "残り1200文字",
                "إعلان",
                "RIPRODUZIONE RISERVATA",
                "L’articolo continua dopo la pubblicità",
            ],
            &["Advertising pays.", "It was 5 min.", "Related to nobody", "45 minutes"],
        );
    }

    #[test]
    fn a_button_is_no_sentence() {
        check(
            is_button,
            &["Share", "▶ Play", "Link copied", "Lire plus tard", "続きを読む"],
            &["Listen.", "Play!", "Share of the vote", "“Share”"],
        );
    }

    #[test]
    fn labels_and_signs_tell_nothing_but_where_a_text_belongs() {
        check(
            is_labelled,
            &[
                "（责任编辑：王小明）",
                "Topics: Harbour, Bridges",
                "Źródło: PAP",
                "Фото: Сергей Иванов / РИА Новости",
            ],
            &["Topics: they talked about the harbour.", "Bridges: a history", "Topics", "Photo:"],
        );
        check(
            is_agency,
            &["(dpa/kv)", "(AFP, dpa)"],
            &["(or so)", "(dpa says nothing more)", "dpa"],
        );
    }

    #[test]
    fn what_a_site_asks_is_told_from_what_people_say() {
        check(
            |line| asks_or_reserves(line, 0),
            &[
                "📲 Clique aqui para seguir o canal do jornal no WhatsApp",
                "Suscríbete a nuestro canal de WhatsApp",
                "Подписывайтесь на наш Telegram-канал",
                "Нашли ошибку? Выделите её и нажмите Ctrl+Enter",
                "© 新聞社 無断転載を禁じます",
                "저작권자 ⓒ 신문사 무단전재 및 재배포 금지",
                "Stay up to date with our WhatsApp channel",
            ],
            &[
                "“Follow us on the quay,” the ferryman said.",
                "The law against 無断転載 is old.",
                "He joined our WhatsApp group.",
                "Follow us on a walk along the old wall, says the guide.",
                "Siga o canal até a ponte e vire à esquerda.",
                "掃描結果顯示，牆內沒有裂縫。",
                "Please consider the risk that this app poses to your child, he wrote to parents.",
                "Больше новостей о войне жители читают в Telegram, показал опрос.",
                "What do you think? the judge asked Google, and there was a long silence.",
            ],
        );
    }
}
