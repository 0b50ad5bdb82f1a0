//! Authors that a page tells machines, and what is believed beside them.

use super::{check, check_page, json};

#[test]
fn a_person_shown_is_believed_before_a_first_name_told() {
    let meta = "<meta name=author content=anna><h1>Rain</h1>";
    check_page(&format!("{meta}<p class=author>By <a>Anna Lee</a></p>"), &["Anna Lee"]);
    check_page(meta, &["anna"]);
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

#[test]
fn a_lone_name_told_and_shown_is_believed_before_a_line() {
    check_page(
        "<meta name=author content=Ela><h1>Rain</h1><a rel=author href=/ela>Ela</a><p>By Ann Lee</p>",
        &["Ela"],
    );
}

#[test]
fn an_organisation_told_is_believed_before_an_agency_shown() {
    let told = json(
        r#"{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Harbour Board"}}"#,
    );
    check_page(&format!("{told}<p class=author>dpa</p>"), &["Harbour Board"]);
    check_page("<p class=author>dpa</p>", &["dpa"]);
}

#[test]
fn the_inner_of_two_marks_holds_the_name() {
    check_page("<p itemprop=author>Harbour Watch <b itemprop=author>Ann Lee</b></p>", &["Ann Lee"]);
}

#[test]
fn names_keep_parentheses_within_and_teams_beside_them() {
    check("Ann (Marie) Lee", &["Ann (Marie) Lee"]);
    check("Ann Lee (Berlin)", &["Ann Lee"]);
    let told = json(r#"{"@type": "NewsArticle", "author": ["Ann Lee", "Gear Team", "Some News"]}"#);
    check_page(&told, &["Ann Lee", "Gear Team"]);
}

#[test]
fn a_site_may_bear_the_name_of_its_author() {
    let site = "<meta property=og:site_name content='Ann Lee Photography'>";
    check_page(&format!("{site}<meta name=author content='Ann Lee'>"), &["Ann Lee"]);
}

#[test]
fn a_publication_that_a_meta_names_as_author_is_one_at_last() {
    let site = "<meta property=og:site_name content='Harbour'>";
    check_page(&format!("{site}<meta name=author content='Harbour'>"), &["Harbour"]);
}

#[test]
fn behind_an_agency_in_a_row_a_lone_word_is_an_author_only_as_a_first_name() {
    let told =
        json(r#"{"@type": "NewsArticle", "author": {"name": "Von Anna Schmidt und dpa, Berlin"}}"#);
    check_page(&told, &["Anna Schmidt", "dpa"]);
    let told = json(r#"{"@type": "NewsArticle", "author": "Anna Schmidt, Markus"}"#);
    check_page(&told, &["Anna Schmidt", "Markus"]);
    let told = json(r#"{"@type": "NewsArticle", "author": ["Anna Schmidt", "Sweidah"]}"#);
    check_page(&told, &["Anna Schmidt", "Sweidah"]);
    check_page("<meta name=author content='Kaufman, Jeff T.'>", &["Jeff T. Kaufman"]);
}

#[test]
fn a_name_in_two_elements_is_one() {
    let name = |first: &str, last: &str| {
        format!(
            "<div class='byline'><a rel=author href='mailto:x@news.example'><span class=firstname>\
            {first}</span> <span class=lastname>{last}</span></a></div>"
        )
    };
    let byline = format!("<div class=bylines>{}{}</div>", name("Ann", "Lee"), name("Bo", "Karl"));
    let told = json(
        "{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Person\",\"name\":\"Bo Karl\"}]}",
    );
    check_page(&format!("{told}<h1>Rain</h1>{byline}"), &["Ann Lee", "Bo Karl"]);
}

#[test]
fn a_name_in_bold_above_the_text_signs_where_only_the_publication_does() {
    let text = "<p>It rained for days over the harbour, and nobody in the town had seen as much water \
        in the streets for years, said the harbour master.</p>";
    let head = "<meta property=og:site_name content='Harbour Daily'><meta name=author content='Harbour Daily'>";
    let page = |head: &str, line: &str| format!("{head}<h1>Rain</h1><p>{line}</p>{text}");
    check_page(&page(head, "<strong>Ann Lee/Bo Karl</strong>"), &["Ann Lee", "Bo Karl"]);
    check_page(&page(head, "<strong>Rain in Ann Lee Street</strong>"), &["Harbour Daily"]);
    check_page(&page(head, "Ann Lee"), &["Harbour Daily"]);
    let signed = "<meta name=author content='Jo Park'>";
    check_page(&page(signed, "<strong>Ann Lee</strong>"), &["Jo Park"]);
}

#[test]
fn a_place_between_names_is_nobody() {
    let told = json(r#"{"@type": "NewsArticle", "author": "Ann Lee, London, Jo Park"}"#);
    check_page(&told, &["Ann Lee", "Jo Park"]);
}

#[test]
fn an_address_of_mail_is_not_told_with_the_name() {
    let mail = "Lüder Hoppe info@hafen.example";
    check_page(
        &format!("<meta name=publisher content='{mail}'><meta name=author content='{mail}'>"),
        &["Lüder Hoppe"],
    );
}
