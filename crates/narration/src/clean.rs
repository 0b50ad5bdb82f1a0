//! What stands in a text for the eye alone, and is not said: addresses of pages, marks of notes, signs
//! of shares, lines such as "Read more: …".

use std::sync::LazyLock;

use crate::line::Line;
use crate::written::rewrite::{Pattern, pattern, replace};

/// A line of this many characters or more is text, whatever it begins with.
const LONGEST_PROMPT_CHARACTERS: usize = 160;

static LINK: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r#" ?\(?(?:https?://|www\.)[^\s<>"]{1,2000}[^\s<>".,;:!?)]\)?"#));
static NOTE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r" ?\[(?:[0-9]{1,3}|[a-z]|edit|sic|\.{3}|…|citation needed)\]"));
/// `(AAPL.O)`, `(.IXIC)`, `(NYSE: GE)`: a share's or an index's sign at an exchange.
static TICKER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r" ?\((?:[A-Z0-9]{2,6}\.[A-Z]{1,2}|[A-Z]\.[NO]|\.[A-Z0-9]{2,8}|(?:NASDAQ|Nasdaq|NYSE|LSE|LON|TSX|ASX): ?[A-Z.]{1,6})\)(?:, opens new tab)?",
    )
});
/// Raised figures after a word are marks of notes; after a unit they are squares and cubes, and
/// those are `²` and `³` alone.
static RAISED: LazyLock<Pattern> = LazyLock::new(|| pattern("[¹⁰⁴-⁹][¹²³⁰⁴-⁹]{0,2}"));
/// `LONDON (AP) — `: where an agency's report comes from.
static DATELINE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"^(?:[A-Z][\p{L}0-9.,/ -]{1,48} )?\((?:AP|Reuters|REUTERS|AFP|dpa|DPA|ANSA|EFE|EFECOM|CNN|UPI|Bloomberg|BNO|KNA|epd)\) ?[-–—] ?",
    )
});
/// What a site asks of its readers, whatever follows.
static PROMPT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?ix)^\W{0,4}(?:
        read\ (?:more|also|next|the\ full)\b|see\ also\b|related(?:\ articles?|\ stor(?:y|ies))?\s*:
        |also\ read\b|more\ on\ this\b|don['’]t\ miss\b|sign\ up\b|subscribe\b|click\ here\b
        |listen\ now\b|watch(?:\ now)?\s*:|follow\ us\b|share\ this\b
        |photo(?:graph)?s?\s*:|image\s*:|picture\s*:|video\s*:|source\s*:|credit\s*:|copyright\s*[:©]|©
        |all\ rights\ reserved\b|getty\ images\b|this\ article\ was\ (?:amended|originally)\b
        |\(reporting\ by\ |reporting\ by\ [^.]{1,150};|tweet\ this\b|share\ (?:on|via)\ |copy\ link\b
        |mehr\ zum\ thema\b|lesen\ sie\ (?:auch|mehr|hier|dazu)\b|siehe\ auch\b|anzeige$
        |foto\s*:|bild\s*:|quelle\s*:|jetzt\ abonnieren\b|hier\ klicken\b|auch\ interessant\b
        |lire\ (?:aussi|la\ suite|également)\b|à\ lire\ (?:aussi|également)\b|voir\ aussi\b|abonnez-
        |crédits?\s*:|article\ réservé\b|inscrivez-|leer\ también\b|lee\ también\b|lea\ también\b
        |ver\ también\b|te\ puede\ interesar\b|suscr[ií]b(?:e|ete|ase)\b|más\ información\s*:|fuente\s*:
        |leggi\ anche\b|per\ approfondire\b|vedi\ anche\b|iscriviti\b|fonte\s*:
        )",
    )
});
/// Words that begin such lines and sentences of a story alike: `Sponsored militias attacked.`
static LABEL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?ix)^\W{0,4}(?:
        more\ (?:from|stories)|recommended|advertisements?|listen\ to|copyright|reporting\ by|sponsored
        |skip\ (?:to|past)|newsletter|à\ lire|publicité|leer\ más|publicidad|abbonati|pubblicità
        )\b",
    )
});

/// Words of the shortest sentence that may begin like a label.
const LEAST_WORDS: usize = 4;

