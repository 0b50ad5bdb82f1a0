//! A person looks at an address, or adds one: what is told when it is not what was meant.

use anyhow::{Context as _, ensure};
use database::site;
use tempfile::TempDir;
use testkit::{Other, Site, Story, newspaper};

use crate::{earshot::Earshot, story::sqlite_at};

/// The program over a whitelist of another site than this newspaper, which has these stories.
struct Reader {
    folder: TempDir,
    listed: Site,
    paper: Site,
    stories: Vec<Story>,
    earshot: Earshot,
}

impl Reader {
    async fn new() -> anyhow::Result<Self> {
        let folder = TempDir::new()?;
        let (listed, paper) = (Site::start().await?, Site::start().await?);
        let stories: Vec<Story> = (0..3).map(Story::numbered).collect();
        newspaper(&paper, &stories);
        let earshot = Earshot::over(folder.path(), &listed)?;
        Ok(Self { folder, listed, paper, stories, earshot })
    }

    /// What a command says on standard error, and its exit code.
    fn told(&self, arguments: &[&str]) -> anyhow::Result<(String, Option<i32>)> {
        let output = self.earshot.run(arguments)?;
        Ok((String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code()))
    }

    async fn sites(&self) -> anyhow::Result<Vec<site::Model>> {
        let database = sqlite_at(&self.folder.path().join("data")).await?;
        Ok(site::everything(&database.read).await?)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_refused_is_named_with_the_one_that_led_there() -> anyhow::Result<()> {
    let reader = Reader::new().await?;
    let base = reader.paper.base();
    reader.paper.answer("/", &Other::with(302, "location", "/moved"), 9);
    reader.paper.answer("/moved", &Other::with(302, "location", "http://10.0.0.1/secret"), 9);

    let (told, code) = reader.told(&["site", "check", &base])?;

    let expected = format!(
        "earshot: {base}/moved redirects: http://10.0.0.1/secret is in a private network \
         (10.0.0.0/8). For a test: EARSHOT_FETCH_ALLOW_NETWORKS=10.0.0.0/8"
    );
    ensure!(told.trim() == expected && code == Some(1), "{told}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_above_a_limit_is_named_with_the_setting() -> anyhow::Result<()> {
    let reader = Reader::new().await?;
    reader.paper.put("/large", "text/html", &"<p>large</p>".repeat(200_000));
    let earshot = reader.earshot.clone().with("FETCH_MAX_MEGABYTES", "1");

    let output = earshot.run(&["site", "check", &format!("{}/large", reader.paper.base())])?;

    let told = String::from_utf8_lossy(&output.stderr);
    let expected = format!(
        "earshot: {}/large: the body is too large; more than 1 MB is not read \
         (EARSHOT_FETCH_MAX_MEGABYTES)",
        reader.paper.base()
    );
    ensure!(told.trim() == expected, "{told}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_not_taken_for_a_site() -> anyhow::Result<()> {
    let reader = Reader::new().await?;
    let (base, story) = (reader.paper.base(), &reader.stories[0]);

    let (told, code) = reader.told(&["site", "add", &format!("{base}{}", story.path)])?;

    ensure!(code == Some(2), "{told}");
    ensure!(told.contains(&format!("is an article (“{}”)", story.title)), "{told}");
    ensure!(told.contains(&format!("`earshot site add {base}/`")), "{told}");
    ensure!(reader.sites().await?.is_empty(), "a site was added");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_leads_nowhere_is_not_taken_for_a_site() -> anyhow::Result<()> {
    let reader = Reader::new().await?;
    let base = reader.paper.base();
    reader.paper.put("/about", "text/html", "<h1>About us</h1><p>We are a newspaper.</p>");

    let (told, code) = reader.told(&["site", "add", &format!("{base}/about")])?;

    ensure!(code == Some(2), "{told}");
    ensure!(told.contains("leads to no article"), "{told}");
    ensure!(told.contains(&format!("`earshot site add {base}/`")), "{told}");
    ensure!(reader.sites().await?.is_empty(), "a site was added");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_added_with_the_site_that_it_is_of() -> anyhow::Result<()> {
    let reader = Reader::new().await?;
    let base = reader.paper.base();

    let (told, code) = reader.told(&["site", "add", &format!("{base}/feed.xml")])?;

    ensure!(code == Some(0), "{told}");
    ensure!(told.contains(&format!("{base}/feed.xml is a feed, of {base}/")), "{told}");
    ensure!(
        told.contains("The Loopback Post") && told.contains("1 feed, 1 news sitemap"),
        "{told}"
    );
    let sites = reader.sites().await?;
    ensure!(sites.len() == 1 && sites[0].home == format!("{base}/"), "{sites:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_cannot_be_seen_is_not_added() -> anyhow::Result<()> {
    let reader = Reader::new().await?;
    let port = crate::earshot::free_port()?;
    let address = format!("http://127.0.0.1:{port}/");

    let (told, code) = reader.told(&["site", "add", &address])?;

    ensure!(code == Some(1) && told.contains(&address), "{told}");
    ensure!(told.contains("nothing is added"), "{told}");
    ensure!(reader.sites().await?.is_empty(), "a site was added");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_was_named_for_one_crawl_is_listed_as_such() -> anyhow::Result<()> {
    let reader = Reader::new().await?;
    reader.earshot.run(&["cron", "--no-audio", &reader.paper.base()])?;

    let listed = reader.earshot.run(&["site", "list"])?;

    let listed = String::from_utf8_lossy(&listed.stdout);
    let line = listed.lines().find(|line| line.starts_with(&reader.paper.host()));
    ensure!(
        line.is_some_and(|it| it.ends_with("(named for one crawl, which is over)")),
        "{listed}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_whitelist_says_of_a_site_stays() -> anyhow::Result<()> {
    let reader = Reader::new().await?;
    newspaper(&reader.listed, &reader.stories);

    // The list is taken over by those who crawl, and nobody has by now.
    let (told, code) = reader.told(&["site", "add", &reader.listed.base()])?;

    let list = reader.folder.path().join("sites.toml");
    ensure!(code == Some(2), "{told}");
    ensure!(
        told.contains(&list.display().to_string()) && told.contains("change it there"),
        "{told}"
    );
    ensure!(reader.listed.seen().is_empty(), "{:?}", reader.listed.seen());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_that_failed_altogether_is_in_the_log() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let (host, earshot) = (site.host(), Earshot::over(folder.path(), &site)?);
    drop(site);
    earshot.run(&["cron", "--no-audio"])?;

    let shown = earshot.run(&["site", "log", &host])?;
    let as_json = earshot.run(&["site", "log", &host, "--json"])?;

    let shown = String::from_utf8_lossy(&shown.stdout);
    ensure!(shown.lines().any(|it| it.contains("visit") && it.contains("FAILED: ")), "{shown}");
    let as_json = String::from_utf8_lossy(&as_json.stdout);
    let lines = as_json.lines().map(serde_json::from_str::<serde_json::Value>);
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    let visit = lines.iter().find(|line| line["kind"] == "visit").context("the visit")?;
    ensure!(visit["error"].is_string() && visit["asked"].is_string(), "{visit}");
    Ok(())
}
