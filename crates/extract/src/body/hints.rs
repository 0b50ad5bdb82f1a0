//! What the class, id, role and test names of an element say about it.
//!
//! Names are split into words (`relatedArticles`, `related-articles` and `related_articles` are the
//! same), and words and pairs of words are looked up in `hints/words.rs`. A hint is a suspicion:
//! what is done about it depends on how much prose the element holds (see `remove`).

mod words;

use crate::dom::Node;
use crate::hashing::HashMap;
use crate::tag::Tag;
use words::Sign;

/// What an element may be, by its names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "an element may be several of these at once")]
pub(crate) struct Hints {
    /// Around the article: navigation, related articles, share bars, newsletters, advertising.
    pub around: bool,
    /// A row of headlines that moves, or an entry of an article that grows while it is read.
    pub ticker: bool,
    /// Readers' comments.
    pub comments: bool,
    /// A dialog that asks for consent.
    pub consent: bool,
    /// Not shown.
    pub hidden: bool,
    /// Small print of the article: byline, date, tags, credits. Removed when it is short.
    pub small_print: bool,
    /// A caption or credit of a picture.
    pub caption: bool,
    /// The text of the article.
    pub body: bool,
    /// The sentence or two above the text.
    pub standfirst: bool,
    /// A post from elsewhere.
    pub embed: bool,
}

impl Hints {
    fn add(&mut self, sign: Sign) {
        match sign {
            Sign::Around => self.around = true,
            Sign::Ticker => self.ticker = true,
            Sign::Comments => self.comments = true,
            Sign::Consent => self.consent = true,
            Sign::Hidden => self.hidden = true,
            Sign::SmallPrint => self.small_print = true,
            Sign::Caption => self.caption = true,
            Sign::Body => self.body = true,
            Sign::Standfirst => self.standfirst = true,
            Sign::Embed => self.embed = true,
        }
    }

    /// Adds what other names say.
    pub(crate) fn merge(&mut self, other: Self) {
        self.around |= other.around;
        self.ticker |= other.ticker;
        self.comments |= other.comments;
        self.consent |= other.consent;
        self.hidden |= other.hidden;
        self.small_print |= other.small_print;
        self.caption |= other.caption;
        self.body |= other.body;
        self.standfirst |= other.standfirst;
        self.embed |= other.embed;
    }
}

/// Attributes that name an element.
fn is_naming(attribute: &str) -> bool {
    matches!(
        attribute,
        "class" | "id" | "role" | "itemprop" | "data-testid" | "data-component" | "data-qa"
    )
}

/// Names of one element that are read, and bytes of each: generated pages have hundreds.
const MAX_NAMES: usize = 40;
const MAX_NAME_BYTES: usize = 80;

/// The hints of each element of a page, by place.
pub(crate) fn of_all(nodes: &[Node<'_>]) -> Vec<Hints> {
    let mut known = Known::default();
    nodes.iter().map(|node| of(node, &mut known)).collect()
}

/// Pages repeat their names, alone and in lists: each is read once.
#[derive(Default)]
struct Known<'a> {
    lists: HashMap<&'a str, Hints>,
    names: HashMap<&'a str, Hints>,
}

fn of<'a>(node: &Node<'a>, known: &mut Known<'a>) -> Hints {
    let mut hints = Hints::default();
    let Some(element) = node.element else { return hints };
    for (name, value) in &element.attrs {
        let name = &*name.local;
        if is_naming(name) {
            let Known { lists, names } = &mut *known;
            hints.merge(*lists.entry(value).or_insert_with(|| read_names(value, names)));
        } else if name == "hidden"
            || (name == "aria-hidden" && &**value == "true" && node.tag != Tag::P)
            || (name == "style" && hides(value))
        {
            hints.hidden = true;
        }
    }
    if matches!(node.attribute("role"), Some("region" | "tabpanel")) {
        // A part that opens when it is asked for: it is there to be read.
        hints.hidden = false;
    }
    match node.tag {
        Tag::Figcaption => hints.caption = true,
        Tag::Body | Tag::Html => hints = Hints::default(),
        _ => {}
    }
    hints
}

