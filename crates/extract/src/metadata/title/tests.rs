use super::{cut, find};
use crate::body::Layout;
use crate::dom::Dom;
use crate::metadata::head::Head;
use crate::metadata::publication::Publication;
use crate::metadata::tags::site_name;
use crate::parse::parse;

#[track_caller]
fn check(html: &str, expected: &str) {
    let html = parse(html);
    let dom = Dom::of(&html);
    let head = Head::of(&dom);
    let site = site_name(&head);
    let found = find(&dom, &Layout::of(&dom).judged, &head, site.as_deref());
    assert_eq!(found.as_deref(), Some(expected));
}

#[test]
fn the_name_of_the_site_is_cut_off() {
    let cut = |title, site| cut(title, &Publication::named(site));
    assert_eq!(
        cut("Rain falls | Politics | The Daily", Some("The Daily")),
        "Rain falls | Politics"
    );
    assert_eq!(
        cut("Rain falls on the plain - The Daily News", Some("The Daily News")),
        "Rain falls on the plain"
    );
    assert_eq!(
        cut("Rain – snow – and hail in the mountains", None),
        "Rain – snow – and hail in the mountains"
    );
}

#[test]
fn a_heading_that_is_a_part_of_the_title_is_the_headline() {
    check(
        "<title>How rain falls | A blog about water, wind and all that weather does</title>
         <h1>How rain falls</h1>",
        "How rain falls",
    );
    check(
        "<title>News - Rain has fallen on the plain</title>
         <h1>News</h1><h1>Rain has fallen on the plain</h1>",
        "Rain has fallen on the plain",
    );
}

#[test]
fn the_name_of_the_host_is_no_headline() {
    check(
        "<title>weatherbook » Rain: an essay</title>
         <link rel=canonical href='https://www.weatherbook.example/rain'><h1>weatherbook</h1>",
        "Rain: an essay",
    );
    check(
        "<title>How rain falls - Friends of the Weatherbook</title>
         <link rel=canonical href='https://forum.weatherbook.example/rain'>",
        "How rain falls",
    );
}

#[test]
fn a_bar_without_spaces_parts_the_name_of_the_site() {
    let site = "<meta property=og:site_name content='Valley News'>";
    check(&format!("{site}<title>Valley News|雨が降る</title>"), "雨が降る");
    check(&format!("{site}<title>雨が降る|Valley News</title>"), "雨が降る");
    check(&format!("{site}<title>Rain|Snow</title>"), "Rain|Snow");
}

#[test]
fn a_kicker_in_an_element_of_its_own_is_parted_from_the_headline() {
    check(
        "<h1><span>Harbour:</span><span>Rain falls on the town</span></h1>",
        "Harbour: Rain falls on the town",
    );
    check(
        "<meta property=og:title content='Harbour: Rain falls on the town'>
         <h1><span>Harbour:</span><span>Rain falls on the town</span></h1>",
        "Harbour: Rain falls on the town",
    );
    check("<h1><b>Score 3:</b><i>2 in the harbour</i></h1>", "Score 3:2 in the harbour");
}

#[test]
fn a_kicker_with_a_colon_is_not_torn_off() {
    check(
        "<h1><span class=kicker>Flood in the valley</span>: Who helps?</h1>",
        "Flood in the valley: Who helps?",
    );
    check("<h1><span class=kicker>Opinion</span> Let it rain</h1>", "Let it rain");
}

#[test]
fn a_kicker_that_all_sources_tell_stays() {
    let told = r#"<meta property="og:title" content="Valley: It rains again today">
        <script type="application/ld+json">{"@type": "NewsArticle",
        "headline": "Valley: It rains again today"}</script>"#;
    let bare = r#"<meta property="og:title" content="It rains again today">"#;
    let heading = "<h1>It rains again today</h1>";
    check(&format!("{told}{heading}"), "Valley: It rains again today");
    check(&format!("{bare}<h1>Valley: It rains again today</h1>"), "It rains again today");
}

