//! Articles, from the frontier to the episode.

use database::{
    Database, Micros, address,
    article::{self, NewArticle, Stored, Which},
    author, change,
    episode::{self, Audio, NewEpisode},
    host, keyword, site, sketch, story,
};
use testkit::TestDatabase;

pub(crate) const NOW: Micros = Micros(1_700_000_000_000_000);

pub(crate) fn listed(host: &str) -> site::Listed {
    site::Listed {
        host: host.to_owned(),
        name: "The Example".to_owned(),
        home: format!("https://{host}/"),
        language: Some("en".to_owned()),
        rights: "personal".to_owned(),
        licence: String::new(),
        min_delay_ms: 0,
        selectors: "{}".to_owned(),
        origin: "file".to_owned(),
        voices: None,
    }
}

pub(crate) fn new_article(site_id: i64, address: &str, text: &str) -> NewArticle {
    NewArticle {
        site_id,
        address: address.to_owned(),
        names_itself: true,
        title: "A title".to_owned(),
        slug: "a-title".to_owned(),
        standfirst: None,
        summary: "A summary.".to_owned(),
        language: Some("en".to_owned()),
        section: None,
        published: Some((NOW, 60, "instant")),
        modified_at: None,
        image: None,
        authors: vec![
            ("Bo Li".to_owned(), "bo-li".to_owned()),
            ("Ann Ray".to_owned(), "ann-ray".to_owned()),
        ],
        keywords: vec!["zebra".to_owned(), "apple".to_owned()],
        text: text.to_owned(),
        blocks: "[]".to_owned(),
        text_hash: format!("hash of {text}"),
        mainly_video: false,
        reserved: false,
        licence: None,
    }
}

pub(crate) async fn store(database: &Database, article: &NewArticle) -> anyhow::Result<Stored> {
    let transaction = database.begin().await?;
    let stored = article::store(&transaction, article, None, NOW).await?;
    transaction.commit().await?;
    Ok(stored)
}

#[tokio::test]
async fn an_article_is_stored_once_and_changes_by_versions() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, read) = (&test.database, &test.database.read);
        let site = site::list(&db.write, &listed("news.example"), NOW).await?;
        let first = new_article(site, "https://news.example/a", "one");
        let Stored::New(id) = store(db, &first).await? else { anyhow::bail!("not new") };
        assert_eq!(store(db, &first).await?, Stored::Unchanged(id));
        let second = new_article(site, "https://news.example/a", "two");
        assert_eq!(store(db, &second).await?, Stored::Changed(id));

        let row = article::by_id(read, id).await?.ok_or_else(|| anyhow::anyhow!("no row"))?;
        assert_eq!((row.version, row.sorted_at), (2, NOW));
        let names: Vec<_> =
            author::of_articles(read, &[id]).await?.into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["Bo Li", "Ann Ray"], "in the page's order");
        let words: Vec<_> =
            keyword::of_articles(read, &[id]).await?.into_iter().map(|it| it.word).collect();
        assert_eq!(words, ["zebra", "apple"], "best first");
        let changes = change::after(read, 0, 10).await?;
        assert_eq!(changes.len(), 1, "one row an article");
        assert_eq!(changes[0].seq, 2);
        assert_eq!(change::newest(read).await?, 2);
    }
    Ok(())
}

#[tokio::test]
async fn the_same_article_under_another_address_is_stored_once() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database;
        let site = site::list(&db.write, &listed("news.example"), NOW).await?;
        let other_site = site::list(&db.write, &listed("other.example"), NOW).await?;
        let id = store(db, &new_article(site, "https://news.example/a", "one")).await?.id();
        let twin = NewArticle {
            names_itself: false,
            ..new_article(site, "https://news.example/b", "one")
        };

        let undated = NewArticle { published: None, ..twin.clone() };
        for same in [&twin, &undated] {
            assert_eq!(store(db, same).await?, Stored::Unchanged(id));
        }

        let others = [
            NewArticle {
                names_itself: true,
                address: "https://news.example/c".into(),
                ..twin.clone()
            },
            NewArticle {
                title: "Another".into(),
                address: "https://news.example/d".into(),
                ..twin.clone()
            },
            NewArticle {
                published: Some((NOW.plus_seconds(60), 60, "instant")),
                address: "https://news.example/e".into(),
                ..twin.clone()
            },
            NewArticle { site_id: other_site, address: "https://other.example/".into(), ..twin },
        ];
        for other in &others {
            assert!(matches!(store(db, other).await?, Stored::New(_)), "{}", other.address);
        }
    }
    Ok(())
}

