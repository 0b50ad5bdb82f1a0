//! JSON with the small faults that templates make -> JSON.
//!
//! Mended: commas before a closing bracket, escapes that JSON does not know, line breaks in strings,
//! quotation marks written as entities. One pass, and what is written is at most what was read.

/// Entities for the mark that begins and ends strings.
const QUOTES: [&str; 3] = ["&quot;", "&#34;", "&#x22;"];

/// A script with its small faults mended; whether it is JSON then, its parser says.
pub(super) fn mend(script: &str) -> String {
    let opening = script.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '['));
    match QUOTES.iter().find(|quote| opening.starts_with(**quote)) {
        Some(quote) => mend_strings(&script.replace(quote, "\"")),
        None => mend_strings(script),
    }
}

fn mend_strings(script: &str) -> String {
    let mut mended = String::with_capacity(script.len());
    let mut in_string = false;
    let mut characters = script.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => in_string = !in_string,
            '\\' if in_string => {
                push_escape(&mut mended, characters.next());
                continue;
            }
            ']' | '}' if !in_string => drop_comma(&mut mended),
            _ => {}
        }
        mended.push(if c.is_control() { ' ' } else { c });
    }
    mended
}

/// An escape, or only its character where JSON knows no such escape: `\'`.
fn push_escape(mended: &mut String, escaped: Option<char>) {
    let Some(c) = escaped else { return };
    if matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
        mended.push('\\');
    }
    mended.push(if c.is_control() { ' ' } else { c });
}

/// Drops a comma that nothing follows, with the space behind it.
fn drop_comma(mended: &mut String) {
    let kept = mended.trim_end_matches(|c: char| c.is_whitespace() || c == ',').len();
    mended.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn commas_that_nothing_follows_are_dropped() {
        assert_eq!(mend(r#"{"a": [1, 2, ] , }"#), r#"{"a": [1, 2]}"#);
        assert_eq!(mend(r#"{"a": ",]", "b": 1}"#), r#"{"a": ",]", "b": 1}"#);
    }

    #[test]
    fn escapes_that_json_does_not_know_are_their_characters() {
        assert_eq!(mend(r#"{"a": "It\'s \"x\" \\"}"#), r#"{"a": "It's \"x\" \\"}"#);
    }

    #[test]
    fn strings_may_stand_between_entities() {
        assert_eq!(mend("{&quot;a&quot;: 1}"), r#"{"a": 1}"#);
        assert_eq!(mend(r#"{"a": "&quot;b&quot;"}"#), r#"{"a": "&quot;b&quot;"}"#);
    }
}
