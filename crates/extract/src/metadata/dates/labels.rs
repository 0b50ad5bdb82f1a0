//! Words that say what a date beside them is: data and its look-up.

use super::form::{LEAST_DIGITS, digits};

/// A line's text from the label of publication on, or up to the label of change.
pub(super) enum Labelled<'t> {
    /// Published: what follows the label.
    Published(&'t str),
    /// Only changed: what follows the label.
    Changed(&'t str),
    /// No label, or what stands before that of the change.
    Plain(&'t str),
}

/// What the labels of a line say of its date. `lower` is the line in lower case.
pub(super) fn read(lower: &str) -> Labelled<'_> {
    let first = |labels: &[&str]| labels.iter().filter_map(|label| lower.find(label)).min();
    let after = |at: usize| lower.get(at..).unwrap_or_default();
    if let Some(at) = first(PUBLISHED) {
        let after = after(at);
        let end = CHANGED.iter().filter_map(|label| after.find(label)).min();
        return Labelled::Published(after.get(..end.unwrap_or(after.len())).unwrap_or(after));
    }
    match first(CHANGED) {
        Some(at) => {
            let before = lower.get(..at).unwrap_or_default();
            let told = digits(before) >= LEAST_DIGITS;
            if told { Labelled::Plain(before) } else { Labelled::Changed(after(at)) }
        }
        None => Labelled::Plain(lower),
    }
}

/// "Published", in lower case.
const PUBLISHED: &[&str] = &[
    "publish",
    "posted",
    "post time",
    "post date",
    "date:",
    "created",
    "veröffentlicht",
    "erschienen",
    "erstellt",
    "datum",
    "online seit",
    "eingestellt",
    "publié",
    "mise en ligne",
    "mis en ligne",
    "publicad",
    "fecha",
    "publicat",
    "pubblicat",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "publisert",
    "udgivet",
    "julkaistu",
    "opublikowan",
    "data publikacji",
    "publikován",
    "zveřejněn",
    "опубликован",
    "опубліковано",
    "publikálva",
    "yayın",
    "掲載",
    "公開",
    "发布",
    "入力",
    "입력",
    "등록",
];

/// "Changed", in lower case.
const CHANGED: &[&str] = &[
    "updat",
    "modified",
    "reviewed",
    "revised",
    "edited",
    "aktualisiert",
    "stand:",
    "stand vom",
    "stand -",
    "stand –",
    "(stand",
    "zuletzt",
    "geändert",
    "mis à jour",
    "mise à jour",
    "modifié",
    "actualizad",
    "aggiornat",
    "modificat",
    "atualizad",
    "bijgewerkt",
    "gewijzigd",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "päivitetty",
    "zaktualizowan",
    "aktualizov",
    "обновлен",
    "оновлено",
    "güncelle",
    "更新",
    "수정",
];
