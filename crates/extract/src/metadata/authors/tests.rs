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
    let found = find(&dom, &Layout::of(&dom), &head, site.as_deref());
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
    check("By Ann Lee and John Q. Public | Photos: Jo Park", &["Ann Lee", "John Q. Public"]);
}

#[test]
fn what_tells_a_son_from_his_father_is_a_part_of_his_name() {
    check("Bo Stone Jr.", &["Bo Stone Jr."]);
    check("By Ann Lee and Bo Karl Stone, Jr.", &["Ann Lee", "Bo Karl Stone Jr."]);
    check("Ann Lee, Bo Stone, Sr, Jo Park III", &["Ann Lee", "Bo Stone Sr.", "Jo Park III"]);
    check("Jr.", &[]);
}

#[test]
fn the_text_tells_the_language_where_the_markup_does_not_or_is_wrong() {
    let text = "<p>W sobotę tysiące mieszkańców wyszły na ulice miasta, żeby sprzeciwić się \
        podwyżkom cen biletów, które rada uchwaliła w zeszłym tygodniu.</p><p>Burmistrz \
        zapowiedział, że spotka się z organizatorami jeszcze przed końcem miesiąca, ale nie \
        obiecał, że ceny wrócą do poprzedniego poziomu.</p>";
    for html in ["<html>", "<html lang=en>"] {
        let author = "<meta name=author content='Jan Kowalski i Anna Nowak'>";
        check_page(&format!("{html}{author}{text}"), &["Jan Kowalski", "Anna Nowak"]);
    }
}

#[test]
fn names_are_split_at_a_joining_word_of_the_pages_language() {
    let check = |language: &str, told: &str, expected: &[&str]| {
        let head = format!("<html lang={language}><meta name=author content='{told}'>");
        check_page(&head, expected);
    };
    check("nl", "Jan Smit en Anna de Vries", &["Jan Smit", "Anna de Vries"]);
    check("pl", "Jan Kowalski i Anna Nowak", &["Jan Kowalski", "Anna Nowak"]);
    check("pt-BR", "Ana Sousa e Rui Costa", &["Ana Sousa", "Rui Costa"]);
    check("es", "Ana Ruiz y Juan Gil", &["Ana Ruiz", "Juan Gil"]);
    check("es", "Ana Ruiz y agencias", &["Ana Ruiz"]);
    check("it", "Anna Rossi, Luca Bianchi e Ugo Neri", &["Anna Rossi", "Luca Bianchi", "Ugo Neri"]);
    check("sv", "Anna Berg och Nils Holm", &["Anna Berg", "Nils Holm"]);
    check("nb", "Anna Berg og Nils Holm", &["Anna Berg", "Nils Holm"]);
    check("tr", "Ayşe Kaya ve Can Demir", &["Ayşe Kaya", "Can Demir"]);
    check("cs", "Jan Novák a Petr Dvořák", &["Jan Novák", "Petr Dvořák"]);
    check("fi", "Aino Virta ja Onni Salo", &["Aino Virta", "Onni Salo"]);
    check("ru", "Анна Белова и Олег Чернов", &["Анна Белова", "Олег Чернов"]);
}

#[test]
fn a_small_word_within_a_name_joins_nothing() {
    let check = |language: &str, told: &str, expected: &[&str]| {
        let head = format!("<html lang={language}><meta name=author content='{told}'>");
        check_page(&head, expected);
    };
    check("es", "José Ortega y Gasset", &["José Ortega y Gasset"]);
    check("ca", "Josep Puig i Cadafalch", &["Josep Puig i Cadafalch"]);
    check("pt", "Ana Sousa e Silva", &["Ana Sousa e Silva"]);
    check("pt", "Manuel Costa e Silva Pereira", &["Manuel Costa e Silva Pereira"]);
}

#[test]
fn a_sentence_of_joining_words_ends_soon() {
    check(&"a y ".repeat(500_000), &[]);
}

