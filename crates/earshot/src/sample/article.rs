//! An article of the sample newspaper, as it is written in `sample/articles/`.
//!
//! In: files of a TOML head between two lines of `+++`, then a fragment of HTML with
//! placeholders. Out: articles, newest first, with their published times. Deliberately absent: the
//! page around the fragment (`pages.rs`).

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use serde::Deserialize;

/// The files, in no order that matters.
const FILES: [&str; 18] = [
    include_str!("../../sample/articles/benches.html"),
    include_str!("../../sample/articles/bridges.html"),
    include_str!("../../sample/articles/budget.html"),
    include_str!("../../sample/articles/clock.html"),
    include_str!("../../sample/articles/ferry.html"),
    include_str!("../../sample/articles/football.html"),
    include_str!("../../sample/articles/forno.html"),
    include_str!("../../sample/articles/funkloch.html"),
    include_str!("../../sample/articles/keeper.html"),
    include_str!("../../sample/articles/lavanderia.html"),
    include_str!("../../sample/articles/libraries.html"),
    include_str!("../../sample/articles/loaves.html"),
    include_str!("../../sample/articles/moss.html"),
    include_str!("../../sample/articles/river.html"),
    include_str!("../../sample/articles/shop.html"),
    include_str!("../../sample/articles/silence.html"),
    include_str!("../../sample/articles/starlings.html"),
    include_str!("../../sample/articles/tortoise.html"),
];

/// An article: its head, its text, and when it came out.
pub(crate) struct Article {
    /// What stands above the text.
    pub(crate) head: Head,
    /// A fragment of HTML in which placeholders still stand.
    pub(crate) text: &'static str,
    /// In the time zone of the place it tells of.
    pub(crate) published: DateTime<FixedOffset>,
}

/// The head of an article's file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Head {
    /// Last part of the address.
    pub(crate) slug: String,
    /// Where it stands in the newspaper.
    pub(crate) section: Section,
    /// Which kind of page it is printed on.
    pub(crate) page: PageKind,
    /// Plain text, no markup.
    pub(crate) title: String,
    /// Plain text, one or two sentences.
    pub(crate) summary: String,
    /// Names as in the byline; none for a note of the newsroom.
    #[serde(default)]
    pub(crate) authors: Vec<String>,
    /// A sentence on the author, for the box below the text.
    #[serde(default)]
    pub(crate) about_author: String,
    /// BCP 47, primary subtag.
    pub(crate) language: String,
    /// Minutes between this article and the newest one.
    pub(crate) minutes_before: i64,
    /// The place's time zone, in whole hours east of Greenwich.
    #[serde(default)]
    pub(crate) hours_east: i32,
    /// As the newsroom would tag it.
    pub(crate) keywords: Vec<String>,
    /// A file of `sample/pictures/`, or nothing.
    #[serde(default)]
    pub(crate) picture: String,
}

/// The sections of the newspaper.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Section {
    /// News of the town.
    Town,
    /// Kitchen, culture, sport, science.
    Living,
    /// Letters from other places, in their languages.
    Elsewhere,
}

/// How an article's page marks up what it says; real sites differ in this.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PageKind {
    /// JSON-LD, a consent dialog, a share bar.
    JsonLd,
    /// `OpenGraph` and `article:` only.
    OpenGraph,
    /// Microdata inside the page.
    Itemprop,
    /// Old markup: divisions and line breaks.
    Plain,
    /// A report that grows, as JSON-LD `LiveBlogPosting`.
    Live,
    /// A film with a few words below it.
    Video,
}

impl Section {
    /// All of them, in the order of the navigation.
    pub(crate) const ALL: [Self; 3] = [Self::Town, Self::Living, Self::Elsewhere];

    /// The first part of the address.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Town => "town",
            Self::Living => "living",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// As in the navigation.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Town => "Town",
            Self::Living => "Living",
            Self::Elsewhere => "Elsewhere",
        }
    }
}

impl Article {
    /// Every article, newest first.
    ///
    /// # Errors
    ///
    /// If a file's head is not as [`Head`] wants it.
    pub(crate) fn all(first_published: DateTime<Utc>) -> Result<Vec<Self>, toml::de::Error> {
        let mut articles = Vec::with_capacity(FILES.len());
        for file in FILES {
            articles.push(Self::parse(file, first_published)?);
        }
        articles.sort_by_key(|article: &Self| article.head.minutes_before);
        Ok(articles)
    }

    fn parse(file: &'static str, first_published: DateTime<Utc>) -> Result<Self, toml::de::Error> {
        let (head, text) =
            file.trim_start_matches("+++\n").split_once("\n+++\n").unwrap_or((file, ""));
        let head: Head = toml::from_str(head)?;
        let zone = FixedOffset::east_opt(head.hours_east.saturating_mul(3600))
            .unwrap_or_else(|| chrono::Offset::fix(&Utc));
        let step = TimeDelta::try_minutes(head.minutes_before).unwrap_or_default();
        let published = (first_published - step).with_timezone(&zone);
        Ok(Self { head, text: text.trim(), published })
    }

    /// The address without the site, as `/town/slug`.
    pub(crate) fn path(&self) -> String {
        format!("/{}/{}", self.head.section.path(), self.head.slug)
    }
}
