//! What is said around the text, in each language.

use chrono::{Datelike, NaiveDate};

use crate::Language;

/// The sentences of one language; `{}` is where the name goes.
pub(super) struct Wording {
    language: Language,
    months: [&'static str; 12],
    from_outlet: &'static str,
    by_author: &'static str,
    and: &'static str,
    others: &'static str,
    quote: &'static str,
    wrote: &'static str,
    closing: &'static str,
    synthetic: &'static str,
}

/// Authors that are named; of more, "and others".
const MOST_AUTHORS: usize = 3;

impl Wording {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
            Language::French => &FRENCH,
            Language::Spanish => &SPANISH,
            Language::Italian => &ITALIAN,
        }
    }

    /// Outlet and authors; empty where neither is known.
    pub(super) fn from(&self, outlet: &str, authors: &[String]) -> String {
        let mut parts = Vec::new();
        if !outlet.is_empty() {
            parts.push(self.from_outlet.replace("{}", outlet));
        }
        if !authors.is_empty() {
            parts.push(self.by_author.replace("{}", &self.names(authors)));
        }
        let joined = parts.join(", ");
        let mut letters = joined.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_default()
    }

    fn names(&self, authors: &[String]) -> String {
        match authors {
            [] => String::new(),
            [one] => one.clone(),
            _ if authors.len() > MOST_AUTHORS => {
                let named: Vec<&str> =
                    authors.iter().take(MOST_AUTHORS).map(String::as_str).collect();
                format!("{} {}", named.join(", "), self.others)
            }
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.and),
        }
    }

    /// The day, as it is written in the language; the rules for dates make it words.
    pub(super) fn published(&self, day: NaiveDate) -> String {
        let month = usize::try_from(day.month0()).ok().and_then(|at| self.months.get(at).copied());
        let (month, day, year) = (month.unwrap_or_default(), day.day(), day.year());
        match self.language {
            Language::English => format!("{month} {day}, {year}."),
            Language::German => format!("Erschienen am {day}. {month} {year}."),
            Language::French if day == 1 => format!("Publié le 1er {month} {year}."),
            Language::French => format!("Publié le {day} {month} {year}."),
            Language::Spanish => format!("Publicado el {day} de {month} de {year}."),
            Language::Italian => format!("Pubblicato il {day} {month} {year}."),
        }
    }

    /// What introduces the words of somebody.
    pub(super) fn quoted(&self, who: Option<&str>) -> String {
        match who.map(str::trim).filter(|who| !who.is_empty()) {
            Some(who) => format!("{} ", self.wrote.replace("{}", who)),
            None => format!("{} ", self.quote),
        }
    }

    /// Where it was published, and what voice this is.
    pub(super) fn closing(&self, outlet: &str) -> String {
        if outlet.is_empty() {
            return self.synthetic.to_owned();
        }
        format!("{} {}", self.closing.replace("{}", outlet), self.synthetic)
    }
}

static ENGLISH: Wording = Wording {
    language: Language::English,
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    from_outlet: "from {}",
    by_author: "by {}",
    and: "and",
    others: "and others",
    quote: "Quote:",
    wrote: "{} wrote:",
    closing: "This article was published by {}.",
    synthetic: "Read by a synthetic voice.",
};

static GERMAN: Wording = Wording {
    language: Language::German,
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    from_outlet: "aus {}",
    by_author: "von {}",
    and: "und",
    others: "und anderen",
    quote: "Zitat:",
    wrote: "{} schrieb:",
    closing: "Dieser Artikel erschien bei {}.",
    synthetic: "Gelesen von einer künstlichen Stimme.",
};

static FRENCH: Wording = Wording {
    language: Language::French,
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    from_outlet: "source : {}",
    by_author: "par {}",
    and: "et",
    others: "et d’autres",
    quote: "Citation :",
    wrote: "{} a écrit :",
    closing: "Cet article a été publié par {}.",
    synthetic: "Lu par une voix de synthèse.",
};

static SPANISH: Wording = Wording {
    language: Language::Spanish,
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    from_outlet: "de {}",
    by_author: "por {}",
    and: "y",
    others: "y otros",
    quote: "Cita:",
    wrote: "{} escribió:",
    closing: "Este artículo fue publicado por {}.",
    synthetic: "Leído por una voz sintética.",
};

static ITALIAN: Wording = Wording {
    language: Language::Italian,
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    from_outlet: "da {}",
    by_author: "di {}",
    and: "e",
    others: "e altri",
    quote: "Citazione:",
    wrote: "{} ha scritto:",
    closing: "Questo articolo è stato pubblicato da {}.",
    synthetic: "Letto da una voce sintetica.",
};
