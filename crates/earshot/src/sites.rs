//! The whitelist's files -> sites. Unknown keys and bad addresses stop the start.

use std::path::Path;

use anyhow::{Context as _, bail};
use discover::Address;
use include_dir::{Dir, include_dir};
use jobs::whitelist::Entry;
use serde::Deserialize;

/// The default whitelist, as it stands in the repository.
static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../sites");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    site: Vec<Site>,
}

/// One site, as in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Site {
    name: String,
    home: String,
    language: Option<String>,
    #[serde(default)]
    feeds: Vec<String>,
    #[serde(default)]
    news_sitemaps: Vec<String>,
    #[serde(default)]
    sitemaps: Vec<String>,
    #[serde(default)]
    rights: Rights,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    min_delay_ms: u32,
    #[serde(default)]
    selectors: extract::Selectors,
    #[serde(default)]
    voices: Vec<String>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Rights {
    Open,
    #[default]
    Personal,
    Excerpt,
}

/// What `EARSHOT_SITES` says for the list that is built in.
pub(crate) const BUILT_IN: &str = "built-in";

/// Whether a place is no place, but the list that is built in.
pub(crate) fn is_built_in(place: &Path) -> bool {
    place.as_os_str() == BUILT_IN
}

/// The sites of a file, of every `*.toml` of a folder, or the default ones.
///
/// # Errors
/// The first mistake, with its file and site.
pub(crate) fn read(place: Option<&Path>) -> anyhow::Result<Vec<Entry>> {
    let Some(place) = place.filter(|place| !is_built_in(place)) else { return read_default() };
    let files = if place.is_dir() { toml_files(place)? } else { vec![place.to_owned()] };
    let mut entries = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("EARSHOT_SITES: {}", file.display()))?;
        entries.extend(parse(&text).with_context(|| format!("{}", file.display()))?);
    }
    each_once(entries)
}

fn read_default() -> anyhow::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for file in DEFAULT.files().filter(|file| is_toml(file.path())) {
        let text = file.contents_utf8().context("the built-in whitelist")?;
        entries.extend(parse(text).with_context(|| format!("{}", file.path().display()))?);
    }
    each_once(entries)
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

/// The sites of one file's text.
pub(crate) fn parse(text: &str) -> anyhow::Result<Vec<Entry>> {
    let file: File = toml::from_str(text)?;
    file.site
        .into_iter()
        .map(|site| {
            let name = site.name.clone();
            entry(site).with_context(|| format!("site “{name}”"))
        })
        .collect()
}

fn entry(site: Site) -> anyhow::Result<Entry> {
    if site.name.trim().is_empty() {
        bail!("name: expected the publisher's name");
    }
    site.selectors.check().context("selectors")?;
    let addresses = |field: &str, texts: Vec<String>| {
        texts.iter().map(|text| address(field, text)).collect::<anyhow::Result<Vec<_>>>()
    };
    Ok(Entry {
        name: site.name,
        home: address("home", &site.home)?,
        language: site.language.map(|language| language.to_ascii_lowercase()),
        feeds: addresses("feeds", site.feeds)?,
        news_sitemaps: addresses("news_sitemaps", site.news_sitemaps)?,
        sitemaps: addresses("sitemaps", site.sitemaps)?,
        rights: match site.rights {
            Rights::Open => "open",
            Rights::Personal => "personal",
            Rights::Excerpt => "excerpt",
        }
        .to_owned(),
        licence: site.licence,
        min_delay_ms: i64::from(site.min_delay_ms),
        selectors: site.selectors,
        voices: site.voices,
    })
}

fn address(field: &str, text: &str) -> anyhow::Result<Address> {
    Address::parse(text)
        .with_context(|| format!("{field}: expected an http(s) address, not “{text}”"))
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

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        let message = format!("{:#}", parse(text).expect_err("must be refused"));
        assert!(message.contains(expected), "{message}");
    }

    #[test]
    fn name_and_home_suffice() {
        let entries = parse("[[site]]\nname = \"A\"\nhome = \"http://127.0.1.1:8080/\"\n").unwrap();
        assert_eq!(entries[0].rights, "personal");
        assert_eq!(entries[0].home.host(), "127.0.1.1:8080");
    }

    #[test]
    fn mistakes_are_named() {
        let site = "[[site]]\nname = \"A\"\nhome = \"https://a.example/\"\n";
        refused(&format!("{site}feed = []\n"), "feed");
        refused(&format!("{site}rights = \"free\"\n"), "rights");
        refused("[[site]]\nname = \"A\"\nhome = \"ftp://a.example/\"\n", "home");
        refused("[[site]]\nhome = \"https://a.example/\"\n", "name");
        refused(&format!("{site}selectors = {{ body = \"[[\" }}\n"), "selectors");
    }

    #[test]
    fn the_built_in_whitelist_is_large_and_sound() {
        let entries = read(None).unwrap();
        assert!(entries.len() >= 40, "{}", entries.len());
        assert!(entries.iter().any(|entry| entry.rights == "open" && !entry.licence.is_empty()));
        let languages: std::collections::BTreeSet<_> =
            entries.iter().filter_map(|entry| entry.language.as_deref()).collect();
        assert!(languages.len() >= 5, "{languages:?}");
    }
}