#[test]
fn a_person_may_have_the_name_of_a_paper() {
    check("Markus Post", &["Markus Post"]);
    check("Emily Times and Hans Peter Journal", &["Emily Times", "Hans Peter Journal"]);
    check("Ann Lee, Washington Post", &["Ann Lee"]);
    check("Ann Lee, Berliner Morgenpost, Charlotte Times", &["Ann Lee"]);
    check("Ann Lee, Anna Redaktion", &["Ann Lee"]);
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
    check("Hendrik Jan de Vries", &["Hendrik Jan de Vries"]);
    check("John le Carré", &["John le Carré"]);
    check("María del Mar López", &["María del Mar López"]);
    check("Lee Jun Ho, March 5, 2024", &["Lee Jun Ho"]);
    check("Benoît Lefèvre le 5 mai 2024", &["Benoît Lefèvre"]);
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
fn a_lone_name_told_and_shown_is_believed_before_a_line() {
    check_page(
        "<meta name=author content=Ela><h1>Rain</h1><a rel=author href=/ela>Ela</a><p>By Ann Lee</p>",
        &["Ela"],
    );
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
fn names_are_found_behind_what_somebody_wrote() {
    check("Recipe by Mia Stern", &["Mia Stern"]);
    check("Guest column by Dr. Ann Lee, PhD", &["Dr. Ann Lee"]);
    check("Words: Ann Lee. Pictures: Bo Karl", &["Ann Lee"]);
    check("Aus Berlin berichtet Eva Öztürk", &["Eva Öztürk"]);
    check("Von unserer Korrespondentin Eva Öztürk", &["Eva Öztürk"]);
    check("BERLIN dpa |", &["dpa"]);
    check("بقلم: محمد علي", &["محمد علي"]);
}

#[test]
fn names_in_ideographs_are_parted_and_bare() {
    check("山田太郎\u{3000}佐藤花子", &["山田太郎", "佐藤花子"]);
    check("山田\u{3000}太郎", &["山田 太郎"]);
    check("文・山田太郎", &["山田太郎"]);
    check("【山田太郎】", &["山田太郎"]);
}

#[test]
fn days_formats_and_licences_are_nobody() {
    for nobody in ["Telephone", "الجمعة", "SVG", "CC-BY", "Bildung", "Ändern"] {
        check(nobody, &[]);
    }
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
fn behind_an_agency_in_a_row_a_lone_word_is_an_author_only_as_a_first_name() {
    let told =
        json(r#"{"@type": "NewsArticle", "author": {"name": "Von Anna Schmidt und dpa, Berlin"}}"#);
    check_page(&told, &["Anna Schmidt", "dpa"]);
    let told = json(r#"{"@type": "NewsArticle", "author": "Anna Schmidt, Markus"}"#);
    check_page(&told, &["Anna Schmidt", "Markus"]);
    let told = json(r#"{"@type": "NewsArticle", "author": ["Anna Schmidt", "Sweidah"]}"#);
    check_page(&told, &["Anna Schmidt", "Sweidah"]);
    check_page("<meta name=author content='Kaufman, Jeff T.'>", &["Kaufman", "Jeff T"]);
}

#[test]
fn names_in_capitals_are_split_too() {
    check("BY ANN LEE AND BO STONE", &["ANN LEE", "BO STONE"]);
    check("VON ANN LEE UND BO KARL", &["ANN LEE", "BO KARL"]);
}

#[test]
fn what_somebody_is_may_stand_before_the_name() {
    check("By staff writer Ann Lee", &["Ann Lee"]);
    check("By our chief political correspondent, Ann Lee", &["Ann Lee"]);
    check("Door onze redacteur Pieter van den Berg", &["Pieter van den Berg"]);
    check("Van onze correspondent Marieke de Vries", &["Marieke de Vries"]);
    check("De notre correspondant à Berlin, Jean Martin", &["Jean Martin"]);
    check("Von Redakteurin Eva Öztürk", &["Eva Öztürk"]);
}

#[test]
fn labels_are_known_in_many_languages() {
    check("記者 山田太郎", &["山田太郎"]);
    check("山田太郎記者", &["山田太郎"]);
    check("作者： 记者王敬照", &["王敬照"]);
    check("文/張三豐", &["張三豐"]);
    check("김철수 기자", &["김철수"]);
    check("द्वारा राम कुमार", &["राम कुमार"]);
    check("Автор: Иван Петров", &["Иван Петров"]);
    check("АВТОР: Іван Петренко", &["Іван Петренко"]);
    check("Yazan: Ayşe Yılmaz", &["Ayşe Yılmaz"]);
    check("Oprac. Jan Nowak", &["Jan Nowak"]);
    check("Kirjoittanut Aino Virta", &["Aino Virta"]);
}

#[test]
fn the_arabic_word_for_and_is_a_part_of_the_name_behind_it() {
    check("بقلم: أحمد علي ومحمد حسن", &["أحمد علي", "محمد حسن"]);
    check("أحمد وليد", &["أحمد وليد"]);
    check("أحمد علي وليد حسن", &["أحمد علي وليد حسن"]);
    check("كل الشروط متوفرة لثورة سودانية ولا حاجة لنستورد شيئا", &[]);
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
fn classes_name_authors_in_other_languages() {
    let both = &["Ayşe Yılmaz", "Mehmet Demir"];
    check_page("<h1>Köprü</h1><p class=yazar>Ayşe Yılmaz ve Mehmet Demir</p>", both);
}

#[test]
fn a_day_of_the_week_ends_a_name_only_where_a_date_follows() {
    check("Ann Lee Friday November 17, 2024", &["Ann Lee"]);
    check("Ann Lee viernes 17 de noviembre", &["Ann Lee"]);
    check("Michael Freitag", &["Michael Freitag"]);
    check("Plácido Domingo", &["Plácido Domingo"]);
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
fn a_label_for_both_is_one() {
    check_page(
        "<h1>Rain</h1><ul><li><strong>Autorin/Autor</strong> Ann Lee</li></ul>",
        &["Ann Lee"],
    );
}
