//! What stands in a text for the eye alone, and is not said: addresses of pages, marks of notes,
//! lines such as "Read more: …".

use std::sync::LazyLock;

use regex::Regex;

/// A line of this many characters or more is text, whatever it begins with.
const LONGEST_PROMPT_CHARACTERS: usize = 160;

static LINK: LazyLock<Regex> =
    LazyLock::new(|| compile(r#"\(?(?:https?://|www\.)[^\s<>"]{1,2000}[^\s<>".,;:!?)]\)?"#));
static NOTE: LazyLock<Regex> =
    LazyLock::new(|| compile(r"\[(?:[0-9]{1,3}|[a-z]|edit|sic|\.{3}|…)\]"));
static PROMPT: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?ix)^\W{0,4}(?:
        read\ (?:more|also|next|the\ full)|see\ also|related(?:\ articles?|\ stor(?:y|ies))?\s*:
        |also\ read|more\ on\ this|more\ (?:from|stories)|recommended|don['’]t\ miss|advertisement
        |sign\ up|subscribe|click\ here|listen\ (?:to|now)|watch(?:\ now)?\s*:|follow\ us|share\ this
        |photo(?:graph)?s?\s*:|image\s*:|picture\s*:|video\s*:|source\s*:|credit\s*:|copyright|©
        |all\ rights\ reserved|getty\ images|this\ article\ was\ (?:amended|originally)
        |mehr\ zum\ thema|lesen\ sie\ (?:auch|mehr|hier)|lesen\ sie\ dazu|siehe\ auch|anzeige$|newsletter
        |foto\s*:|bild\s*:|quelle\s*:|jetzt\ abonnieren|hier\ klicken|auch\ interessant
        |lire\ (?:aussi|la\ suite|également)|à\ lire|voir\ aussi|abonnez|publicité|crédits?\s*:
        |article\ réservé|inscrivez|leer\ (?:más|también)|lee\ también|lea\ también|ver\ también
        |te\ puede\ interesar|suscr[ií]b|publicidad|más\ información\s*:|fuente\s*:
        |leggi\ anche|per\ approfondire|vedi\ anche|iscriviti|abbonati|pubblicità|fonte\s*:
        )",
    )
});

fn compile(written: &str) -> Regex {
    Regex::new(written).expect("a pattern in the program's text is valid: a test uses each")
}

/// A paragraph as it may be said; `None` where nothing of it is.
pub(crate) fn clean(paragraph: &str) -> Option<String> {
    let paragraph = paragraph.trim();
    let is_short =
        paragraph.chars().take(LONGEST_PROMPT_CHARACTERS).count() < LONGEST_PROMPT_CHARACTERS;
    if is_short && PROMPT.is_match(paragraph) {
        return None;
    }
    let without_links = LINK.replace_all(paragraph, " ");
    let cleaned = NOTE.replace_all(&without_links, "");
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    let has_words = cleaned.contains(char::is_alphanumeric);
    has_words.then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_not_said() {
        for line in [
            "Read more: the whole story",
            "→ Lesen Sie auch: Das Wetter",
            "Lire aussi : la pluie",
            "© 2025 The Paper",
            "Leggi anche",
            "Sign up for our newsletter",
            "* * *",
        ] {
            assert_eq!(clean(line), None, "{line}");
        }
    }

    #[test]
    fn text_that_begins_like_a_prompt_stays() {
        let long =
            format!("Read more often, he said, {}.", "and write letters too ".repeat(10).trim());
        assert_eq!(clean(&long), Some(long));
        assert!(clean("Readers want more.").is_some());
    }

    #[test]
    fn addresses_and_notes_are_left_out() {
        assert_eq!(
            clean("It rained [1] (https://rain.example/a?b=c) a lot[2]."),
            Some("It rained a lot.".to_owned())
        );
        assert_eq!(clean("https://rain.example/"), None);
    }
}
