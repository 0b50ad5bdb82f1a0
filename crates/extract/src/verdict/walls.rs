//! Pages that stand where an article was asked for: errors, missing pages, consent, sign-in.
//!
//! A phrase in a headline proves little: an article may be about a page not found. So a phrase counts
//! where it is all that a title or heading says, or where the whole page says little else.

use super::Evidence;
use super::phrases::{self, says};
use super::titles::{NOT_FOUND_NUMBERS, has_number, is_telling, is_titled, parts};
use crate::body::is_offer;
use crate::refusal::NotAnArticle;
use crate::whitespace::{fold, is_wide, width};

/// A wall or an error says no more than this, in width.
const MAX_WALL_WIDTH: usize = 1_200;

/// An error in the text of a page that says more is a subject, in width.
const MAX_ERROR_WIDTH: usize = 600;

/// A heading that asks to sign in counts on a page that says no more, in width.
const MAX_LOGIN_WIDTH: usize = 250;

/// Different words of consent that make a text one about consent; of a text that says nothing of its
/// own headline.
const CONSENT_WORDS: usize = 3;

/// The same where no cookie is named: news of rights and trade have some of these words, too.
const CONSENT_WORDS_WITHOUT_COOKIE: usize = 4;

/// A wall at length is no longer, in characters; so many different words of consent are in it, and
/// so much of it is in paragraphs that have one, in percent.
const MAX_LONG_WALL_CHARACTERS: usize = 6_000;
const CONSENT_WORDS_OF_LONG: usize = 6;
const CONSENT_PERCENT: usize = 80;

impl Evidence<'_, '_> {
    /// Why a short page is no article.
    pub(super) fn wall(&self) -> Option<NotAnArticle> {
        if self.is_called_missing() {
            return Some(NotAnArticle::SoftNotFound);
        }
        if width(self.text) >= MAX_WALL_WIDTH {
            return self.is_long_consent().then_some(NotAnArticle::ConsentWall);
        }
        let text = self.text.to_lowercase();
        let titles = self.titles();
        self.error(&text, &titles).or_else(|| self.asks(&text, &titles))
    }

    /// A page that is called missing twice, in its title and in its heading: whatever stands below are
    /// teasers.
    fn is_called_missing(&self) -> bool {
        let says_so = |titles: &[String]| {
            self.is_headed(titles, &phrases::NOT_FOUND) || self.is_called_gone(titles)
        };
        let told = self.head.title.as_deref().map(parts).unwrap_or_default();
        let shown: Vec<String> =
            self.headings(1, 1).iter().flat_map(|title| parts(title)).collect();
        let is_of_page =
            |titles: &[String]| titles.iter().any(|title| says(title, &phrases::PAGES));
        let is_article = self.signs.described || self.signs.typed;
        !is_article && is_of_page(&told) && is_of_page(&shown) && says_so(&told) && says_so(&shown)
    }

    /// An offer to subscribe or to sign in where a text should begin, and no paragraph behind it: a
    /// badge above a whole text says the same.
    fn is_offer_alone(&self, text: &str) -> bool {
        let mut lines = self.text.lines();
        let mut before = 0;
        let begins = |line: &str| {
            let is_near = before < LEAST_STORY_WIDTH;
            before += width(line);
            is_near && is_offer(line)
        };
        let is_paragraph =
            |line: &str| line.chars().count() >= PARAGRAPH_CHARACTERS && !is_offer(line);
        lines.any(begins) && !lines.any(is_paragraph) && !self.is_story(text)
    }

    /// A wall that tells at length what is done with the reader's data: nearly every paragraph is
    /// about consent.
    fn is_long_consent(&self) -> bool {
        let is_long = self.text.chars().count() >= MAX_LONG_WALL_CHARACTERS;
        if is_long || self.signs.described {
            return false;
        }
        let text = self.text.to_lowercase();
        // Of an article the first lines are enough.
        let mut of_others = 0;
        let is_about_consent = text.lines().all(|line| {
            let is_other = !says(line, &phrases::CONSENT_WORDS);
            of_others += if is_other { line.len() } else { 0 };
            of_others * 100 <= text.len() * (100 - CONSENT_PERCENT)
        });
        is_about_consent
            && phrases::count(&text, &phrases::CONSENT_WORDS) >= CONSENT_WORDS_OF_LONG
            && !self.speaks_of_title(&text)
            && !self.is_about_site()
    }

    /// A missing page, or an error.
    fn error(&self, text: &str, titles: &[String]) -> Option<NotAnArticle> {
        let is_long = width(text) >= MAX_ERROR_WIDTH;
        if self.signs.described || is_long || self.is_story(text) || self.shows_story() {
            return None;
        }
        let text = if text.is_empty() { &self.shown() } else { text };
        let has_number_of =
            |numbers: &[&str]| numbers.iter().any(|number| has_number(titles, number));
        if self.is_headed(titles, &phrases::NOT_FOUND) || has_number_of(&NOT_FOUND_NUMBERS) {
            return Some(NotAnArticle::SoftNotFound);
        }
        let is_error = self.is_headed(titles, &phrases::ERRORS)
            || has_number_of(phrases::ERROR_NUMBERS)
            || says_early(text, &phrases::ERROR_SENTENCES);
        if is_error {
            return Some(NotAnArticle::ErrorPage);
        }
        let is_missing = self.is_called_gone(titles)
            || says_early(text, &phrases::NOT_FOUND_SENTENCES)
            || leads_away(text);
        is_missing.then_some(NotAnArticle::SoftNotFound)
    }

