use super::{of_element, split, split_called};

#[track_caller]
fn check(caption: &str, words: &str, credit: &str) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    assert_eq!(split(caption), (some(words), some(credit)), "{caption}");
}

#[track_caller]
fn check_element(text: &str, credit: Option<&str>) {
    assert_eq!(of_element(text).as_deref(), credit, "{text}");
}

#[test]
fn a_credit_at_the_end_is_parted_from_the_caption() {
    let ferry = "The ferry on Tuesday.";
    check("The ferry on Tuesday. Photograph: Jo Park/Reuters", ferry, "Jo Park/Reuters");
    check("Die Fähre am Dienstag. (Foto: Jo Park/dpa)", "Die Fähre am Dienstag.", "Jo Park/dpa");
    check("La ferry mardi. Crédit photo : Jo Park", "La ferry mardi.", "Jo Park");
    check("El ferry © Jo Park / Getty Images", "El ferry", "Jo Park / Getty Images");
    check("The ferry | Image courtesy of the Harbour Trust", "The ferry", "the Harbour Trust");
    check("The ferry on Tuesday. Photo by Jo van der Park.", ferry, "Jo van der Park");
    check("Der Fluss. Bild: © Ann Lee", "Der Fluss.", "Ann Lee");
    check("The ferry. / Credit: Jo Park/AFP", "The ferry.", "Jo Park/AFP");
}

#[test]
fn a_caption_that_is_only_a_credit_is_the_credit() {
    check("Photo: Jo Park", "", "Jo Park");
    check("© Jo Park / Getty Images", "", "Jo Park / Getty Images");
    check("Foto: dpa", "", "dpa");
    check("Jo Park / Getty Images", "", "Jo Park / Getty Images");
    check("Jo Park / The Ferry Company", "Jo Park / The Ferry Company", "");
}

#[test]
fn a_credit_may_stand_before_the_caption() {
    check("Photo: J. Park. The ferry on Tuesday.", "The ferry on Tuesday.", "J. Park");
}

#[test]
fn what_only_begins_like_a_credit_stays() {
    for caption in [
        "The ferry on Tuesday.",
        "Jo Park took the photo: a ferry.",
        "The ferry. Source: the river rises in the hills above the town",
        "A photo by night of the ferry",
        "Images of the ferry",
        "The Photography Museum",
    ] {
        check(caption, caption, "");
    }
}

#[test]
fn a_credit_keeps_its_agency_and_loses_the_brackets_around_it() {
    check("The ferry. (AP Photo/Jo Park)", "The ferry.", "AP Photo/Jo Park");
    check("The ferry. (AP)", "The ferry.", "AP");
    check("A ferry (Jo Park/AFP via Getty Images)", "A ferry", "Jo Park/AFP via Getty Images");
    check("A ferry (Jo Park/CNN)", "A ferry", "Jo Park/CNN");
    check("A ferry [Jo Park/AP].", "A ferry", "Jo Park/AP");
    check(
        "A ferry. (Jo Park/Harbour University via AP, File)",
        "A ferry.",
        "Jo Park/Harbour University via AP, File",
    );
    check("A ferry. Jo Park/Reuters", "A ferry.", "Jo Park/Reuters");
    check("A ferry in 2024.J. Park / AP file", "A ferry in 2024.", "J. Park / AP file");
    check("A ferry. /AFP via Getty Images", "A ferry.", "AFP via Getty Images");
    check("16 ferries. Credit...Jo Park/Valley Times", "16 ferries.", "Jo Park/Valley Times");
    check("A ferry.REUTERS/Jo Park", "A ferry.", "REUTERS/Jo Park");
    check(
        "A ferry off Harbour, D.C. Jo Park/Getty Images",
        "A ferry off Harbour, D.C.",
        "Jo Park/Getty Images",
    );
    check("A ferry. Jo Park/Harbour Times", "A ferry.", "Jo Park/Harbour Times");
}

#[test]
fn brackets_and_slashes_in_a_caption_make_no_credit() {
    for caption in [
        "Jo Park meets Ann Lee (right)",
        "Ann Lee (Harbour/Valley)",
        "The ferry (from 3 May via the canal)",
        "It is a matter of give/take.",
        "The ferry. The Harbour Band/Valley Choir",
        "The ferry leaves. It goes to Valley/Harbour.",
        "The new yard (2/3)",
        "Harbour House, Valley, 1797 — via Wikimedia Commons",
        "A ferry. REUTERS/Jo Park Buy Rights, opens new tab",
    ] {
        check(caption, caption, "");
    }
}

#[test]
fn a_label_with_capital_and_colon_begins_a_credit_anywhere() {
    check("A ferry CREDIT: Jo Park", "A ferry", "Jo Park");
    check("Die Fähre im Hafen Foto: Jo Park", "Die Fähre im Hafen", "Jo Park");
    check("Die Fähre im HafenQuelle: Jo Park/dpa", "Die Fähre im Hafen", "Jo Park/dpa");
    check("A ferry.Credit: Jo Park", "A ferry.", "Jo Park");
}

#[test]
fn brackets_have_partners() {
    check_element("(Jo Park / Los Angeles Times)", Some("Jo Park / Los Angeles Times"));
    check_element("[Jo Park]", Some("Jo Park"));
    check_element("(Jo Park) (Ann Lee)", Some("(Jo Park) (Ann Lee)"));
    check_element("Photo: Jo Park (CC BY 2.0)", Some("Jo Park (CC BY 2.0)"));
    check_element("(Photo: Jo Park (CC BY 2.0))", Some("Jo Park (CC BY 2.0)"));
    check_element("Jo Park / iStock (Ausschnitt)", Some("Jo Park / iStock (Ausschnitt)"));
    check_element("Jo Park / iStock (Ausschnitt", Some("Jo Park / iStock"));
    check("Ein Hund (Foto: Jo Park (dpa))", "Ein Hund", "Jo Park (dpa)");
    check("A ferry (Photo: Jo Park)Getty", "A ferry", "Jo Park");
    assert_eq!(split_called("(Jo Park / Ann Lee)").1.as_deref(), Some("Jo Park / Ann Lee"));
}

#[test]
fn a_credit_of_its_own_loses_its_label() {
    check_element("Photo: Ann Lee", Some("Ann Lee"));
    check_element("| Foto: Ann Lee", Some("Ann Lee"));
    check_element("Bild: Foto: Ann Lee", Some("Ann Lee"));
    check_element("Ann Lee/dpa", Some("Ann Lee/dpa"));
    check_element("Photo by -", None);
    check_element("Bild 2 von 4 © Ann Lee / dpa", Some("Ann Lee / dpa"));
}
