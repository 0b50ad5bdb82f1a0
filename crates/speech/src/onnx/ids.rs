//! Phonemes -> the numbers that a model takes.

use super::config::IdMap;

/// What stands before a sentence, between its phonemes, and behind it.
pub(super) const BEGIN: &str = "^";
pub(super) const PAD: &str = "_";
pub(super) const END: &str = "$";

/// The numbers of a sentence: begin, a pad behind each phoneme, end. Phonemes that the model does
/// not know are left out; none if it knows none that sounds.
pub(super) fn of(phonemes: &[char], map: &IdMap) -> Option<Vec<i64>> {
    let get = |symbol: &str| map.get(symbol).map_or(&[][..], Vec::as_slice);
    let mut ids = [get(BEGIN), get(PAD)].concat();
    let mut is_heard = false;
    for phoneme in phonemes {
        let known = get(phoneme.encode_utf8(&mut [0; 4]));
        if !known.is_empty() {
            ids.extend_from_slice(known);
            ids.extend_from_slice(get(PAD));
            is_heard |= phoneme.is_alphanumeric();
        }
    }
    ids.extend_from_slice(get(END));
    is_heard.then_some(ids)
}

/// As a child is sent them.
pub(super) fn text(ids: &[i64]) -> String {
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")
}

/// As a child reads them; none if it is no list of numbers.
pub(super) fn parse(text: &str) -> Option<Vec<i64>> {
    text.split(' ').map(|id| id.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> IdMap {
        let entries = [("^", 1), ("_", 0), ("$", 2), ("h", 20), ("a", 14), (",", 8)];
        let mut map: IdMap =
            entries.into_iter().map(|(symbol, id)| (symbol.to_owned(), vec![id])).collect();
        map.insert("ɪ".to_owned(), vec![74, 75]);
        map
    }

    fn ids(phonemes: &str) -> Option<Vec<i64>> {
        of(&phonemes.chars().collect::<Vec<_>>(), &map())
    }

    #[test]
    fn a_sentence_has_its_signs_and_a_pad_behind_each_phoneme() {
        assert_eq!(ids("ha,").unwrap(), [1, 0, 20, 0, 14, 0, 8, 0, 2]);
    }

    #[test]
    fn a_phoneme_of_several_numbers_has_one_pad() {
        assert_eq!(ids("hɪ").unwrap(), [1, 0, 20, 0, 74, 75, 0, 2]);
    }

    #[test]
    fn what_the_model_does_not_know_is_left_out() {
        assert_eq!(ids("xhx").unwrap(), [1, 0, 20, 0, 2]);
    }

    #[test]
    fn a_sentence_of_nothing_that_sounds_is_none() {
        assert_eq!(ids(""), None);
        assert_eq!(ids("xyz"), None);
        assert_eq!(ids(",,"), None);
    }

    #[test]
    fn numbers_survive_the_way() {
        assert_eq!(parse(&text(&[1, 0, 20, 2])), Some(vec![1, 0, 20, 2]));
        assert_eq!(parse("1 x"), None);
        assert_eq!(parse(""), None);
    }
}
