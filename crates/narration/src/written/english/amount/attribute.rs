//! Whether an amount is said of a thing, in the singular: "a two hundred thousand pound loan".

use crate::written::rewrite::Found;

/// Whether an amount says of what size the next thing is, so that its unit stays singular: "a
/// £200,000 loan", "the 100m final", "£50m bid rejected".
pub(in crate::written::english) fn is_attribute(found: &Found<'_>) -> bool {
    let after = found.word_after();
    let before = found.word_before();
    if found.after() == Some('-') {
        let is_word = found.line_after().chars().nth(1).is_some_and(char::is_alphabetic);
        return is_word && !found.line_after().starts_with("-plus");
    }
    if SIZED.contains(&after) || SIZED.contains(&after.trim_end_matches('s')) {
        return true;
    }
    let quoted = found.line_after().strip_prefix(" ").unwrap_or("");
    let is_quoted = quoted.starts_with(['\'', '‘']) && before.ends_with("'s");
    let lower = before.to_lowercase();
    // "A 512GB SSD".
    let is_one = matches!(lower.as_str(), "a" | "an") && after.starts_with(char::is_uppercase);
    let is_thing = (after.starts_with(char::is_lowercase) || is_one)
        && !NO_NOUNS.contains(&after)
        && !["ly", "ing", "ed"].iter().any(|ending| after.ends_with(ending));
    let is_owned = ARTICLES.contains(&lower.as_str())
        || ["'s", "’s", "s'", "s’"].iter().any(|ending| lower.ends_with(ending));
    // In headlines the article is left out.
    let begins = found.line_before().is_empty() || found.line_before().ends_with(": ");
    is_quoted || (is_thing && (is_owned || begins))
}

const ARTICLES: &[&str] = &[
    "a", "an", "the", "this", "that", "its", "his", "her", "their", "our", "my", "your", "another",
    "new", "best", "every", "each", "planned", "proposed",
];
/// What stands after an amount and is not measured by it.
const NO_NOUNS: &[&str] = &[
    "a", "an", "the", "per", "to", "for", "in", "and", "or", "of", "on", "from", "at", "by",
    "with", "he", "she", "it", "they", "we", "you", "who", "that", "which", "was", "were", "is",
    "are", "has", "had", "have", "will", "would", "could", "can", "may", "might", "must", "more",
    "less", "into", "over", "under", "up", "down", "as", "but", "if", "away", "each", "after",
    "before", "since", "until", "when", "while", "than", "last", "next", "this", "a", "i", "his",
    "her", "their", "its", "our", "every", "through", "out", "off", "ago", "not", "so", "stolen",
    "lost", "raised", "spent", "paid", "given", "won", "found", "hit", "worth", "short", "today",
    "tall", "too", "above", "below", "beyond", "around", "across", "between", "near", "behind",
    "ahead", "within", "inside", "outside", "against", "along", "higher", "lower", "warmer",
    "colder", "hotter", "cooler", "deep", "wide", "long", "high", "thick", "apart", "later",
    "earlier", "annually",
];
/// Things that are said to be of a size wherever an amount stands before them, in the singular.
const SIZED: &[&str] = &[
    "loan",
    "bid",
    "deal",
    "prize",
    "contract",
    "package",
    "project",
    "plan",
    "fund",
    "grant",
    "reward",
    "settlement",
    "investment",
    "lawsuit",
    "bond",
    "bonus",
    "budget",
    "deficit",
    "surplus",
    "bailout",
    "ticket",
    "mansion",
    "stadium",
    "payout",
    "upgrade",
    "fraud",
    "scheme",
    "scandal",
    "transfer",
    "move",
    "wine",
    "note",
    "bill",
    "coin",
    "fine",
    "debt",
    "hole",
    "gust",
    "wave",
    "limit",
    "zone",
    "race",
    "run",
    "walk",
    "sprint",
    "runner",
    "champion",
    "title",
    "hurdler",
    "heat",
    "final",
    "relay",
    "freestyle",
    "hurdle",
    "radius",
    "fence",
    "dose",
    "stretch",
    "drop",
    "rise",
    "diameter",
    "screen",
    "battery",
    "tower",
    "climb",
    "crater",
    "backstroke",
    "butterfly",
    "breaststroke",
    "news",
    "strike",
    "shift",
    "window",
    "period",
    "delay",
    "walkout",
    "ban",
    "suspension",
    "sentence",
    "term",
    "video",
    "film",
    "movie",
    "show",
    "journey",
    "lockdown",
    "curfew",
    "ceasefire",
    "truce",
    "deadline",
    "siege",
    "exclusion",
    "notice",
    "lead",
    "gap",
];
