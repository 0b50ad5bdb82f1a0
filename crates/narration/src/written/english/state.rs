//! American states: `Austin, TX`, `Gary, Ind.`, `(D-Calif.)`.

use std::sync::LazyLock;

use super::abbreviation::full_stop;
use crate::line::Line;
use crate::written::rewrite::{Found, Pattern, pattern, replace};

/// The post's two letters; as newspapers shorten it, without the last dot; its name.
const STATES: [(&str, &str, &str); 51] = [
    ("AL", "Ala", "Alabama"),
    ("AK", "", "Alaska"),
    ("AZ", "Ariz", "Arizona"),
    ("AR", "Ark", "Arkansas"),
    ("CA", "Calif", "California"),
    ("CO", "Colo", "Colorado"),
    ("CT", "Conn", "Connecticut"),
    ("DE", "Del", "Delaware"),
    ("DC", "D.C", "DC"),
    ("FL", "Fla", "Florida"),
    ("GA", "Ga", "Georgia"),
    ("HI", "", "Hawaii"),
    ("ID", "", "Idaho"),
    ("IL", "Ill", "Illinois"),
    ("IN", "Ind", "Indiana"),
    ("IA", "", "Iowa"),
    ("KS", "Kan", "Kansas"),
    ("KY", "Ky", "Kentucky"),
    ("LA", "La", "Louisiana"),
    ("ME", "", "Maine"),
    ("MD", "Md", "Maryland"),
    ("MA", "Mass", "Massachusetts"),
    ("MI", "Mich", "Michigan"),
    ("MN", "Minn", "Minnesota"),
    ("MS", "Miss", "Mississippi"),
    ("MO", "Mo", "Missouri"),
    ("MT", "Mont", "Montana"),
    ("NE", "Neb", "Nebraska"),
    ("NV", "Nev", "Nevada"),
    ("NH", "N.H", "New Hampshire"),
    ("NJ", "N.J", "New Jersey"),
    ("NM", "N.M", "New Mexico"),
    ("NY", "N.Y", "New York"),
    ("NC", "N.C", "North Carolina"),
    ("ND", "N.D", "North Dakota"),
    ("OH", "", "Ohio"),
    ("OK", "Okla", "Oklahoma"),
    ("OR", "Ore", "Oregon"),
    ("PA", "Pa", "Pennsylvania"),
    ("RI", "R.I", "Rhode Island"),
    ("SC", "S.C", "South Carolina"),
    ("SD", "S.D", "South Dakota"),
    ("TN", "Tenn", "Tennessee"),
    ("TX", "Tex", "Texas"),
    ("UT", "", "Utah"),
    ("VT", "Vt", "Vermont"),
    ("VA", "Va", "Virginia"),
    ("WA", "Wash", "Washington"),
    ("WV", "W.Va", "West Virginia"),
    ("WI", "Wis", "Wisconsin"),
    ("WY", "Wyo", "Wyoming"),
];

/// After a town.
static TOWN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<town>[A-Z][\p{{L}}’'.-]{{2,20}}), (?P<state>[A-Z]{{2}}\b|(?:{})\.)",
        shortened()
    ))
});
/// A politician's party and state.
static PARTY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<party>[DRI])-(?P<state>(?:{})\.|[A-Z]{{2}}\b|(?:N\. |S\. |New |West |North |South |Rhode )?[A-Z][a-z]{{3,12}}\b)",
        shortened()
    ))
});

pub(super) fn rewrite(line: &mut Line) {
    replace(line, &PARTY, party);
    replace(line, &TOWN, |found| {
        let state = name(found.get("state"))?;
        Some(format!("{}, {state}{}", found.get("town"), full_stop_of_state(found)))
    });
}

/// A state in short is parted from more of its sentence by a comma: a capital behind its dot begins the next.
/// `D.C.` is not, as in "Washington, D.C. Mayor".
fn full_stop_of_state(found: &Found<'_>) -> &'static str {
    let short = found.get("state");
    let is_before_capital = found.word_after().starts_with(char::is_uppercase);
    let is_word = short.ends_with('.') && short.matches('.').count() == 1;
    if is_word && is_before_capital { "." } else { full_stop(found, short) }
}

/// In brackets or between commas; elsewhere `I-` is a road.
fn party(found: &Found<'_>) -> Option<String> {
    let is_beside_name = found.before() == Some('(') || found.sight_before().ends_with(", ");
    let state = name(found.get("state")).filter(|_| is_beside_name)?;
    let party = match found.get("party") {
        "D" => "Democrat",
        "R" => "Republican",
        _ => "independent",
    };
    Some(format!("{party} of {state}"))
}

/// By the post's two letters.
pub(super) fn postal(short: &str) -> Option<&'static str> {
    STATES.iter().find(|(postal, ..)| *postal == short).map(|(.., name)| *name)
}

fn name(written: &str) -> Option<&'static str> {
    let bare = written.trim_end_matches('.');
    let is_it =
        |(postal, short, name): &&(&str, &str, &str)| [*postal, *short, *name].contains(&bare);
    STATES.iter().find(is_it).map(|(.., name)| *name).filter(|_| !bare.is_empty())
}

fn shortened() -> String {
    let short = STATES.iter().map(|(_, short, _)| *short).filter(|short| !short.is_empty());
    short.map(regex::escape).collect::<Vec<_>>().join("|")
}
