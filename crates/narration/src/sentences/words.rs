//! The words that tell whether a dot ends a sentence.

use crate::Language;

/// Whether an abbreviation, without its dot, is followed by more of the same sentence.
pub(super) fn is_before_more(language: Language, word: &str) -> bool {
    let abbreviations: &[&str] = match language {
        Language::English => &ENGLISH_BEFORE_MORE,
        Language::German => &GERMAN_BEFORE_MORE,
        Language::French | Language::Spanish | Language::Italian => &ROMANCE_BEFORE_MORE,
    };
    abbreviations.contains(&word)
}

const ENGLISH_BEFORE_MORE: [&str; 54] = [
    "Mr", "Mrs", "Ms", "Dr", "Drs", "Prof", "Profs", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs",
    "Gen", "Gens", "Lt", "Col", "Sgt", "Capt", "Cpl", "Maj", "Adm", "Cmdr", "Det", "Supt", "Insp",
    "Pres", "Amb", "Atty", "Pvt", "Pfc", "Msgr", "Messrs", "Cllr", "Rev", "Hon", "Mt", "Ft", "vs",
    "v", "approx", "Approx", "cf", "al", "sq", "Dept", "Univ", "ref", "Assn", "Sec", "Treas",
    "Brig", "Sqn", "Cpt",
];
const GERMAN_BEFORE_MORE: [&str; 26] = [
    "Dr", "Prof", "Hr", "Fr", "St", "z.B", "d.h", "u.a", "bzw", "ca", "inkl", "vgl", "evtl", "Mio",
    "Mrd", "Tsd", "Hrsg", "geb", "gest", "sog", "Abs", "Ing", "Frl", "Chr", "Hl", "Co",
];
const ROMANCE_BEFORE_MORE: [&str; 43] = [
    "Dr", "Pr", "MM", "Mme", "Mmes", "Mlle", "Me", "St", "Ste", "av", "env", "Sr", "Sra", "Dra",
    "Srta", "Sres", "D", "Dª", "Ud", "Uds", "EE", "Sto", "Sta", "Avda", "Gral", "sig", "sigg",
    "dott", "prof", "on", "ing", "avv", "Sig", "Dott", "Prof", "Mons", "Avv", "Ing", "On", "Gen",
    "Col", "Cap", "Mgr",
];
/// Abbreviations of what is numbered: the sentence goes on where a number follows.
pub(super) const BEFORE_NUMBER: [&str; 43] = [
    "No", "Nos", "no", "nos", "p", "pp", "Vol", "vol", "Ch", "ch", "Art", "art", "Sec", "sec",
    "fig", "Fig", "figs", "Cat", "Nr", "núm", "pág", "págs", "pag", "c", "ca", "circa", "n", "cap",
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Okt", "Nov", "Dez", "Bd", "Kap",
    "Tel", "Abb",
];
/// Names' last or only part: the sentence goes on unless a word follows that begins one.
pub(super) const UNLESS_SENTENCE: [&str; 61] = [
    "St", "Jr", "Sr", "Inc", "Ltd", "Corp", "Co", "Bros", "Ave", "Blvd", "Rd", "Jan", "Feb", "Aug",
    "Sept", "Sep", "Oct", "Nov", "Dec", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del",
    "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Mass", "Md", "Mich", "Minn", "Miss", "Mo",
    "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Vt", "Va", "Wash", "Wis", "Wyo",
    "Mon", "Tues", "Tue", "Wed", "Thu", "Thurs", "Fri", "Sat", "Esq",
];
/// What follows "5 p.m." in the same sentence.
pub(super) const AFTER_TIME: [&str; 11] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Eastern",
    "Pacific",
    "Central",
    "Mountain",
];
/// Names that are written with an exclamation mark.
pub(super) const NAMES_WITH_MARK: [&str; 8] =
    ["Yahoo", "Jeopardy", "Oklahoma", "Wham", "Moulin", "Rouge", "Mia", "Panic"];

