//! One file of the whitelist -> its sites. A mistake is told with its line, its site and what is
//! expected.

use anyhow::{Context as _, anyhow, bail};
use discover::Address;
use jobs::whitelist::Entry;
use serde::Deserialize;
use toml::Spanned;

use crate::settings::voices::check_language;

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
    name: Spanned<String>,
    home: Spanned<String>,
    language: Option<Spanned<String>>,
    #[serde(default)]
    feeds: Vec<Spanned<String>>,
    #[serde(default)]
    news_sitemaps: Vec<Spanned<String>>,
    #[serde(default)]
    sitemaps: Vec<Spanned<String>>,
    #[serde(default)]
    rights: Rights,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    min_delay_ms: u32,
    #[serde(default)]
    selectors: extract::Selectors,
    #[serde(default)]
    voices: Vec<Spanned<String>>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Rights {
    Open,
    #[default]
    Personal,
    Excerpt,
}

impl Rights {
    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Personal => "personal",
            Self::Excerpt => "excerpt",
        }
    }
}

/// The sites of one file's text, each as it was read: one that is wrong hides no other's mistake.
///
/// # Errors
/// What is no whitelist at all.
pub(super) fn parse(text: &str) -> anyhow::Result<Vec<anyhow::Result<Entry>>> {
    let entry = |site: Site| {
        let reading = Reading { text, site: site.name.get_ref().clone() };
        reading.entry(site)
    };
    Ok(sites(text)?.into_iter().map(entry).collect())
}

/// Checks each voice that a site wishes for.
///
/// # Errors
/// What `check` says of the first one that it refuses, with its place.
pub(super) fn check_voices(
    text: &str,
    check: impl Fn(&str) -> Result<(), String>,
) -> anyhow::Result<()> {
    for site in sites(text)? {
        let reading = Reading { text, site: site.name.into_inner() };
        for voice in &site.voices {
            let checked = check(voice.get_ref());
            let checked = checked.map_err(|problem| anyhow!("voices: {problem}"));
            reading.at(voice, checked)?;
        }
    }
    Ok(())
}

fn sites(text: &str) -> anyhow::Result<Vec<Site>> {
    match toml::from_str::<File>(text) {
        Ok(file) => Ok(file.site),
        Err(error) => match line_of_single_brackets(text) {
            Some(line) => bail!("line {line}: write [[site]], with two brackets, above each site"),
            None => Err(error.into()),
        },
    }
}

/// The first line with `[site]`, which would be the one site of the file, and is none of a list.
fn line_of_single_brackets(text: &str) -> Option<usize> {
    let is_single = |line: &str| {
        let code = line.split('#').next().unwrap_or_default();
        code.split_whitespace().collect::<String>() == "[site]"
    };
    text.lines().position(is_single).map(|before| before + 1)
}

/// A site that is read, and the file's text, in which its values have their places.
struct Reading<'t> {
    text: &'t str,
    site: String,
}

impl Reading<'_> {
    fn entry(&self, site: Site) -> anyhow::Result<Entry> {
        let named = if self.site.trim().is_empty() {
            Err(anyhow!("name: expected the publisher's name"))
        } else {
            site.selectors.check().context("selectors")
        };
        self.at(&site.name, named)?;
        Ok(Entry {
            name: self.site.clone(),
            home: self.address("home", &site.home)?,
            language: site.language.map(|tag| self.language(&tag)).transpose()?,
            feeds: self.addresses("feeds", &site.feeds)?,
            news_sitemaps: self.addresses("news_sitemaps", &site.news_sitemaps)?,
            sitemaps: self.addresses("sitemaps", &site.sitemaps)?,
            rights: site.rights.word().to_owned(),
            licence: site.licence,
            min_delay_ms: i64::from(site.min_delay_ms),
            selectors: site.selectors,
            voices: site.voices.into_iter().map(Spanned::into_inner).collect(),
        })
    }

    /// Says where a value stands that is none.
    fn at<T>(&self, value: &Spanned<String>, checked: anyhow::Result<T>) -> anyhow::Result<T> {
        checked.with_context(|| {
            let before = self.text.get(..value.span().start).unwrap_or_default();
            let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
            format!("line {line}: site “{}”", self.site)
        })
    }

    fn language(&self, tag: &Spanned<String>) -> anyhow::Result<String> {
        let checked = check_language(tag.get_ref());
        self.at(tag, checked.map_err(|problem| anyhow!("language: {problem}")))?;
        Ok(tag.get_ref().replace('_', "-").to_ascii_lowercase())
    }

    fn addresses(&self, field: &str, texts: &[Spanned<String>]) -> anyhow::Result<Vec<Address>> {
        texts.iter().map(|text| self.address(field, text)).collect()
    }

    fn address(&self, field: &str, text: &Spanned<String>) -> anyhow::Result<Address> {
        let problem = || format!("{field}: expected an http(s) address, not “{}”", text.get_ref());
        self.at(text, Address::parse(text.get_ref()).with_context(problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "[[site]]\nname = \"A\"\nhome = \"https://a.example/\"\n";

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        let message = format!("{:#}", all(text).expect_err("must be refused"));
        assert!(message.contains(expected), "{message}");
    }

    fn all(text: &str) -> anyhow::Result<Vec<Entry>> {
        parse(text)?.into_iter().collect()
    }

    #[test]
    fn name_and_home_suffice() {
        let entries = all("[[site]]\nname = \"A\"\nhome = \"http://127.0.1.1:8080/\"\n").unwrap();
        assert_eq!(entries[0].rights, "personal");
        assert_eq!(entries[0].home.host(), "127.0.1.1:8080");
    }

    #[test]
    fn mistakes_are_named() {
        refused(&format!("{SITE}feed = []\n"), "feed");
        refused(&format!("{SITE}rights = \"free\"\n"), "rights");
        refused("[[site]]\nname = \"A\"\nhome = \"ftp://a.example/\"\n", "line 3: site “A”: home");
        refused("[[site]]\nhome = \"https://a.example/\"\n", "name");
        refused(&format!("{SITE}selectors = {{ body = \"[[\" }}\n"), "line 2: site “A”: selectors");
    }

    #[test]
    fn a_language_that_is_no_tag_is_refused_at_its_line() {
        refused(
            &format!("{SITE}language = \"English\"\n"),
            "line 4: site “A”: language: expected the tag of a language, as en or de-AT, not \
             “English”; did you mean “en”?",
        );
        let tag = |text: &str| all(&format!("{SITE}language = \"{text}\"\n")).unwrap();
        assert_eq!(tag("de_AT")[0].language.as_deref(), Some("de-at"));
    }

    #[test]
    fn single_brackets_are_told_with_what_to_write() {
        let single = SITE.replace("[[site]]", "\n[ site ] # The first.");
        refused(&single, "line 2: write [[site]], with two brackets");
        refused(&format!("{single}{single}"), "line 2: write [[site]], with two brackets");
    }

    #[test]
    fn a_voice_that_nobody_has_is_refused_at_its_line() {
        let check = |voice: &str| if voice == "pico" { Ok(()) } else { Err(format!("no {voice}")) };
        let text = format!("{SITE}voices = [\n  \"pico\",\n  \"poco\",\n]\n");
        let message = format!("{:#}", check_voices(&text, check).unwrap_err());
        assert_eq!(message, "line 6: site “A”: voices: no poco");
        assert!(check_voices(&format!("{SITE}voices = [\"pico\"]\n"), check).is_ok());
    }
}
