//! Filling templates and escaping text: all the markup the sample newspaper needs.
//!
//! In: a template with `{{name}}` in it, and values. Out: text. Deliberately absent: conditions
//! and loops; whoever needs them builds the value.

/// Puts values in place of `{{name}}`, in one pass: a value's own braces stay as they are.
///
/// A name without a value stays visible, so that a test can find it.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, name, after)) = next_placeholder(rest) {
        filled.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{{", name, "}}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, opened) = text.split_once("{{")?;
    let (name, after) = opened.split_once("}}")?;
    Some((before, name, after))
}

/// Text as it may stand between tags, inside a quoted attribute, and in XML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_each_place_once_and_keeps_what_it_does_not_know() {
        let filled = fill("{{a}} and {{b}}, {{c}}", &[("a", "{{b}}"), ("b", "two")]);
        assert_eq!(filled, "{{b}} and two, {{c}}");
    }

    #[test]
    fn escapes_what_would_end_an_attribute() {
        assert_eq!(escape("<b a=\"1\">&"), "&lt;b a=&quot;1&quot;&gt;&amp;");
    }
}
