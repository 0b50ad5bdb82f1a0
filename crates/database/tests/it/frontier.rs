//! The frontier: what is due, what waits, what makes room, alike on both databases.

use std::collections::BTreeMap;

use database::{
    Database, Micros,
    address::{self, Asked, Ended, Found},
    host, site,
    source::{self, Kind},
};
use testkit::{TestDatabase, TestSite};

const NOW: Micros = Micros(1_700_000_000_000_000);

async fn make_site(database: &Database) -> anyhow::Result<(i64, i64)> {
    let TestSite { site_id, host_id } = TestSite::at(database, "news.example").await?;
    Ok((site_id, host_id))
}

/// An address of the site, as a feed tells it.
fn found_at((site_id, host_id): (i64, i64), path: &str) -> Found {
    let address = format!("https://news.example/{path}");
    Found { address, site_id, host_id, published_hint: None, rank: 0 }
}

async fn add_source(
    database: &Database,
    (site_id, host_id): (i64, i64),
    kind: Kind,
    path: &str,
) -> anyhow::Result<()> {
    let address = format!("https://news.example/{path}");
    TestSite { site_id, host_id }.add_source(database, kind, &address).await?;
    Ok(())
}

/// Keeps that a source was asked, with or without success.
async fn ask(database: &Database, row: &source::Model, error: Option<&str>) -> anyhow::Result<()> {
    let asked = source::Asked {
        id: row.id,
        etag: None,
        last_modified: None,
        at: NOW,
        pushed_before: row.pushed_at,
        push_from: NOW,
        due_at: NOW.plus_seconds(900),
        interval_micros: 900_000_000,
        news: error.is_none(),
        ttl_micros: None,
        answered: None,
        passed_over: error.is_none().then(|| BTreeMap::from([("shape".to_owned(), 3)])),
        error: error.map(str::to_owned),
    };
    Ok(source::keep(&database.write, &asked).await?)
}

async fn due(database: &Database, host: i64, at: Micros) -> anyhow::Result<Vec<String>> {
    let rows = source::due(&database.read, host, at).await?;
    Ok(rows
        .into_iter()
        .map(|row| row.address.rsplit('/').next().unwrap_or("").to_owned())
        .collect())
}

#[tokio::test]
async fn a_new_crawl_asks_for_news_and_for_what_was_never_asked() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = make_site(database).await?;
        add_source(database, site, Kind::Section, "section").await?;
        add_source(database, site, Kind::Sitemap, "sitemap").await?;
        add_source(database, site, Kind::Feed, "feed").await?;
        let order = ["feed", "sitemap", "section"];
        assert_eq!(due(database, site.1, NOW).await?, order);
        for row in source::of_site(&database.read, site.0).await? {
            ask(database, &row, None).await?;
        }
        assert!(due(database, site.1, NOW).await?.is_empty());
        assert_eq!(source::next_due(&database.read, site.1).await?, NOW.plus_seconds(900));
        add_source(database, site, Kind::Section, "another").await?;
        source::postpone(&database.write, site.1, NOW, NOW.plus_seconds(60)).await?;
        source::make_due(&database.write, site.0).await?;
        assert_eq!(due(database, site.1, NOW).await?, ["feed", "another"]);
        // A feed that fails is no source of news.
        let rows = source::of_site(&database.read, site.0).await?;
        ask(database, &rows[0], Some("HTTP 500")).await?;
        source::make_due(&database.write, site.0).await?;
        assert_eq!(due(database, site.1, NOW).await?.len(), 4);
    }
    Ok(())
}

#[tokio::test]
async fn what_sitemaps_name_in_vain_is_counted_by_site() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = make_site(database).await?;
        for path in ["sitemap-1", "sitemap-2"] {
            add_source(database, site, Kind::Sitemap, path).await?;
        }
        for row in source::of_site(&database.read, site.0).await? {
            ask(database, &row, None).await?;
        }
        let rows = source::of_site(&database.read, site.0).await?;

        // Not read this time: what was left out before still is.
        ask(database, &rows[0], Some("HTTP 500")).await?;

        let count = async |since| source::passed_over(&database.read, &[site.0], since).await;
        assert_eq!(count(NOW).await?.get(&site.0), Some(&6));
        assert_eq!(count(NOW.plus_seconds(1)).await?.get(&site.0), None);
        let row = source::of_site(&database.read, site.0).await?.swap_remove(0);
        assert_eq!(row.reasons(), BTreeMap::from([("shape".to_owned(), 3)]));
    }
    Ok(())
}

