//! The pages of an edition: articles, front page, sections, imprint.
//!
//! In: the articles and the site's root. Out: HTML. Each kind of article has a template of its
//! own in `sample/pages/`, because real sites differ there. Deliberately absent: feeds and
//! sitemaps (`feeds.rs`).

use axum::body::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{
    NAME,
    answer::Page,
    article::{Article, PageKind, Section},
    markup::{escape, fill},
};

const MASTHEAD: &str = include_str!("../../sample/pages/masthead.html");
const FOOTER: &str = include_str!("../../sample/pages/footer.html");
const NEWSLETTER: &str = include_str!("../../sample/pages/newsletter.html");
const LIST: &str = include_str!("../../sample/pages/list.html");
const IMPRINT: &str = include_str!("../../sample/pages/imprint.html");

/// Articles linked below an article.
const RELATED: usize = 3;

/// One edition of the newspaper.
pub(crate) struct Edition {
    /// The site's root, with the slash at its end.
    pub(crate) base: String,
    /// Newest first.
    pub(crate) articles: Vec<Article>,
    /// When the newest article came out.
    pub(crate) newest: DateTime<Utc>,
}

impl Edition {
    /// An absolute address from a path with a slash in front.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{}", self.base, path.trim_start_matches('/'))
    }

    /// The page of one article.
    pub(crate) fn article(&self, article: &Article) -> String {
        let head = &article.head;
        let template = match head.page {
            PageKind::JsonLd => include_str!("../../sample/pages/json-ld.html"),
            PageKind::OpenGraph => include_str!("../../sample/pages/open-graph.html"),
            PageKind::Itemprop => include_str!("../../sample/pages/itemprop.html"),
            PageKind::Plain => include_str!("../../sample/pages/plain.html"),
            PageKind::Live => include_str!("../../sample/pages/live.html"),
            PageKind::Video => include_str!("../../sample/pages/video.html"),
        };
        let text = fill(article.text, &[("base", &self.base), ("newsletter", NEWSLETTER)]);
        let picture = self.picture(article).unwrap_or_default();
        let og_image = match picture.as_str() {
            "" => String::new(),
            address => format!("<meta property=\"og:image\" content=\"{address}\">"),
        };
        self.print(
            template,
            &[
                ("title", &escape(&head.title)),
                ("summary", &escape(&head.summary)),
                ("authors", &escape(&head.authors.join(", "))),
                ("byline", &escape(&byline(article))),
                ("author_box", &author_box(article)),
                ("language", &head.language),
                ("section", head.section.path()),
                ("section_title", head.section.title()),
                ("keywords", &escape(&head.keywords.join(", "))),
                ("address", &self.address(&article.path())),
                ("picture", &picture),
                ("og_image", &og_image),
                ("published", &article.published.to_rfc3339_opts(SecondsFormat::Secs, false)),
                ("published_words", &words(article)),
                ("json_ld", &self.json_ld(article).to_string().replace('<', "\\u003c")),
                ("text", &text),
                ("related", &self.related(article)),
            ],
        )
    }

    /// Front page, sections, imprint, and the two pages that robots.txt closes.
    pub(crate) fn lists(&self) -> Vec<(String, Page)> {
        let page = |text| Page::html(text, self.newest);
        let mut pages = vec![
            ("/".to_owned(), page(self.list(NAME, "/", &self.articles.iter().collect::<Vec<_>>()))),
            ("/imprint".to_owned(), page(self.print(IMPRINT, &[]))),
        ];
        for section in Section::ALL {
            let of_section = |article: &&Article| article.head.section == section;
            let articles: Vec<_> = self.articles.iter().filter(of_section).collect();
            let path = format!("/{}/", section.path());
            pages.push((path.clone(), page(self.list(section.title(), &path, &articles))));
        }
        for closed in ["/search", "/print/today"] {
            let text = Bytes::from_static(b"Closed to robots by robots.txt.\n");
            pages.push((closed.to_owned(), Page::new("text/plain", text, self.newest)));
        }
        pages
    }

    fn list(&self, title: &str, path: &str, articles: &[&Article]) -> String {
        let teasers: String = articles.iter().map(|article| self.teaser(article)).collect();
        let date = self.newest.format("%A, %-d %B %Y").to_string();
        let address = self.address(path);
        let values =
            [("title", title), ("address", &address), ("teasers", &teasers), ("date", &date)];
        self.print(LIST, &values)
    }

    fn teaser(&self, article: &Article) -> String {
        let head = &article.head;
        let (address, title) = (self.address(&article.path()), escape(&head.title));
        let picture = self.picture(article).map_or_else(String::new, |picture| {
            format!("<img src=\"{picture}\" alt=\"\" width=\"480\" height=\"270\">")
        });
        format!(
            "<section class=\"teaser\" lang=\"{}\"><a href=\"{address}\">{picture}<h2>{title}</h2></a>\
             <p>{}</p><p class=\"small\"><time datetime=\"{}\">{}</time></p></section>\n",
            head.language,
            escape(&head.summary),
            article.published.to_rfc3339_opts(SecondsFormat::Secs, false),
            words(article),
        )
    }

    /// The next articles in the edition, and after the last the first again.
    fn related(&self, article: &Article) -> String {
        let place = self.articles.iter().position(|other| other.path() == article.path());
        let after = self.articles.iter().cycle().skip(place.map_or(0, |place| place + 1));
        let item = |other: &Article| {
            let address = self.address(&other.path());
            format!("<li><a href=\"{address}\">{}</a></li>\n", escape(&other.head.title))
        };
        after.take(RELATED).map(item).collect()
    }

    /// The address of an article's picture, where it has one.
    fn picture(&self, article: &Article) -> Option<String> {
        let file = article.head.picture.as_str();
        (!file.is_empty()).then(|| self.address(&format!("pictures/{file}")))
    }

    fn json_ld(&self, article: &Article) -> Value {
        let head = &article.head;
        let live = head.page == PageKind::Live;
        let people: Vec<_> =
            head.authors.iter().map(|name| json!({"@type": "Person", "name": name})).collect();
        let mut document = json!({
            "@context": "https://schema.org",
            "@type": if live { "LiveBlogPosting" } else { "NewsArticle" },
            "mainEntityOfPage": self.address(&article.path()),
            "headline": head.title,
            "description": head.summary,
            "image": self.picture(article).into_iter().collect::<Vec<_>>(),
            "datePublished": article.published.to_rfc3339_opts(SecondsFormat::Secs, false),
            "dateModified": article.published.to_rfc3339_opts(SecondsFormat::Secs, false),
            "keywords": head.keywords,
            "inLanguage": head.language,
            "isAccessibleForFree": true,
            "publisher": {"@type": "NewsMediaOrganization", "name": NAME, "url": self.base},
        });
        if let (Value::Object(members), false) = (&mut document, people.is_empty()) {
            members.insert("author".to_owned(), people.into());
        }
        document
    }

    /// Fills a template with these values and those that every page has.
    fn print(&self, template: &str, values: &[(&str, &str)]) -> String {
        let everywhere = [("base", self.base.as_str()), ("name", NAME)];
        let (masthead, footer) = (fill(MASTHEAD, &everywhere), fill(FOOTER, &everywhere));
        let mut all = vec![("masthead", masthead.as_str()), ("footer", footer.as_str())];
        all.extend(everywhere);
        all.extend(values);
        fill(template, &all)
    }
}

/// "By A, B" in the article's language; nothing without an author.
fn byline(article: &Article) -> String {
    if article.head.authors.is_empty() {
        return String::new();
    }
    let by = match article.head.language.as_str() {
        "de" => "Von",
        "es" => "Por",
        "fr" => "Par",
        "it" => "di",
        _ => "By",
    };
    format!("{by} {}", article.head.authors.join(", "))
}

fn author_box(article: &Article) -> String {
    let about = escape(&article.head.about_author);
    if about.is_empty() {
        return String::new();
    }
    let name = escape(&article.head.authors.join(", "));
    format!("<aside class=\"author-box\"><strong>About {name}</strong><p>{about}</p></aside>")
}

/// Date and time for people, in the place's own time.
fn words(article: &Article) -> String {
    article.published.format("%-d %B %Y, %H:%M").to_string()
}
