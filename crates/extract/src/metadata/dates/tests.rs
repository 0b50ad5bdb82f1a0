//! Small pages, each a shape in which pages tell their time.

use chrono::DateTime;
use url::Url;

use super::{Dates, Seen};
use crate::article::{Moment, Precision};
use crate::body::Layout;
use crate::dom::Dom;
use crate::metadata::head::Head;
use crate::parse;

/// 2026-11-21, in seconds since 1970.
const FETCHED_AT: i64 = 1_795_219_200;

fn written(moment: Option<Moment>) -> String {
    moment.map_or_else(String::new, |moment| match moment.precision {
        Precision::Day => moment.at.format("%F").to_string(),
        Precision::Instant => moment.at.to_rfc3339(),
    })
}

/// Published and modified of a page at an address.
fn find(html: &str, address: &str) -> (String, String) {
    let source = html;
    let html = parse::parse(source);
    let dom = Dom::of(&html);
    let (layout, head) = (Layout::of(&dom), Head::of(&dom));
    let address = Url::parse(address).expect("a constant address");
    let fetched_at = DateTime::from_timestamp(FETCHED_AT, 0).expect("a constant instant");
    let (dom, layout, head, address) = (&dom, &layout, &head, &address);
    let (text, seen) = (None, Seen::default());
    let dates = Dates { dom, source, layout, head, address, fetched_at, text, seen };
    let (published, modified) = dates.find(None);
    (written(published), written(modified))
}

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(find(html, "https://example.org/rain").0, expected);
}

#[track_caller]
fn check_at(address: &str, html: &str, expected: &str) {
    assert_eq!(find(html, address).0, expected);
}

const UTC: &str = r#"<meta property="article:published_time" content="2024-05-04T01:10:42Z">"#;

#[test]
fn an_instant_in_utc_gets_the_zone_of_the_clock_beside_the_headline() {
    check(
        &format!("{UTC}<h1>Rain falls</h1><p>May 3, 2024 9:10 p.m.</p>"),
        "2024-05-03T21:10:42-04:00",
    );
    check(
        &format!("{UTC}<h1>Rain falls</h1><time datetime='2024-05-04 03:10:42'>today</time>"),
        "2024-05-04T03:10:42+02:00",
    );
}

#[test]
fn a_clock_of_another_instant_is_no_zone() {
    for clock in ["9:11 p.m.", "9:10:41 pm", "01:10", "13:10", "updated 9:10 p.m."] {
        let html = format!("{UTC}<h1>Rain falls</h1><p>{clock} May 3, 2024</p>");
        let expected = "2024-05-04T01:10:42+00:00";
        assert_eq!(find(&html, "https://example.org/rain").0, expected, "{clock}");
    }
}

#[test]
fn an_instant_in_utc_gets_the_zone_that_a_script_tells_for_it() {
    let script = "<script>var told = {at: '2024-05-03T21:10:42-04:00'}</script>";
    let html = format!("{UTC}{script}<h1>Rain falls</h1>");
    check_at("https://example.org/2024/05/03/rain", &html, "2024-05-03T21:10:42-04:00");
    check_at("https://example.org/rain", &html, "2024-05-04T01:10:42+00:00");
}

#[test]
fn the_date_beside_the_headline_is_no_teasers() {
    check(
        "<div class='teaser'><h2>Snow</h2><span class='date'>01.02.2024</span></div>
        <h1>Rain falls</h1><div>Ann Lee<span></span><span>3.5.2024</span></div>
        <div class='related'><h2>Hail</h2><span class='date'>02.02.2024</span></div>",
        "2024-05-03",
    );
}

#[test]
fn a_box_around_headline_and_date_is_not_about_something_else() {
    check(
        "<div class='promo'><h1>Rain falls</h1><time datetime='2024-05-03'>today</time></div>",
        "2024-05-03",
    );
}

#[test]
fn the_publication_is_told_from_the_change() {
    check("<h1>Rain</h1><p>Updated: 4 May 2024</p><p>Published: 3 May 2024</p>", "2024-05-03");
    check("<h1>Rain</h1><p>03.05.2024, zuletzt geändert 04.05.2024</p>", "2024-05-03");
    check("<h1>Rain</h1><p>Stand: 04.05.24, 17:03 Uhr</p>", "2024-05-04");
}