#[tokio::test]
async fn lists_hold_what_they_are_named_for() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, read) = (&test.database, &test.database.read);
        let site = site::list(&db.write, &listed("news.example"), NOW).await?;
        store(db, &new_article(site, "https://news.example/a", "one")).await?;
        let mut other = new_article(site, "https://news.example/b", "two");
        other.authors.clear();
        other.keywords.clear();
        store(db, &other).await?;
        let count = async |which: Which| article::count(read, &which).await;
        assert_eq!(count(Which::Every).await?, 2);
        assert_eq!(count(Which::OfSite("news.example".to_owned())).await?, 2);
        assert_eq!(count(Which::OfSite("other.example".to_owned())).await?, 0);
        assert_eq!(count(Which::OfAuthor("bo-li".to_owned())).await?, 1);
        assert_eq!(count(Which::WithKeyword("zebra".to_owned())).await?, 1);
        assert_eq!(article::newest(read, &Which::Every, 1, 1).await?.len(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn an_episode_is_published_with_its_audio_in_one_step() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let (db, read) = (&test.database, &test.database.read);
        let site = site::list(&db.write, &listed("news.example"), NOW).await?;
        let id = store(db, &new_article(site, "https://news.example/a", "one")).await?.id();
        assert_eq!(article::candidates(read, &["personal"], Micros(0), 10).await?.len(), 1);
        let chosen = NewEpisode {
            article_id: id,
            guid: "guid".to_owned(),
            article_version: 1,
            text_hash: "hash of one".to_owned(),
            language: "en".to_owned(),
            reason: "complete".to_owned(),
            score: 1.0,
        };
        for _twice in 0..2 {
            let transaction = db.begin().await?;
            episode::choose(&transaction, &chosen, NOW).await?;
            transaction.commit().await?;
        }
        assert!(article::candidates(read, &["personal"], Micros(0), 10).await?.is_empty());
        assert_eq!(episode::told(read, Micros(0)).await?.len(), 1);
        let waiting = episode::ring_waiting(&db.write, NOW, NOW).await?;
        assert_eq!(waiting.len(), 1);
        assert!(episode::published(read, 10, 0).await?.is_empty());

        let (waiting, has_audio) = waiting[0];
        assert!(!has_audio);
        let leased = episode::lease(&db.write, waiting, false, NOW, NOW.plus_seconds(30)).await?;
        let (lease, _) = leased.ok_or_else(|| anyhow::anyhow!("no lease"))?;
        let audio = Audio {
            key: "personal/x".to_owned(),
            bytes: 9,
            samples: 44_100,
            sample_rate: 44_100,
            times: String::new(),
        };
        let transaction = db.begin().await?;
        episode::keep_audio(&transaction, &lease, &audio, NOW).await?;
        transaction.commit().await?;
        assert!(episode::published(read, 10, 0).await?.is_empty(), "not before it is published");
        assert_eq!(episode::ring_waiting(&db.write, NOW, NOW).await?, [(waiting, true)]);

        let late = NOW.plus_seconds(1);
        let leased = episode::lease(&db.write, waiting, true, late, late.plus_seconds(30)).await?;
        let (lease, _) = leased.ok_or_else(|| anyhow::anyhow!("no lease"))?;
        let transaction = db.begin().await?;
        episode::publish(&transaction, &lease, NOW).await?;
        transaction.commit().await?;

        let published = episode::published(read, 10, 0).await?;
        assert_eq!(published.len(), 1);
        assert_eq!(published[0].card.audio_key.as_deref(), Some("personal/x"));
        assert_eq!(episode::count_waiting(read, Micros(i64::MAX)).await?, 0);

        let state = async || anyhow::Ok(episode::log_of(read, id).await?.map(|row| row.state));
        assert_eq!(state().await?.as_deref(), Some("published"));
        let transaction = db.begin().await?;
        episode::withdraw_of_article(&transaction, id, false, late).await?;
        transaction.commit().await?;
        assert_eq!(state().await?.as_deref(), Some("withdrawn"), "it was heard, and is no longer");
    }
    Ok(())
}