fn hides(style: &str) -> bool {
    let may_hide = ["none", "hidden", "clip"].iter().any(|word| style.contains(word));
    if !may_hide || style.len() > MAX_STYLE_BYTES {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    HIDING.iter().any(|hiding| style.contains(hiding))
}

/// Styles that hide an element, without blanks: from everybody, or from those who see the page.
const HIDING: [&str; 5] = [
    "display:none",
    "visibility:hidden",
    "clip:rect(0",
    "clip-path:inset(50%",
    "clip-path:inset(100%",
];

/// A longer style is not read, in bytes.
const MAX_STYLE_BYTES: usize = 4_096;

/// The hints of a list of names parted by spaces.
fn read_names<'a>(list: &'a str, known: &mut HashMap<&'a str, Hints>) -> Hints {
    let mut hints = Hints::default();
    let is_shown = || SHOWN.iter().any(|shown| list.contains(shown));
    for name in list.split_ascii_whitespace().take(MAX_NAMES) {
        if name != "hidden" || !is_shown() {
            hints.merge(*known.entry(name).or_insert_with(|| read_name(name)));
        }
    }
    hints
}

/// What a list of names says of an element that is hidden in some layouts only.
const SHOWN: [&str; 4] = [":block", ":flex", ":inline", ":grid"];

fn read_name(name: &str) -> Hints {
    let mut hints = Hints::default();
    let spelt = spelt(name);
    let words: Vec<&str> = spelt.split_ascii_whitespace().collect();
    let is_category = matches!(words.first(), Some(&("tag" | "category")));
    if !is_category || words.len() == 1 {
        judge(&mut hints, &words);
    }
    hints
}

/// The words of one name in lower case: `relatedArticles` has two.
pub(crate) fn words_of(name: &str) -> Vec<String> {
    spelt(name).split_ascii_whitespace().map(str::to_owned).collect()
}

/// A name as words in lower case with spaces between them.
fn spelt(name: &str) -> String {
    let mut spelt = String::with_capacity(2 * name.len().min(MAX_NAME_BYTES));
    let mut was_lower = false;
    for byte in name.bytes().take(MAX_NAME_BYTES) {
        let splits = !byte.is_ascii_alphanumeric();
        if splits || (byte.is_ascii_uppercase() && was_lower) {
            spelt.push(' ');
        }
        if !splits {
            spelt.push(char::from(byte.to_ascii_lowercase()));
        }
        was_lower = byte.is_ascii_lowercase();
    }
    spelt
}

fn judge(hints: &mut Hints, words: &[&str]) {
    for (place, word) in words.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| words.get(place)).copied();
        if before.is_some_and(words::negates) {
            continue;
        }
        let after = words.get(place + 1).copied();
        match words::sign_of(word) {
            // `hidden-x7f3` belongs to a layout that shows it elsewhere; `overflow-x-hidden` hides
            // nothing.
            Some(Sign::Hidden) if after.is_some() || words.len() > 2 => {}
            Some(_) if after.is_some_and(words::describes) => {}
            Some(Sign::Ticker) if before == Some("live") => {}
            Some(sign) => hints.add(sign),
            None => {}
        }
        if let Some(sign) = before.and_then(|before| words::sign_of_pair(before, word)) {
            hints.add(sign);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HashMap, Hints, read_names};

    fn hints(names: &str) -> Hints {
        read_names(names, &mut HashMap::default())
    }

    #[test]
    fn spellings_of_one_name_mean_the_same() {
        for name in ["related-articles", "relatedArticles", "x RELATED_articles"] {
            assert!(hints(name).around, "{name}");
        }
        assert!(!hints("correlated unrelatedly").around);
    }

    #[test]
    fn a_name_that_only_describes_the_layout_is_no_hint() {
        assert!(!hints("article no-sidebar has-comments").around);
        assert!(!hints("has-comments").comments);
        assert!(!hints("comments-open tag-advertising").comments);
        assert!(!hints("sidebar-grid--is-narrow").around);
        assert!(!hints("field--label-hidden overflow-x-hidden hidden-x7f3").hidden);
        assert!(hints("is-hidden").hidden);
    }

    #[test]
    fn a_live_ticker_is_no_row_of_headlines() {
        assert!(hints("news-ticker").ticker && hints("ticker-item").ticker);
        assert!(!hints("live-ticker").ticker && !hints("liveTickerEntry").ticker);
    }

    #[test]
    fn bodies_are_recognised_by_pairs() {
        assert!(hints("c-article__body").body);
        assert!(hints("entry-content").body);
        assert!(!hints("body").body);
    }
}
