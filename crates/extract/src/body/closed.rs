//! What a page says where the free part of its text ends: an offer to subscribe or to sign in.
//!
//! Such a sentence alone proves little, as pages with their whole text have it too, in a corner. So
//! it counts right behind the text, and of a text that is short.

use super::{Body, Layout};
use crate::dom::Dom;

/// An offer is looked for in so many lines behind the text, and at its end.
const LINES_BEHIND: usize = 6;
const LAST_LINES: usize = 4;

/// A line that says more is no offer, in bytes.
const MAX_LINE_BYTES: usize = 400;

/// Whether the page goes on with an offer where the text ends.
pub(crate) fn ends_with_offer(dom: &Dom<'_>, layout: &Layout, body: &Body) -> bool {
    let Some(last) = body.last_line else { return false };
    let behind = layout.lines.get(last + 1..).unwrap_or_default();
    let told = |nodes: &std::ops::Range<usize>| {
        let nodes = dom.nodes.get(nodes.clone()).unwrap_or_default();
        nodes.iter().map(|node| node.text).collect::<String>()
    };
    behind.iter().take(LINES_BEHIND).any(|line| is_offer(&told(&line.nodes)))
}

/// Drops what stands behind an offer at the end of the chosen lines, and the offer itself, whether
/// it was chosen or not.
pub(super) fn drop_offer<'t>(chosen: &mut Vec<usize>, text: impl Fn(usize) -> &'t str) {
    let first = chosen.len().saturating_sub(LAST_LINES);
    let ending = chosen.get(first..).unwrap_or_default();
    let offers = |pair: &[usize]| (pair[0] + 1..=pair[1]).any(|line| is_offer(text(line)));
    if let Some(at) = ending.windows(2).position(offers) {
        chosen.truncate(first + at + 1);
    }
}

/// Whether a line offers to subscribe or to sign in for the rest of the text.
pub(crate) fn is_offer(text: &str) -> bool {
    if text.len() > MAX_LINE_BYTES {
        return false;
    }
    let lower = text.to_lowercase();
    OFFERS.iter().any(|offer| lower.contains(offer))
}

/// In lower case, by language: English, German, French, Spanish, Italian, Portuguese, Dutch, the
/// languages of Scandinavia, Polish, Japanese, Korean, Chinese.
const OFFERS: &[&str] = &[
    "to continue reading",
    "to keep reading",
    "to read on,",
    "to read the full article",
    "to read the full story",
    "to read the rest",
    "subscribe to read",
    "register to read",
    "log in to read",
    "sign in to read",
    "for subscribers only",
    "subscribers only",
    "exclusive to subscribers",
    "unlock this article",
    "get full access",
    "subscribe for full access",
    "subscribe now to read",
    "already a subscriber?",
    "unlock the full",
    "want to read more?",
    "jetzt weiterlesen",
    "weiterlesen mit",
    "um weiterzulesen",
    "um den artikel zu lesen",
    "möchten weiterlesen",
    "möchten sie weiterlesen",
    "nur für abonnent",
    "bereits ein abo?",
    "bereits abonnent?",
    "exklusiv für abonnent",
    "abonnenten vorbehalten",
    "lesen sie den ganzen artikel",
    "diesen artikel weiterlesen",
    "réservé aux abonnés",
    "réservée aux abonnés",
    "pour lire la suite",
    "déjà abonné ?",
    "déjà abonné?",
    "abonnez-vous pour lire",
    "abonnez-vous pour continuer",
    "solo para suscriptores",
    "sólo para suscriptores",
    "exclusivo para suscriptores",
    "para seguir leyendo",
    "para continuar leyendo",
    "riservato agli abbonati",
    "per continuare a leggere",
    "abbonati per leggere",
    "exclusivo para assinantes",
    "para continuar lendo",
    "para continuar a ler",
    "alleen voor abonnees",
    "om verder te lezen",
    "för att läsa vidare",
    "for at læse videre",
    "for å lese videre",
    "kun for abonnenter",
    "tylko dla prenumeratorów",
    "aby czytać dalej",
    "有料会員限定",
    "会員限定です",
    "続きを読むには",
    "유료회원",
    "订阅后",
    "登录后阅读",
];
