//! One line of written text to the words that a newsreader would say.
//!
//! Three steps: characters are made few (`prepare`); each class of written forms (dates, money,
//! …) is rewritten by its own file, in an order that puts the more special before the more general;
//! and a last pass (`guarantee`) leaves nothing that a voice could stumble over. All three are
//! repeated until nothing changes.
//!
//! Time is linear in the line's length: patterns have bounded repetitions, and each step reads the
//! line once.

mod continental;
mod english;
mod guarantee;
mod prepare;
pub(crate) mod rewrite;

use crate::Language;
use crate::language::Locale;
use crate::line::Line;

/// The spoken form of one line, with the place of each word. It holds no digit and no symbol,
/// whatever goes in, and is its own spoken form.
pub(crate) fn spoken_line(locale: Locale, written: &Line) -> Line {
    let mut said = said_once(locale, written);
    let mut is_settled =
        said.text() == written.text() || is_settled_at_once(locale, written, &said);
    // What one rule says may look to another like something written: "0Dr." is "zero Dr.".
    for _ in 0..MOST_REPEATS {
        if is_settled {
            break;
        }
        let again = said_once(locale, &said);
        is_settled = again.text() == said.text();
        said = again;
    }
    said
}

/// Whether nothing of what was said can look like something written, so that it need not be said
/// again: rules see the same words apart as before, where no digit touched a letter. That is what
/// most lines with a number are, and halves their time.
fn is_settled_at_once(locale: Locale, written: &Line, said: &Line) -> bool {
    let is_settled = locale.language == Language::English
        && !touches_letters(written.text())
        && has_no_dot_inside(said.text());
    debug_assert!(
        !is_settled || said_once(locale, said).text() == said.text(),
        "{} is not settled: {}",
        written.text(),
        said.text()
    );
    is_settled
}

/// Letters, commas and the like, and no dot but at the end: nothing of it is an abbreviation, an
/// address or a span.
fn has_no_dot_inside(said: &str) -> bool {
    let body = said.strip_suffix('.').unwrap_or(said);
    body.bytes().all(|byte| byte.is_ascii_alphabetic() || b" ,;?!".contains(&byte))
}

/// Whether a digit stands beside a letter, or anything but ASCII is in the text.
fn touches_letters(text: &str) -> bool {
    let touch = |pair: &[u8]| match pair {
        [one, two] => {
            (one.is_ascii_digit() && two.is_ascii_alphabetic())
                || (one.is_ascii_alphabetic() && two.is_ascii_digit())
        }
        _ => false,
    };
    !text.is_ascii() || text.as_bytes().windows(2).any(touch)
}

/// Times that what was said is said again until it stays as it is; a million fuzzed lines all did.
const MOST_REPEATS: usize = 8;

fn said_once(locale: Locale, written: &Line) -> Line {
    let mut line = prepare::prepare(written);
    let language = locale.language;
    match language {
        Language::English => english::rewrite(locale.date_order, &mut line),
        Language::German | Language::French | Language::Spanish | Language::Italian => {
            continental::rewrite(language, &mut line);
        }
    }
    guarantee::guarantee(language, &line)
}

/// The same, of text alone.
pub(crate) fn spoken(locale: Locale, written: &str) -> String {
    spoken_line(locale, &Line::written(written)).into_text()
}
