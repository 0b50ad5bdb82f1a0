//! Is this page an article, and if not, why not? Refuses only with good evidence.

use url::Url;

use crate::body::{Body, Layout};
use crate::dom::Dom;
use crate::metadata::head::Head;
use crate::refusal::NotAnArticle;
use crate::tag::Tag;

/// Less text is no article, unless the page's markup insists; in characters.
const MIN_CHARACTERS: usize = 150;

/// A stretch of prose this wide is an article's, whatever links are around it.
const STRETCH_WIDTH: u32 = 350;

/// A wall or an error says no more than this, in characters.
const MAX_WALL_CHARACTERS: usize = 1_200;

/// What is known when judging.
pub(crate) struct Evidence<'p, 'a> {
    pub dom: &'p Dom<'a>,
    pub layout: &'p Layout,
    pub head: &'p Head<'a>,
    pub body: &'p Body,
    pub address: &'p Url,
    pub title: &'p str,
    /// The article's text.
    pub text: &'p str,
}

impl Evidence<'_, '_> {
    /// The reason to refuse the page, if there is one.
    pub(crate) fn refusal(&self) -> Option<NotAnArticle> {
        let characters = self.text.chars().count();
        if characters < MAX_WALL_CHARACTERS
            && let Some(reason) = self.wall()
        {
            return Some(reason);
        }
        if self.is_list() {
            return Some(NotAnArticle::FrontPage);
        }
        if characters >= MIN_CHARACTERS || self.is_small_article() {
            return None;
        }
        Some(self.why_so_little())
    }

    fn wall(&self) -> Option<NotAnArticle> {
        let title = format!("{} {}", self.title, self.head.title.as_deref().unwrap_or_default())
            .to_lowercase();
        let says = |phrases: &[&str]| phrases.iter().any(|phrase| title.contains(phrase));
        if says(NOT_FOUND)
            || title.split(|c: char| !c.is_alphanumeric()).any(|word| word == "404")
                && self.text.len() < 600
        {
            return Some(NotAnArticle::SoftNotFound);
        }
        if says(ERRORS) {
            return Some(NotAnArticle::ErrorPage);
        }
        if self.declares_article() {
            return None;
        }
        if says(CONSENTS) || self.text_is_about(CONSENT_WORDS, 3) {
            return Some(NotAnArticle::ConsentWall);
        }
        let password = self.dom.nodes.iter().any(|node| node.attribute("type") == Some("password"));
        (password && says(LOGINS)).then_some(NotAnArticle::LoginWall)
    }

    fn text_is_about(&self, words: &[&str], least: usize) -> bool {
        let lower = self.text.to_lowercase();
        words.iter().filter(|word| lower.contains(*word)).count() >= least
    }

    /// The page says in so many words that it is an article.
    fn declares_article(&self) -> bool {
        let kind = self.head.meta(&["og:type"]).unwrap_or_default();
        self.head.linked.article().is_some()
            || kind.eq_ignore_ascii_case("article")
            || self.head.meta(&["article:published_time"]).is_some()
    }

    /// A front page or a section: the root of the site, or many linked headings and little text.
    fn is_list(&self) -> bool {
        let characters = self.text.chars().count();
        let path = self.address.path().trim_matches('/');
        let is_root = path.is_empty() || (path.starts_with("index.") && !path.contains('/'));
        if self.head.linked.article().is_some() {
            return false;
        }
        if is_root && self.address.query().is_none() {
            return self.teasers() >= 3 || characters < 1_000;
        }
        if self.declares_article() || self.body.longest_prose >= STRETCH_WIDTH {
            return false;
        }
        let paragraphs = self.text.lines().filter(|line| line.chars().count() >= 80).count();
        self.teasers() >= 6.max(2 * paragraphs)
            || (self.links() >= 8 && characters < MIN_CHARACTERS)
    }