/// Words that begin sentences and seldom follow a name or an abbreviation.
pub(super) fn begins_sentence_of(language: Language, word: &str) -> bool {
    let first: &[&str] = match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
        Language::Italian => &ITALIAN,
    };
    first.contains(&word)
}

const ENGLISH: [&str; 106] = [
    "The",
    "A",
    "An",
    "In",
    "It",
    "He",
    "She",
    "They",
    "We",
    "But",
    "And",
    "This",
    "That",
    "His",
    "Her",
    "On",
    "At",
    "If",
    "You",
    "I",
    "There",
    "These",
    "Those",
    "My",
    "Our",
    "Your",
    "Their",
    "Its",
    "No",
    "Not",
    "Yes",
    "So",
    "Then",
    "When",
    "While",
    "What",
    "Who",
    "Why",
    "How",
    "Where",
    "Is",
    "Are",
    "Was",
    "Were",
    "Do",
    "Did",
    "Does",
    "Has",
    "Have",
    "Had",
    "Will",
    "Would",
    "Can",
    "Could",
    "Some",
    "Many",
    "Most",
    "All",
    "Both",
    "Few",
    "Others",
    "Another",
    "Each",
    "Every",
    "For",
    "From",
    "With",
    "After",
    "Before",
    "By",
    "As",
    "Or",
    "Nor",
    "Yet",
    "Now",
    "Here",
    "Still",
    "Nobody",
    "Nothing",
    "None",
    "Police",
    "Officials",
    "Meanwhile",
    "However",
    "Also",
    "Never",
    "Perhaps",
    "Neither",
    "Since",
    "Until",
    "During",
    "Such",
    "More",
    "Less",
    "Even",
    "Only",
    "Just",
    "Once",
    "Instead",
    "Despite",
    "Although",
    "Though",
    "Because",
    "Under",
    "Over",
    "About",
];
const GERMAN: [&str; 58] = [
    "Der", "Die", "Das", "Ein", "Eine", "Er", "Sie", "Es", "Wir", "Ich", "Ihr", "Man", "Danach",
    "Dann", "Dort", "Hier", "Im", "In", "Am", "An", "Auf", "Aus", "Auch", "Alle", "Aber", "Und",
    "Oder", "Doch", "So", "Nun", "Nur", "Noch", "Niemand", "Heute", "Morgen", "Gestern", "Was",
    "Wer", "Wo", "Wie", "Warum", "Wenn", "Als", "Bei", "Mit", "Nach", "Von", "Vor", "Zu", "Seit",
    "Seine", "Ihre", "Diese", "Dieser", "Dieses", "Nicht", "Kein", "Keine",
];
const FRENCH: [&str; 43] = [
    "Le", "La", "Les", "Un", "Une", "Des", "Il", "Elle", "Ils", "Elles", "On", "Nous", "Vous",
    "Je", "Ce", "Cela", "Ces", "Cette", "Cet", "Mais", "Et", "Ou", "Pour", "Dans", "En", "Au",
    "Aux", "Puis", "Ici", "Tout", "Tous", "Rien", "Personne", "Son", "Sa", "Ses", "Leur", "Leurs",
    "Si", "Après", "Avant", "Avec", "Sans",
];
const SPANISH: [&str; 38] = [
    "El", "La", "Los", "Las", "Un", "Una", "Él", "Ella", "Ellos", "Yo", "Nosotros", "Pero", "Y",
    "En", "Es", "Fue", "Son", "Este", "Esta", "Esto", "Su", "Sus", "Se", "No", "Sí", "Nadie",
    "Nada", "Todos", "Todo", "Para", "Por", "Con", "Sin", "Si", "Después", "Antes", "Al", "Hizo",
];
const ITALIAN: [&str; 34] = [
    "Il", "Lo", "La", "I", "Gli", "Le", "Un", "Una", "Lui", "Lei", "Loro", "Noi", "Io", "Ma", "E",
    "In", "È", "Sono", "Questo", "Questa", "Suo", "Sua", "Se", "Non", "Nessuno", "Tutti", "Tutto",
    "Per", "Con", "Senza", "Dopo", "Prima", "Al", "Poi",
];
