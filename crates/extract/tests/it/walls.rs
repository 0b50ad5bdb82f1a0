//! Short news whose words are also those of walls and errors, and walls themselves.

use extract::{Article, NotAnArticle, Page, extract_article};

use crate::extract_at;

fn read(title: &str, text: &str) -> Result<Article, NotAnArticle> {
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>{title}</title><article><h1>{title}</h1><p>{text}</article>"
    );
    extract_article(&Page {
        bytes: page.as_bytes(),
        content_type: Some("text/html"),
        headers: extract::Headers::NONE,
        address: &"https://paper.example/2024/05/03/a-short-story".parse().expect("a constant"),
        fetched_at: "2024-05-04T00:00:00Z".parse().expect("a constant"),
    })
}

#[test]
fn short_news_is_no_wall() {
    for (title, text) in [
        (
            "Rusia accedió a negociar",
            "El ministerio confirmó ayer que las dos partes volverán a la mesa la próxima semana, tras meses de silencio y de combates en el este del país.",
        ),
        (
            "Hay acuerdo",
            "Hubo consenso entre los grupos: la ley de privacidad se vota el jueves. Solo dos diputados anunciaron que van a rechazar el texto en la comisión.",
        ),
        (
            "Zgoda w Sejmie",
            "Posłowie dali zgodę na ustawę. Rząd przetwarza uwagi klubów, a głosowanie odbędzie się w piątek rano, jak podał wczoraj marszałek izby w Warszawie.",
        ),
        (
            "Anmeldung für Schulen startet",
            "Ab Montag können Eltern ihre Kinder eintragen lassen. Das Amt rechnet mit mehr Bewerbern als im letzten Jahr und hat drei Stellen dafür eingerichtet.",
        ),
        (
            "Just a moment: one second can decide a race",
            "The final on Sunday was won by four hundredths, the closest finish since the event began. Both crews had led twice before the last bend of the river.",
        ),
        (
            "Streaming: not available in your country",
            "Viewers abroad have complained for years. The commission now wants a single licence for films, and expects the first offers by the end of next year.",
        ),
        (
            "找不到工作的年轻人越来越多",
            "统计局周五公布的数据显示，上个月城镇青年失业率连续第三个月上升。专家认为，服务业恢复缓慢是主要原因，政府将推出新的培训计划，帮助毕业生就业，并向企业提供补贴。",
        ),
        (
            "行方不明の猫、まだ見つかりません",
            "先週から行方が分からなくなっている動物園の山猫は、七日になっても見つかっていない。園は三十人で周辺の林を捜しており、近くの住民に注意を呼びかけている。市は学校にも連絡した。",
        ),
    ] {
        assert!(read(title, text).is_ok(), "{title}: {:?}", read(title, text).err());
    }
}

#[test]
fn walls_and_errors_are_called_so() {
    for (title, text, expected) in [
        ("404: Not found", "Go back to the front page.", NotAnArticle::SoftNotFound),
        ("Sorry, this page could not be found", "Try a search.", NotAnArticle::SoftNotFound),
        ("页面不存在", "返回首页", NotAnArticle::SoftNotFound),
        ("Just a moment...", "Checking your browser.", NotAnArticle::ErrorPage),
        ("This video is not available in your country", "Sorry.", NotAnArticle::ErrorPage),
        ("Bitte anmelden", "Sie haben noch kein Konto?", NotAnArticle::LoginWall),
        (
            "Deine Privatsphäre ist uns wichtig",
            "Wir und unsere Partner setzen Cookies ein. Mit Ihrer Einwilligung nutzen wir personalisierte Anzeigen.",
            NotAnArticle::ConsentWall,
        ),
    ] {
        assert_eq!(read(title, text).err(), Some(expected), "{title}");
    }
}

/// Title and text of the lines of a table, behind the language of each.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().map(|line| {
        let mut fields = line.split('\t').skip(1);
        (fields.next().expect("a title"), fields.next().expect("a text"))
    })
}

/// A page that tells its site's name alone, at the address of a story.
fn read_bare(heading: &str, text: &str) -> Result<Article, NotAnArticle> {
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>Valley Times</title><nav><a href=/>Home</a></nav>\
         <main><h1>{heading}</h1><p>{text}</p><button>OK</button></main><footer>Valley Times</footer>"
    );
    extract_at(page.as_bytes(), "https://valley.example/news/2026/the-story-of-a-bridge")
}

/// Checks that all pages of a table are refused for one of these reasons.
#[track_caller]
fn check_refused(table: &'static str, expected: &[NotAnArticle]) {
    let found = rows(table).map(|(title, text)| (title, read_bare(title, text).err()));
    let is_wrong = |(_, reason): &(&str, Option<NotAnArticle>)| {
        !reason.is_some_and(|reason| expected.contains(&reason))
    };
    let wrong: Vec<_> = found.filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn missing_pages_are_known_in_all_major_languages() {
    let reasons = [NotAnArticle::SoftNotFound, NotAnArticle::ErrorPage];
    check_refused(include_str!("walls/missing.tsv"), &reasons);
}

#[test]
fn walls_of_consent_are_known_in_all_major_languages() {
    check_refused(include_str!("walls/consent.tsv"), &[NotAnArticle::ConsentWall]);
}

#[test]
fn walls_of_subscriptions_are_known_in_all_major_languages() {
    check_refused(include_str!("walls/reserved.tsv"), &[NotAnArticle::LoginWall]);
}

#[test]
fn short_news_in_the_words_of_walls_is_kept_in_all_major_languages() {
    for (title, text) in rows(include_str!("walls/news.tsv")) {
        assert!(read(title, text).is_ok(), "{title}: {:?}", read(title, text).err());
    }
}

/// A page with a heading and two paragraphs, and no sign that it is an article.
fn read_plain(title: &str, paragraphs: &str) -> Result<Article, NotAnArticle> {
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>{title} | Valley Post</title><nav><a href=/>News</a>\
         </nav><main><h1>{title}</h1>{paragraphs}</main><footer><p>© 2026 Valley Post</p></footer>"
    );
    extract_at(page.as_bytes(), "https://valleypost.example/news/48213")
}