    /// Headings and short texts that are links, as front pages have them, outside what surrounds
    /// an article.
    fn teasers(&self) -> usize {
        let Layout { lines, judged } = self.layout;
        let linked = |line: &&crate::body::Line| {
            let heading = std::iter::once(line.block)
                .chain(self.dom.ancestors(line.block))
                .take(3)
                .any(|place| matches!(self.dom.nodes[place].tag, Tag::H(_) | Tag::Article));
            heading
                && line.linked_percent() >= 80
                && line.width >= 20
                && !judged.removed[line.block]
        };
        lines.iter().filter(linked).count()
    }

    /// Lines that are links with the length of a headline.
    fn links(&self) -> usize {
        self.layout.lines.iter().filter(|line| line.is_linked_headline()).count()
    }

    /// A page whose markup says that its few words are an article: an `article` with a paragraph
    /// that is all the page has to say.
    fn is_small_article(&self) -> bool {
        if self.title.is_empty() || self.text.is_empty() || self.text_is_about(LOADING, 1) {
            return false;
        }
        let articles = self.dom.find(|node| node.tag == Tag::Article);
        let [article] = articles.as_slice() else { return false };
        let has_paragraph = self.dom.subtree(*article).any(|at| self.dom.nodes[at].tag == Tag::P);
        let lines = self.layout.judged.lines_of(self.dom, *article);
        let linked: u32 = self
            .layout
            .lines
            .get(lines.clone())
            .unwrap_or_default()
            .iter()
            .map(|line| line.linked)
            .sum();
        let alone = lines.len() + 2 >= self.layout.lines.len();
        has_paragraph
            && linked == 0
            && (alone || (self.declares_article() && self.text.chars().count() >= 80))
    }

    fn why_so_little(&self) -> NotAnArticle {
        let whole: u32 = self.layout.lines.iter().map(|line| line.width).sum();
        let scripts = self.dom.nodes.iter().filter(|node| node.tag == Tag::Script).count();
        if self.links() >= 8 {
            NotAnArticle::FrontPage
        } else if whole < 400 && scripts > 0 {
            NotAnArticle::EmptyShell
        } else {
            NotAnArticle::TooLittleText
        }
    }
}

const NOT_FOUND: &[&str] = &[
    "page not found",
    "not found",
    "could not be found",
    "page doesn't exist",
    "page does not exist",
    "page can't be found",
    "no longer available",
    "nicht gefunden",
    "existiert nicht",
    "page introuvable",
    "introuvable",
    "no encontrada",
    "página não encontrada",
    "non trovata",
    "niet gevonden",
    "nie znaleziono",
    "hittades inte",
    "error 404",
    "404 error",
];

const ERRORS: &[&str] = &[
    "internal server error",
    "bad gateway",
    "service unavailable",
    "gateway timeout",
    "access denied",
    "403 forbidden",
    "forbidden",
    "just a moment",
    "attention required",
    "are you a robot",
    "request blocked",
    "temporarily unavailable",
    "under maintenance",
    "too many requests",
    "site maintenance",
];

const CONSENTS: &[&str] = &[
    "cookie consent",
    "before you continue",
    "privacy settings",
    "cookie settings",
    "datenschutzeinstellungen",
    "cookie-einstellungen",
    "we value your privacy",
    "consent",
];

const CONSENT_WORDS: &[&str] = &[
    "cookies",
    "consent",
    "partners",
    "personalised",
    "personalized",
    "privacy policy",
    "legitimate interest",
    "einwilligung",
    "datenschutz",
    "tracking",
    "personalisierte",
    "consentement",
    "accept all",
    "alle akzeptieren",
    "zustimm",
];

const LOGINS: &[&str] = &[
    "log in",
    "login",
    "sign in",
    "anmelden",
    "einloggen",
    "connexion",
    "iniciar sesión",
    "accedi",
    "inloggen",
];

const LOADING: &[&str] =
    &["loading…", "loading...", "please enable javascript", "enable javascript"];
