//! The whitelist's files -> sites. Unknown keys, bad addresses and languages that are none stop the
//! start; so do voices that nobody has, where somebody could be asked to speak.

use std::{borrow::Cow, path::Path};

use anyhow::{Context as _, anyhow, bail};
use include_dir::{Dir, include_dir};
use jobs::whitelist::Entry;

mod file;

/// The default whitelist, as it stands in the repository.
static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../sites");

/// What `EARSHOT_SITES` says for the list that is built in.
pub(crate) const BUILT_IN: &str = "built-in";

/// How many letters of that word may be wrong.
const NEAR: usize = 3;

/// Whether a place is no place, but the list that is built in.
pub(crate) fn is_built_in(place: &Path) -> bool {
    place.as_os_str() == BUILT_IN
}

/// The sites of a file, of every `*.toml` of a folder, or the default ones.
///
/// # Errors
/// The mistakes, each with its file, line and site: the first of each site, and of a file that is no
/// TOML.
pub(crate) fn read(place: Option<&Path>) -> anyhow::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut mistakes = Vec::new();
    for Text { file, text } in texts(place)? {
        for entry in file::parse(&text).unwrap_or_else(|error| vec![Err(error)]) {
            match entry.context(file.clone()) {
                Ok(entry) => entries.push(entry),
                Err(error) => mistakes.push(format!("{error:#}")),
            }
        }
    }
    if mistakes.is_empty() { each_once(entries) } else { bail!("{}", mistakes.join("\n")) }
}

/// Checks each voice that a site of these files wishes for.
///
/// # Errors
/// What `check` says of the first one that it refuses, with file, line and site.
pub(crate) fn check_voices(
    place: Option<&Path>,
    check: impl Fn(&str) -> Result<(), String>,
) -> anyhow::Result<()> {
    for Text { file, text } in texts(place)? {
        file::check_voices(&text, &check).context(file)?;
    }
    Ok(())
}

/// A file, and what stands in it.
struct Text {
    file: String,
    text: Cow<'static, str>,
}

fn texts(place: Option<&Path>) -> anyhow::Result<Vec<Text>> {
    let Some(place) = place.filter(|place| !is_built_in(place)) else { return default_texts() };
    let files = if place.is_dir() { toml_files(place)? } else { vec![place.to_owned()] };
    let mut texts = Vec::with_capacity(files.len());
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        texts.push(Text { file: path.display().to_string(), text: text.into() });
    }
    Ok(texts)
}

fn unreadable(file: &Path, error: &std::io::Error) -> anyhow::Error {
    let word = file.to_string_lossy().to_ascii_lowercase();
    let is_near = strsim::levenshtein(&word, BUILT_IN) <= NEAR;
    let meant = if is_near { format!("; did you mean “{BUILT_IN}”?") } else { String::new() };
    anyhow!(
        "EARSHOT_SITES: {} cannot be read ({error}): expected a TOML file, a folder of them, or \
         {BUILT_IN}{meant}",
        file.display()
    )
}

fn default_texts() -> anyhow::Result<Vec<Text>> {
    let mut texts = Vec::new();
    for file in DEFAULT.files().filter(|file| is_toml(file.path())) {
        let text = file.contents_utf8().context("the built-in whitelist")?;
        texts.push(Text { file: file.path().display().to_string(), text: text.into() });
    }
    Ok(texts)
}

fn toml_files(folder: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    for file in std::fs::read_dir(folder).context("EARSHOT_SITES")? {
        let path = file?.path();
        if is_toml(&path) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// Two sites of one host would be one row.
fn each_once(entries: Vec<Entry>) -> anyhow::Result<Vec<Entry>> {
    let mut hosts = std::collections::BTreeSet::new();
    for entry in &entries {
        if !hosts.insert(entry.home.host()) {
            bail!("site “{}”: {} is in the whitelist twice", entry.name, entry.home.host());
        }
    }
    if entries.is_empty() {
        bail!("the whitelist names no site; add one as [[site]] with name and home");
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_whitelist_is_large_and_sound() {
        let entries = read(None).unwrap();
        assert!(entries.len() >= 40, "{}", entries.len());
        assert!(entries.iter().any(|entry| entry.rights == "open" && !entry.licence.is_empty()));
        let languages: std::collections::BTreeSet<_> =
            entries.iter().filter_map(|entry| entry.language.as_deref()).collect();
        assert!(languages.len() >= 5, "{languages:?}");
    }

    #[test]
    fn every_site_that_is_wrong_is_told() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
        write("a.toml", "[[site]]\nname = \"A\"\nhome = \"ftp://a.example/\"\n")?;
        write(
            "b.toml",
            "[[site]]\nname = \"B\"\nhome = \"b\"\n[[site]]\nname = \" \"\nhome = \"b\"\n",
        )?;
        write("c.toml", "[[site]]\nname = \"C\"\nhome = \"https://c.example/\"\n")?;
        write("d.toml", "[[site")?;

        let told = format!("{:#}", read(Some(folder.path())).unwrap_err());

        let told: Vec<&str> = told.lines().filter(|line| line.contains(".toml: ")).collect();
        let expected =
            ["a.toml: line 3: site “A”", "b.toml: line 3: site “B”", "b.toml: line 5", "d.toml: "];
        assert_eq!(told.len(), expected.len(), "{told:#?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.contains(expected), "{told}");
        }
        Ok(())
    }

    #[test]
    fn a_place_that_is_not_there_is_told_with_what_may_stand_there() {
        let told = |place: &str| read(Some(Path::new(place))).unwrap_err().to_string();
        let mistyped = told("buildin");
        assert!(mistyped.starts_with("EARSHOT_SITES: buildin cannot be read"), "{mistyped}");
        assert!(mistyped.ends_with("or built-in; did you mean “built-in”?"), "{mistyped}");
        let elsewhere = told("/no/such/sites.toml");
        assert!(elsewhere.ends_with("a TOML file, a folder of them, or built-in"), "{elsewhere}");
    }
}
