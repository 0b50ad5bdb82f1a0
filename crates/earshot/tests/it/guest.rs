//! What a host says of how it wants to be treated, and what became of each address.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use database::{
    Database, Micros,
    address::{self, Ended},
    host, site, source,
};
use tempfile::TempDir;
use testkit::{Other, Site, Story, TestDatabase, newspaper};

use crate::{earshot::Earshot, story::sqlite};

pub(crate) const CRON: [&str; 3] = ["cron", "--no-audio", "--json"];

/// A site of some articles, its stories, and the program over it and a database.
pub(crate) struct World {
    pub(crate) site: Site,
    pub(crate) stories: Vec<Story>,
    pub(crate) earshot: Earshot,
    pub(crate) database: Database,
    pub(crate) folder: TempDir,
}

/// One on SQLite, and one on PostgreSQL where a server is named.
pub(crate) async fn worlds(stories: usize) -> anyhow::Result<Vec<World>> {
    let folder = TempDir::new()?;
    let database = sqlite(folder.path()).await?;
    let (site, told, earshot) = world(&folder, stories).await?;
    let mut worlds = vec![World { site, stories: told, earshot, database, folder }];
    if let Some(test) = TestDatabase::postgres().await? {
        let folder = TempDir::new()?;
        let (site, stories, earshot) = world(&folder, stories).await?;
        let earshot = earshot.with("DATABASE_URL", &test.settings.url);
        worlds.push(World { site, stories, earshot, database: test.database, folder });
    }
    Ok(worlds)
}

/// A site of some articles, its stories, and the program over it.
pub(crate) async fn world(
    folder: &TempDir,
    stories: usize,
) -> anyhow::Result<(Site, Vec<Story>, Earshot)> {
    let site = Site::start().await?;
    let stories: Vec<Story> = (0..stories).map(Story::numbered).collect();
    newspaper(&site, &stories);
    let earshot = Earshot::over(folder.path(), &site)?;
    Ok((site, stories, earshot))
}

/// The record of the site's addresses, as `site log --json` prints it.
pub(crate) fn log(earshot: &Earshot, site: &Site) -> anyhow::Result<Vec<serde_json::Value>> {
    let output = earshot.run(&["site", "log", &site.host(), "--json"])?;
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{errors}");
    let lines = String::from_utf8(output.stdout)?;
    let lines = lines.lines().map(serde_json::from_str).collect::<Result<Vec<_>, _>>()?;
    Ok(lines.into_iter().filter(|line: &serde_json::Value| line["kind"] == "page").collect())
}