#[tokio::test]
async fn a_list_that_was_found_is_forgotten_and_a_named_one_is_not() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = make_site(database).await?;
        add_source(database, site, Kind::Section, "found").await?;
        add_source(database, site, Kind::Section, "named").await?;
        let rows = source::of_site(&database.read, site.0).await?;
        let named = source::NewSource {
            site_id: site.0,
            host_id: site.1,
            kind: Kind::Section,
            address: rows[1].address.clone(),
            configured: true,
            found_in: None,
        };
        source::ensure(&database.write, &named).await?;

        for row in &rows {
            source::forget(&database.write, row.id).await?;
        }

        let left = source::of_site(&database.read, site.0).await?;
        assert_eq!(left.iter().map(|row| row.id).collect::<Vec<_>>(), [rows[1].id]);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_announced_or_stored_is_an_articles() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = make_site(database).await?;
        let linked = Found { rank: 1, ..found_at(site, "linked") };
        let all = [found_at(site, "announced"), linked, found_at(site, "refused")];
        address::add(&database.write, &all, NOW).await?;
        let due = address::due(&database.read, site.1, NOW, 9).await?;
        for row in due.iter().filter(|row| row.address.ends_with("refused")) {
            let ended = Ended { outcome: Some("refused"), ..Ended::default() };
            address::end(&database.write, row.id, &ended, NOW).await?;
        }

        let mut articles = Vec::new();
        for it in &all {
            articles.push(address::is_of_article(&database.read, &it.address).await?);
        }

        assert_eq!(articles, [true, false, false]);
    }
    Ok(())
}

#[tokio::test]
async fn what_fails_and_what_is_silent_makes_room() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = make_site(database).await?;
        for path in ["old-map", "index"] {
            add_source(database, site, Kind::Sitemap, path).await?;
        }
        for path in ["dead-feed", "feed"] {
            add_source(database, site, Kind::Feed, path).await?;
        }
        let rows = source::of_site(&database.read, site.0).await?;
        for row in &rows {
            ask(database, row, None).await?;
        }
        for _failure in 0..5 {
            ask(database, &rows[0], Some("HTTP 404")).await?;
        }
        let later = NOW.plus_seconds(1);
        source::forget_silent(&database.write, site.0, (Kind::Feed, 0), later).await?;
        let reading = rows[3].id;
        source::forget_silent(&database.write, site.0, (Kind::Sitemap, reading), later).await?;
        let left = source::of_site(&database.read, site.0).await?;
        let left: Vec<i64> = left.iter().map(|row| row.id).collect();
        assert_eq!(left, [rows[1].id, rows[3].id]);
    }
    Ok(())
}

#[tokio::test]
async fn every_address_tells_its_outcome_or_why_it_waits() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let (site_id, host_id) = make_site(database).await?;
        let found = ["a", "b", "c"].map(|path| found_at((site_id, host_id), path));
        assert_eq!(address::add(&database.write, &found, NOW).await?, 3);
        let rows = address::due(&database.read, host_id, NOW, 9).await?;
        let refused = Ended {
            outcome: Some("refused"),
            reason: Some("robots".to_owned()),
            ..Ended::default()
        };
        address::end(&database.write, rows[0].id, &refused, NOW).await?;
        let failed = Ended {
            reason: Some("timeout".to_owned()),
            due_at: Some(NOW.plus_seconds(5)),
            attempts: 1,
            ..Ended::default()
        };
        address::end(&database.write, rows[1].id, &failed, NOW).await?;
        let later = (NOW.plus_seconds(600), "budget");
        let waiting = address::postpone(&database.write, host_id, NOW, later).await?;
        assert_eq!(waiting, [(site_id, 1)]);
        let log = async |outcome: Option<&str>, reason: Option<&str>| {
            let asked = Asked { site_id, outcome, reason, most: 9 };
            anyhow::Ok(address::log(&database.read, asked).await?.len())
        };
        assert_eq!(log(None, None).await?, 3);
        assert_eq!(log(Some("waiting"), None).await?, 2);
        assert_eq!(log(Some("waiting"), Some("budget")).await?, 1);
        assert_eq!(log(Some("refused"), Some("budget")).await?, 0);
        assert_eq!(address::count_waiting(&database.read, &[site_id]).await?, 2);
        // Asked once more: it counts once, as it ended.
        address::end(&database.write, rows[1].id, &failed, NOW.plus_seconds(1)).await?;
        let without = async |since| {
            let rows = address::without_article_since(&database.read, &[site_id], since).await?;
            let rows = rows.into_iter().map(|it| format!("{} {}", it.reason, it.n));
            anyhow::Ok(rows.collect::<Vec<_>>().join(", "))
        };
        assert_eq!(without(NOW).await?, "budget 1, robots 1, timeout 1");
        assert_eq!(without(NOW.plus_seconds(1)).await?, "budget 1, timeout 1");
        let is_retried = async |seconds| {
            address::is_retried_by(&database.read, &[site_id], NOW.plus_seconds(seconds)).await
        };
        assert!(!is_retried(4).await? && is_retried(6).await?);
        let (lease, _) = host::lease(&database.write, host_id, NOW, NOW.plus_seconds(30))
            .await?
            .ok_or_else(|| anyhow::anyhow!("a lease"))?;
        host::block(&database.write, &lease, NOW.plus_seconds(40)).await?;
        assert!(!is_retried(6).await?, "the host rests for longer");
        let rests = async |until: i64| {
            host::rests_until(&database.read, &[site_id], NOW, NOW.plus_seconds(until)).await
        };
        assert_eq!(rests(60).await?, Some(NOW.plus_seconds(40)));
        assert_eq!(rests(30).await?, None);
    }
    Ok(())
}

