//! A small newspaper for [`crate::Site`]: front page, feed, news sitemap, robots.txt, articles.

use std::fmt::Write;

use crate::Site;

/// One article of the newspaper.
#[derive(Debug, Clone)]
pub struct Story {
    /// Path of its page.
    pub path: String,
    /// Headline.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Published, as `2026-11-20T08:00:00+01:00`.
    pub published: String,
    /// What it says.
    pub paragraphs: Vec<String>,
}

impl Story {
    /// A complete article, different for each number: subject, author and text.
    #[must_use]
    pub fn numbered(number: usize) -> Self {
        let subjects = [
            ("harbour", "fishing boats", "the tide tables"),
            ("library", "reading rooms", "the evening hours"),
            ("orchestra", "young violinists", "the spring concert"),
            ("bakery", "sourdough loaves", "the flour price"),
            ("tramway", "new carriages", "the winter timetable"),
            ("observatory", "amateur astronomers", "the meteor shower"),
            ("market", "apple growers", "the covered hall"),
            ("school", "language classes", "the summer exchange"),
            ("museum", "restored paintings", "the east wing"),
            ("hospital", "night nurses", "the helicopter pad"),
            ("forest", "beech seedlings", "the footpath network"),
            ("theatre", "stage carpenters", "the revolving floor"),
        ];
        let (place, people, thing) = subjects[number % subjects.len()];
        let round = number / subjects.len();
        let paragraph = |topic: &str, n: usize| {
            format!(
                "At the {place} of district {round}, {people} spoke about {topic} on the {n}th \
                 evening of the hearings, and the {place} committee listened to what {people} \
                 had to say of {thing} before it voted on {topic} for the {place}."
            )
        };
        let topics = ["money", "repairs", "noise", "opening hours", "volunteers", "insurance"];
        Self {
            path: format!(
                "/2026/11/20/news/{place}-plan-wins-over-residents-{}.html",
                1000 + number
            ),
            title: format!("The {place} plan wins over residents of district {round}"),
            author: format!("Robin {}son", place_name(place)),
            published: format!("2026-11-20T{:02}:{:02}:00+01:00", 6 + number % 12, number % 60),
            paragraphs: topics.iter().enumerate().map(|(n, t)| paragraph(t, n + 4)).collect(),
        }
    }
}

fn place_name(place: &str) -> String {
    let mut letters = place.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Puts a newspaper of these stories on the site.
pub fn newspaper(site: &Site, stories: &[Story]) {
    for story in stories {
        site.put(&story.path, "text/html; charset=utf-8", &page(story));
    }
    site.put("/", "text/html; charset=utf-8", &front(stories));
    site.put("/feed.xml", "application/rss+xml", &feed(stories));
    site.put("/news-sitemap.xml", "application/xml", &news_sitemap(stories));
    let robots = "User-agent: *\nDisallow: /private/\nSitemap: {base}/news-sitemap.xml\n";
    site.put("/robots.txt", "text/plain", robots);
}

fn page(story: &Story) -> String {
    let Story { path, title, author, published, paragraphs } = story;
    let body: String = paragraphs.iter().fold(String::new(), |mut body, paragraph| {
        let _written = write!(body, "<p>{paragraph}</p>");
        body
    });
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | The \
         Loopback Post</title><link rel=\"canonical\" href=\"{{base}}{path}\"><meta \
         property=\"og:type\" content=\"article\"><meta name=\"author\" content=\"{author}\"><meta \
         property=\"article:published_time\" content=\"{published}\"></head><body><nav><a \
         href=\"/\">Home</a> <a href=\"/private/x\">Private</a></nav><article><h1>{title}</h1><p \
         class=\"byline\">By {author}</p>{body}</article></body></html>"
    )
}

fn front(stories: &[Story]) -> String {
    let links: String = stories.iter().fold(String::new(), |mut links, story| {
        let Story { path, title, .. } = story;
        let _written = write!(links, "<article><h2><a href=\"{path}\">{title}</a></h2></article>");
        links
    });
    format!(
        "<!doctype html><html lang=\"en\"><head><title>The Loopback Post</title><link \
         rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed.xml\"></head><body>{links}\
         </body></html>"
    )
}

fn feed(stories: &[Story]) -> String {
    let items: String = stories.iter().fold(String::new(), |mut items, story| {
        let Story { path, title, .. } = story;
        let link = format!("{{base}}{path}?utm_source=rss");
        let _written = write!(items, "<item><title>{title}</title><link>{link}</link></item>");
        items
    });
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Loopback Post</title>\
         <link>{{base}}/</link><description>News</description>{items}</channel></rss>"
    )
}

fn news_sitemap(stories: &[Story]) -> String {
    let entries: String = stories.iter().fold(String::new(), |mut entries, story| {
        let Story { path, title, published, .. } = story;
        let _written = write!(
            entries,
            "<url><loc>{{base}}{path}</loc><news:news><news:publication><news:name>The Loopback \
             Post</news:name><news:language>en</news:language></news:publication>\
             <news:publication_date>{published}</news:publication_date><news:title>{title}\
             </news:title></news:news></url>"
        );
        entries
    });
    format!(
        "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">{entries}</urlset>"
    )
}
