//! Each folder of `fixtures/` is a page of a shape that once went wrong, and what must come of it;
//! with `address.txt` where the address matters. `WRITE_EXPECTED=1` writes what comes instead of
//! comparing it: read the difference before you commit it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use extract::{Article, Block, Image, MarkKind, Precision, Text};

use crate::extract_at;

#[test]
fn every_fixture_gives_what_is_expected() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let page = fs::read(folder.join("source.html")).expect("a fixture's page");
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let address = fs::read_to_string(folder.join("address.txt"))
            .unwrap_or_else(|_| format!("https://valley.example/news/{name}"));
        let found = match extract_at(&page, address.trim()) {
            Ok(article) => told(&article),
            Err(reason) => format!("refused: {}\n", reason.code()),
        };
        if std::env::var_os("WRITE_EXPECTED").is_some() {
            fs::write(folder.join("expected.txt"), &found).expect("a file that can be written");
        } else if found != expected {
            wrong.push(format!("{name}: expected\n{expected}\nfound\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn folders() -> Vec<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let entries = fs::read_dir(fixtures).expect("the folder of fixtures");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    assert!(folders.len() >= 20);
    folders
}

/// An article as the fixtures write it: what it says of itself, an empty line, a line a block.
fn told(article: &Article) -> String {
    let mut told = format!("title: {}\n", article.title);
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            writeln!(told, "{name}: {value}").expect("a string takes all");
        }
    };
    field("standfirst", article.standfirst.clone());
    field("authors", Some(article.authors.join("; ")));
    field("published", article.published.map(written));
    field("modified", article.modified.map(written));
    field("language", article.language.clone());
    field("site", article.site_name.clone());
    field("section", article.section.clone());
    field("tags", Some(article.tags.join("; ")));
    field("canonical", article.canonical.clone());
    field("picture", article.lead_image.as_ref().map(picture));
    field("licence", article.licence.clone());
    let flags = [
        ("paywalled", article.paywalled),
        ("live", article.live),
        ("video", article.mainly_video),
        ("reserved", article.reserved),
    ];
    for (name, is_set) in flags {
        field(name, is_set.then(|| "yes".to_owned()));
    }
    told.push('\n');
    for block in &article.blocks {
        told.push_str(&line(block));
        told.push('\n');
    }
    told
}

fn written(moment: extract::Moment) -> String {
    match moment.precision {
        Precision::Day => moment.at.format("%F").to_string(),
        Precision::Instant => moment.at.to_rfc3339(),
    }
}

fn picture(image: &Image) -> String {
    let size = image.width.zip(image.height).map(|(width, height)| format!(" {width}x{height}"));
    let alt = image.alt.as_ref().map(|alt| format!(" ({alt})"));
    [Some(image.address.clone()), size, alt].into_iter().flatten().collect()
}

/// A text with its marks: `_emphasis_`, `*strong*`, `[a link](its address)`.
fn marked(text: &Text) -> String {
    let mut signs: Vec<(usize, bool, String)> = Vec::new();
    for mark in &text.marks {
        let (before, after) = match &mark.kind {
            MarkKind::Emphasis => ("_".to_owned(), "_".to_owned()),
            MarkKind::Strong => ("*".to_owned(), "*".to_owned()),
            MarkKind::Link(address) => ("[".to_owned(), format!("]({address})")),
        };
        signs.push((mark.start, true, before));
        signs.push((mark.end, false, after));
    }
    signs.sort_by_key(|(at, opens, _)| (*at, *opens));
    let mut told = String::new();
    let mut done = 0;
    for (at, _, sign) in signs {
        told.push_str(text.plain.get(done..at).expect("marks lie on characters"));
        told.push_str(&sign);
        done = at;
    }
    told + text.plain.get(done..).expect("marks lie on characters")
}

fn line(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => marked(text),
        Block::Heading { level, text } => {
            format!("{} {}", "#".repeat(usize::from(*level)), marked(text))
        }
        Block::ListItem { ordered, text } => {
            format!("{} {}", if *ordered { "1." } else { "-" }, marked(text))
        }
        Block::Quote(text) => format!("> {}", marked(text)),
        Block::Figure { image, caption, credit } => {
            let address = image.as_ref().map(|image| &image.address);
            format!("[figure: {caption:?} by {credit:?} at {address:?}]")
        }
        Block::Table { rows } => format!("[table: {rows:?}]"),
        Block::Embed { who, text, address, in_text } => {
            let beside = if *in_text { "" } else { ", beside the text" };
            format!("[{who:?} said {text:?} at {address:?}{beside}]")
        }
        Block::Preformatted(text) => format!("[preformatted: {text}]"),
    }
}

