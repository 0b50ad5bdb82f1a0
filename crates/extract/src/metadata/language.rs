//! The language of the text: as marked up, unless the text itself clearly says otherwise.

mod codes;
mod letters;

use codes::code;
use whatlang::Script;

use super::head::Head;
use crate::origin::{Origin, Source};
use crate::page::Headers;

/// Below this the text is too short to contradict the markup, in characters.
const MIN_CHARACTERS: usize = 200;

/// How much of the text is read, in characters.
pub(crate) const SAMPLE_CHARACTERS: usize = 600;

/// BCP 47, lower case, such as `en` or `pt-br`, and what says so.
pub(crate) fn find(
    (head, headers): (&Head<'_>, Headers<'_>),
    text: &str,
) -> Option<(String, Origin)> {
    let in_header = || Some((tag(headers.language()?)?, Source::Header));
    let (told, place) = match told(head).or_else(in_header) {
        Some((told, place)) => (Some(told), place),
        None => (None, Source::Text),
    };
    match (told, seen(text)) {
        (Some(told), Some(seen)) if agree(primary(&told), seen) => {
            Some((told, Origin::of(&[place, Source::Text], place)))
        }
        (told, Some(seen)) => {
            let witnesses = if told.is_some() { &[][..] } else { &[Source::Text] };
            Some((seen.language.to_owned(), Origin::of(witnesses, Source::Text)))
        }
        (told, None) => told.map(|told| (told, Origin::of(&[place], place))),
    }
}

/// The language of a text that is marked up so, or not at all: two letters.
pub(crate) fn spoken<'m>(marked_up: Option<&'m str>, text: &str) -> Option<&'m str> {
    match (marked_up, seen(text)) {
        (Some(told), Some(seen)) if !agree(told, seen) => Some(seen.language),
        (told, seen) => told.or(seen.map(|seen| seen.language)),
    }
}

/// The language as it is marked up, without its region: `pt`.
pub(crate) fn marked_up(head: &Head<'_>) -> Option<String> {
    told(head).map(|(tag, _)| primary(&tag).to_owned())
}

/// The language as it is marked up, and where.
fn told(head: &Head<'_>) -> Option<(String, Source)> {
    let metas =
        head.meta(&["content-language", "og:locale", "language", "dc.language", "inlanguage"]);
    let in_head = head.html_language.into_iter().chain(metas).find_map(tag);
    let linked = || head.linked.text("inLanguage").as_deref().and_then(tag);
    in_head.map(|tag| (tag, Source::Head)).or_else(|| linked().map(|tag| (tag, Source::JsonLd)))
}

/// The language that a text seems to be in.
#[derive(Clone, Copy)]
struct Seen {
    /// Two letters.
    language: &'static str,
    /// Its letters tell it from the languages near it.
    is_sure: bool,
    is_cyrillic: bool,
}

/// The language of a text that is long enough to tell.
fn seen(text: &str) -> Option<Seen> {
    let sample: String = text.chars().take(SAMPLE_CHARACTERS).collect();
    if sample.chars().count() < MIN_CHARACTERS {
        return None;
    }
    let seen = whatlang::detect(&sample)?;
    let by_letters = letters::language(&sample, code(seen.lang()));
    let language = by_letters.or_else(|| seen.is_reliable().then(|| code(seen.lang())))?;
    let is_cyrillic = seen.script() == Script::Cyrillic;
    Some(Seen { language, is_sure: by_letters.is_some(), is_cyrillic })
}

