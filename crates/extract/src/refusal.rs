//! Why a page is no article. Each reason is final: the same bytes get the same answer.

use serde::{Deserialize, Serialize};

/// The reason why a page gave no article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotAnArticle {
    /// A front page, a section, a list of links.
    #[error("The page is a list of links to articles.")]
    FrontPage,
    /// The page asks for consent to cookies, and shows nothing else.
    #[error("The page asks for consent and shows nothing else.")]
    ConsentWall,
    /// The page asks to sign in or to subscribe, and shows nothing else.
    #[error("The page asks to sign in or to subscribe and shows nothing else.")]
    LoginWall,
    /// The site's own affairs: terms, a privacy policy, an imprint, an offer to subscribe. No other
    /// reason fits: such a page is whole, is no list, and asks for nothing.
    #[error("The page is about the site itself: its terms, its privacy policy, its prices.")]
    AboutSite,
    /// A server's error, served as a page.
    #[error("The page tells of an error of the server.")]
    ErrorPage,
    /// The page says that it was not found, though it was served.
    #[error("The page says that there is nothing at this address.")]
    SoftNotFound,
    /// The page has no text before its scripts have run.
    #[error("The page is empty until its scripts have run.")]
    EmptyShell,
    /// Less text than an article has: below some 150 characters (75 ideographs), or below 400 where
    /// nothing else on the page says that it is an article. An empty page, too.
    #[error("The page has too little text for an article.")]
    TooLittleText,
    /// The bytes are neither HTML nor a text in paragraphs.
    #[error("The bytes are no page.")]
    NotHtml,
}

impl NotAnArticle {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::FrontPage,
        Self::ConsentWall,
        Self::LoginWall,
        Self::AboutSite,
        Self::ErrorPage,
        Self::SoftNotFound,
        Self::EmptyShell,
        Self::TooLittleText,
        Self::NotHtml,
    ];

    /// The reason as a word in snake case, stable: it is stored.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FrontPage => "front_page",
            Self::ConsentWall => "consent_wall",
            Self::LoginWall => "login_wall",
            Self::AboutSite => "about_site",
            Self::ErrorPage => "error_page",
            Self::SoftNotFound => "soft_not_found",
            Self::EmptyShell => "empty_shell",
            Self::TooLittleText => "too_little_text",
            Self::NotHtml => "not_html",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_named_and_has_a_word_of_its_own() {
        let mut words: Vec<&str> = NotAnArticle::ALL.iter().map(NotAnArticle::code).collect();
        words.sort_unstable();
        words.dedup();

        // No reason can do without its line in `code`.
        assert_eq!(words.len(), include_str!("refusal.rs").matches(" => \"").count());
    }
}
