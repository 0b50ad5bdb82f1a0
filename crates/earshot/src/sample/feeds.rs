//! The machine-readable side of an edition: feed, sitemaps, robots.txt.
//!
//! In: the edition. Out: RSS 2.0 with Dublin Core authors, a news sitemap, a plain sitemap and
//! robots.txt (RFC 9309). Deliberately absent: the articles' text, which is on their pages only.

use axum::body::Bytes;
use chrono::SecondsFormat;

use super::{
    NAME,
    answer::Page,
    article::{Article, Section},
    markup::escape,
    pages::Edition,
};

const RSS: &str = "application/rss+xml; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The four files, by path.
pub(crate) fn of(edition: &Edition) -> Vec<(String, Page)> {
    let page = |path: &str, content_type, text: String| {
        (path.to_owned(), Page::new(content_type, Bytes::from(text), edition.newest))
    };
    vec![
        page("/feed.xml", RSS, feed(edition)),
        page("/news-sitemap.xml", XML, news_sitemap(edition)),
        page("/sitemap.xml", XML, sitemap(edition)),
        page("/robots.txt", TEXT, robots(edition)),
    ]
}

fn feed(edition: &Edition) -> String {
    let items: String = edition.articles.iter().map(|article| item(edition, article)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n\
         <title>{NAME}</title>\n<link>{base}</link>\n<language>en</language>\n\
         <description>All of today's sample edition</description>\n\
         <lastBuildDate>{date}</lastBuildDate>\n{items}</channel>\n</rss>\n",
        base = edition.base,
        date = edition.newest.to_rfc2822(),
    )
}

fn item(edition: &Edition, article: &Article) -> String {
    let head = &article.head;
    let address = edition.address(&article.path());
    let creator = |name: &String| format!("<dc:creator>{}</dc:creator>\n", escape(name));
    let authors: String = head.authors.iter().map(creator).collect();
    format!(
        "<item>\n<title>{title}</title>\n<link>{address}</link>\n\
         <guid isPermaLink=\"true\">{address}</guid>\n<description>{summary}</description>\n\
         <pubDate>{date}</pubDate>\n{authors}<category>{section}</category>\n</item>\n",
        title = escape(&head.title),
        summary = escape(&head.summary),
        date = article.published.to_rfc2822(),
        section = head.section.title(),
    )
}

fn news_sitemap(edition: &Edition) -> String {
    let entry = |article: &Article| {
        format!(
            "<url><loc>{}</loc><news:news><news:publication><news:name>{NAME}</news:name>\
             <news:language>{}</news:language></news:publication>\
             <news:publication_date>{}</news:publication_date><news:title>{}</news:title>\
             </news:news></url>\n",
            edition.address(&article.path()),
            article.head.language,
            article.published.to_rfc3339_opts(SecondsFormat::Secs, false),
            escape(&article.head.title),
        )
    };
    let entries: String = edition.articles.iter().map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n{entries}</urlset>\n"
    )
}

fn sitemap(edition: &Edition) -> String {
    let sections = Section::ALL.map(|section| format!("/{}/", section.path()));
    let lists = ["/".to_owned(), "/imprint".to_owned()].into_iter().chain(sections);
    let lists = lists.map(|path| format!("<url><loc>{}</loc></url>\n", edition.address(&path)));
    let articles = edition.articles.iter().map(|article| {
        let date = article.published.to_rfc3339_opts(SecondsFormat::Secs, false);
        let address = edition.address(&article.path());
        format!("<url><loc>{address}</loc><lastmod>{date}</lastmod></url>\n")
    });
    let entries: String = lists.chain(articles).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
    )
}

fn robots(edition: &Edition) -> String {
    format!(
        "User-agent: *\nDisallow: /search\nDisallow: /print/\n\n\
         Sitemap: {base}sitemap.xml\nSitemap: {base}news-sitemap.xml\n",
        base = edition.base
    )
}
