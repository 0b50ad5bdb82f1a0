use super::{clean, find};
use crate::body::Layout;
use crate::dom::Dom;
use crate::metadata::head::Head;
use crate::metadata::tags::site_name;
use crate::parse::parse;

#[track_caller]
fn check(told: &str, expected: &[&str]) {
    assert_eq!(clean(&[told.to_owned()], Some("The Daily")), expected);
}

#[track_caller]
fn check_page(html: &str, expected: &[&str]) {
    let html = parse(html);
    let dom = Dom::of(&html);
    let head = Head::of(&dom);
    let site = site_name(&head);
    let found = find(&dom, &Layout::of(&dom).judged, &head, site.as_deref());
    assert_eq!(found, expected);
}

fn json(script: &str) -> String {
    format!("<script type='application/ld+json'>{script}</script>")
}

#[test]
fn names_are_split_and_stripped() {
    check("By Ann Lee and Bo Karl", &["Ann Lee", "Bo Karl"]);
    check("Von Ann Lee, Berlin-Korrespondentin", &["Ann Lee"]);
    check("Ann Lee, Senior Reporter", &["Ann Lee"]);
    check("Ann Lee, Sprecherin der Werft", &["Ann Lee"]);
    check("Ann Lee | ann@example.org", &["Ann Lee"]);
    check("Ann Lee @annlee", &["Ann Lee"]);
    check("Ann Lee MS, RDN, LD", &["Ann Lee"]);
    check("Written by: Ann Lee", &["Ann Lee"]);
    check("Text und Interview: Ann Lee", &["Ann Lee"]);
    check("Ann Lee on December 4, 2024", &["Ann Lee"]);
    check("Ann Lee im Gespräch mit Bo Karl", &["Ann Lee", "Bo Karl"]);
    check("Ann Lee and Reuters", &["Ann Lee", "Reuters"]);
}

#[test]
fn sites_roles_and_addresses_are_nobody() {
    check("The Daily", &[]);
    check("admin", &[]);
    check("https://example.org/ann", &[]);
    check("2 hours ago", &[]);
    check("View more posts", &[]);
    check("December", &[]);
    check("Ann Lee, The Daily", &["Ann Lee"]);
}

#[test]
fn words_within_names_make_nobody_of_nobody() {
    check("Iago Santiago", &["Iago Santiago"]);
    check("Xiao You", &["Xiao You"]);
    check("Ludwig van der Berg", &["Ludwig van der Berg"]);
}

#[test]
fn a_person_shown_is_believed_before_a_first_name_told() {
    let meta = "<meta name=author content=anna><h1>Rain</h1>";
    check_page(&format!("{meta}<p class=author>By <a>Anna Lee</a></p>"), &["Anna Lee"]);
    check_page(meta, &["anna"]);
}

#[test]
fn what_follows_a_name_in_a_byline_is_no_author() {
    let byline = "<div class=byline>By <b>Ann Lee</b> and <b>Bo Karl</b> <i>Harbour Town</i></div>";
    check_page(byline, &["Ann Lee", "Bo Karl"]);
    check_page(
        "<div class=post-author><span>Ann Lee</span><span>May 4, 2024</span></div>",
        &["Ann Lee"],
    );
}

#[test]
fn a_byline_adds_authors_and_leaves_out_contributors() {
    let one = json(r#"{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ann Lee"}}"#);
    check_page(
        &format!("{one}<p class=byline>By Ann Lee and Bo Karl</p>"),
        &["Ann Lee", "Bo Karl"],
    );
    let two = json(
        r#"{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Ann Lee"},
            {"@type": "Person", "name": "Bo Karl"}]}"#,
    );
    let byline = "<p class=byline>By <a>Ann Lee</a> <i>Contributions from <a>Bo Karl</a></i></p>";
    check_page(&format!("{two}{byline}"), &["Ann Lee"]);
    check_page(&format!("{two}<p class=byline>Ann Lee</p>"), &["Ann Lee", "Bo Karl"]);
}

#[test]
fn a_line_of_its_own_names_an_author() {
    check_page("<h1>Rain</h1><p>Von Ann Lee</p><p>It rained.</p>", &["Ann Lee"]);
    check_page("<h1>Rain</h1><p>By noon it rained.</p>", &[]);
    check_page("<h1>Rain</h1><figure><figcaption>By Ann Lee</figcaption></figure>", &[]);
}

#[test]
fn marks_of_other_articles_and_of_readers_are_left_out() {
    check_page(
        "<div><p><span itemprop=author>Ann Lee</span></p></div>
         <ul><li><span itemprop=author>Bo Karl</span></li></ul>",
        &["Ann Lee"],
    );
    check_page("<div class=comments><p itemprop=author>Bo Karl</p></div>", &[]);
    check_page("<h1>Rain</h1><div class=comment-author>Bo Karl</div>", &[]);
}

#[test]
fn the_owner_of_a_site_may_be_its_author() {
    let site = "<meta property=og:site_name content='Ann Lee'>";
    check_page(&format!("{site}<meta name=author content='Ann Lee'>"), &["Ann Lee"]);
    let site = "<meta property=og:site_name content='The Daily'>";
    check_page(&format!("{site}<meta name=author content='The Daily'>"), &[]);
}

#[test]
fn names_in_two_parts_and_of_the_page_are_heard() {
    check_page(
        &json(
            r#"{"@type": "NewsArticle", "author": {"@type": "Person",
                "givenName": "Ann", "familyName": "Lee"}}"#,
        ),
        &["Ann Lee"],
    );
    check_page(
        &json(
            r##"{"@graph": [{"@type": "WebPage", "author": {"@id": "#ann"}},
                {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]}"##,
        ),
        &["Ann Lee"],
    );
}
