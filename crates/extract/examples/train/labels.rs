//! Which lines of a page are its text, by the truth, and how much each counts.
//!
//! A line is text when half of its runs of four words are in the true text, each run used up once,
//! first by the lines that the rules keep. A shorter line is text when the true text has it right
//! after or before a line that is. Lines count by their words; a page counts as one, whatever its
//! length. Pages of which only snippets are known label only the lines that hold one.

use std::collections::HashMap;

use extract::training::SeenLines;
use serde_json::Value;

/// How much a line counts whose page has only snippets.
const SNIPPET_WEIGHT: f64 = 0.08;
/// The most that one line counts in its page, and all of them together.
const LINE_WEIGHT: f64 = 0.2;
const PAGE_WEIGHT: f64 = 1.3;
/// Words of a run.
const RUN: usize = 4;
/// Lines looked at around a short one.
const NEAR: usize = 6;

/// Whether a line is text, and how much that counts.
pub(crate) type Label = Option<(bool, f64)>;

/// The labels of a page's lines; none where nothing is known, or the rules remove the line.
pub(crate) fn of(truth: &Value, seen: &SeenLines) -> Vec<Label> {
    let words: Vec<Vec<&str>> = seen.texts.iter().map(|text| words_of(text)).collect();
    let body = truth.get("articleBody").and_then(Value::as_str).filter(|body| !body.is_empty());
    let labels = match body {
        Some(body) => by_body(body, seen, &words),
        None => by_snippets(truth, seen),
    };
    let is_seen = |line: usize| seen.rows.get(line).is_some_and(|row| !row.is_empty());
    labels.into_iter().enumerate().map(|(line, label)| label.filter(|_| is_seen(line))).collect()
}

fn words_of(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.filter(|word| !word.is_empty()).collect()
}

fn by_body(body: &str, seen: &SeenLines, words: &[Vec<&str>]) -> Vec<Label> {
    let truth = words_of(body);
    let mut left: HashMap<&[&str], u32> = HashMap::new();
    for run in truth.windows(RUN) {
        *left.entry(run).or_default() += 1;
    }
    let kept_first = |kept: bool| (0..words.len()).filter(move |line| seen.kept[*line] == kept);
    let mut is_text: Vec<Option<bool>> = vec![None; words.len()];
    for line in kept_first(true).chain(kept_first(false)) {
        let runs = words[line].windows(RUN);
        if words[line].len() >= RUN {
            let total = runs.len();
            let found = runs.filter(|run| take(&mut left, run)).count();
            is_text[line] = Some(found * 2 >= total);
        }
    }
    label_short_lines(&format!(" {} ", truth.join(" ")), words, &mut is_text);
    weighed(truth.len(), seen, words, &is_text)
}

fn take<'t>(left: &mut HashMap<&'t [&'t str], u32>, run: &[&'t str]) -> bool {
    let Some(count) = left.get_mut(run).filter(|count| **count > 0) else { return false };
    *count -= 1;
    true
}

/// Short lines may follow one another, so it is looked three times.
fn label_short_lines(truth: &str, words: &[Vec<&str>], is_text: &mut [Option<bool>]) {
    for _round in 0..3 {
        for line in 0..words.len() {
            if is_text[line].is_none() && stands_beside(truth, words, is_text, line) {
                is_text[line] = Some(true);
            }
        }
    }
}

fn stands_beside(truth: &str, words: &[Vec<&str>], is_text: &[Option<bool>], line: usize) -> bool {
    let own = words[line].join(" ");
    if own.is_empty() || !truth.contains(&format!(" {own} ")) {
        return false;
    }
    let is_text = |other: &usize| is_text[*other] == Some(true);
    let before = (line.saturating_sub(NEAR)..line).filter(is_text);
    let after = (line + 1..words.len().min(line + 1 + NEAR)).filter(is_text);
    let follows = |other: usize| {
        let end = &words[other][words[other].len().saturating_sub(RUN)..];
        truth.contains(&format!(" {} {own} ", end.join(" ")))
    };
    let leads = |other: usize| {
        let start = &words[other][..words[other].len().min(RUN)];
        truth.contains(&format!(" {own} {} ", start.join(" ")))
    };
    before.into_iter().any(follows) || after.into_iter().any(leads)
}

fn weighed(
    total: usize,
    seen: &SeenLines,
    words: &[Vec<&str>],
    is_text: &[Option<bool>],
) -> Vec<Label> {
    let kept: usize = words.iter().zip(&seen.kept).filter(|it| *it.1).map(|it| it.0.len()).sum();
    let whole = total.max(kept).max(1) as f64;
    let weights: Vec<f64> =
        words.iter().map(|words| (words.len().max(3) as f64 / whole).min(LINE_WEIGHT)).collect();
    let excess = (weights.iter().sum::<f64>() / PAGE_WEIGHT).max(1.0);
    let label =
        |(text, weight): (&Option<bool>, &f64)| Some((text.unwrap_or(false), weight / excess));
    is_text.iter().zip(&weights).map(label).collect()
}

fn by_snippets(truth: &Value, seen: &SeenLines) -> Vec<Label> {
    let snippets = |name: &str| -> Vec<String> {
        let list = truth.get(name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).map(spaced).collect()
    };
    let (with, without) = (snippets("with"), snippets("without"));
    let label = |text: &String| {
        let text = spaced(text);
        let holds = |snippet: &String| text.contains(snippet.as_str());
        if with.iter().any(holds) {
            Some((true, SNIPPET_WEIGHT))
        } else if without.iter().any(holds) {
            Some((false, SNIPPET_WEIGHT))
        } else {
            None
        }
    };
    seen.texts.iter().map(label).collect()
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
