//! Speech marks: when each word begins, a JSON object a line.

use std::time::Duration;

use serde_json::Value;

use crate::engine::WordTime;

/// The words whose mark can be true: at a place in the text, in order, inside the audio.
pub(super) fn read(lines: &[u8], text: &str, length: Duration) -> Vec<WordTime> {
    let mut words: Vec<WordTime> = Vec::new();
    for line in lines.split(|&byte| byte == b'\n') {
        let Some(word) = word(line) else { continue };
        let is_in_text = word.byte < text.len() && text.is_char_boundary(word.byte);
        let is_next = words.last().is_none_or(|last| last.byte < word.byte && last.at <= word.at);
        if is_in_text && is_next && word.at <= length {
            words.push(word);
        }
    }
    words
}

fn word(line: &[u8]) -> Option<WordTime> {
    let mark: Value = serde_json::from_slice(line).ok()?;
    let is_word = mark.get("type")?.as_str()? == "word";
    let byte = usize::try_from(mark.get("start")?.as_u64()?).ok()?;
    let at = Duration::from_millis(mark.get("time")?.as_u64()?);
    is_word.then_some(WordTime { byte, at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_times_and_what_cannot_be_true_is_left_out() {
        let lines = br#"{"time":6,"type":"word","start":0,"end":3,"value":"Es"}
{"time":200,"type":"word","start":3,"end":9,"value":"regnet"}
{"time":100,"type":"word","start":10,"end":12,"value":"back in time"}
{"time":300,"type":"sentence","start":11,"end":12,"value":"no word"}
{"time":300,"type":"word","start":4000,"end":4001,"value":"nowhere"}
{"time":9000,"type":"word","start":11,"end":12,"value":"too late"}
not JSON
{"time":400,"type":"word","start":10,"end":16,"value":"heute"}"#;

        let words = read(lines, "Es regnet heute.", Duration::from_secs(2));

        let told: Vec<(usize, u128)> =
            words.iter().map(|word| (word.byte, word.at.as_millis())).collect();
        assert_eq!(told, [(0, 6), (3, 200), (10, 400)]);
    }
}