#[tokio::test]
async fn addresses_are_found_once_and_fetched_announced_first() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database.write;
        let site_id = site::list(db, &listed("news.example"), NOW).await?;
        let host_id = host::ensure(db, "news.example").await?;
        let found = |name: &str, rank| address::Found {
            address: format!("https://news.example/{name}"),
            site_id,
            host_id,
            published_hint: None,
            rank,
        };
        assert_eq!(address::add(db, &[found("a", 2), found("b", 0)], NOW).await?, 2);
        assert_eq!(address::add(db, &[found("a", 0), found("c", 1)], NOW).await?, 1);
        let due = address::due(db, host_id, NOW, 10).await?;
        let order: Vec<_> = due.iter().map(|row| row.rank).collect();
        // A feed has announced by now what a sitemap told of.
        assert_eq!(order, [0, 0, 1]);
        assert_eq!(host::count_busy(db, None, NOW).await?, 1);
        for row in due {
            let ended = address::Ended { outcome: Some("refused"), ..address::Ended::default() };
            address::end(db, row.id, &ended, NOW).await?;
        }
        assert_eq!(host::count_busy(db, None, NOW).await?, 0);
    }
    Ok(())
}

#[tokio::test]
async fn an_article_looked_at_again_stays_one_article_and_says_what_changed() -> anyhow::Result<()>
{
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = site::list(&database.write, &listed("a.example"), NOW).await?;
        let first = new_article(site, "https://a.example/1", "It rained.");
        let id = store(database, &first).await?.id();
        let mut second = new_article(site, "https://a.example/moved", "It rained twice.");
        second.title = "Another title".to_owned();
        second.authors = vec![("Cy Oh".to_owned(), "cy-oh".to_owned())];
        let transaction = database.begin().await?;
        let again = article::store(&transaction, &second, Some(id), NOW).await?;
        transaction.commit().await?;
        assert_eq!(again, Stored::Changed(id));
        let row = article::by_address(&database.read, "https://a.example/1").await?;
        let row = row.unwrap_or_else(|| panic!("the article lost its address"));
        assert_eq!((row.version, row.title.as_str()), (2, "Another title"));
        let version = database::article_version::newest(&database.read, id).await?;
        assert_eq!(version.map(|it| it.changed).as_deref(), Some("title, text"));
        let authors = author::of_articles(&database.read, &[id]).await?;
        assert_eq!(authors.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Cy Oh"]);
        // A new byline alone is no new version.
        second.authors = vec![("Di Pi".to_owned(), "di-pi".to_owned())];
        let transaction = database.begin().await?;
        let again = article::store(&transaction, &second, Some(id), NOW).await?;
        transaction.commit().await?;
        assert_eq!(again, Stored::Unchanged(id));
        let authors = author::of_articles(&database.read, &[id]).await?;
        assert_eq!(authors.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Di Pi"]);
    }
    Ok(())
}

#[tokio::test]
async fn articles_are_found_by_the_keys_they_share_and_placed_in_stories() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = site::list(&database.write, &listed("a.example"), NOW).await?;
        let mut ids = Vec::new();
        for number in 1..=3 {
            let address = format!("https://a.example/{number}");
            let article = new_article(site, &address, &format!("Text {number}."));
            ids.push(store(database, &article).await?.id());
        }
        let waiting = sketch::awaiting(&database.read, NOW, 9).await?;
        assert_eq!(waiting.iter().map(|it| it.id).collect::<Vec<_>>(), ids);
        assert!(sketch::awaiting(&database.read, NOW.plus_seconds(1), 9).await?.is_empty());
        for (article, keys) in waiting.iter().zip([[1_i64, 2, 3], [2, 3, 4], [9, 8, -7]]) {
            let text_hash = article.text_hash.clone();
            let row = sketch::Model { article_id: article.id, text_hash, signature: vec![1, 2] };
            let transaction = database.begin().await?;
            sketch::hold(&transaction).await?;
            sketch::keep(&transaction, &row, &keys, sketch::Place::default()).await?;
            sketch::keep(&transaction, &row, &keys, sketch::Place::default()).await?;
            transaction.commit().await?;
        }
        assert!(sketch::awaiting(&database.read, NOW, 9).await?.is_empty());
        let asked = sketch::Asked { article_id: ids[0], keys: &[1, 2, 3, -7], since: NOW, most: 9 };
        let near = sketch::neighbours(&database.read, &asked).await?;
        assert_eq!(near.iter().map(|it| it.article_id).collect::<Vec<_>>(), [ids[1], ids[2]]);
        let stories: Vec<i64> = waiting.iter().map(|it| it.story_id).collect();
        place(database, (ids[1], "another text"), (stories[0], &[])).await?;
        assert_eq!(story::sizes(&database.read, &stories).await?.len(), 3, "its text was another");
        place(database, (ids[1], &waiting[1].text_hash), (stories[0], &[stories[2]])).await?;
        let sizes = story::sizes(&database.read, &stories).await?;
        assert_eq!(sizes, [story::Size { story_id: stories[0], articles: 3 }]);
        let address = "https://a.example/2";
        let renamed = NewArticle {
            title: "Another headline".to_owned(),
            ..new_article(site, address, "Text 2.")
        };
        assert!(matches!(store(database, &renamed).await?, Stored::Changed(_)));
        let sizes = story::sizes(&database.read, &stories).await?;
        assert_eq!(sizes[0].articles, 3, "it tells the story still");
        let rewritten = new_article(site, address, "Text 4.");
        assert!(matches!(store(database, &rewritten).await?, Stored::Changed(_)));
        let sizes = story::sizes(&database.read, &stories).await?;
        assert_eq!(sizes[0].articles, 2, "another text tells a story of its own, so far");
        let transaction = database.begin().await?;
        sketch::forget_before(&transaction, NOW.plus_seconds(1)).await?;
        transaction.commit().await?;
        assert!(sketch::neighbours(&database.read, &asked).await?.is_empty());
    }
    Ok(())
}

