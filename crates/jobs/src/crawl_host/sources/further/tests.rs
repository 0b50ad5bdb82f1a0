use database::{Database, Micros, site};
use discover::PassedOver;
use testkit::{TestDatabase, TestSite};

use super::*;
use crate::crawl_host::hosts::Hosts;

const NOW: Micros = Micros(1_700_000_000_000_000);

fn address(path: &str) -> Address {
    let address =
        if path.contains("//") { path.to_owned() } else { format!("https://news.example/{path}") };
    Address::parse(&address).unwrap()
}

/// What a source leads to, committed; with what was passed over.
async fn lead_on(
    database: &Database,
    due: &source::Model,
    read: &Read,
) -> anyhow::Result<(Led, Vec<(&'static str, u64)>)> {
    let site = site::by_host(&database.read, "news.example").await?.unwrap();
    let transaction = database.begin().await?;
    let mut taking = Taking {
        transaction: &transaction,
        hosts: Hosts::new(&transaction),
        site: &site,
        home: address(""),
        due,
        now: NOW,
        is_replay: false,
        sources: Vec::new(),
        full: Vec::new(),
        passed_over: PassedOver::default(),
    };
    let led = taking.lead_on(read).await?;
    let passed_over = taking.passed_over.counts().collect();
    transaction.commit().await?;
    Ok((led, passed_over))
}

/// Addresses of a site's sources, without its home, in their order.
async fn known(database: &Database, site: TestSite) -> anyhow::Result<Vec<String>> {
    let rows = source::of_site(&database.read, site.site_id).await?;
    Ok(rows.into_iter().map(|row| row.address.replace("https://news.example/", "")).collect())
}

/// An index of so many days, the newest first.
fn index(name: &str, days: impl DoubleEndedIterator<Item = u32>) -> Read {
    let children = days.rev().map(|day| address(&format!("{name}-{day}.xml"))).collect();
    Read { children, ..Read::default() }
}

/// Reads an index of daily sitemaps on five days.
async fn read_daily(database: &Database, site: TestSite, name: &str) -> anyhow::Result<()> {
    let path = address(&format!("{name}-index.xml"));
    let due = site.add_source(database, kind_of_sitemap(&path), path.as_str()).await?;
    for today in 7..12 {
        let (led, _) = lead_on(database, &due, &index(name, 1..=today)).await?;

        assert!(led.is_news);
        let known = known(database, site).await?;
        let mut newest = (today - 4..=today).map(|day| format!("{name}-{day}.xml"));
        assert!(newest.all(|path| known.contains(&path)), "{today}: {known:?}");
        assert_eq!(known.iter().filter(|it| it.starts_with(name)).count(), 6, "{known:?}");
    }
    let (led, _) = lead_on(database, &due, &index(name, 1..=11)).await?;
    assert!(!led.is_news);
    Ok(())
}

/// Whatever the kind: of sitemaps with news, silence alone never made room.
#[tokio::test]
async fn the_newest_of_an_index_takes_the_place_of_its_oldest() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let site = TestSite::at(&test.database, "news.example").await?;
        read_daily(&test.database, site, "daily").await?;
        read_daily(&test.database, site, "news").await?;
    }
    Ok(())
}

#[tokio::test]
async fn sitemaps_known_before_their_index_give_way_and_named_ones_do_not() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = TestSite::at(database, "news.example").await?;
        let due = site.add_source(database, Kind::Sitemap, address("index.xml").as_str()).await?;
        for day in 1..=5 {
            let path = address(&format!("day-{day}.xml"));
            site.add_source(database, Kind::Sitemap, path.as_str()).await?;
        }
        let named = source::NewSource {
            site_id: site.site_id,
            host_id: site.host_id,
            kind: Kind::Sitemap,
            address: address("day-1.xml").as_str().to_owned(),
            configured: true,
            found_in: None,
        };
        source::ensure(&database.write, &named).await?;

        lead_on(database, &due, &index("day", 1..=6)).await?;
        // A window that moves on: the index names the oldest no longer.
        lead_on(database, &due, &index("day", 4..=7)).await?;

        let known = known(database, site).await?;
        assert_eq!(
            known,
            ["index.xml", "day-1.xml", "day-4.xml", "day-5.xml", "day-6.xml", "day-7.xml"]
        );
    }
    Ok(())
}

#[tokio::test]
async fn what_finds_no_place_is_counted() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = TestSite::at(database, "news.example").await?;
        let due = site.add_source(database, Kind::Sitemap, address("index.xml").as_str()).await?;
        let sections = (0..9).map(|number| (Kind::Section, address(&format!("section-{number}"))));
        let feed = (Kind::Feed, address("https://feeds.example/news"));
        let read = Read { sources: sections.chain([feed]).collect(), ..index("day", 1..=40) };

        let (_, passed_over) = lead_on(database, &due, &read).await?;

        assert_eq!(passed_over, [("no_room", 3 + 35), ("other_site", 1)]);
    }
    Ok(())
}

/// The sources of the site, in the order in which they are asked.
async fn sources(database: &Database, site: TestSite) -> anyhow::Result<Vec<source::Model>> {
    Ok(source::of_site(&database.read, site.site_id).await?)
}

fn moved(to: &str) -> Read {
    Read { moved_to: Some(address(to)), ..Read::default() }
}

#[tokio::test]
async fn a_source_that_moves_takes_its_place_along() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = TestSite::at(database, "news.example").await?;
        for number in 1..=3 {
            let path = address(&format!("{number}.xml"));
            site.add_source(database, Kind::Feed, path.as_str()).await?;
        }

        for feed in sources(database, site).await? {
            let to = feed.address.replace("//", "//www.");
            let (led, _) = lead_on(database, &feed, &moved(&to)).await?;
            assert_eq!(led.error, None);
        }

        let all = sources(database, site).await?;
        assert_eq!(all.len(), 6);
        // It moves on: the place where it was is given up.
        lead_on(database, &all[3], &moved("https://feeds.news.example/1.xml")).await?;
        // And it moves elsewhere: one place at a time.
        lead_on(database, &all[1], &moved("https://feeds.news.example/2.xml")).await?;
        // Nothing changes where it leads to a place that is known.
        lead_on(database, &all[2], &moved("https://www.news.example/3.xml")).await?;
        let mut addresses: Vec<String> =
            sources(database, site).await?.into_iter().map(|row| row.address).collect();
        addresses.sort();
        let expected = [
            "https://feeds.news.example/1.xml",
            "https://feeds.news.example/2.xml",
            "https://news.example/1.xml",
            "https://news.example/2.xml",
            "https://news.example/3.xml",
            "https://www.news.example/3.xml",
        ];
        assert_eq!(addresses, expected);
    }
    Ok(())
}

#[tokio::test]
async fn a_move_that_leads_nowhere_is_a_failure() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = TestSite::at(database, "news.example").await?;
        let feed = site.add_source(database, Kind::Feed, address("feed.xml").as_str()).await?;
        for number in 0..30 {
            database::host::ensure(&database.write, &format!("{number}.news.example")).await?;
        }

        let (home, _) = lead_on(database, &feed, &moved("")).await?;
        let (full, _) = lead_on(database, &feed, &moved("https://one-more.news.example/f")).await?;

        assert!(home.error.is_some_and(|error| error.contains("the front page")));
        assert!(full.error.is_some_and(|error| error.contains("too many hosts")));
    }
    Ok(())
}