/// Makes every stored article due to be looked at again.
pub(crate) async fn look_again(database: &Database, host: &str) -> anyhow::Result<()> {
    let site = site::by_host(&database.read, host).await?.context("the site's row")?;
    let asked =
        address::Asked { site_id: site.id, outcome: Some("stored"), reason: None, most: 99 };
    for row in address::log(&database.read, asked).await? {
        let ended = Ended {
            outcome: Some("stored"),
            due_at: Some(Micros(1)),
            looks: row.looks,
            article_id: row.article_id,
            ..Ended::default()
        };
        let asked_at = row.fetched_at.unwrap_or_default();
        address::end(&database.write, row.id, &ended, asked_at).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_says_when_to_come_again_is_taken_by_its_word() -> anyhow::Result<()> {
    for status in [429, 503] {
        for World { site, stories, earshot, .. } in worlds(3).await? {
            site.answer(&stories[1].path, &Other::with(status, "retry-after", "1"), 1);
            let summary = earshot.json(&CRON)?;
            ensure!(summary["totals"]["stored"] == 3, "{summary}");
            let seen = site.seen();
            let refused = seen.iter().position(|it| it.status == status).context("the refusal")?;
            let next = seen.get(refused + 1).context("a request after it")?;
            let waited = next.at.duration_since(seen[refused].at);
            ensure!(waited >= Duration::from_secs(1), "{waited:?}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_refuses_three_times_is_left_alone() -> anyhow::Result<()> {
    for World { site, stories, earshot, .. } in worlds(6).await? {
        // That its rules are refused means that there are none.
        site.answer("/robots.txt", &Other::status(403), 9);
        for story in &stories {
            site.answer(&story.path, &Other::status(403), 9);
        }
        for _run in 0..2 {
            // The second time there is nothing to be had at all, and that is a failure.
            earshot.run(&CRON)?;
            let refused = site.seen().iter().filter(|seen| seen.path.starts_with("/2026")).count();
            ensure!(refused == 3, "{refused} pages were asked for: {:?}", site.seen());
        }
        let lines = log(&earshot, &site)?;
        let with = |outcome: &str, reason: &str| {
            let fits = |it: &&serde_json::Value| it["outcome"] == outcome && it["reason"] == reason;
            lines.iter().filter(fits).count()
        };
        // Those that were asked wait, too: it may be us that the host refuses, and not they.
        ensure!(with("waiting", "http_status") == 3, "{lines:?}");
        ensure!(with("waiting", "resting") == 3, "{lines:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn sitemaps_that_are_forbidden_say_nothing_of_the_pages() -> anyhow::Result<()> {
    for World { site, earshot, .. } in worlds(3).await? {
        let named: Vec<String> =
            (1..=4).map(|n| format!("Sitemap: {}/map-{n}.xml", site.base())).collect();
        site.put("/robots.txt", "text/plain", &named.join("\n"));
        for n in 1..=4 {
            site.answer(&format!("/map-{n}.xml"), &Other::status(403), 9);
        }

        let summary = earshot.json(&CRON)?;

        ensure!(summary["totals"]["stored"] == 3, "{summary}");
        ensure!(
            site.seen().iter().filter(|seen| seen.status == 403).count() >= 3,
            "none forbidden"
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_that_asks_for_rest_is_followed_after_it() -> anyhow::Result<()> {
    for World { site, stories, earshot, .. } in worlds(1).await? {
        let redirect = Other::with(302, "location", "/moved").and("retry-after", "1");
        site.answer(&stories[0].path, &redirect, 1);
        site.put("/moved", "text/html", "<h1>It has moved</h1>");

        earshot.run(&CRON)?;

        let seen = site.seen();
        let led = seen.iter().position(|it| it.status == 302).context("the redirect")?;
        let next = seen.get(led + 1).context("a request after it")?;
        ensure!(next.path == "/moved", "{seen:?}");
        let waited = next.at.duration_since(seen[led].at);
        ensure!(waited >= Duration::from_secs(1), "{waited:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sites_own_pace_holds_for_its_rules_too() -> anyhow::Result<()> {
    for World { site, earshot, folder, .. } in worlds(1).await? {
        let listed =
            format!("[[site]]\nname = \"A\"\nhome = \"{}/\"\nmin_delay_ms = 500\n", site.base());
        std::fs::write(folder.path().join("sites.toml"), listed)?;
        site.answer("/robots.txt", &Other::with(301, "location", "/rules.txt"), 1);
        site.put("/rules.txt", "text/plain", "User-agent: *\nDisallow: /private/\n");

        earshot.with("FETCH_MIN_DELAY_MS", "1").run(&CRON)?;

        let seen = site.seen();
        ensure!(seen.get(1).is_some_and(|second| second.path == "/rules.txt"), "{seen:?}");
        for pair in seen.windows(2) {
            let waited = pair[1].at.duration_since(pair[0].at);
            ensure!(waited >= Duration::from_millis(480), "{waited:?}: {pair:?}");
        }
    }
    Ok(())
}

/// Ends the rest of a host as if its time had passed, and makes what waits there due.
async fn end_rest(database: &Database, site: &Site) -> anyhow::Result<()> {
    let host = host::by_name(&database.read, &site.host()).await?.context("the host's row")?;
    let then = host.blocked_until.plus_seconds(1);
    let leased = host::lease(&database.write, host.id, then, Micros::START).await?;
    let (lease, _) = leased.context("the host's lease")?;
    host::keep_health(&database.write, &lease, &host::Health::default()).await?;
    let row = site::by_host(&database.read, &site.host()).await?.context("the site's row")?;
    let asked =
        address::Asked { site_id: row.id, outcome: Some("waiting"), reason: None, most: 99 };
    for row in address::log(&database.read, asked).await? {
        let (attempts, due_at) = (row.attempts, Some(Micros(1)));
        let (reason, status) = (row.reason, row.status.and_then(|it| u16::try_from(it).ok()));
        let ended = Ended { attempts, due_at, reason, status, ..Ended::default() };
        address::end(&database.write, row.id, &ended, Micros(1)).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_a_host_refused_are_had_after_its_rest() -> anyhow::Result<()> {
    for World { site, stories, earshot, database, .. } in worlds(6).await? {
        for story in &stories {
            site.answer(&story.path, &Other::status(403), 1);
        }
        earshot.run(&CRON)?;
        for story in &stories {
            site.answer(&story.path, &Other::status(403), 0);
        }
        end_rest(&database, &site).await?;
        let summary = earshot.json(&CRON)?;
        ensure!(summary["totals"]["stored"] == 6, "{summary}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_stays_forbidden_is_given_up() -> anyhow::Result<()> {
    for World { site, stories, earshot, database, .. } in worlds(2).await? {
        site.answer(&stories[0].path, &Other::status(403), 9);
        for outcome in ["waiting", "waiting", "refused", "refused"] {
            earshot.run(&CRON)?;
            let lines = log(&earshot, &site)?;
            let is_so = |it: &&serde_json::Value| it["outcome"] == outcome && it["status"] == 403;
            ensure!(lines.iter().filter(is_so).count() == 1, "{outcome}: {lines:?}");
            let asked = site.seen().iter().filter(|seen| seen.status == 403).count();
            // A new run does not ask sooner.
            earshot.run(&CRON)?;
            ensure!(site.seen().iter().filter(|seen| seen.status == 403).count() == asked);
            end_rest(&database, &site).await?;
        }
        ensure!(site.seen().iter().filter(|seen| seen.status == 403).count() == 3);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_looked_at_again_stays_stored() -> anyhow::Result<()> {
    for World { site, stories, earshot, database, .. } in worlds(1).await? {
        earshot.json(&CRON)?;
        look_again(&database, &site.host()).await?;
        site.answer(&stories[0].path, &Other::status(500), 1);
        earshot.json(&CRON)?;
        let lines = log(&earshot, &site)?;
        ensure!(lines.len() == 1 && lines[0]["outcome"] == "stored", "{lines:?}");
        ensure!(lines[0]["status"] == 500 && !lines[0]["due"].is_null(), "{lines:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_asks_for_news_alone() -> anyhow::Result<()> {
    for World { site, earshot, .. } in worlds(4).await? {
        earshot.json(&CRON)?;
        let before = site.seen().len();
        let summary = earshot.json(&CRON)?;
        let asked: Vec<String> = site.seen().drain(before..).map(|seen| seen.path).collect();
        ensure!(asked == ["/feed.xml", "/news-sitemap.xml"], "{asked:?}");
        ensure!(summary["totals"]["not_modified"] == 2, "{summary}");
    }
    Ok(())
}

/// A front page that links to so many pages of a shop, none of them an article.
fn put_shop(site: &Site, wares: usize) {
    let path = |number: usize| format!("/wares/a-blue-cotton-shirt-with-sleeves-{number}.html");
    let link = |number| format!("<p><a href=\"{}\">Shirt no. {number}</a></p>", path(number));
    let links: Vec<String> = (0..wares).map(link).collect();
    let links = links.concat();
    site.put("/", "text/html", &format!("<html lang=en><body>{links}</body></html>"));
    for number in 0..wares {
        site.put(&path(number), "text/html", "<html lang=en><body><p>Blue, 9.99</p></body></html>");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_is_not_asked_for_all_its_wares() -> anyhow::Result<()> {
    for World { site, earshot, .. } in worlds(2).await? {
        site.put("/robots.txt", "text/plain", "Sitemap: {base}/news-sitemap.xml\n");
        put_shop(&site, 42);
        let summary = earshot.json(&CRON)?;
        ensure!(summary["totals"]["stored"] == 2, "{summary}");
        let asked = site.seen().iter().filter(|seen| seen.path.starts_with("/wares/")).count();
        ensure!(asked == 30, "{asked}");
        let lines = log(&earshot, &site)?;
        let is_so =
            |it: &&serde_json::Value| it["outcome"] == "waiting" && it["reason"] == "template";
        ensure!(lines.iter().filter(is_so).count() == 12, "{lines:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_feed_announces_is_not_asked_for_as_a_list_too() -> anyhow::Result<()> {
    for World { site, mut stories, earshot, .. } in worlds(1).await? {
        // Its address, and the words of its link, are those of a list.
        stories[0].path = "/harbour/plan".to_owned();
        newspaper(&site, &stories);
        let front = "<!doctype html><html lang=\"en\"><head><title>The Loopback Post</title><link \
                     rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed.xml\"></head><body>\
                     <nav><a href=\"/harbour/plan\">Harbour plan</a> <a href=\"/harbour\">Harbour</a>\
                     </nav></body></html>";
        site.put("/", "text/html; charset=utf-8", front);
        site.put("/harbour", "text/html; charset=utf-8", front);

        let summary = earshot.json(&CRON)?;

        let asked = |path: &str| site.seen().iter().filter(|seen| seen.path == path).count();
        ensure!(summary["totals"]["stored"] == 1, "{summary}");
        ensure!(asked("/harbour/plan") == 1 && asked("/harbour") == 1, "{:?}", site.seen());
        let sources = earshot.run(&["site", "log", &site.host()])?;
        let sources = String::from_utf8(sources.stdout)?;
        ensure!(sources.matches(" section ").count() == 1, "{sources}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_sitemap_names_in_vain_is_told() -> anyhow::Result<()> {
    for World { site, stories, earshot, .. } in worlds(1).await? {
        let entries: String = [stories[0].path.as_str(), "/imprint", "/contact"]
            .map(|path| format!("<url><loc>{{base}}{path}</loc></url>"))
            .concat();
        let sitemap = format!(
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{entries}</urlset>"
        );
        site.put("/sitemap.xml", "application/xml", &sitemap);
        site.put("/robots.txt", "text/plain", "Sitemap: {base}/sitemap.xml\n");

        let summary = earshot.json(&CRON)?;

        ensure!(summary["sites"][0]["passed_over"] == 2, "{summary}");
        let log = String::from_utf8(earshot.run(&["site", "log", &site.host()])?.stdout)?;
        ensure!(log.contains("/sitemap.xml  2 passed over (shape 2)"), "{log}");
    }
    Ok(())
}

/// The sources of a site, as their rows have them.
async fn sources(database: &Database, site: &Site) -> anyhow::Result<Vec<source::Model>> {
    let row = site::by_host(&database.read, &site.host()).await?.context("the site's row")?;
    Ok(source::of_site(&database.read, row.id).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_left_alone_as_long_as_it_asks_though_it_stays_as_it_was() -> anyhow::Result<()> {
    for World { site, stories, earshot, database, .. } in worlds(1).await? {
        let item = format!("<item><link>{{base}}{}</link></item>", stories[0].path);
        let feed = format!("<rss version=\"2.0\"><channel><ttl>90</ttl>{item}</channel></rss>");
        site.put("/feed.xml", "application/rss+xml", &feed);
        for _answer in ["200", "304"] {
            earshot.json(&CRON)?;

            let sources = sources(&database, &site).await?;
            let feed = sources.iter().find(|it| it.address.ends_with("/feed.xml"));
            let feed = feed.context("the feed's row")?;
            ensure!(feed.due_at.0 - feed.checked_at.0 >= 90 * 60 * 1_000_000, "{feed:?}");
        }
        let asked = site.seen().into_iter().filter(|it| it.path == "/feed.xml");
        let statuses: Vec<u16> = asked.map(|it| it.status).collect();
        ensure!(statuses == [200, 304], "{statuses:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sitemap_may_be_larger_than_a_page() -> anyhow::Result<()> {
    for World { site, stories, earshot, .. } in worlds(1).await? {
        let entry = format!("<url><loc>{{base}}{}</loc></url>", stories[0].path);
        let blank = " ".repeat(9 * 1024 * 1024);
        site.put("/sitemap.xml", "application/xml", &format!("<urlset>{blank}{entry}</urlset>"));
        site.put("/robots.txt", "text/plain", "Sitemap: {base}/sitemap.xml\n");
        site.put("/", "text/html", "<html lang=en><body></body></html>");

        let summary = earshot.json(&CRON)?;

        ensure!(summary["totals"]["stored"] == 1, "{summary}");
        let log = String::from_utf8(earshot.run(&["site", "log", &site.host()])?.stdout)?;
        ensure!(!log.contains("FAILED"), "{log}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_another_day_waits_though_a_run_begins() -> anyhow::Result<()> {
    for World { site, earshot, .. } in worlds(1).await? {
        site.put("/robots.txt", "text/plain", "Sitemap: {base}/news-sitemap.xml\n");
        put_shop(&site, 33);
        earshot.json(&CRON)?;
        for _run in 0..5 {
            earshot.json(&CRON)?;
        }

        let lines = log(&earshot, &site)?;

        let waits =
            |it: &&serde_json::Value| it["reason"] == "template" && it["outcome"] == "waiting";
        ensure!(lines.iter().filter(waits).count() == 3, "{lines:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_lie_at_a_host_that_is_being_crawled_are_those_it_is_known_by()
-> anyhow::Result<()> {
    for World { site, stories, earshot, database, .. } in worlds(2).await? {
        let other = Site::start().await?;
        let rules = format!("{}/robots.txt", other.base());
        site.answer("/robots.txt", &Other::with(301, "location", rules), 9);
        let id = host::ensure(&database.write, &other.host()).await?;
        let (now, tomorrow) = (jobs::clock::now(), jobs::clock::now().plus_seconds(86_400));
        let held = host::lease(&database.write, id, now, tomorrow).await?;
        let (lease, _) = held.context("the other host")?;
        let text = format!("User-agent: *\nDisallow: {}", stories[0].path);
        host::keep_robots(&database.write, &lease, 200, &text, tomorrow).await?;

        let summary = earshot.json(&CRON)?;

        ensure!(summary["totals"]["stored"] == 1, "{summary}");
        ensure!(other.seen().is_empty(), "{:?}", other.seen());
        ensure!(!site.seen().iter().any(|seen| seen.path == stories[0].path), "{summary}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_comes_back_behind_a_rest_has_what_is_left_of_its_budget() -> anyhow::Result<()>
{
    for World { site, stories, earshot, .. } in worlds(4).await? {
        let earshot = earshot.with("EARSHOT_FETCH_PAGES_PER_SITE", "2");
        let newest = &stories[3];
        site.answer(&newest.path, &Other::with(429, "retry-after", "1"), 1);

        let summary = earshot.json(&CRON)?;

        let pages = site.seen().iter().filter(|seen| seen.path.starts_with("/2026")).count();
        ensure!(pages == 2, "{pages} pages: {summary}");
    }
    Ok(())
}
