//! Words in names, and what they are a sign of: data and its look-up.
//!
//! Gathered from the pages of some hundred sites; no word stands for a single one.

use std::sync::LazyLock;

use crate::hashing::HashMap;

/// What a name is a sign of; see [`super::Hints`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Around,
    Ticker,
    Comments,
    Consent,
    Hidden,
    SmallPrint,
    Caption,
    Body,
    Standfirst,
    Embed,
}

/// What one word is a sign of.
pub(super) fn sign_of(word: &str) -> Option<Sign> {
    static TABLE: LazyLock<HashMap<&str, Sign>> = LazyLock::new(|| {
        let words = |(sign, words): &(Sign, &'static [&'static str])| {
            let sign = *sign;
            words.iter().map(move |word| (*word, sign))
        };
        WORDS.iter().flat_map(words).collect()
    });
    TABLE.get(word).copied()
}

/// What two words after each other are a sign of.
pub(super) fn sign_of_pair(before: &str, word: &str) -> Option<Sign> {
    static TABLE: LazyLock<HashMap<&str, Vec<&Pair>>> = LazyLock::new(|| {
        let mut table: HashMap<&str, Vec<&Pair>> = HashMap::default();
        for pair in PAIRS {
            for word in pair.before {
                table.entry(word).or_default().push(pair);
            }
        }
        table
    });
    let pairs = TABLE.get(before)?;
    pairs.iter().find(|pair| pair.word.contains(&word)).map(|pair| pair.sign)
}

/// Words that turn the next one into its absence, or into a property of the layout.
pub(super) fn negates(word: &str) -> bool {
    matches!(word, "no" | "has" | "with" | "without" | "not" | "show" | "label" | "overflow")
}

/// Words that make of the one before a property of the layout or a detail.
pub(super) fn describes(word: &str) -> bool {
    matches!(word, "open" | "closed" | "grid" | "layout" | "enabled" | "disabled" | "free")
}

/// Any of the words `before`, then any of the words `word`.
struct Pair {
    sign: Sign,
    before: &'static [&'static str],
    word: &'static [&'static str],
}

const WORDS: &[(Sign, &[&str])] = &[
    (
        Sign::Around,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "submenu",
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "pager",
            "sidebar",
            "sidenav",
            "footer",
            "related",
            "relatedposts",
            "recommended",
            "recommendation",
            "recommendations",
            "recirc",
            "recirculation",
            "share",
            "sharing",
            "sharebar",
            "shares",
            "sharedaddy",
            "social",
            "socials",
            "sociallinks",
            "newsletter",
            "newsletters",
            "subscribe",
            "subscription",
            "signup",
            "promo",
            "promos",
            "promotion",
            "advert",
            "ad",
            "ads",
            "adslot",
            "advertisement",
            "advertising",
            "sponsored",
            "sponsor",
            "outbrain",
            "taboola",
            "modal",
            "popup",
            "popover",
            "overlay",
            "login",
            "signin",
            "teaser",
            "teasers",
            "trending",
            "mostread",
            "mostpopular",
            "readmore",
            "readnext",
            "readalso",
            "tooltip",
            "dropdown",
            "authorbox",
            "authorbio",
            "toc",
            "donate",
            "donation",
            "banner",
            "complementary",
            "contentinfo",
            "dialog",
            "toolbar",
            "toolbox",
            "rating",
            "ratings",
            "addtoany",
            "crosslinks",
            "crosslink",
            "carousel",
            "flyout",
            "lightbox",
            "masthead",
            "searchform",
            "searchbox",
            "paging",
            "relatedarticles",
            "relateditems",
            "relatedcontent",
            "siderail",
            "rail",
            "similar",
            "voting",
            "likes",
            "printonly",
            "upsell",
            "linkbox",
            "disclaimer",
            "infobar",
            "werbung",
            "anzeige",
            "publicidad",
            "publicite",
            "pubblicita",
            "correlati",
            "relacionados",
            "relacionadas",
            "siguenos",
            "notification",
            "notifications",
            "subnav",
            "topbar",
            "bottombar",
            "snackbar",
            "interstitial",
            "jp",
        ],
    ),
    (Sign::Ticker, &["ticker"]),
    (
        Sign::Comments,
        &[
            "comment",
            "comments",
            "commentlist",
            "disqus",
            "respond",
            "commenting",
            "kommentare",
            "comentarios",
            "commentaires",
        ],
    ),
    (
        Sign::Consent,
        &[
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "onetrust",
            "optanon",
            "ccpa",
            "didomi",
            "usercentrics",
            "cookiebot",
        ],
    ),
    (Sign::Hidden, &["hidden", "offscreen", "sronly", "noprint", "visuallyhidden", "hide"]),
    (
        Sign::SmallPrint,
        &[
            "byline",
            "dateline",
            "timestamp",
            "meta",
            "metadata",
            "tags",
            "taglist",
            "keywords",
            "byl",
            "kicker",
            "topline",
            "overline",
            "dachzeile",
            "spitzmarke",
            "pretitle",
            "supertitle",
            "roofline",
            "eyebrow",
            "postmeta",
            "readingtime",
            "postinfo",
            "categories",
        ],
    ),
    (
        Sign::Caption,
        &[
            "caption",
            "credit",
            "credits",
            "figcaption",
            "imagecaption",
            "photocredit",
            "copyright",
            "bildunterschrift",
            "legende",
            "bildtext",
        ],
    ),
    (
        Sign::Standfirst,
        &[
            "standfirst",
            "lede",
            "subheadline",
            "dek",
            "deck",
            "subtitle",
            "subhead",
            "vorspann",
            "teasertext",
            "chapo",
            "entradilla",
            "intro",
            "lead",
            "excerpt",
            "description",
            "strapline",
            "sottotitolo",
            "occhiello",
            "abstract",
        ],
    ),
    (
        Sign::Body,
        &[
            "articlebody",
            "storybody",
            "articletext",
            "articlecontent",
            "entrycontent",
            "postcontent",
            "postbody",
            "storycontent",
            "bodytext",
            "newstext",
            "articlebodytext",
            "storytext",
        ],
    ),
    (Sign::Embed, &["tweet", "twitter", "instagram", "embed", "tiktok"]),
];

