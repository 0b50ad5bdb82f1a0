//! Authors that readers see: bylines, links, lines.

use super::{check, check_page};

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
fn a_line_of_its_own_names_an_author() {
    check_page("<h1>Rain</h1><p>Von Ann Lee</p><p>It rained.</p>", &["Ann Lee"]);
    check_page("<h1>Rain</h1><p>By noon it rained.</p>", &[]);
    check_page("<h1>Rain</h1><figure><figcaption>By Ann Lee</figcaption></figure>", &[]);
}

#[test]
fn a_line_may_begin_with_a_date_or_stand_beside_the_headline() {
    check_page("<h1>Rain</h1><p>Posted on May 4, 2024 by Ann Lee</p>", &["Ann Lee"]);
    check_page("<h1>Rain</h1><p><time>04.05.2024</time> von Olga</p>", &["Olga"]);
    check_page("<div><h1>Rain</h1> by Ann Lee, <small>May 4</small></div>", &["Ann Lee"]);
    check_page("<p>by Ann Lee</p><h1>Rain</h1>", &["Ann Lee"]);
    check_page("<h1>Rain</h1><p>It is a <b>song</b> <i>by Ann Lee</i></p>", &[]);
    check_page("<h1>Ten songs of 2024 by Ann Lee</h1>", &[]);
}

#[test]
fn what_stands_in_a_byline_beside_names_is_no_author() {
    check_page(
        "<div class=byline><b class=byline__category>Wellness</b> <i>Ann Lee</i></div>",
        &["Ann Lee"],
    );
    check_page("<div class=author><b>Harbour Watch</b> By <a>Ann Lee</a></div>", &["Ann Lee"]);
    check_page("<a class=license><b class=author>Bo Karl</b></a>", &[]);
}

#[test]
fn an_article_may_name_its_author_at_its_foot() {
    let foot = "<footer><p class=author>Ann Lee</p></footer>";
    check_page(&format!("<article><h1>Rain</h1>{foot}</article>"), &["Ann Lee"]);
    check_page(&format!("<h1>Rain</h1><article>{foot}</article>"), &[]);
}

#[test]
fn authors_in_elements_of_their_own_are_all_heard() {
    let both = &["Ann Lee", "Bo Karl"];
    check_page(
        "<h1>Rain</h1><p>By <a rel=author href=/p/ann>Ann Lee</a> and
         <a rel=author href=/p/bo>Bo Karl</a></p>",
        both,
    );
    check_page(
        "<p class=byline><b class=author>Ann Lee</b> and <b class=author>Bo Karl</b></p>",
        both,
    );
    check_page(
        "<p>by <b class='author vcard'><a class='url fn n'>Ann Lee</a></b>,
         <b class='author vcard'><a class='url fn n'>Bo Karl</a></b></p>",
        both,
    );
    check_page("<ul class=authors><li>Ann Lee</li><li>Bo Karl</li></ul>", both);
    check_page(
        "<div class=authors><div class=author>Ann Lee</div><div class=author>Bo Karl</div></div>",
        both,
    );
}

#[test]
fn elements_beside_an_author_that_hold_something_else_are_none() {
    let place = "<b class=author-name>Ann Lee</b> <b class=author-place>Harbour Town</b>";
    check_page(place, &["Ann Lee"]);
    let far = "<p class=author>Ann Lee</p><p>It rained.</p><p class=author>Bo Karl</p>";
    check_page(far, &["Ann Lee"]);
    let research = "<p class=author>Ann Lee</p><p class=author>Researched by <b>Bo Karl</b></p>";
    check_page(research, &["Ann Lee"]);
}

#[test]
fn classes_may_be_written_in_capitals() {
    check_page("<h1>Rain</h1><p class=AUTHOR>Ann Lee</p>", &["Ann Lee"]);
}

#[test]
fn a_name_beside_a_date_is_an_author() {
    check_page("<h1>Rain</h1><p>Ann Lee<br>November 17, 2024</p>", &["Ann Lee"]);
    check_page("<h1>Rain</h1><div>Ann Lee | 17 November 2024</div>", &["Ann Lee"]);
    check_page("<h1>Rain</h1><p><a href=/world>Harbour Town</a> | 17 November 2024</p>", &[]);
    check_page("<h1>Rain</h1><p>Ann Lee sang | on 17 November 2024</p>", &[]);
}

#[test]
fn agencies_beside_persons_are_authors() {
    check("Benoît Lefèvre (avec AFP)", &["Benoît Lefèvre", "AFP"]);
    check("Ann Lee (dpa/AFP)", &["Ann Lee", "dpa", "AFP"]);
    check("Ann Lee (Berlin)", &["Ann Lee"]);
    check("Jan Novák, ČTK", &["Jan Novák", "ČTK"]);
    check("Anna Kowalska, PAP", &["Anna Kowalska", "PAP"]);
    check("新华社", &["新华社"]);
    check("연합뉴스", &["연합뉴스"]);
    check_page(
        "<html lang=pt><div class=autor>Por <a href=/autor/ana>Ana Sousa</a> e
         <a href=/autor/rui>Rui Costa</a> com Lusa</div>",
        &["Ana Sousa", "Rui Costa", "Lusa"],
    );
    check_page(
        "<p class=byline>Par <b>Benoît Lefèvre</b> (avec AFP)</p>",
        &["Benoît Lefèvre", "AFP"],
    );
}

#[test]
fn sections_behind_a_name_are_nobody() {
    let sections =
        "<a href=/news>News</a>, <a href=/portugal>Portugal</a>, <a href=/tourism>Tourism</a>";
    check_page(
        &format!("<h1>Rain</h1><p class=byline>By Ann Lee, in {sections}</p>"),
        &["Ann Lee"],
    );
    let page = "<h1>Rain</h1><p class=byline>By Ann Lee in <a href=/l>London</a> and Bo Karl</p>";
    check_page(page, &["Ann Lee", "Bo Karl"]);
}

#[test]
fn a_label_for_both_is_one() {
    check_page(
        "<h1>Rain</h1><ul><li><strong>Autorin/Autor</strong> Ann Lee</li></ul>",
        &["Ann Lee"],
    );
}

#[test]
fn links_to_licences_and_topics_lead_to_nobody() {
    let free = "<a href=https://free.example/licenses/by/4.0/>Free Commons Attribution</a>";
    check_page(&format!("<h1>Rain</h1><p>{free}</p>"), &[]);
    let topic = "<a rel=tag href=/x>Science Fiction</a>, <a href=/tag/bo>Bo Karl</a>";
    check_page(&format!("<h1>Rain</h1><p class=byline>By Ann Lee, {topic}</p>"), &["Ann Lee"]);
}

#[test]
fn words_of_the_menu_and_requests_are_nobody() {
    let menu = "<nav><a href=/legal>Legal</a></nav>";
    check_page(&format!("{menu}<h1>Rain</h1><p class=author-card>Legal</p>"), &[]);
    check_page("<h1>Rain</h1><p class=author>Harbour staff <a href=/tv>WATCH LIVE</a></p>", &[]);
}
