//! What of an article may be shown, decided once for pages, feeds, snippets and media alike.
//!
//! In: a site's rights, whether the article is reserved, and who asks. Out: all of it or an excerpt,
//! which is title, summary and link, without text or audio.

use database::{article::Card, site};

use crate::Audience;

/// How much of an article may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Text and audio.
    Whole,
    /// Title, summary and link.
    Excerpt,
}

/// How much of this article this audience is shown. Rights that are not known count as `excerpt`.
pub(crate) fn shown(card: &Card, audience: Audience) -> Shown {
    of(&card.site_rights, card.reserved, audience)
}

/// Whether this audience is shown all of this article.
pub(crate) fn is_whole(card: &Card, audience: Audience) -> bool {
    shown(card, audience) == Shown::Whole
}

/// Whether this audience may hear this article's episode. Everybody only hears what lies under
/// `open/`: audio that was made while the site was personal stays so.
pub(crate) fn may_hear(card: &Card, audience: Audience) -> bool {
    let key = card.audio_key.as_deref();
    let reachable = |key: &str| audience == Audience::Household || key.starts_with("open/");
    is_whole(card, audience) && key.is_some_and(reachable)
}

/// Until accounts exist, a public instance treats `personal` as `excerpt`.
fn of(rights: &str, reserved: bool, audience: Audience) -> Shown {
    let is_ours = rights == "personal" && !reserved && audience == Audience::Household;
    if site::is_open(rights, reserved) || is_ours { Shown::Whole } else { Shown::Excerpt }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_instance_shows_only_open_articles_whole() {
        let whole = |rights, audience| of(rights, false, audience) == Shown::Whole;
        assert!(whole("open", Audience::Public) && whole("open", Audience::Household));
        assert!(!whole("personal", Audience::Public) && whole("personal", Audience::Household));
        for rights in ["excerpt", "", "Open", "anything"] {
            assert!(!whole(rights, Audience::Public) && !whole(rights, Audience::Household));
        }
    }

    #[test]
    fn a_reserved_article_is_an_excerpt_for_everybody() {
        for audience in [Audience::Household, Audience::Public] {
            assert_eq!(of("open", true, audience), Shown::Excerpt);
        }
    }
}