const PAIRS: &[Pair] = &[
    Pair {
        sign: Sign::Body,
        before: &[
            "article", "post", "entry", "story", "news", "blog", "content", "artikel", "single",
            "node", "page", "main", "field", "detail", "body",
        ],
        word: &["body", "content", "text", "copy", "contents", "paragraphs"],
    },
    Pair {
        sign: Sign::Around,
        before: &["author", "authors", "autor", "writer", "contributor"],
        word: &[
            "bio",
            "box",
            "info",
            "card",
            "profile",
            "about",
            "description",
            "block",
            "desc",
            "bios",
            "details",
            "biography",
            "module",
        ],
    },
    Pair { sign: Sign::Around, before: &["about"], word: &["author", "authors"] },
    Pair {
        sign: Sign::Around,
        before: &["read", "lire", "lees", "leia", "leggi"],
        word: &["more", "next", "also", "aussi", "too", "on"],
    },
    Pair {
        sign: Sign::Around,
        before: &["more"],
        word: &[
            "news", "stories", "articles", "from", "on", "links", "posts", "like", "link", "about",
        ],
    },
    Pair {
        sign: Sign::Around,
        before: &["most"],
        word: &["read", "popular", "viewed", "recent", "commented", "shared"],
    },
    Pair { sign: Sign::Around, before: &["see", "also"], word: &["also", "read", "like"] },
    Pair {
        sign: Sign::Around,
        before: &["up", "next", "prev", "previous"],
        word: &["next", "article", "post", "story", "prev", "previous", "up"],
    },
    Pair {
        sign: Sign::Around,
        before: &["latest", "recent", "top", "other", "similar", "featured", "popular"],
        word: &["news", "stories", "articles", "posts", "post", "headlines", "story", "article"],
    },
    Pair {
        sign: Sign::Around,
        before: &["link", "links", "post", "article"],
        word: &["list", "links", "navigation", "nav", "related"],
    },
    Pair {
        sign: Sign::Around,
        before: &["rollover", "hover", "mouseover"],
        word: &["block", "card", "box", "content", "panel"],
    },
    Pair { sign: Sign::Embed, before: &["fb"], word: &["post", "video"] },
    Pair { sign: Sign::Around, before: &["to"], word: &["action"] },
    Pair { sign: Sign::Around, before: &["you", "may", "might"], word: &["may", "might", "like"] },
    Pair { sign: Sign::Around, before: &["skip"], word: &["link", "to", "links"] },
    Pair {
        sign: Sign::Around,
        before: &["in", "inline", "article"],
        word: &["promo", "newsletter", "ad", "ads"],
    },
    Pair { sign: Sign::Around, before: &["key", "tag"], word: &["tag", "list", "cloud", "links"] },
    Pair { sign: Sign::Around, before: &["web", "google"], word: &["push", "preferences"] },
    Pair {
        sign: Sign::Hidden,
        before: &["sr", "screen", "visually"],
        word: &["only", "reader", "hidden"],
    },
    Pair {
        sign: Sign::SmallPrint,
        before: &[
            "article",
            "post",
            "entry",
            "story",
            "published",
            "publish",
            "publication",
            "updated",
        ],
        word: &["meta", "info", "date", "time", "tags", "author", "footer", "byline", "metadata"],
    },
    Pair {
        sign: Sign::SmallPrint,
        before: &["date", "author", "posted", "reading", "read"],
        word: &["published", "name", "on", "time", "date", "line"],
    },
    Pair {
        sign: Sign::Caption,
        before: &[
            "image", "photo", "picture", "img", "media", "foto", "bild", "figure", "video",
            "gallery",
        ],
        word: &[
            "caption",
            "credit",
            "description",
            "text",
            "credits",
            "legend",
            "source",
            "title",
            "info",
        ],
    },
    Pair {
        sign: Sign::Standfirst,
        before: &["article", "post", "story", "entry", "news", "content", "page"],
        word: &[
            "summary",
            "lead",
            "intro",
            "subtitle",
            "description",
            "excerpt",
            "teaser",
            "standfirst",
        ],
    },
];
