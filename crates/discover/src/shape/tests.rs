use super::*;

#[track_caller]
fn check(expected: Shape, cases: &[(&str, &str)]) {
    for (path, text) in cases {
        let address = Address::parse(&format!("https://www.a.example{path}")).unwrap();
        assert_eq!(shape(&address, text), expected, "{path} ({text})");
    }
}

#[test]
fn dates_slugs_numbers_and_endings_make_articles() {
    check(
        Shape::Article,
        &[
            ("/2026/11/20/world/a-story-about-item-number-0-10000.html", ""),
            ("/2026/11/20/mayor/", ""),
            ("/world/2026-11-20/mayor-resigns/95254", ""),
            ("/news/council-votes-on-new-plan", "Read more"),
            ("/news/world-europe-68573829", "War"),
            ("/world/article242348272.html", ""),
            ("/stories/3376705/", ""),
            ("/?p=5031", ""),
            ("/article.php?storyid=504", ""),
            ("/opinion/mayor-quits", "The mayor quits, and nobody knows why"),
            ("/articles/AST1F4445T1FUTIL02SM.html", ""),
            ("/one-slug-before-the-date/2026/11/20/", ""),
            ("/world/council-votes-on-the-plan?page=1&date=", ""),
            (
                "/news/%E3%83%8B%E3%83%A5%E3%83%BC%E3%82%B9%E3%81%AE%E8%A8%98%E4%BA%8B%E3%81%A7%E3%81%99",
                "",
            ),
        ],
    );
}

#[test]
fn short_plain_paths_are_sections() {
    check(
        Shape::Section,
        &[
            ("/", "Home"),
            ("/world/", "World"),
            ("/news/world-europe", "Europe"),
            ("/sport/football/premier-league", "Premier League"),
            ("/news/science_and_environment", "Science"),
            ("/politik/ausland/index.html", "Ausland"),
            ("/topics/war-in-ukraine", "War in Ukraine"),
            ("/world", ""),
            ("/region/rems-murr-kreis", "Rems-Murr-Kreis"),
        ],
    );
}

#[test]
fn pages_about_the_site_doors_questions_and_media_are_other() {
    check(
        Shape::Other,
        &[
            ("/login?return=/2026/11/20/one-story-of-the-day", "Log in"),
            ("/about", "About"),
            ("/service/impressum.html", "Impressum"),
            ("/x", "Privacy policy"),
            ("/search/one-two-three-four-five", ""),
            ("/?s=one", ""),
            ("/tag/one-two-three-four-five", ""),
            ("/calendar?month=3", "Next month of the events calendar"),
            ("/calendar/s1eef/?month=1", "Session link in the calendar page"),
            ("/events?year=2026", "Events of the year in the whole city"),
            ("/2026/11/", "November 2026"),
            ("/archive/2026-11-20", "What happened on that day in the city"),
            ("/world/page/2", "Older"),
            ("/world?page=2", "Older"),
            ("/video/2026/11/20/one-two-three-four", ""),
            ("/files/report-of-the-year-2026.pdf", "Report of the year, with all its figures"),
            ("/author/jane-doe", "Jane Doe"),
            ("/about/our-long-history", "Our history"),
            ("/data_mining_policy.shtml", "Data Mining Policy"),
            ("/share/one-two-three-four-five", ""),
        ],
    );
}

/// Least share of real articles' addresses taken for articles, with the text of the link (their
/// title) and without. The sets beyond news are blogs, handbooks and shops, whose short paths look
/// like sections. Measured: news 0.990 and 0.984, all 0.944 and 0.911.
const FLOORS: [(&str, &[&str], f64, f64); 2] = [
    ("news", &["aeb", "aed", "fundus", "fundus_eval"], 0.97, 0.97),
    ("all", &["aeb", "aed", "fundus", "fundus_eval", "trafeval", "wcxb_art"], 0.93, 0.90),
];

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test, and the shares, are to be seen")]
fn real_articles_look_like_articles() {
    for (name, sets, floor_titled, floor_bare) in FLOORS {
        let pages = real_articles(sets);
        if pages.is_empty() {
            eprintln!("SKIPPED: no ../../../shared/extraction/pages beside this repository");
            return;
        }
        let titled = share(&pages, |(address, title)| shape(address, title));
        let bare = share(&pages, |(address, _)| shape(address, ""));
        eprintln!("{name}: {} pages, {titled:.3} with titles, {bare:.3} without", pages.len());
        for (address, title) in pages.iter().filter(|it| shape(&it.0, &it.1) != Shape::Article) {
            eprintln!("  {:?} {address} ({title})", shape(address, title));
        }
        assert!(titled >= floor_titled && bare >= floor_bare, "{name}");
    }
}

fn share(pages: &[(Address, String)], shape: impl Fn(&(Address, String)) -> Shape) -> f64 {
    let articles = pages.iter().filter(|page| shape(page) == Shape::Article).count();
    f64::from(u32::try_from(articles).unwrap()) / f64::from(u32::try_from(pages.len()).unwrap())
}

/// Addresses of real articles, with their titles where those are known.
#[expect(clippy::disallowed_methods, reason = "the pages are no part of this repository")]
fn real_articles(sets: &[&str]) -> Vec<(Address, String)> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/extraction/pages");
    let files = sets
        .iter()
        .filter_map(|set| std::fs::read_to_string(format!("{root}/{set}/truth.json")).ok());
    files.flat_map(|file| articles_of(&file)).collect()
}

fn articles_of(file: &str) -> Vec<(Address, String)> {
    let truth: serde_json::Map<String, serde_json::Value> = serde_json::from_str(file).unwrap();
    let article = |page: &serde_json::Value| {
        let address = Address::parse(page.get("url")?.as_str()?).ok()?;
        let title = page.get("title").and_then(|it| it.as_str()).unwrap_or_default();
        Some((address, title.to_owned()))
    };
    truth.values().filter_map(article).collect()
}