#[tokio::test]
async fn hosts_of_a_domain_are_counted() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let write = &test.database.write;
        for name in ["news.example", "a.news.example", "b.news.example", "a_.news.example"] {
            host::ensure(write, name).await?;
        }
        for port in 8000..8010 {
            host::ensure(write, &format!("news.example:{port}")).await?;
            host::ensure(write, &format!("c.news.example:{port}")).await?;
        }
        for other in ["fakenews.example", "news.example.org", "[2a00::1]:8080", "8.8.8.8:8080"] {
            host::ensure(write, other).await?;
        }
        assert_eq!(host::count_of_domain(write, "news.example").await?, 24);
    }
    Ok(())
}

#[tokio::test]
async fn what_another_source_told_of_was_found_since() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let (site_id, host_id) = make_site(database).await?;
        let found = ["a", "b"].map(|path| found_at((site_id, host_id), path));
        address::add(&database.write, &found[..1], NOW).await?;
        let since = async |known: &[Found], since: Micros| {
            address::any_found_since(&database.read, known, since).await
        };
        assert!(since(&found, NOW.plus_seconds(-1)).await?);
        assert!(!since(&found, NOW).await?);
        assert!(!since(&found[1..], NOW.plus_seconds(-1)).await?);
        assert!(!since(&[], NOW.plus_seconds(-1)).await?);
    }
    Ok(())
}

#[tokio::test]
async fn an_address_that_moved_leads_to_its_article() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let (site_id, host_id) = make_site(database).await?;
        let address = "https://news.example/a".to_owned();
        let found =
            Found { address: address.clone(), site_id, host_id, published_hint: None, rank: 0 };
        address::add(&database.write, &[found], NOW).await?;
        assert_eq!(address::article_of(&database.read, &address).await?, None);
        address::lead_to(&database.write, &address, 7).await?;
        assert_eq!(address::article_of(&database.read, &address).await?, Some(7));
    }
    Ok(())
}

#[tokio::test]
async fn everything_of_a_site_is_walked_through_whether_it_is_due_or_not() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let (site_id, host_id) = make_site(database).await?;
        add_source(database, (site_id, host_id), Kind::Feed, "feed").await?;
        let rows = source::of_site(&database.read, site_id).await?;
        ask(database, &rows[0], None).await?;
        let found = ["a", "b", "c", "d"].map(|path| found_at((site_id, host_id), path));
        address::add(&database.write, &found, NOW).await?;
        let rows = address::behind(&database.read, (host_id, &[site_id]), 0, 9).await?;
        for (row, outcome) in rows.iter().zip(["stored", "same", "refused"]) {
            let ended = Ended { outcome: Some(outcome), ..Ended::default() };
            address::end(&database.write, row.id, &ended, NOW).await?;
        }

        let behind = async |row: i64, sites: &[i64], most: u64| {
            let rows = address::behind(&database.read, (host_id, sites), row, most).await?;
            anyhow::Ok(rows.into_iter().map(|row| row.id).collect::<Vec<_>>())
        };
        assert_eq!(behind(0, &[site_id], 9).await?, [rows[0].id, rows[2].id, rows[3].id]);
        assert_eq!(behind(rows[0].id, &[site_id], 1).await?, [rows[2].id]);
        assert!(behind(0, &[site_id + 1], 9).await?.is_empty());
        assert_eq!(source::of_host(&database.read, host_id, &[site_id]).await?.len(), 1);
        assert!(source::of_host(&database.read, host_id, &[]).await?.is_empty());
        let serving = async |sites: Option<&[i64]>| host::of_sites(&database.read, sites).await;
        assert_eq!(serving(Some(&[site_id])).await?, [host_id]);
        assert!(serving(Some(&[])).await?.is_empty());
        assert_eq!(serving(None).await?, [host_id]);
        site::set_enabled(&database.write, site_id, false).await?;
        assert!(serving(None).await?.is_empty(), "of those that are crawled");
    }
    Ok(())
}

