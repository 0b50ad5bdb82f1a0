//! What an episode is made of: the article, the script, who may read it.

use anyhow::Context as _;
use database::{article, article_version, author, episode};
use narration::{Kind, Lexicon, Script, Story};
use speech::{Part, Tags, Voice};

use super::say::Piece;
use super::{GiveUp, comment};
use crate::Context;

/// An article, and what is said of it.
pub(super) struct Material {
    pub(super) card: article::Card,
    /// Of the version that is read: the article may be called otherwise by now.
    pub(super) title: String,
    authors: Vec<String>,
    pub(super) script: Script,
    /// Each group of the script as it was written.
    pub(super) written: Vec<String>,
}

/// What is read of an article, before it is thought about.
struct Read {
    card: article::Card,
    title: String,
    authors: Vec<String>,
    /// As JSON.
    blocks: String,
    language: String,
    lexicon: Lexicon,
}

/// Reads the article, and thinks what to say.
pub(super) async fn narrate(context: &Context, row: &episode::Model) -> anyhow::Result<Material> {
    let read = &context.database.read;
    let card = article::card(read, row.article_id).await?.ok_or(GiveUp::NoArticle)?;
    let version = article_version::numbered(read, row.article_id, row.article_version).await?;
    let version = version.ok_or(GiveUp::NoArticle)?;
    let authors = author::of_articles(read, &[row.article_id]).await?;
    let read = Read {
        card,
        title: version.title,
        authors: authors.into_iter().map(|author| author.name).collect(),
        blocks: version.blocks,
        language: row.language.clone(),
        lexicon: context.settings.lexicon.clone(),
    };
    // A long article takes a core for a while, during which nobody would be answered.
    context.cores.run(move || read.think()).await?
}

impl Read {
    fn think(self) -> anyhow::Result<Material> {
        let Self { card, title, authors, blocks, language, lexicon } = self;
        let blocks: Vec<extract::Block> =
            serde_json::from_str(&blocks).context("the article's blocks")?;
        let story = Story {
            title: &title,
            outlet: &card.site_name,
            authors: &authors,
            published: published(&card),
            blocks: &blocks,
            language: &language,
        };
        let script = narration::script_with(&story, &lexicon).map_err(GiveUp::Script)?;
        let written = script.groups.iter().map(|group| group.written(&story)).collect();
        Ok(Material { card, title, authors, script, written })
    }
}

/// When the article was published, where the page told it.
fn published(card: &article::Card) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    let at = chrono::DateTime::from_timestamp_micros(card.published_at?.0)?;
    let minutes = card.published_offset_minutes.unwrap_or(0);
    Some(at.with_timezone(&chrono::FixedOffset::east_opt(minutes * 60)?))
}

impl Material {
    /// Who reads it, in order: as the site asks, then the language, then the instance.
    pub(super) fn voices(&self, context: &Context, language: &str) -> Vec<Voice> {
        let of_site = self.card.site_voices.as_deref().unwrap_or_default();
        let of_site = of_site.split(',').map(str::trim).filter(|wish| !wish.is_empty());
        context.cast.choose(language, &of_site.map(str::to_owned).collect::<Vec<_>>())
    }

    /// What is said, for the row.
    pub(super) fn script_as_json(&self) -> serde_json::Result<String> {
        let text: Vec<_> = self.script.groups.iter().map(|group| group.text.as_str()).collect();
        serde_json::to_string(&text)
    }

    /// What is mastered. A chapter begins with the first word, and with each heading.
    pub(super) fn parts(&self, pieces: &[Piece]) -> Vec<Part> {
        let mut parts = Vec::with_capacity(pieces.len());
        for (index, piece) in pieces.iter().enumerate() {
            let Some(group) = self.script.groups.get(piece.group) else { continue };
            let is_last = pieces.get(index + 1).is_none_or(|next| next.group != piece.group);
            let written = self.written.get(piece.group).map_or("", String::as_str);
            let begins = piece.range.start == 0;
            let chapter = match group.kind {
                _ if index == 0 => Some(self.title.clone()),
                Kind::Heading if begins => Some(written.to_owned()),
                _ => None,
            };
            parts.push(Part {
                sound: piece.sound.clone(),
                text: group.text.get(piece.range.clone()).unwrap_or_default().to_owned(),
                written: if begins { written.to_owned() } else { String::new() },
                chapter,
                pause_after_ms: if is_last { group.pause_after_ms } else { 0 },
            });
        }
        parts
    }

    /// What players show of it.
    pub(super) fn tags(&self, context: &Context, language: &str) -> Tags {
        let Self { card, title, authors, .. } = self;
        let by = if authors.is_empty() { card.site_name.clone() } else { authors.join(", ") };
        Tags {
            title: title.clone(),
            artist: by,
            album: context.settings.show.clone(),
            date: published(card).map(|at| at.format("%Y-%m-%d").to_string()),
            language: Some(language.to_owned()),
            comment: Some(comment::of(&card.site_name, language)),
            cover_jpeg: Some(podcast::COVER_SMALL_JPEG.to_vec()),
            address: Some(card.address.clone()),
        }
    }
}