#[test]
fn a_label_may_stand_above_its_date() {
    let far = "<p>It rained.</p>".repeat(20);
    check(
        &format!("<h1>Rain</h1>{far}<dl><dt>Mise en ligne</dt><dd>3 mai 2024</dd></dl>"),
        "2024-05-03",
    );
}

#[test]
fn a_date_may_open_the_text_or_end_the_title() {
    let rain = "It rained, and the fields drank, and so did the old trees behind the house.";
    check(&format!("<h1>Rain</h1><p>(Ghent, 3 mei 2024) {rain} {rain}</p>"), "2024-05-03");
    check(&format!("<h1>Rain</h1><p>03.05.2024 – {rain} {rain}</p>"), "2024-05-03");
    check(&format!("<h1>Rain</h1><p>{rain} {rain} On May 3, 2024 it stopped.</p>"), "");
    check("<title>Rain falls | 03.05.2024</title><h1>Rain falls</h1>", "2024-05-03");
}

#[test]
fn what_the_address_tells_outweighs_what_only_looks_like_the_date() {
    let html = "<h1>A novel</h1><p>Published: 14 August 2017</p>";
    check_at("https://example.org/2019/09/a-novel", html, "");
    check_at("https://example.org/2017/09/a-novel", html, "2017-08-14");
    check_at("https://example.org/2017/09/02/a-novel", html, "2017-09-02");
}

#[test]
fn readers_see_the_publication_where_the_head_may_mean_the_change() {
    let vague = "<meta name='date' content='2024-05-09'>";
    check(&format!("{vague}<h1>Rain</h1><p>03.05.2024</p>"), "2024-05-03");
    check(&format!("{vague}<h1>Rain</h1>"), "2024-05-09");
}

#[test]
fn a_page_that_describes_no_article_still_tells_its_time() {
    check(
        r#"<script type="application/ld+json">
        {"@type": "WebPage", "datePublished": "2024-05-03T10:00:00+02:00"}</script>"#,
        "2024-05-03T10:00:00+02:00",
    );
}

#[test]
fn the_country_tells_the_order_of_day_and_month() {
    let slashed = "<h1>Rain</h1><p>03/05/2024</p>";
    check_at("https://example.org/rain", slashed, "2024-03-05");
    check_at("https://example.co.uk/rain", slashed, "2024-05-03");
    check_at("https://example.org/rain", &format!("<html lang='fr'>{slashed}"), "2024-05-03");
    check_at("https://example.ie/rain", &format!("<html lang='en-US'>{slashed}"), "2024-03-05");
}

#[test]
fn a_day_becomes_exact_by_another_telling_of_it() {
    check(
        "<meta name='pubdate' content='2024-05-03'>
        <h1>Rain</h1><time datetime='2024-05-03T17:47:42+02:00'>today</time>",
        "2024-05-03T17:47:42+02:00",
    );
}

#[test]
fn what_lies_ahead_is_not_believed() {
    check("<h1>Rain</h1><p>3 May 2027</p>", "");
}

#[test]
fn a_later_change_is_kept() {
    let html = format!("{UTC}<meta name='lastmod' content='2024-05-05T01:10:42Z'><h1>Rain</h1>");
    assert_eq!(find(&html, "https://example.org/").1, "2024-05-05T01:10:42+00:00");
}

#[test]
fn a_date_without_a_headline_has_a_line_to_itself() {
    let rain = "<p>It rained, and the fields drank, and the trees behind the house, too.</p>";
    check(&format!("<div>Weather</div><div>03.05.2024</div>{rain}"), "2024-05-03");
    check(&format!("{rain}<div class='comments'><div>03.05.2024</div></div>"), "");
}

#[test]
fn times_around_the_article_are_believed_if_they_agree() {
    let far = "<p>It rained.</p>".repeat(20);
    let page = |second: &str| {
        let time = |day: &str| format!("<time datetime='{day}'>then</time>");
        let times = format!("{} {}", time("2024-05-03"), time(second));
        format!("<h1>Rain</h1>{far}<div class='share'>{times}</div>")
    };
    check(&page("2024-05-03"), "2024-05-03");
    check(&page("2024-05-04"), "");
}

