//! The lexicon (`EARSHOT_LEXICON`): how names are said.

use std::path::Path;

use narration::Lexicon;

use super::SettingsError;

/// The variable, which every mistake names: the usual file is its default.
const VARIABLE: &str = "EARSHOT_LEXICON";

/// Reads the file that is named, which must be there, or `lexicon.txt` in the data folder, which may
/// be.
///
/// # Errors
/// A file that cannot be read, or the first line that is wrong.
pub(super) fn read(named: Option<&Path>, data_dir: &Path) -> Result<Lexicon, SettingsError> {
    let usual = data_dir.join("lexicon.txt");
    let file = match named {
        Some(named) => named,
        None if usual.is_file() => &usual,
        None => return Ok(Lexicon::default()),
    };
    let fail = |problem: String| SettingsError { name: VARIABLE.to_owned(), problem };
    let text = std::fs::read_to_string(file)
        .map_err(|error| fail(format!("{} cannot be read: {error}", file.display())))?;
    Lexicon::parse(&text).map_err(|error| fail(format!("{}: {error}", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_file_may_be_missing_and_one_that_is_named_may_not() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(None, folder.path()).unwrap(), Lexicon::default());
        let named = folder.path().join("names.txt");

        let error = read(Some(&named), folder.path()).unwrap_err().to_string();

        assert!(error.starts_with("EARSHOT_LEXICON: "), "{error}");
        assert!(error.contains(&named.display().to_string()), "{error}");
    }

    #[test]
    fn a_line_that_is_wrong_is_named_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lexicon.txt");
        std::fs::write(&file, "\u{feff}[en]\nXi = Shee\nrain\n").unwrap();

        let error = read(None, folder.path()).unwrap_err().to_string();

        let expected = format!("EARSHOT_LEXICON: {}: line 3: no equals sign", file.display());
        assert!(error.starts_with(&expected), "{error}");
    }
}