/// Sketches an article anew, and lets it join a story.
async fn place(
    database: &Database,
    (article_id, text_hash): (i64, &str),
    (story, merged): (i64, &[i64]),
) -> anyhow::Result<()> {
    let row = sketch::Model { article_id, text_hash: text_hash.to_owned(), signature: vec![1, 2] };
    let transaction = database.begin().await?;
    let place = sketch::Place { story: Some(story), merged };
    sketch::keep(&transaction, &row, &[2, 3, 4], place).await?;
    Ok(transaction.commit().await?)
}

#[tokio::test]
async fn keywords_of_a_changed_article_keep_their_order_and_count_once() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let database = &test.database;
        let site = site::list(&database.write, &listed("a.example"), NOW).await?;
        let first = new_article(site, "https://a.example/1", "It rained.");
        let id = store(database, &first).await?.id();
        let mut second = new_article(site, "https://a.example/1", "It rained twice.");
        second.keywords = ["apple", "quince", "zebra"].map(str::to_owned).to_vec();
        store(database, &second).await?;
        let told = keyword::of_articles(&database.read, &[id]).await?;
        assert_eq!(told.into_iter().map(|it| it.word).collect::<Vec<_>>(), second.keywords);
        let counts = keyword::counts(&database.read, NOW.hour()).await?;
        let mut counts: Vec<_> = counts.iter().map(|it| (it.word.as_str(), it.articles)).collect();
        counts.sort_unstable();
        assert_eq!(counts, [("apple", 1), ("quince", 1), ("zebra", 1)]);
    }
    Ok(())
}