#[test]
fn a_day_that_readers_see_contradicts_what_machines_are_told() {
    let told = r#"<meta property="article:published_time" content="2024-10-20T08:00:00Z">"#;
    check(&format!("{told}<h1>Rain falls</h1><p>By Ada Rain, May 3, 2024</p>"), "2024-05-03");
    check(
        &format!("{told}<h1>Rain falls</h1><p>October 19, 2024</p>"),
        "2024-10-20T08:00:00+00:00",
    );
}

#[test]
fn dates_of_changes_headlines_and_other_days_contradict_nothing() {
    let told = r#"<meta property="article:published_time" content="2024-05-03T08:00:00Z">
        <meta property="article:modified_time" content="2024-10-20T08:00:00Z">"#;
    for shown in [
        "<h1>Rain falls</h1><p>Updated October 12, 2024</p>",
        "<h1>Rain falls</h1><p>October 20, 2024</p>",
        "<h1>Rain of October 12, 2024</h1>",
        "<h1>Rain falls</h1><p>Umbrellas above the old bridge in the heavy rain, on October 12, 2024</p>",
        "<h1>Rain falls</h1><time datetime='2024-05-03'>October 12, 2024</time>",
        "<h1>Rain falls</h1><time datetime='2024-10-12'>May 3, 2024</time>",
    ] {
        check(&format!("{told}{shown}"), "2024-05-03T08:00:00+00:00");
    }
}

#[test]
fn a_day_beside_the_headline_is_better_than_the_one_before_it_in_the_address() {
    let shown = "<h1>Rain falls</h1><p>May 4, 2024</p>";
    check_at("https://example.org/2024/05/03/rain", shown, "2024-05-04");
}

#[test]
fn a_label_of_publication_may_follow_the_date() {
    check(
        "<h1>Rain falls</h1><p>Tuesday, May 3, 2024 at 9:40 pm - Posted by Ann Lee</p>",
        "2024-05-03",
    );
}

#[test]
fn days_of_events_and_of_today_contradict_nothing() {
    let told = r#"<meta property="article:published_time" content="2026-11-10T08:00:00Z">"#;
    for page in [
        "<h1>Rain falls</h1><p>Castle Theatre, March 14, 2025</p>",
        "<div>Saturday, November 21, 2026</div><h1>Rain falls</h1>",
        "<h1>Rain falls</h1><p>Castle Theatre, <b>March 14, 2025</b></p>",
    ] {
        check(&format!("{told}{page}"), "2026-11-10T08:00:00+00:00");
    }
    check(&format!("{told}<h1>Rain falls</h1><p>Rain | <b>March 14, 2025</b></p>"), "2025-03-14");
}

#[test]
fn the_day_of_a_masthead_is_nobodys_and_that_above_a_headline_its_own() {
    let today = "<p>Saturday, November 21, 2026</p>";
    check(&format!("{today}<h1>Rain falls</h1>"), "");
    check(&format!("<article>{today}<h1>Rain falls</h1></article>"), "2026-11-21");
    check("<p>Tuesday, November 17, 2026</p><h1>Rain falls</h1>", "2026-11-17");
}

#[test]
fn a_change_is_told_by_its_day_by_microdata_or_beside_the_headline() {
    let told = r#"<meta property="article:published_time" content="2024-05-03T08:00:00Z">"#;
    for (shown, expected) in [
        ("<h1>Rain</h1><p>Updated 5 May 2024</p>", "2024-05-05"),
        ("<h1>Rain</h1><p>Updated: 9:30 p.m. EST, 5 May 2024</p>", "2024-05-05T21:30:00-05:00"),
        ("<h1>Rain</h1><i itemprop=dateModified content=2024-05-05>now</i>", "2024-05-05"),
        ("<h1>Rain</h1><time class=updated datetime=2024-05-05>now</time>", "2024-05-05"),
        ("<meta name=lastmod content=2024-05-05><h1>Rain</h1>", "2024-05-05"),
        ("<meta name=lastmod content=2024-05-03><h1>Rain</h1>", ""),
        ("<h1>Rain</h1><p>Updated 2 May 2024</p>", ""),
        ("<h1>Rain</h1><p>Updated 3 May 2024, 8:00 am EST</p>", ""),
    ] {
        let found = find(&format!("{told}{shown}"), "https://example.org/rain");
        assert_eq!(found.1, expected, "{shown}");
        assert_eq!(found.0, "2024-05-03T08:00:00+00:00", "{shown}");
    }
}

