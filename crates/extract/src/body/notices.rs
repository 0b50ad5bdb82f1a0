//! Short lines that a site puts into every article, whatever it is about: an invitation to listen to
//! it, the principles that the site works by.
//!
//! The forest learned what such lines look like on the pages that it saw; these it must never keep.

/// A longer line that begins like one is text, in characters.
const MAX_CHARACTERS: usize = 90;

/// Beginnings, in lower case, by language: English, German, French, Spanish, Portuguese, Italian,
/// Dutch, Polish, Swedish.
const NOTICES: &[&str] = &[
    "listen to this article",
    "listen to the article",
    "listen to article",
    "listen to this story",
    "listen to this page",
    "play audio of this article",
    "our standards:",
    "this article was read by an automated",
    "this is read by an automated voice",
    "diesen artikel anhören",
    "diesen artikel hören",
    "artikel anhören",
    "hören sie diesen artikel",
    "écouter cet article",
    "écouter l'article",
    "écouter l’article",
    "écoutez cet article",
    "escuchar este artículo",
    "escucha este artículo",
    "escuchar la noticia",
    "escucha la noticia",
    "ouvir este artigo",
    "ouça este artigo",
    "ouça este conteúdo",
    "ascolta questo articolo",
    "ascolta l'articolo",
    "ascolta l’articolo",
    "ascolta la versione audio",
    "luister naar dit artikel",
    "beluister dit artikel",
    "posłuchaj artykułu",
    "posłuchaj tego artykułu",
    "lyssna på artikeln",
    "lyssna på den här artikeln",
];

/// Whether a line is one of these.
pub(super) fn is_notice(text: &str) -> bool {
    if text.chars().count() > MAX_CHARACTERS {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphabetic());
    NOTICES.iter().any(|notice| bare.starts_with(notice))
}

#[cfg(test)]
mod tests {
    use super::is_notice;

    #[test]
    fn invitations_to_listen_and_principles_are_notices() {
        assert!(is_notice("▶ Listen to this article · 4 min"));
        assert!(is_notice("Our Standards: The Valley Post Trust Principles."));
        assert!(!is_notice("Listen to the river, the ferryman says."));
    }
}
