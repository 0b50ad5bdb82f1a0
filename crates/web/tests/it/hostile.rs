//! Articles whose every field wants to be markup, and requests that want too much.

use axum::http::StatusCode;
use extract::{Block, Mark, MarkKind, Text};
use scraper::Selector;

use crate::newspaper::{Answer, NOW, Newspaper, plain_article};

const EVIL: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}\u{0}\u{202e}";

fn evil() -> String {
    EVIL.to_owned()
}

fn evil_blocks() -> Vec<Block> {
    let text = |plain: String| Text::unmarked(plain);
    let marked = Text {
        plain: evil(),
        marks: vec![
            Mark { start: 0, end: 9, kind: MarkKind::Link("javascript:alert(1)".to_owned()) },
            Mark { start: 2, end: 12, kind: MarkKind::Link("data:text/html,<script>".to_owned()) },
            Mark {
                start: 3,
                end: 5,
                kind: MarkKind::Link("https://a.example/\" onclick=\"x".to_owned()),
            },
            Mark { start: 4, end: 9_999, kind: MarkKind::Strong },
        ],
    };
    vec![
        Block::Paragraph(marked),
        Block::Heading { level: 200, text: text(evil()) },
        Block::ListItem { ordered: true, text: text(evil()) },
        Block::Quote(text(evil())),
        Block::Figure { image: None, caption: Some(evil()), credit: Some(evil()) },
        Block::Table { rows: vec![vec![evil(), evil()]] },
        Block::Embed {
            who: Some(evil()),
            text: evil(),
            address: Some("javascript:alert(1)".to_owned()),
            in_text: true,
        },
        Block::Preformatted(evil()),
    ]
}

/// A newspaper whose one article and outlet are hostile through and through.
async fn hostile() -> anyhow::Result<(Newspaper, i64)> {
    let newspaper = Newspaper::empty().await?;
    let without_zero = EVIL.replace('\u{0}', "");
    let listed = database::site::Listed {
        host: "evil.example".to_owned(),
        name: without_zero.clone(),
        home: "javascript:alert(1)".to_owned(),
        language: Some("en\" onload=\"x".to_owned()),
        rights: "personal".to_owned(),
        licence: "javascript:alert(1)".to_owned(),
        min_delay_ms: 0,
        selectors: "{}".to_owned(),
        origin: "file".to_owned(),
        voices: None,
    };
    let outlet = database::site::list(&newspaper.site.database.write, &listed, NOW).await?;
    let mut article = plain_article(outlet, "evil");
    "javascript:alert(1)".clone_into(&mut article.address);
    article.title = without_zero.clone();
    "x\"><script>".clone_into(&mut article.slug);
    article.standfirst = Some(without_zero.clone());
    article.summary.clone_from(&without_zero);
    article.language = Some("\"><script>".to_owned());
    article.section = Some(without_zero.clone());
    article.authors = vec![(without_zero.clone(), "a\"><script>".to_owned())];
    article.keywords = vec!["\"><script>alert(1)</script>".to_owned()];
    article.licence = Some("javascript:alert(1)".to_owned());
    article.image = Some(("javascript:alert(1)".to_owned(), Some(without_zero)));
    article.blocks = serde_json::to_string(&evil_blocks())?;
    let id = newspaper.store(&article).await?;
    newspaper.index(id, &article, false)?;
    newspaper.speak(id, storage::Visibility::Personal, b"sound").await?;
    Ok((newspaper, id))
}

#[track_caller]
fn check(answer: &Answer, path: &str) {
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    assert_eq!(
        answer.count("script, style, img, iframe, object, [onerror], [onload], [onclick]"),
        0,
        "{path}"
    );
    let links = Selector::parse("[href], [src], [action]").expect("a selector");
    for element in answer.html().select(&links) {
        for name in ["href", "src", "action"] {
            let Some(address) = element.value().attr(name) else { continue };
            let allowed = [
                "/",
                "#",
                "https://",
                "http://",
                "podcast://",
                "antennapod-subscribe://",
                "gpodder://",
                "pcast://",
            ];
            assert!(allowed.iter().any(|start| address.starts_with(start)), "{path}: {address}");
        }
    }
    for character in ['\u{0}', '\u{202e}'] {
        let in_text = answer.first(".prose").contains(character);
        assert!(!in_text, "{path} holds {character:?}");
    }
    assert!(!answer.text().contains("49"), "{path}: a template was evaluated");
}

#[tokio::test]
async fn nothing_of_an_article_becomes_markup() -> anyhow::Result<()> {
    let (newspaper, id) = hostile().await?;
    let found = newspaper.get(&format!("/article/{id}")).await?;
    let article = found.header("location").to_owned();
    for path in [
        article.as_str(),
        "/",
        "/site/evil.example",
        "/author/a%22%3E%3Cscript%3E",
        "/keyword/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/search?q=alert",
        "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/podcast",
    ] {
        check(&newspaper.get(path).await?, path);
    }
    assert_eq!(newspaper.get(&article).await?.count("article"), 1);
    for path in ["/feed.xml", "/podcast/feed.xml", "/site/evil.example/feed.xml"] {
        let feed = newspaper.get(path).await?.text();
        assert!(!feed.contains("<script") && !feed.contains("<img"), "{path}: {feed}");
    }
    Ok(())
}

#[tokio::test]
async fn every_answer_tells_browsers_to_run_nothing() -> anyhow::Result<()> {
    let (newspaper, _) = hostile().await?;
    for path in ["/", "/feed.xml", "/nothing", "/static/x", "/healthz", "/?page=0"] {
        let answer = newspaper.get(path).await?;
        let policy = answer.header("content-security-policy");
        for rule in ["default-src 'self'", "script-src 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert!(!answer.header("permissions-policy").is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn a_request_that_makes_no_sense_is_refused_politely() -> anyhow::Result<()> {
    let (newspaper, _) = hostile().await?;
    let long = format!("/search?q={}", "a%20".repeat(4_000));
    assert_eq!(newspaper.get(&long).await?.status, StatusCode::OK);
    let long = format!("/keyword/{}", "a".repeat(5_000));
    assert_eq!(newspaper.get(&long).await?.status, StatusCode::NOT_FOUND);
    for path in ["/keyword/%ff", "/article/%ff", "/media/%ff"] {
        let answer = newspaper.get(path).await?;
        assert_eq!(
            (answer.status, answer.count("main h1")),
            (StatusCode::BAD_REQUEST, 1),
            "{path}"
        );
    }
    let post = axum::http::Request::post("/").body(axum::body::Body::empty())?;
    let answer = newspaper.ask(post).await?;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!((answer.header("allow"), answer.count("main h1")), ("GET,HEAD", 1));
    Ok(())
}
