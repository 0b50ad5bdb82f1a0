//! Words in and behind names, in several languages.

/// Last names that follow "e" and "y" within a double one, and are no first names: "Manuel Costa e
/// Silva Pereira".
pub(super) const SECOND_HALVES: &[&str] = &[
    "Abreu",
    "Albuquerque",
    "Almeida",
    "Brito",
    "Cajal",
    "Carvalho",
    "Castro",
    "Costa",
    "Cunha",
    "Gasset",
    "Lima",
    "Matos",
    "Mello",
    "Melo",
    "Meneses",
    "Menezes",
    "Moura",
    "Noronha",
    "Silva",
    "Sousa",
    "Souza",
    "Sá",
    "Vasconcelos",
];

/// Small words within names.
pub(super) const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "dos", "das", "do", "du", "der", "den", "van", "von", "vom",
    "la", "le", "el", "al", "bin", "ibn", "ben", "ter", "ten", "te", "af", "av", "dr.", "dos",
    "d'", "y", "e", "i",
];

pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Words at which a name ends.
pub(super) const STOPS: &[&str] = &[
    "on",
    "On",
    "under",
    "am",
    "at",
    "in",
    "for",
    "from",
    "aus",
    "à",
    "w",
    "в",
    "is",
    "ist",
    "est",
    "Published",
    "Updated",
    "Published:",
    "Updated:",
];

/// Words of a date, at which a name ends where a number follows: names have them too ("John le
/// Carré", "Hendrik Jan de Vries").
pub(super) const DATE_WORDS: &[&str] = &[
    "le",
    "January",
    "February",
    "March",
    "October",
    "November",
    "December",
    "September",
    "Januar",
    "Februar",
    "März",
    "Oktober",
    "Dezember",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
];

/// Titles behind names.
pub(super) const CREDENTIALS: &[&str] = &[
    "MD", "PhD", "MS", "RD", "RDN", "LD", "MPH", "RN", "JD", "CPA", "MBA", "DO", "DDS", "CSCS",
    "LCSW", "PsyD", "PharmD", "DVM", "FAAP", "CFP", "EdD", "BSc", "MSc", "CFA", "NP", "Esq", "BA",
    "MA", "LMFT", "FACP", "CDN", "CNS", "CPT", "MSN", "BSN", "DNP", "APRN", "LDN", "CDCES", "DPT",
    "MEd",
];

/// What tells a son from his father, behind the name and without a stop.
pub(super) const GENERATIONS: &[&str] = &["Jr", "Sr", "II", "III", "IV"];

/// Words that begin the name of a publication.
pub(super) const ARTICLES: &[&str] = &["the", "der", "die", "das", "le", "la", "el", "il", "al"];

/// A name without the academic title before it.
pub(super) fn without_title(name: &str) -> &str {
    let mut name = name;
    while let Some((first, rest)) = name.split_once(' ')
        && TITLES.contains(&first.trim_end_matches('.'))
    {
        name = rest;
    }
    name
}

/// Academic titles before names.
const TITLES: &[&str] = &["Dr", "Prof", "Professor", "med", "Dipl", "Ing"];