#[tokio::test]
async fn what_answered_since_a_moment_is_known_whoever_asked() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (database, read) = (&test.database, &test.database.read);
        let (site_id, host_id) = make_site(database).await?;
        for path in ["feed", "dead-feed", "never-asked"] {
            add_source(database, (site_id, host_id), Kind::Feed, path).await?;
        }
        let sources = source::of_site(read, site_id).await?;
        ask(database, &sources[0], None).await?;
        ask(database, &sources[1], Some("timed out")).await?;
        let found = ["page", "same", "denied", "before", "new"]
            .map(|path| found_at((site_id, host_id), path));
        address::add(&database.write, &found, NOW).await?;
        let rows = address::behind(read, (host_id, &[site_id]), 0, 9).await?;
        for (row, outcome, status, seconds) in [
            (&rows[0], "stored", Some(200), 0),
            (&rows[1], "same", None, 5),
            (&rows[2], "refused", None, 5),
            (&rows[3], "refused", Some(404), -1),
        ] {
            let ended = Ended { outcome: Some(outcome), status, ..Ended::default() };
            address::end(&database.write, row.id, &ended, NOW.plus_seconds(seconds)).await?;
        }

        let sites: &[i64] = &[site_id];
        let answered = async |row, most| {
            let rows = address::answered_since(read, (sites, NOW), row, most).await?;
            anyhow::Ok(rows.into_iter().map(|it| (it.id, it.host)).collect::<Vec<_>>())
        };
        let host = "news.example".to_owned();
        assert_eq!(answered(0, 1).await?, [(rows[0].id, host.clone())]);
        assert_eq!(answered(rows[0].id, 9).await?, [(rows[1].id, host)]);
        let feeds = source::answered_since(read, sites, NOW).await?;
        assert_eq!(feeds.len(), 1);
        assert_eq!(feeds[0].address, "https://news.example/feed");
    }
    Ok(())
}

#[tokio::test]
async fn a_reason_is_noted_where_an_address_waits_and_nothing_else_changes() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let (site_id, host_id) = make_site(database).await?;
        let found = ["a", "b"].map(|path| found_at((site_id, host_id), path));
        address::add(&database.write, &found, NOW).await?;
        let rows = address::behind(&database.read, (host_id, &[site_id]), 0, 9).await?;
        let ended = Ended { outcome: Some("stored"), ..Ended::default() };
        address::end(&database.write, rows[1].id, &ended, NOW).await?;

        for row in &rows {
            address::note_reason(&database.write, row.id, "not_archived").await?;
        }

        let after = address::behind(&database.read, (host_id, &[site_id]), 0, 9).await?;
        let reason = Some("not_archived".to_owned());
        assert_eq!(after[0], address::Model { reason, ..rows[0].clone() });
        assert_eq!(after[1].reason, None);
    }
    Ok(())
}

#[tokio::test]
async fn an_address_that_waits_learns_that_it_was_announced_and_when() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = make_site(database).await?;
        let of_front = |path| Found { rank: 1, ..found_at(site, path) };
        address::add(&database.write, &[of_front("a"), of_front("b")], NOW).await?;
        let news = Found { published_hint: Some(NOW.plus_seconds(-60)), ..found_at(site, "b") };
        let later = Found { published_hint: Some(NOW.plus_seconds(-30)), ..found_at(site, "b") };

        let new = [
            address::add(&database.write, &[news, found_at(site, "c")], NOW).await?,
            address::add(&database.write, &[later], NOW).await?,
        ];

        assert_eq!(new, [1, 0]);
        let rows = address::due(&database.read, site.1, NOW, 9).await?;
        let told: Vec<_> = rows.iter().map(|row| (row.rank, row.published_hint)).collect();
        assert_eq!(told, [(0, None), (0, Some(NOW.plus_seconds(-60))), (1, None)]);
    }
    Ok(())
}
