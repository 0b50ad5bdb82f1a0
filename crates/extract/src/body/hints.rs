//! What the class, id, role and test names of an element say about it.
//!
//! Names are split into words (`relatedArticles`, `related-articles` and `related_articles` are the
//! same), and words and pairs of words are looked up. A hint is a suspicion: what is done about it
//! depends on how much prose the element holds (see `remove`).

use crate::dom::Node;
use crate::tag::Tag;

/// What an element may be, by its names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Hints {
    /// Around the article: navigation, related articles, share bars, newsletters, advertising.
    pub around: bool,
    /// Readers' comments.
    pub comments: bool,
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
    /// The text is behind a paywall from here on.
    pub paywall: bool,
    /// A post from elsewhere.
    pub embed: bool,
}

const NAMED: [&str; 7] =
    ["class", "id", "role", "itemprop", "data-testid", "data-component", "data-qa"];

/// The hints of one element.
pub(crate) fn of(node: &Node<'_>) -> Hints {
    let mut hints = Hints::default();
    let Some(element) = node.element else { return hints };
    for (name, value) in &element.attrs {
        let name = &*name.local;
        if NAMED.contains(&name) {
            read_names(&mut hints, value, node.tag);
        } else if name == "hidden" || (name == "aria-hidden" && &**value == "true") {
            hints.hidden = true;
        } else if name == "style" && hides(value) {
            hints.hidden = true;
        }
    }
    match node.tag {
        Tag::Nav | Tag::Aside | Tag::Footer | Tag::Form => hints.around = true,
        Tag::Figcaption => hints.caption = true,
        _ => {}
    }
    hints
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Splits names into words and judges each, with the word before it.
fn read_names(hints: &mut Hints, names: &str, tag: Tag) {
    let mut before = Word::default();
    let mut word = Word::default();
    let responsive =
        [":block", ":flex", ":inline", ":grid"].iter().any(|shown| names.contains(shown));
    for name in names.split_ascii_whitespace().take(MAX_NAMES) {
        before.clear();
        if name == "hidden" && responsive {
            continue;
        }
        let mut was_lower = false;
        for byte in name.bytes().take(MAX_NAME_BYTES) {
            let starts = byte.is_ascii_uppercase() && was_lower;
            let splits = !byte.is_ascii_alphanumeric();
            if starts || splits {
                judge(hints, &before, &word, tag);
                before = word;
                word.clear();
            }
            if !splits {
                word.push(byte.to_ascii_lowercase());
            }
            was_lower = byte.is_ascii_lowercase();
        }
        judge(hints, &before, &word, tag);
        before = word;
        word.clear();
    }
}

/// Names of one element that are read, and bytes of each: generated pages have hundreds.
const MAX_NAMES: usize = 40;
const MAX_NAME_BYTES: usize = 80;

/// A short ASCII word without a heap.
#[derive(Clone, Copy, Default)]
struct Word {
    bytes: [u8; 16],
    length: usize,
}

impl Word {
    fn clear(&mut self) {
        self.length = 0;
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    fn text(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }
}

fn judge(hints: &mut Hints, before: &Word, word: &Word, tag: Tag) {
    let (before, word) = (before.text(), word.text());
    if word.is_empty()
        || matches!(before, "no" | "has" | "with" | "without" | "not" | "hide" | "show")
    {
        return;
    }
    match word {
        "comment" | "comments" | "commentlist" | "disqus" | "respond" | "commenting"
        | "replies" | "kommentare" | "comentarios" | "commentaires" => hints.comments = true,
        "caption" | "credit" | "credits" | "figcaption" | "wp-caption" | "imagecaption"
        | "photocredit" | "copyright" | "bildunterschrift" | "legende" | "bildtext" => {
            hints.caption = true;
        }
        "hidden" | "offscreen" | "sronly" | "noprint" | "invisible" | "visuallyhidden" => {
            hints.hidden = true;
        }
        "byline" | "dateline" | "timestamp" | "meta" | "metadata" | "tags" | "taglist"
        | "keywords" | "byl" | "kicker" | "eyebrow" | "postmeta" | "readingtime" | "postinfo"
        | "categories" => {
            hints.small_print = true;
        }
        "standfirst" | "lede" | "subheadline" | "dek" | "deck" | "subtitle" | "subhead"
        | "vorspann" | "teasertext" | "chapo" | "entradilla" | "intro" | "lead" | "excerpt"
        | "description" | "strapline" | "sottotitolo" | "occhiello" | "abstract" => {
            hints.standfirst = true;
        }
        "articlebody" | "storybody" | "articletext" | "articlecontent" | "entrycontent"
        | "postcontent" | "postbody" | "storycontent" | "bodytext" | "newstext" | "richtext"
        | "articlebodytext" | "storytext" | "articulo" => hints.body = true,
        "paywall" | "piano" | "regwall" | "premium" => hints.paywall = true,
        "tweet" | "twitter" | "instagram" | "embed" | "tiktok" => hints.embed = true,
        _ => {}
    }
    hints.around |= is_around(word);
    judge_pair(hints, before, word, tag);
}

fn judge_pair(hints: &mut Hints, before: &str, word: &str, tag: Tag) {
    match (before, word) {
        (
            "article" | "post" | "entry" | "story" | "news" | "blog" | "content" | "artikel"
            | "single" | "node" | "page" | "main" | "field" | "detail" | "body" | "text",
            "body" | "content" | "text" | "copy" | "contents" | "paragraphs",
        ) if !matches!(tag, Tag::Body | Tag::Html) => hints.body = true,
        (
            "author" | "authors" | "autor" | "writer" | "contributor",
            "bio" | "box" | "info" | "card" | "profile" | "about" | "description" | "block"
            | "desc" | "bios" | "details" | "biography" | "module",
        )
        | ("about", "author" | "authors")
        | (
            "read" | "lire" | "lees" | "leia" | "leggi",
            "more" | "next" | "also" | "aussi" | "too" | "on",
        )
        | (
            "more",
            "news" | "stories" | "articles" | "from" | "on" | "links" | "posts" | "like" | "link"
            | "about",
        )
        | ("most", "read" | "popular" | "viewed" | "recent" | "commented" | "shared")
        | ("see" | "also", "also" | "read" | "like")
        | (
            "up" | "next" | "prev" | "previous",
            "next" | "article" | "post" | "story" | "prev" | "previous" | "up",
        )
        | (
            "latest" | "recent" | "top" | "other" | "similar" | "featured" | "popular",
            "news" | "stories" | "articles" | "posts" | "post" | "headlines" | "story" | "article",
        )
        | (
            "link" | "links" | "post" | "article",
            "list" | "links" | "navigation" | "nav" | "related",
        )
        | ("call" | "to", "action")
        | ("you" | "may" | "might", "may" | "might" | "like")
        | ("table" | "of", "contents")
        | ("skip", "link" | "to" | "links")
        | ("in" | "inline" | "article", "promo" | "newsletter" | "ad" | "ads")
        | ("key" | "tag", "tag" | "list" | "cloud" | "links")
        | ("web" | "google", "push" | "preferences") => hints.around = true,
        ("sr" | "screen" | "visually" | "visuallyhidden", "only" | "reader" | "hidden") => {
            hints.hidden = true;
        }
        (
            "article" | "post" | "entry" | "story" | "published" | "publish" | "publication"
            | "updated",
            "meta" | "info" | "date" | "time" | "tags" | "author" | "footer" | "byline"
            | "metadata",
        )
        | (
            "date" | "author" | "posted" | "reading" | "read",
            "published" | "name" | "on" | "time" | "date" | "line",
        ) => {
            hints.small_print = true;
        }
        (
            "image" | "photo" | "picture" | "img" | "media" | "foto" | "bild" | "figure" | "video"
            | "gallery",
            "caption" | "credit" | "description" | "text" | "credits" | "legend" | "source"
            | "title" | "info",
        ) => {
            hints.caption = true;
        }
        (
            "article" | "post" | "story" | "entry" | "news" | "content" | "page",
            "summary" | "lead" | "intro" | "subtitle" | "description" | "excerpt" | "teaser"
            | "standfirst",
        ) => {
            hints.standfirst = true;
        }
        _ => {}
    }
}

fn is_around(word: &str) -> bool {
    matches!(
        word,
        "nav"
            | "navbar"
            | "navigation"
            | "menu"
            | "submenu"
            | "breadcrumb"
            | "breadcrumbs"
            | "pagination"
            | "pager"
            | "sidebar"
            | "sidenav"
            | "footer"
            | "related"
            | "relatedposts"
            | "recommended"
            | "recommendation"
            | "recommendations"
            | "recirc"
            | "recirculation"
            | "share"
            | "sharing"
            | "sharebar"
            | "shares"
            | "sharedaddy"
            | "social"
            | "socials"
            | "sociallinks"
            | "newsletter"
            | "newsletters"
            | "subscribe"
            | "subscription"
            | "signup"
            | "promo"
            | "promos"
            | "promotion"
            | "advert"
            | "ad"
            | "ads"
            | "adslot"
            | "advertisement"
            | "advertising"
            | "sponsored"
            | "sponsor"
            | "outbrain"
            | "taboola"
            | "cookie"
            | "cookies"
            | "onetrust"
            | "optanon"
            | "ccpa"
            | "didomi"
            | "usercentrics"
            | "cmp"
            | "privacy"
            | "consent"
            | "gdpr"
            | "modal"
            | "popup"
            | "popover"
            | "overlay"
            | "login"
            | "signin"
            | "teaser"
            | "teasers"
            | "trending"
            | "mostread"
            | "mostpopular"
            | "readmore"
            | "readnext"
            | "readalso"
            | "tooltip"
            | "dropdown"
            | "authorbox"
            | "authorbio"
            | "toc"
            | "donate"
            | "donation"
            | "banner"
            | "complementary"
            | "contentinfo"
            | "dialog"
            | "toolbar"
            | "toolbox"
            | "rating"
            | "ratings"
            | "jp"
            | "addtoany"
            | "crosslinks"
            | "crosslink"
            | "widget"
            | "widgets"
            | "carousel"
            | "flyout"
            | "lightbox"
            | "mailto"
            | "masthead"
            | "searchform"
            | "searchbox"
            | "paging"
            | "relatedarticles"
            | "relateditems"
            | "relatedcontent"
            | "siderail"
            | "rail"
            | "similar"
            | "ticker"
            | "voting"
            | "likes"
            | "printonly"
            | "upsell"
            | "moreinfo"
            | "linkbox"
            | "disclaimer"
            | "infobar"
            | "livechat"
            | "lnk"
            | "werbung"
            | "anzeige"
            | "publicidad"
            | "publicite"
            | "pubblicita"
            | "correlati"
            | "relacionados"
            | "relacionadas"
            | "siguenos"
            | "notification"
            | "notifications"
            | "subnav"
            | "topbar"
            | "bottombar"
            | "snackbar"
            | "interstitial"
    )
}

#[cfg(test)]
mod tests {
    use super::{Hints, read_names};
    use crate::tag::Tag;

    fn hints(names: &str) -> Hints {
        let mut hints = Hints::default();
        read_names(&mut hints, names, Tag::Div);
        hints
    }

    #[test]
    fn spellings_of_one_name_mean_the_same() {
        for name in ["related-articles", "relatedArticles", "x RELATED_articles"] {
            assert!(hints(name).around, "{name}");
        }
        assert!(!hints("correlated unrelatedly").around);
    }

    #[test]
    fn a_negated_name_is_no_hint() {
        assert!(!hints("article no-sidebar has-comments").around);
        assert!(!hints("has-comments").comments);
    }

    #[test]
    fn bodies_are_recognised_by_pairs() {
        assert!(hints("c-article__body").body);
        assert!(hints("entry-content").body);
        assert!(!hints("body").body);
    }
}