    /// Consent and sign-in.
    fn asks(&self, text: &str, titles: &[String]) -> Option<NotAnArticle> {
        let is_story = self.is_story(text) || self.shows_story();
        let is_told = || self.tells_beside_consent() || !phrases::counts_partners(text);
        let is_described = self.signs.described && self.follows_headline() && is_told();
        let is_about_consent =
            asks_for_consent(text) && !is_described && !self.speaks_of_title(text);
        let is_titled_consent =
            !self.signs.described && !is_story && self.is_headed(titles, &phrases::CONSENTS);
        if (is_about_consent || is_titled_consent) && !self.is_about_site() {
            return Some(NotAnArticle::ConsentWall);
        }
        if self.is_offer_alone(text) {
            return Some(NotAnArticle::LoginWall);
        }
        if self.signs.described || is_story {
            return None;
        }
        let has_password =
            self.dom.nodes.iter().any(|node| node.attribute("type") == Some("password"));
        // A heading may be that of a dialog which the page keeps ready.
        let told = self.head.title.as_deref().map(parts).unwrap_or_default();
        let is_brief = width(text) < MAX_ERROR_WIDTH;
        let is_headed = width(text) < MAX_LOGIN_WIDTH;
        let is_titled_login =
            self.is_headed(if is_headed { titles } else { &told }, &phrases::LOGINS);
        let asks = says(text, &phrases::LOGIN_SENTENCES)
            || (text.is_empty() && has_password && says(&self.shown(), &phrases::LOGIN_SENTENCES));
        let is_reserved = is_brief && self.is_headed(titles, &phrases::RESERVED_TITLES);
        let is_login = is_reserved || (is_titled_login && (has_password || is_brief));
        (is_login || (asks && has_password && is_brief)).then_some(NotAnArticle::LoginWall)
    }

    /// The beginning of all that the page shows, in lower case: for pages whose few words the search
    /// for a text did not keep.
    fn shown(&self) -> String {
        let mut shown = String::new();
        for line in &self.layout.lines {
            for place in line.nodes.clone() {
                shown.push_str(self.dom.nodes[place].text);
            }
            shown.push('\n');
            if shown.len() > MAX_WALL_WIDTH {
                break;
            }
        }
        crate::whitespace::collapse(&shown).to_lowercase()
    }

    /// The text tells what the headline tells, and that is nothing that walls and errors say.
    pub(super) fn is_story(&self, text: &str) -> bool {
        let title = self.title.to_lowercase();
        if width(text) < LEAST_STORY_WIDTH {
            return false;
        }
        if title.contains(is_wide) {
            return phrases::tells_the_same(&title, text);
        }
        let site = fold(&self.head.host_label());
        let words = title.split(|c: char| !c.is_alphanumeric());
        let telling: Vec<&str> = words.filter(|word| is_telling(word, &site)).collect();
        // Long words are surer; a short headline has none.
        let is_told = |least: usize| {
            let words = telling.iter().filter(|word| word.chars().count() >= least);
            let (found, all) = words.fold((0, 0), |(found, all), word| {
                (found + usize::from(text.contains(word)), all + 1)
            });
            found > 0 && found * 2 >= all
        };
        is_told(LONG_WORD) || is_told(0)
    }

    /// A longer word of the headline is in the text.
    fn speaks_of_title(&self, text: &str) -> bool {
        let site = fold(&self.head.host_label());
        let text = fold(text);
        let words = self.title.split_whitespace().map(fold);
        let is_of_wall = |word: &str| says(word, &phrases::CONSENT_WORDS);
        let mut telling = words.filter(|word| {
            word.chars().count() >= LONG_WORD && !site.contains(word) && !is_of_wall(word)
        });
        self.signs.weight() >= 2
            && !is_titled(&self.titles(), &phrases::CONSENTS)
            && telling.any(|word| text.contains(&word))
    }
}

/// A word of a headline that a text repeats, in characters.
const LONG_WORD: usize = 5;

/// A text that may be a story, in width.
const LEAST_STORY_WIDTH: usize = 150;

/// A line behind an offer that says more is no part of the offer, in characters.
const PARAGRAPH_CHARACTERS: usize = 120;

/// A sentence of a missing page or an error begins within so many characters of a paragraph's beginning,
/// unless the text says no more than so much, in width.
const EARLY_CHARACTERS: usize = 80;
const LITTLE_WIDTH: usize = 250;

/// Whether a paragraph of a text in lower case begins with one of these sentences: further down
/// somebody may quote it.
fn says_early(text: &str, sentences: &[&str]) -> bool {
    let begins = |line: &str| {
        let beginning: String = line.chars().take(EARLY_CHARACTERS).collect();
        says(&beginning, sentences)
    };
    says(text, sentences) && (width(text) < LITTLE_WIDTH || text.lines().any(begins))
}

/// Whether a text in lower case names a page, says that it is gone, and sends its readers to the start
/// of the site or to its search.
fn leads_away(text: &str) -> bool {
    says(text, &phrases::RETURNS)
        && says(text, &phrases::PAGES)
        && (says(text, &phrases::GONE) || says(text, &phrases::NOT_FOUND))
}

/// A number of partners counts as so many words of consent.
const WORDS_OF_COUNTED_PARTNERS: usize = 2;

/// Whether a text in lower case asks to accept cookies.
pub(crate) fn asks_for_consent(text: &str) -> bool {
    let names_cookie = phrases::COOKIES.iter().any(|name| text.contains(name));
    let least = if names_cookie { CONSENT_WORDS } else { CONSENT_WORDS_WITHOUT_COOKIE };
    let words = phrases::count(text, &phrases::CONSENT_WORDS);
    let counts = || words + WORDS_OF_COUNTED_PARTNERS >= least && phrases::counts_partners(text);
    words >= least || counts()
}
