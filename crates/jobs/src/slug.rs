//! Names in addresses.

use unicode_normalization::UnicodeNormalization;

/// Longest slug, in characters.
const MOST_CHARACTERS: usize = 60;

/// Lower-case letters and digits, other runs as one hyphen, accents folded, at most
/// 60; never empty. Letters of other scripts stay.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    let folded = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    for letter in folded.flat_map(char::to_lowercase) {
        if slug.chars().count() >= MOST_CHARACTERS {
            break;
        }
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') && letter != '\'' && letter != '’' {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "untitled".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn folds_what_addresses_need_not_bear() {
        assert_eq!(slug("Où est l’été? – “Là-bas”, dit-elle"), "ou-est-lete-la-bas-dit-elle");
        assert_eq!(slug("Müller & Söhne: 3 % mehr"), "muller-sohne-3-mehr");
        assert_eq!(slug("日本のニュース"), "日本のニュース");
        assert_eq!(slug("!?"), "untitled");
        assert!(slug(&"word ".repeat(100)).chars().count() <= 60);
    }
}