/// That somebody says so: no prompt tells of that.
static SAID: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:said|says|told|urged|added|asked|wrote|warned|shouted|replied|sagte|sagt|schrieb|rief|a dit|a déclaré|a lancé|dijo|afirmó|declaró|ha detto|dice|disse)\b",
    )
});
/// `Source: the ministry denies it.`: what a label names begins with a capital.
static SMALL_BEHIND_LABEL: LazyLock<Pattern> =
    LazyLock::new(|| pattern(r"^\W{0,4}\p{L}{1,12}: \p{Ll}"));

/// Whether a line asks something of the reader, or labels what is there for the eye.
fn is_prompt(line: &str) -> bool {
    let is_sentence = line.ends_with(['.', '!', '?', '…', '"', '”', '»'])
        && line.split_whitespace().nth(LEAST_WORDS - 1).is_some();
    let is_quoted = || {
        line.starts_with(['"', '“', '„', '«']) && line.chars().skip(1).any(|c| "\"”“»".contains(c))
    };
    let is_told = || is_quoted() || SAID.is_in(line) || SMALL_BEHIND_LABEL.is_in(line);
    (PROMPT.is_in(line) && !(is_sentence && is_told())) || (LABEL.is_in(line) && !is_sentence)
}

/// A paragraph as it may be said; `None` where nothing of it is.
pub(crate) fn clean(paragraph: &str) -> Option<Line> {
    clean_at(paragraph, 0)
}

/// The same, of a piece that stands at `offset` of what was written.
pub(crate) fn clean_at(paragraph: &str, offset: usize) -> Option<Line> {
    let is_short =
        paragraph.chars().take(LONGEST_PROMPT_CHARACTERS).count() < LONGEST_PROMPT_CHARACTERS;
    if is_short && is_prompt(paragraph.trim()) {
        return None;
    }
    without_marks(paragraph, offset)
}

/// A headline or a name as it may be said: whatever it begins with, it is no prompt.
pub(crate) fn clean_name(name: &str) -> Option<Line> {
    without_marks(name, 0)
}

/// What is written without addresses, marks of notes and datelines; `None` where no word is left.
fn without_marks(paragraph: &str, offset: usize) -> Option<Line> {
    let mut line = Line::default();
    line.push_written(paragraph, offset);
    replace(&mut line, &DATELINE, |_| Some(String::new()));
    replace(&mut line, &LINK, |_| Some(String::new()));
    replace(&mut line, &NOTE, |_| Some(String::new()));
    replace(&mut line, &TICKER, |_| Some(String::new()));
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
    fn signs_of_shares_are_left_out() {
        for (written, expected) in [
            ("Apple (AAPL.O), opens new tab, and Ford (F.N) rose.", "Apple, and Ford rose."),
            ("The Nasdaq (.IXIC) and GE (NYSE: GE) fell.", "The Nasdaq and GE fell."),
            ("The states (U.S.) and Leo (a.k.a. Kid).", "The states (U.S.) and Leo (a.k.a. Kid)."),
        ] {
            assert_eq!(cleaned(written).as_deref(), Some(expected));
        }
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
            "Sign up for our newsletter and get the best stories each day.",
            "Read more about the storm in our report.",
            "Source: Ministry of Health.",
            "* * *",
        ] {
            assert_eq!(cleaned(line), None, "{line}");
        }
    }

    #[test]
    fn sentences_of_a_story_are_no_prompts() {
        for line in [
            "Subscribers fell by three million, Netflix said.",
            "Recommended retail prices rose by three percent.",
            "Sponsored militias attacked the base, officials said.",
            "Advertisements for gambling will be banned.",
            "Listen to the scientists, she told Congress.",
            "More from the valley could leave, the ministry said.",
            "Copyright law is older than the printing press.",
            "Newsletter sind beliebt, sagt die Studie.",
            "À lire les sondages, le président a perdu dix points.",
            "Suscriben un acuerdo de paz en el valle.",
            "Publicidad engañosa: multan a la empresa del puerto.",
            "Abbonati in calo del tre per cento nel mese.",
            "“Follow us,” the officer shouted at the crowd near the bridge.",
            "Subscribe to that theory if you like, she said, but it is wrong.",
            "Source: the ministry has always denied it.",
        ] {
            assert!(cleaned(line).is_some(), "{line}");
        }
        for line in ["Advertisement", "Sponsored", "More from the valley", "Listen to article"] {
            assert_eq!(cleaned(line), None, "{line}");
        }
    }

    #[test]
    fn a_headline_is_never_a_prompt() {
        for title in ["Video: Harbour opens", "Subscribe or leave", "Read more, says minister"] {
            assert_eq!(clean_name(title).map(Line::into_text).as_deref(), Some(title));
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
