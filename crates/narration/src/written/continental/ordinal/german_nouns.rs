//! German nouns that ordinals count, by their gender: those that end so, as "Bundesliga" does.

/// How the ordinal before it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Feminine,
    Neuter,
    /// A case of its own: "Verbrennungen zweiten Grades".
    Genitive,
}

const MASCULINE: &[&str] = &[
    "platz",
    "rang",
    "tag",
    "stock",
    "lauf",
    "krieg",
    "satz",
    "senat",
    "gang",
    "grad",
    "titel",
    "bezirk",
    "teil",
    "akt",
    "advent",
    "sieg",
    "treffer",
    "schritt",
    "versuch",
    "monat",
    "preis",
    "kongress",
    "präsident",
    "vorsitzender",
    "bürgermeister",
    "stellvertreter",
    "durchgang",
    "aufstieg",
    "fall",
    "band",
    "strafsenat",
    "zivilsenat",
    "test",
    "abschnitt",
    "artikel",
];
const FEMININE: &[&str] = &[
    "etage",
    "klasse",
    "liga",
    "runde",
    "minute",
    "sekunde",
    "stunde",
    "etappe",
    "auflage",
    "ausgabe",
    "staffel",
    "folge",
    "kammer",
    "instanz",
    "woche",
    "mannschaft",
    "periode",
    "sitzung",
    "sinfonie",
    "symphonie",
    "armee",
    "division",
    "brigade",
    "niederlage",
    "halbzeit",
    "dynastie",
    "republik",
    "person",
    "ordnung",
    "wahl",
    "reihe",
    "generation",
    "welle",
    "änderung",
    "novelle",
    "fassung",
    "strophe",
    "vorsitzende",
    "saison",
    "hilfe",
    "geige",
    "impfung",
    "dosis",
    "lesung",
    "stufe",
    "schicht",
    "spielzeit",
    "amtszeit",
    "kategorie",
];
const NEUTER: &[&str] = &[
    "mal",
    "quartal",
    "halbjahr",
    "geschoss",
    "jahrhundert",
    "jahrtausend",
    "kapitel",
    "semester",
    "jahr",
    "spiel",
    "tor",
    "drittel",
    "viertel",
    "training",
    "festival",
    "konzert",
    "arrondissement",
    "rennen",
    "finale",
    "opfer",
    "buch",
    "gebot",
    "trimester",
    "todesopfer",
    "regiment",
    "bataillon",
];
/// Ends of nouns in the genitive.
const GENITIVE: &[&str] = &["grades", "ranges", "quartals", "jahrhunderts", "weltkriegs", "tages"];
/// Clubs have their number before their letters.
const CLUBS: [&str; 9] = ["FC", "FFC", "FSV", "SC", "SV", "BC", "CfR", "VC", "HC"];

/// The gender of a noun that ordinals count; `None` for any other word.
pub(super) fn gender(noun: &str) -> Option<Gender> {
    if CLUBS.contains(&noun) {
        return Some(Gender::Masculine);
    }
    if !noun.starts_with(char::is_uppercase) {
        return None;
    }
    let noun = noun.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| noun.ends_with(ending));
    match () {
        () if ends(GENITIVE) => Some(Gender::Genitive),
        () if ends(FEMININE) => Some(Gender::Feminine),
        () if ends(MASCULINE) => Some(Gender::Masculine),
        () if ends(NEUTER) => Some(Gender::Neuter),
        () => None,
    }
}
