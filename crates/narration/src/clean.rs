//! What stands in a text for the eye alone, and is not said: addresses of pages, marks of notes,
//! lines such as "Read more: …".

use std::sync::LazyLock;

use crate::line::Line;
use crate::written::rewrite::{Pattern, pattern, replace};

/// A line of this many characters or more is text, whatever it begins with.
const LONGEST_PROMPT_CHARACTERS: usize = 160;

static LINK: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r#" ?\(?(?:https?://|www\.)[^\s<>"]{1,2000}[^\s<>".,;:!?)]\)?"#));
static NOTE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r" ?\[(?:[0-9]{1,3}|[a-z]|edit|sic|\.{3}|…|citation needed)\]"));
/// Raised figures after a word are marks of notes; after a unit they are squares and cubes, and
/// those are `²` and `³` alone.
static RAISED: LazyLock<Pattern> = LazyLock::new(|| pattern("[¹⁰⁴-⁹][¹²³⁰⁴-⁹]{0,2}"));
/// `LONDON (AP) — `: where an agency's report comes from.
static DATELINE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"^(?:[A-Z][\p{L}.,/ -]{1,48} )?\((?:AP|Reuters|REUTERS|AFP|dpa|DPA|ANSA|EFE|EFECOM|CNN|UPI|Bloomberg|BNO|KNA|epd)\) ?[-–—] ?",
    )
});
static PROMPT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?ix)^\W{0,4}(?:
        read\ (?:more|also|next|the\ full)|see\ also|related(?:\ articles?|\ stor(?:y|ies))?\s*:
        |also\ read|more\ on\ this|more\ (?:from|stories)|recommended|don['’]t\ miss|advertisement
        |sign\ up|subscribe|click\ here|listen\ (?:to|now)|watch(?:\ now)?\s*:|follow\ us|share\ this
        |photo(?:graph)?s?\s*:|image\s*:|picture\s*:|video\s*:|source\s*:|credit\s*:|copyright|©
        |all\ rights\ reserved|getty\ images|this\ article\ was\ (?:amended|originally)
        |\(?reporting\ by\ |tweet\ this|share\ (?:on|via)\ |copy\ link|sponsored|skip\ (?:to|past)\ 
        |mehr\ zum\ thema|lesen\ sie\ (?:auch|mehr|hier)|lesen\ sie\ dazu|siehe\ auch|anzeige$|newsletter
        |foto\s*:|bild\s*:|quelle\s*:|jetzt\ abonnieren|hier\ klicken|auch\ interessant
        |lire\ (?:aussi|la\ suite|également)|à\ lire|voir\ aussi|abonnez|publicité|crédits?\s*:
        |article\ réservé|inscrivez|leer\ (?:más|también)|lee\ también|lea\ también|ver\ también
        |te\ puede\ interesar|suscr[ií]b|publicidad|más\ información\s*:|fuente\s*:
        |leggi\ anche|per\ approfondire|vedi\ anche|iscriviti|abbonati|pubblicità|fonte\s*:
        )",
    )
});

/// A paragraph as it may be said; `None` where nothing of it is.
pub(crate) fn clean(paragraph: &str) -> Option<Line> {
    clean_at(paragraph, 0)
}

/// The same, of a piece that stands at `offset` of what was written.
pub(crate) fn clean_at(paragraph: &str, offset: usize) -> Option<Line> {
    let mut line = Line::default();
    line.push_written(paragraph, offset);
    let is_short =
        paragraph.chars().take(LONGEST_PROMPT_CHARACTERS).count() < LONGEST_PROMPT_CHARACTERS;
    if is_short && PROMPT.is_in(paragraph.trim()) {
        return None;
    }
    replace(&mut line, &DATELINE, |_| Some(String::new()));
    replace(&mut line, &LINK, |_| Some(String::new()));
    replace(&mut line, &NOTE, |_| Some(String::new()));
    replace(&mut line, &RAISED, |found| {
        let follows_word = |c: char| c.is_alphabetic() || ".,;:!?\"”’".contains(c);
        found.before().is_some_and(follows_word).then(String::new)
    });
    let has_words = line.text().contains(char::is_alphanumeric);
    has_words.then(|| line.trimmed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(paragraph: &str) -> Option<String> {
        clean(paragraph).map(Line::into_text)
    }

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
            assert_eq!(cleaned(line), None, "{line}");
        }
    }

    #[test]
    fn text_that_begins_like_a_prompt_stays() {
        let long =
            format!("Read more often, he said, {}.", "and write letters too ".repeat(10).trim());
        assert_eq!(cleaned(&long), Some(long));
        assert!(cleaned("Readers want more.").is_some());
    }

    #[test]
    fn addresses_and_notes_are_left_out() {
        assert_eq!(
            cleaned("It rained [1] (https://rain.example/a?b=c) a lot[2]."),
            Some("It rained a lot.".to_owned())
        );
        assert_eq!(cleaned("https://rain.example/"), None);
        assert_eq!(cleaned("It rained.¹² So it did⁴."), Some("It rained. So it did.".to_owned()));
    }

    #[test]
    fn datelines_of_agencies_are_left_out() {
        assert_eq!(cleaned("LONDON (AP) — It rained."), Some("It rained.".to_owned()));
        assert_eq!(cleaned("(Reuters) - It rained."), Some("It rained.".to_owned()));
    }
}