#[test]
fn a_heading_that_leads_to_the_front_page_is_the_name_of_the_site() {
    check(
        "<title>Rain falls | Love of weather goes through the window</title>
         <h1><a href='/'>Love of weather goes through the window</a></h1>",
        "Rain falls",
    );
    check(
        "<title>Rain falls | The Umbrella</title>
         <a href='https://example.org/'><h1>The Umbrella</h1></a><h1>Rain falls on us</h1>",
        "Rain falls on us",
    );
}

#[test]
fn the_headline_of_a_blog_stands_below_its_name() {
    check(
        "<title>Ann's Harbour: The bridge is closing</title>
         <h1>Ann's Harbour</h1><h2>Wednesday, May 4</h2><h3>The bridge is closing</h3>",
        "The bridge is closing",
    );
}

#[test]
fn labels_beside_a_heading_are_no_part_of_it() {
    check(
        "<meta property=og:title content='Let the rain fall | Editorial'>
         <h1>Opinion | Let the rain fall | Editorial</h1>",
        "Let the rain fall",
    );
    check(
        "<meta property=og:site_name content=Weatherbook>
         <title>Rain falls</title><h1>Rain falls – Weatherbook</h1>",
        "Rain falls",
    );
}

#[test]
fn one_heading_is_the_headline_even_if_the_title_is_another() {
    let heading = "<h1>Time to say goodbye</h1>";
    check(&format!("<title>Home</title>{heading}"), "Time to say goodbye");
    let told = r#"<script type="application/ld+json">{"@type": "NewsArticle",
        "headline": "Rain falls"}</script>"#;
    check(&format!("{told}{heading}"), "Rain falls");
    check("<title>Rain has fallen</title><h1>Weather</h1>", "Rain has fallen");
}

#[test]
fn a_kicker_may_be_parted_in_two_ways() {
    check(
        r#"<meta property="og:title" content="Valley: It rains again today">
        <script type="application/ld+json">{"@type": "NewsArticle",
        "headline": "Valley - It rains again today"}</script><h1>It rains again today</h1>"#,
        "Valley: It rains again today",
    );
}

#[test]
fn a_badge_is_no_part_of_the_headline() {
    let badge = "<h1><span class=badge>Live</span>Rain falls again</h1>";
    let bare = "Rain falls again";
    check(&format!("<title>LIVE: Rain falls again</title>{badge}"), bare);
    check(&format!("<meta property=og:title content='Rain falls again'>{badge}"), bare);
    check("<title>Rain falls again</title><h1><b>Live</b>Rain falls again</h1>", bare);
    check(badge, "Live Rain falls again");
    check("<h1><i><span class=badge>Live</span>Rain falls</i></h1>", "Live Rain falls");
    check("<h1>Rain falls<span class=label>New</span></h1>", "Rain falls New");
    check("<h1><b>W</b>estport</h1>", "Westport");
    check("<h1><b>i</b>Phone rains</h1>", "iPhone rains");
}

#[test]
fn a_main_heading_may_be_the_name_that_the_title_ends_in() {
    check(
        "<title>Rain has fallen again - Harbour Watch</title><h1>Harbour Watch</h1>
         <h2>Rain has fallen again</h2>",
        "Rain has fallen again",
    );
}

#[test]
fn names_before_a_headline_are_cut_off() {
    let cut = |title, site| cut(title, &Publication::named(site));
    let site = Some("Harbour Times");
    assert_eq!(cut("Harbour Times: Rain falls", site), "Rain falls");
    assert_eq!(cut("The Harbour Times – Rain falls", site), "Rain falls");
    assert_eq!(cut("Harbour Times » Blog Archive » It rains again", site), "It rains again");
    assert_eq!(cut("Blog Archiv » Rain falls", None), "Rain falls");
    assert_eq!(cut("Harbour: Rain falls", None), "Harbour: Rain falls");
}
