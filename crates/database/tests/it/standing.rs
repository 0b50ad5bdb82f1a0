//! How an instance stands in numbers, and the copy of its frontier.

use database::{
    Database, Micros,
    address::{self, Found},
    copy, host, site,
    source::{self, Kind},
    standing::{self, Count},
};
use testkit::{TestDatabase, TestSite};

const NOW: Micros = Micros(1_700_000_000_000_000);

/// A site with a host that somebody holds, a source and some addresses; the site and the host.
async fn fill(database: &Database, name: &str, addresses: usize) -> anyhow::Result<(i64, i64)> {
    let site = TestSite::at(database, name).await?;
    let TestSite { site_id, host_id } = site;
    site.add_source(database, Kind::Feed, &format!("https://{name}/feed.xml")).await?;
    host::lease(&database.write, host_id, NOW, NOW.plus_seconds(30)).await?;
    let found = |number: usize| {
        let address = format!("https://{name}/{number}.html");
        Found { address, site_id, host_id, published_hint: None, rank: 0 }
    };
    let found: Vec<Found> = (0..addresses).map(found).collect();
    address::add(&database.write, &found, NOW).await?;
    Ok((site_id, host_id))
}

#[tokio::test]
async fn what_waits_and_what_is_held_is_counted() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        fill(database, "news.example", 3).await?;

        let standing = standing::of_everything(&database.read, NOW.plus_seconds(5)).await?;

        let waiting = Count { state: "waiting".to_owned(), n: 3 };
        assert_eq!(standing.addresses, [waiting]);
        assert_eq!((standing.addresses_due, standing.sources_due), (3, 1));
        assert_eq!((standing.hosts, standing.hosts_held, standing.hosts_resting), (1, 1, 0));
        assert_eq!(standing.oldest_due_at, Some(NOW));
        assert_eq!((standing.articles, standing.episodes.len()), (0, 0));
    }
    Ok(())
}

#[tokio::test]
async fn one_counts_for_all_and_the_longer_it_takes_the_more_seldom() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (read, write) = (&test.database.read, &test.database.write);
        fill(&test.database, "news.example", 3).await?;
        assert_eq!(standing::lately(read).await?, None);
        let claims = async |seconds| standing::claim(write, NOW.plus_seconds(seconds)).await;

        assert!(claims(0).await? && !claims(0).await?, "one counts");
        let counted = standing::of_everything(read, NOW).await?;
        standing::keep(write, &counted, (NOW, 2_000_000)).await?;

        assert_eq!(standing::lately(read).await?, Some((NOW, counted)));
        assert!(!claims(199).await? && claims(200).await?);
        standing::keep(write, &standing::Standing::default(), (NOW, 0)).await?;
        assert!(!claims(209).await? && claims(210).await?);
    }
    Ok(())
}

#[tokio::test]
async fn a_copy_has_the_frontier_and_nobody_holds_its_hosts() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let (wanted, host_id) = fill(database, "news.example", 1_001).await?;
        fill(database, "other.example", 2).await?;
        let other = TestDatabase::sqlite().await?;
        let copied = &other.database;

        copy::copy_frontier(database, copied, Some(&[wanted])).await?;

        assert_eq!(site::everything(&copied.read).await?.len(), 2);
        let sources = source::of_site(&copied.read, wanted).await?;
        assert_eq!(sources, source::of_site(&database.read, wanted).await?);
        let standing = standing::of_everything(&copied.read, NOW).await?;
        assert_eq!((standing.addresses_due, standing.hosts_held), (1_001, 0), "of the one site");
        assert_eq!(host::of_sites(&copied.read, Some(&[wanted])).await?, [host_id]);
    }
    Ok(())
}