/// A language tag in one form: `en_US` is `en-us`, `EN` is `en`.
fn tag(told: &str) -> Option<String> {
    let told = told.split([',', ';']).next()?.trim().replace('_', "-").to_ascii_lowercase();
    let mut parts = told.split('-');
    let first = parts.next()?;
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let valid = matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    if !valid || first == "und" || first == "xx" {
        return None;
    }
    match parts.next().filter(|part| matches!(part.len(), 2..=4) && letters(part)) {
        Some(region) => Some(format!("{first}-{region}")),
        None => Some(first.to_owned()),
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Whether a text in which a language is seen may be in the one that is told, two letters.
fn agree(told: &str, seen: Seen) -> bool {
    let told = if matches!(told, "nb" | "nn") { "no" } else { told };
    let other_script = seen.is_cyrillic && matches!(told, "hr" | "sl");
    told == seen.language || (!seen.is_sure && !other_script && is_near(told, seen.language))
}

/// Languages that detection takes for one another; some of them it does not know.
fn is_near(told: &str, seen: &str) -> bool {
    const GROUPS: [&[&str]; 11] = [
        &["no", "da", "sv", "fo"],
        &["hr", "sr", "bs", "sl", "mk", "bg"],
        &["es", "ca", "gl", "pt"],
        &["nl", "af", "fy"],
        &["id", "ms", "jv"],
        &["cs", "sk"],
        &["ru", "uk", "be", "bg", "kk", "ky", "mn", "tg", "tt"],
        &["hi", "mr", "ne"],
        &["tr", "az", "tk", "uz"],
        &["fa", "ur", "ps", "ckb"],
        &["am", "ti"],
    ];
    GROUPS.iter().any(|group| group.contains(&told) && group.contains(&seen))
}

#[cfg(test)]
mod tests {
    use super::{spoken, tag};

    #[test]
    fn tags_take_one_form() {
        assert_eq!(tag("pt_BR").as_deref(), Some("pt-br"));
        assert_eq!(tag("EN").as_deref(), Some("en"));
        assert_eq!(tag("english"), None);
    }

    #[test]
    fn a_text_tells_its_language_whatever_is_marked_up() {
        let georgian = "საქალაქო საბჭომ ორშაბათს საღამოს გადაწყვიტა მდინარეზე ძველი ხიდის შეკეთება, \
            მას შემდეგ რაც ორი წელი დავობდნენ მის ღირებულებაზე. მოსახლეობა გადაწყვეტილებას 2023 წლის \
            წყალდიდობის შემდეგ ელოდა, და ბევრი ბაზარში შემოვლითი გზით დადიოდა.";
        let afrikaans = "Die stadsraad het Maandagaand besluit om die ou brug oor die rivier te herstel, \
            nadat daar twee jaar lank oor die koste gestry is. Inwoners het sedert die vloed van 2023 op \
            'n besluit gewag, en baie van hulle moes die lang pad deur die noorde na die mark neem.";
        let ukrainian = "Міська рада в понеділок увечері проголосувала за ремонт старого мосту через \
            річку після двох років суперечок про його вартість. Мешканці чекали на рішення від повені \
            2023 року, і багато хто їздив на ринок в обхід через Північний порт.";

        assert_eq!(spoken(Some("en"), georgian), Some("ka"));
        assert_eq!(spoken(None, afrikaans), Some("af"));
        assert_eq!(spoken(Some("ru"), ukrainian), Some("uk"));
        assert_eq!(spoken(Some("hr"), ukrainian), Some("uk"));
    }

    #[test]
    fn a_near_language_may_be_the_one_that_is_marked_up() {
        let norwegian = "Kommunestyret vedtok mandag kveld å reparere den gamle broen over elven, etter \
            to år med strid om hva det koster. Innbyggerne har ventet siden flommen i 2023, og mange \
            har kjørt den lange veien gjennom nordhavnen for å komme seg til markedet av gammel vane.";
        let croatian = "Gradsko vijeće u ponedjeljak navečer odlučilo je popraviti stari most preko \
            rijeke, nakon dvije godine rasprave o troškovima. Stanovnici su čekali odluku od poplave \
            2023. godine, a mnogi su na tržnicu išli dugim putem kroz Sjevernu luku.";

        assert_eq!(spoken(Some("nb"), norwegian), Some("nb"));
        assert_eq!(spoken(Some("da"), norwegian), Some("no"));
        assert_eq!(spoken(Some("bs"), croatian), Some("bs"));
    }
}