#[test]
fn bulletins_that_are_headed_as_walls_are_kept() {
    for line in include_str!("walls/bulletins.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_language, title, first, second] = fields[..] else { panic!("{line}") };
        let found = read_plain(title, &format!("<p>{first}</p><p>{second}</p>"));
        let text = found.map_or_else(|reason| reason.to_string(), |article| article.text());
        assert!(text.contains(first) && text.contains(second), "{title}: {text}");
    }
}

#[test]
fn a_description_and_a_text_behind_its_headline_are_no_wall_of_consent() {
    let text = "<p>Cookies need no consent where they only count visitors, the court ruled, and a \
        partner that stores no personal data on a device may go on to do so.</p>";
    let described = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \
        \"headline\": \"Judges side with bakery\"}</script>";
    let page = |before: &str| format!("{before}{described}{text}");
    assert!(read_plain("Judges side with bakery", &page("")).is_ok());
    let dialog = page("</main><div>").replace("<p>", "<p>We value your privacy. ");
    let reason = read_plain("Judges side with bakery", &dialog).err();
    assert_eq!(reason, Some(NotAnArticle::ConsentWall));
}

#[test]
fn a_short_text_needs_one_sign_of_an_article() {
    let text = "Nothing is left of what once stood here, dear friend, and whoever looks for it will \
        look in vain. Yet there is tea in the kitchen, and the others have plenty to tell, too.";
    assert_eq!(read_bare("Alas!", text).err(), Some(NotAnArticle::TooLittleText));
    for sign in [
        "<time>today</time>",
        "<p>18 November 2026</p>",
        "<p class=byline>By Jane Doe</p>",
        "<p>The second paragraph tells that the bridge is no more, and who took it away by night.</p>",
    ] {
        let page = read_bare("Alas!", &format!("{text}</p>{sign}<p>"));
        assert!(page.is_ok(), "{sign}: {page:?}");
    }
    let at_its_name = text.replace("stood here", "stood here, a bridge of many a story");
    assert!(read_bare("Alas!", &at_its_name).is_ok());
}

/// Paragraphs of a story, the last of which is looked for.
const STORY: &str = "<p>The harbour board met on Monday evening to choose between two plans for the old \
    pier, which has been closed to lorries since the storm of last winter.</p>\
    <p>Traders had asked for the work to be done in halves, so that at least twelve of the stalls could \
    stay open while the quay beneath them is made safe again.</p>\
    <p>Engineers told the meeting that the timber piles had lost a third of their thickness, and that \
    two of them could be pushed over by hand when the divers went down.</p>\
    <p>The board will decide in spring, when the surveyor has measured what is left of the wall, said \
    its chair, who has led it for eleven years.</p>";
const LAST: &str = "who has led it for eleven years.";

#[test]
fn stories_that_say_what_walls_and_offers_say_are_kept_whole() {
    for (title, beginning) in [
        (
            "Schools turn to tablets",
            "More and more children learn to read on tablets, it says.</p>",
        ),
        (
            "A report on the pier",
            "To read the full text of the report, see the end of the page.</p>",
        ),
        ("La jetée fermée", "Réservé aux abonnés</p>"),
        (
            "A letter from the pier",
            "For subscribers only: a letter from the editor of the paper.</p>",
        ),
        ("God does not exist", "So says the oldest of the traders.</p>"),
        ("This word no longer exists", "The board has forgotten it.</p>"),
        ("Two opinions", "Two of us write.</p><h2>Kommentar 1</h2>"),
    ] {
        let text = format!("{beginning}{STORY}");
        let text = read(title, &text).map(|article| article.text());
        assert!(text.as_ref().is_ok_and(|text| text.contains(LAST)), "{title}: {text:?}");
    }
}

#[test]
fn a_number_of_comments_among_paragraphs_ends_nothing() {
    for count in
        ["<div><span>3 Kommentare</span></div>", "<h2>Kommentar 2</h2>", "<p>Comments: 12</p>"]
    {
        let text = format!("</p>{STORY}{count}{STORY}").replace("pier,", "mole,");
        let article = read("The mole", &text.replacen(LAST, "who leaves.", 1)).expect("an article");
        assert!(article.text().contains(LAST), "{count}: {}", article.text());
    }
}

#[test]
fn the_parts_of_one_article_are_no_other_articles() {
    let parts: Vec<String> = (1..4)
        .map(|part| {
            let time = "<time datetime=2024-05-02>May 2</time>";
            let last = format!("who has led it for {part} years.");
            format!("<section class=part><h1>The pier, part {part}</h1>{time}{STORY}</section>")
                .replace(LAST, &last)
        })
        .collect();
    let article = read("The pier, part 1", &format!("</p>{}", parts.concat())).expect("an article");
    assert!(article.text().contains("led it for 3 years"), "{}", article.text());
}
