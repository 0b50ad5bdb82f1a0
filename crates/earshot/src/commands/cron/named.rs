//! The words that `earshot cron` was given -> the sites that they name.
//!
//! A word is the host of a site, or the address of a front page; one that is not known is crawled
//! this once.

use database::site::Model;
use discover::Address;
use fetch::Archive;
use jobs::whitelist::{self, Entry};

use crate::{commands::Usage, instance::Instance};

/// A site that was named: its host, and what is known of it from the whitelist or its address.
pub(super) struct Named {
    /// Its host.
    pub(super) word: String,
    /// The address, where one was given.
    address: Option<Address>,
    entry: Option<Entry>,
}

/// The sites that were named; none when none was.
///
/// # Errors
/// [`Usage`]: a page that is no front page.
pub(super) fn named(
    words: &[String],
    whitelist: &[Entry],
    archive: Option<&Archive>,
) -> anyhow::Result<Option<Vec<Named>>> {
    if words.is_empty() {
        return Ok(None);
    }
    let mut named = Vec::with_capacity(words.len());
    for word in words {
        let address = Address::parse(word).ok();
        let host = address.as_ref().map_or_else(|| word.to_ascii_lowercase(), Address::host);
        let listed = whitelist.iter().find(|entry| entry.home.host() == host).cloned();
        if let (Some(address), Some(listed)) = (&address, &listed) {
            refuse_page(address, &listed.home)?;
        }
        let once = || address.clone().or_else(|| front_page_of(word, archive)).map(Entry::of);
        let entry = listed.or_else(once);
        named.push(Named { word: host, address, entry });
    }
    Ok(Some(named))
}

/// A page of a known site is no site to be crawled.
fn refuse_page(address: &Address, home: &Address) -> anyhow::Result<()> {
    let path = address.path_and_query();
    if path == "/" || path == home.path_and_query() {
        return Ok(());
    }
    let host = home.host();
    let problem = format!(
        "{address} is a page of {host}, and not its front page, {home}: `earshot cron {host}` crawls \
         the site; `earshot site check {address}` shows what would be made of that page"
    );
    Err(Usage(problem).into())
}

/// The front page of a bare host, as `news.example`; in an archive, the one that it has.
fn front_page_of(word: &str, archive: Option<&Archive>) -> Option<Address> {
    let is_host = word.contains(['.', ':']) || word == "localhost";
    let parse = |scheme: &str| Address::parse(&format!("{scheme}://{word}/")).ok();
    let [secure, plain] = ["https", "http"].map(|scheme| parse(scheme).filter(|_| is_host));
    let is_archived = |it: &Address| archive.is_some_and(|all| !all.dates(it.url()).is_empty());
    plain.filter(is_archived).filter(|_| !secure.as_ref().is_some_and(is_archived)).or(secure)
}

/// The rows of the sites that were named, and which of them are enabled for this run only: none where
/// no site is asked, so that no other worker asks it.
///
/// # Errors
/// [`Usage`]: a word that names no site; or the database is away.
pub(super) async fn find(
    instance: &Instance,
    named: &[Named],
    enables: bool,
) -> anyhow::Result<(Vec<i64>, Vec<i64>)> {
    let database = &instance.context.database;
    let (mut sites, mut of_this_run) = (Vec::new(), Vec::new());
    // All words are understood before the first one changes anything.
    let known = known(instance, named).await?;
    for (Named { address, entry, .. }, known) in named.iter().zip(known) {
        // What was crawled once, by another address (of another scheme, say), is what this one says.
        let says_otherwise = |site: &Model| {
            is_of_a_run(site) && address.as_ref().is_some_and(|it| it.as_str() != site.home)
        };
        match (known.filter(|site| !says_otherwise(site)), entry) {
            (Some(site), _) if site.enabled || !enables => sites.push(site.id),
            (Some(site), _) => {
                database::site::enable_for_run(&database.write, site.id).await?;
                of_this_run.push(site.id);
            }
            (None, Some(entry)) => {
                let site = whitelist::add(database, entry, "run").await?;
                database::site::set_enabled(&database.write, site, enables).await?;
                of_this_run.push(site);
            }
            (None, None) => {}
        }
    }
    sites.extend(&of_this_run);
    Ok((sites, of_this_run))
}

/// Whether a site is known from such a run alone, and not from a list.
fn is_of_a_run(site: &Model) -> bool {
    site.origin == "run" && !site.enabled
}

/// The row of each site that was named, where there is one.
async fn known(instance: &Instance, named: &[Named]) -> anyhow::Result<Vec<Option<Model>>> {
    let mut known = Vec::with_capacity(named.len());
    for Named { word, address, entry } in named {
        let site = database::site::by_host(&instance.context.database.read, word).await?;
        if let (Some(site), Some(address)) = (site.as_ref().filter(|it| !is_of_a_run(it)), address)
        {
            refuse_page(address, &Address::parse(&site.home)?)?;
        }
        if site.is_none() && entry.is_none() {
            let problem = format!(
                "“{word}” is neither the host of a site (see `earshot site list`) nor an \
                 address, as https://news.example"
            );
            return Err(Usage(problem).into());
        }
        known.push(site);
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home_of(word: &str) -> Option<String> {
        let named = named(&[word.to_owned()], &[], None).unwrap().unwrap().pop().unwrap();
        named.entry.map(|entry| entry.home.to_string())
    }

    #[test]
    fn a_host_and_an_address_name_the_same_site() {
        let home = Some("https://news.example/".to_owned());
        assert_eq!(home_of("news.example"), home);
        assert_eq!(home_of("https://news.example"), home);
        assert_eq!(home_of("NEWS.example"), home);
        assert_eq!(home_of("news"), None);
        assert_eq!(home_of("nothing like a site."), None);
    }

    #[test]
    fn a_page_of_a_site_is_not_taken_for_the_site() {
        let listed = [Entry::of(Address::parse("https://news.example/en/").unwrap())];
        let named = |word: &str| named(&[word.to_owned()], &listed, None).map(|_| ());
        assert!(
            named("https://news.example/").is_ok() && named("https://news.example/en/").is_ok()
        );
        let refused = named("https://news.example/a.html").unwrap_err().to_string();
        assert!(refused.contains("earshot site check https://news.example/a.html"), "{refused}");
    }
}