#[test]
fn pages_that_lie_about_their_charset_come_out_right() {
    let utf16 = [0xff, 0xfe]
        .into_iter()
        .chain(
            "<title>Sixteen café</title><article><p>café</p></article>"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect::<Vec<u8>>();
    let cases: [(&[u8], &str, &str); 5] = [
        (b"<title>Caf\xe9</title><article><p>Caf\xe9 \x93quotes\x94 na\xefve</p></article>", "Café", "Café “quotes” naïve"),
        (b"<meta charset=gbk><title>\xd6\xd0\xb9\xfa</title><article><p>\xd6\xd0\xb9\xfa\xd0\xc2\xce\xc5</p></article>", "中国", "中国新闻"),
        (b"<html><head><meta charset=gbk><title>\xd6\xd0\xb9\xfa\xd0\xc2\xce\xc5</title></head><body><article><p>\xd6\xd0\xb9\xfa\xd0\xc2\xce\xc5</p></article></body></html>", "中国新闻", "中国新闻"),
        (b"<title>\x93\xfa\x96{\x82\xcc</title><article><p>\x93\xfa\x96{\x82\xcc\x83j\x83\x85\x81[\x83X\x82\xf0\x82\xa8\x93\xcd\x82\xaf\x82\xb5\x82\xdc\x82\xb7</p></article>", "日本の", "日本のニュースをお届けします"),
        (&utf16, "Sixteen café", "café"),
    ];
    for (page, title, text) in cases {
        let article = extract_at(page, "https://valley.example/news/1").expect("an article");
        assert_eq!((article.title.as_str(), article.text().as_str()), (title, text));
    }
}

#[test]
fn selectors_of_a_site_win_over_the_rules() {
    let page = "<title>Wrong</title><div class=x><p>Not this, though it is a long paragraph, with \
                commas, and with a full stop at the end, as a text would have it on any page.</p></div>\
                <h3>Right</h3><section id=y><p>This is the text, which a rule would hardly find, as \
                it is so short beside the other one.</p><p class=z>Go.</p><p>It ends here, after a \
                second paragraph that says a little more about nothing.</p></section><i>Ann Lee</i>";
    let selectors: extract::Selectors =
        serde_json::from_str(r##"{"body": "#y", "title": "h3", "authors": "i", "remove": ".z"}"##)
            .expect("selectors");
    let address = url::Url::parse("https://valley.example/news/1").expect("an address");
    let page = extract::Page {
        bytes: page.as_bytes(),
        content_type: None,
        headers: extract::Headers::of(&[("X-Robots-Tag", "noai")]),
        address: &address,
        fetched_at: chrono::DateTime::UNIX_EPOCH,
    };
    let article = extract::extract_article_with(&page, &selectors).expect("an article");
    assert_eq!(
        (article.title.as_str(), article.authors.as_slice()),
        ("Right", &["Ann Lee".to_owned()][..])
    );
    assert!(article.text().starts_with("This is the text") && !article.text().contains("Go."));
    assert!(article.reserved);
    let also_idle = extract::Selectors { title: Some("h4".to_owned()), ..selectors };
    assert_eq!(extract::idle_selectors(&page, &also_idle), ["title"]);
    assert!(serde_json::from_str::<extract::Selectors>(r#"{"heading": "h3"}"#).is_err());
}

#[test]
fn headers_tell_what_the_page_does_not() {
    let sentence =
        "The council of the valley has decided, after a long night, to build the bridge. ";
    let page = |head: &str| {
        format!(
            "{head}<title>A bridge</title><article><h1>A bridge</h1><p>{}</p></article>",
            sentence.repeat(4)
        )
    };
    let address = url::Url::parse("https://valley.example/news/1?from=feed").expect("an address");
    let pairs = [
        ("Link", "</news/1>; rel=\"canonical\", <https://valley.example/by>; rel=license"),
        ("content-language", "en-GB"),
    ];
    let read = |page: &str| {
        let page = extract::Page {
            bytes: page.as_bytes(),
            content_type: Some("text/html; charset=utf-8"),
            headers: extract::Headers::of(&pairs),
            address: &address,
            fetched_at: chrono::DateTime::UNIX_EPOCH,
        };
        extract::extract_article(&page).expect("an article")
    };

    let article = read(&page(""));
    assert_eq!(article.canonical.as_deref(), Some("https://valley.example/news/1"));
    assert_eq!(article.licence.as_deref(), Some("https://valley.example/by"));
    assert_eq!(article.language.as_deref(), Some("en-gb"));
    let origins = [article.origins.canonical, article.origins.licence, article.origins.language];
    assert!(origins.iter().all(|it| it.is_some_and(|it| it.source == extract::Source::Header)));

    let article = read(&page("<html lang=en-US><link rel=canonical href=/news/one>"));
    assert_eq!(article.canonical.as_deref(), Some("https://valley.example/news/one"));
    assert_eq!(article.language.as_deref(), Some("en-us"));
}

/// What an application keeps in its state beside the page's own text: a report on the same subject.
const OTHER_REPORT: &str = "<p>Last month the bridge at Harwick was shut to lorries for two days after a \
    diver had found a crack in one of its piers, and the county spoke of the salt in the river.</p>\
    <p>Engineers closed the crack with resin, measured the other piers as well, and wrote that the bridge \
    would be safe until the inspection of the autumn, the county said in a letter to the town.</p>\
    <p>Hauliers had asked for a date by which lorries could cross again, because the way over the pass \
    takes forty minutes longer and is shut when it snows, as it was on eleven days of last winter.</p>";

#[test]
fn a_report_in_the_state_of_scripts_replaces_nothing_that_is_shown() {
    let shown = "The bridge at Harwick is shut to lorries again after an inspection on Friday found cracks \
        in two of its piers, the county said. Cars may cross at walking pace until the piers are repaired.";
    let page = |state: &str, shown: &str| {
        let state = serde_json::to_string(state).expect("a string").replace('<', "\\u003c");
        let html = format!(
            "<!doctype html><title>Harwick bridge shut to lorries after inspection | Valley Post</title>\
             <main><h1>Harwick bridge shut to lorries after inspection</h1><p>{shown}</p></main>\
             <script type='application/json'>{{\"body\":{state}}}</script>"
        );
        let address = "https://valleypost.example/news/harwick-bridge-shut-to-lorries-48213";
        extract_at(html.as_bytes(), address).expect("an article").text()
    };
    assert_eq!(page(OTHER_REPORT, shown), shown);
    let whole = format!("<p>{shown}</p>{OTHER_REPORT}");
    assert!(page(&whole, shown).ends_with("eleven days of last winter."));
}

#[test]
fn feeds_data_and_programs_are_no_pages_whatever_stands_before_them() {
    let feed = "<rss><channel><item><title>Rain</title><description>It rained in the valley on Monday, \
        said the mayor, and the bridge was shut to lorries.</description></item></channel></rss>";
    let xml = format!("<?xml version='1.0'?>{feed}");
    let data = "{\"articles\":[{\"text\":\"It rained in the valley on Monday, said the mayor.\"}]}";
    let style = "body { color: red; margin: 0 auto; font: 12px serif; } a { color: inherit; }";
    for bytes in [feed, &xml, data, style] {
        for before in ["", "\u{feff}", "\u{feff} \n", "<!-- made by a program -->\n"] {
            let page = format!("{before}{bytes}");
            let found =
                extract_at(page.as_bytes(), "https://valley.example/news/rain-in-the-valley");
            // A comment is markup: what follows it is read as such, and is none.
            let is_style = bytes == style && before.starts_with('<');
            assert!(is_style || found == Err(extract::NotAnArticle::NotHtml), "{page}");
        }
    }
}

#[test]
fn headings_with_nothing_below_them_end_no_text() {
    let paragraph = "<p>The council of the small town voted on Monday evening to repair the old bridge, \
        after two years of argument, said the mayor, who had asked for it.</p>";
    let page = format!(
        "<title>Council votes</title><article><h1>Council votes</h1>{paragraph}<h2>Why now</h2>\
         <p>Work is to begin in March, and the bridge will be closed to cars until the end of the summer.</p>\
         <h2>Sources</h2><h3>Corrections</h3></article>"
    );
    let found = extract_at(page.as_bytes(), "https://valley.example/news/council-votes-on-bridge");
    let text = found.expect("an article").text();
    assert!(text.contains("Why now") && text.ends_with("until the end of the summer."), "{text}");
}
