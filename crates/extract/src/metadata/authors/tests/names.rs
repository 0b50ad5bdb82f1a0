//! One text that a page gives as its author, split, stripped and judged.

use super::check;

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
fn names_end_before_a_place_and_begin_behind_a_piece() {
    check("By Ann Lee from Harwick", &["Ann Lee"]);
    check("Von Ann Lee aus Lindenau", &["Ann Lee"]);
    check("Par Anne Lefèvre à Vernay", &["Anne Lefèvre"]);
    check("Ein Bericht von Ann Lee", &["Ann Lee"]);
    check("Une enquête de Anne Lefèvre", &["Anne Lefèvre"]);
    check("A report by Ann Lee and Bo Karl", &["Ann Lee", "Bo Karl"]);
    check("An De Smet", &["An De Smet"]);
    check("By Ann Lee and Wire Reports", &["Ann Lee"]);
}

#[test]
fn names_in_ideographs_stand_between_what_they_are_and_what_they_did() {
    check("文・山田太郎　写真・鈴木花子", &["山田太郎"]);
    check("編集委員・山田太郎", &["山田太郎"]);
    check("【ロンドン＝山田太郎】", &["山田太郎"]);
    check("ジャン＝ポール・サルトル", &["ジャン＝ポール・サルトル"]);
}

#[test]
fn what_tells_a_son_from_his_father_is_a_part_of_his_name() {
    check("Bo Stone Jr.", &["Bo Stone Jr."]);
    check("By Ann Lee and Bo Karl Stone, Jr.", &["Ann Lee", "Bo Karl Stone Jr."]);
    check("Ann Lee, Bo Stone, Sr, Jo Park III", &["Ann Lee", "Bo Stone Sr.", "Jo Park III"]);
    check("Jr.", &[]);
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
fn days_formats_and_licences_are_nobody() {
    for nobody in ["Telephone", "الجمعة", "SVG", "CC-BY", "Bildung", "Ändern"] {
        check(nobody, &[]);
    }
}

#[test]
fn names_in_capitals_are_split_too() {
    check("BY ANN LEE AND BO STONE", &["ANN LEE", "BO STONE"]);
    check("VON ANN LEE UND BO KARL", &["ANN LEE", "BO KARL"]);
}

#[test]
fn an_initial_at_the_end_keeps_its_stop() {
    check("Nicolas Gutierrez C.", &["Nicolas Gutierrez C."]);
    check("R. R.", &["R. R."]);
    check("Deutscher Hafenverband e. V.", &["Deutscher Hafenverband e. V."]);
    check("Megha M", &["Megha M"]);
    check("By Ann Lee.", &["Ann Lee"]);
}

#[test]
fn an_address_of_mail_is_no_part_of_a_name() {
    check("Lüder Hoppe info@hafen.example", &["Lüder Hoppe"]);
    check("info@hafen.example", &[]);
}

#[test]
fn a_team_may_stand_behind_by_and_an_article() {
    check("By the Harbour Team", &["the Harbour Team"]);
}

#[test]
fn the_last_name_may_be_told_first() {
    check("Kaufman, Jeff T.", &["Jeff T. Kaufman"]);
    check("O'Brien, Conan", &["Conan O'Brien"]);
    check("van der Berg, Anna", &["Anna van der Berg"]);
    check("Stern, Anna; Berg, Bo K.", &["Anna Stern", "Bo K. Berg"]);
    check("Anna, Peter", &["Anna", "Peter"]);
    check("Bo Stone, Jr.", &["Bo Stone Jr."]);
}