#[test]
fn a_zone_behind_a_clock_makes_an_instant_where_machines_tell_a_day() {
    check(
        "<meta name=pubdate content=2024-05-03><h1>Rain</h1><p>3 May 2024, 20:40 CEST</p>",
        "2024-05-03T20:40:00+02:00",
    );
    check(
        "<html lang=en-IN><h1>Rain</h1><p>Published - May 03, 2024 01:32 am IST</p>",
        "2024-05-03T01:32:00+05:30",
    );
    check("<h1>Rain</h1><p>Published - May 03, 2024 01:32 am IST</p>", "2024-05-03");
}

#[test]
fn the_locale_of_the_head_tells_the_order_of_day_and_month() {
    let locale = |told: &str| {
        format!(
            "<html lang=en><meta property='og:locale' content='{told}'><h1>Rain</h1><p>03/05/2024</p>"
        )
    };
    check(&locale("en_GB"), "2024-05-03");
    check(&locale("de_DE"), "2024-05-03");
    check(&locale("en_US"), "2024-03-05");
    check_at("https://example.co.uk/rain", &locale("en_US"), "2024-05-03");
}

#[test]
fn of_several_elements_of_time_the_one_that_is_no_change_is_published() {
    let stamp =
        |line: &str| format!("<title>Rain falls hard</title><h1>Rain falls hard</h1><p>{line}</p>");
    let changed = r#"<time datetime="2026-11-16T09:00:00+01:00">16 Nov 2026</time>"#;
    let first = r#"<time datetime="2026-11-14T18:05:00+01:00">14 Nov 2026</time>"#;
    let (published, modified) = ("2026-11-14T18:05:00+01:00", "2026-11-16T09:00:00+01:00");
    for line in [
        format!("Updated {changed} First published {first}"),
        format!("<span>Updated {changed}</span><span>{first}</span>"),
        format!("{first} (updated {changed})"),
        format!("Published {first}, updated {changed}"),
    ] {
        let found = find(&stamp(&line), "https://example.org/rain");
        assert_eq!(found, (published.to_owned(), modified.to_owned()), "{line}");
    }
    let line = format!("14 November 2026, updated {changed}");
    let found = find(&stamp(&line), "https://example.org/rain");
    assert_eq!(found, ("2026-11-14".to_owned(), modified.to_owned()));
}

#[test]
fn dates_are_read_in_the_digits_of_other_scripts() {
    let page = |title: &str, date: &str| {
        format!("<title>{title}</title><h1>{title}</h1><div>{date}</div>")
    };
    check(&page("الجسر مغلق منذ أمس", "السبت ١٤ نوفمبر ٢٠٢٦ - ٠٦:٠٥ م"), "2026-11-14");
    check(&page("पुल बंद रहेगा आज", "१४ नवंबर २०२६"), "2026-11-14");
    check(&page("橋が閉鎖される", "２０２６年１１月１４日"), "2026-11-14");
}

#[test]
fn a_label_above_a_date_tells_what_it_is() {
    let list = |first: &str, second: &str| {
        format!("<title>Rain falls hard</title><h1>Rain falls hard</h1><dl>{first}{second}</dl>")
    };
    let changed = "<dt>Last updated<dd>16 November 2026";
    let published = "<dt>Published<dd>14 November 2026";
    let told = ("2026-11-14".to_owned(), "2026-11-16".to_owned());
    assert_eq!(find(&list(changed, published), "https://example.org/rain"), told);
    assert_eq!(find(&list(published, changed), "https://example.org/rain"), told);
    check(&list("<dt>When:<dd>12 November 2026", published), "2026-11-14");
}

#[test]
fn a_number_in_json_ld_is_a_time_like_the_same_in_a_string() {
    let told = |published: &str, modified: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \
             \"datePublished\": {published}, \"dateModified\": {modified}}}</script>"
        )
    };
    let expected = find(&told("\"1794650400\"", "\"1794654000000\""), "https://example.org/rain");
    assert!(expected.0.starts_with("2026-11-14") && expected.1.starts_with("2026-11-14"));
    let found = find(&told("1794650400", "1794654000000"), "https://example.org/rain");
    assert_eq!(found, expected);
}
