//! Bylines in other languages and scripts: labels, joining words, classes.

use super::{check, check_page};

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
fn names_in_ideographs_are_parted_and_bare() {
    check("山田太郎\u{3000}佐藤花子", &["山田太郎", "佐藤花子"]);
    check("山田\u{3000}太郎", &["山田 太郎"]);
    check("文・山田太郎", &["山田太郎"]);
    check("【山田太郎】", &["山田太郎"]);
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
    check("김철수 기자 kim@valley.example", &["김철수"]);
    check("런던=김철수 기자", &["김철수"]);
    check("（ロンドン 山田太郎）", &["山田太郎"]);
    check("記者王小明／台北報導", &["王小明"]);
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
