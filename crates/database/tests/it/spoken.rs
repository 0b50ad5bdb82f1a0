//! The ledger of speech, and the budgets that it is held against.

use database::{
    Database,
    episode::{self, NewEpisode},
    site,
    spoken::{self, Budget, Spoken},
};
use testkit::TestDatabase;

use crate::stored::{NOW, listed, new_article, store};

/// An episode of an article of `news.example`.
pub(crate) async fn make_episode(db: &Database, name: &str) -> anyhow::Result<i64> {
    let site = site::list(&db.write, &listed("news.example"), NOW).await?;
    let article = new_article(site, &format!("https://news.example/{name}"), name);
    let article_id = store(db, &article).await?.id();
    let chosen = NewEpisode {
        article_id,
        guid: name.to_owned(),
        article_version: 1,
        text_hash: format!("hash of {name}"),
        language: "en".to_owned(),
        reason: "complete".to_owned(),
        score: 1.0,
    };
    let transaction = db.begin().await?;
    episode::choose(&transaction, &chosen, NOW).await?;
    transaction.commit().await?;
    let row = episode::of_article(&db.read, article_id).await?;
    row.map(|row| row.id).ok_or_else(|| anyhow::anyhow!("no episode"))
}

fn entry(episode_id: i64, characters: i64) -> Spoken {
    Spoken {
        episode_id: Some(episode_id),
        month: 202_611,
        engine: "stub".to_owned(),
        voice: "stub-one".to_owned(),
        currency: "USD".to_owned(),
        characters,
        cost_micros: characters * 16,
    }
}

async fn spend(db: &Database, spoken: &Spoken, budget: Budget) -> anyhow::Result<bool> {
    let transaction = db.begin().await?;
    let has_room = spoken::spend(&transaction, spoken, budget).await?;
    transaction.commit().await?;
    Ok(has_room)
}

#[tokio::test]
async fn a_budget_is_spent_to_its_end_and_not_beyond() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database;
        let episode = make_episode(db, "one").await?;
        let budget = Budget { characters: 100, ..Budget::UNLIMITED };

        assert!(spend(db, &entry(episode, 60), budget).await?);
        assert!(!spend(db, &entry(episode, 41), budget).await?, "no room");
        assert!(spend(db, &entry(episode, 40), budget).await?, "to the last character");
        assert!(!spend(db, &entry(episode, 1), budget).await?);
        let other_month = Spoken { month: 202_612, ..entry(episode, 100) };
        assert!(spend(db, &other_month, budget).await?, "each month anew");
        let other_engine = Spoken { engine: "other".to_owned(), ..entry(episode, 100) };
        assert!(spend(db, &other_engine, budget).await?, "each engine its own");

        let money = Budget { cost_micros: 3200, ..Budget::UNLIMITED };
        assert_eq!(spoken::spent_in(&db.read, "stub", 202_611).await?, (100, 1600));
        assert!(!spend(db, &entry(episode, 101), money).await?);
        assert!(spend(db, &entry(episode, 100), money).await?);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_given_back_may_be_spent_again() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database;
        let episode = make_episode(db, "one").await?;
        let budget = Budget { characters: 100, ..Budget::UNLIMITED };
        assert!(spend(db, &entry(episode, 100), budget).await?);

        let transaction = db.begin().await?;
        spoken::give_back(&transaction, &entry(episode, 100)).await?;
        transaction.commit().await?;

        assert_eq!(spoken::spent_in(&db.read, "stub", 202_611).await?, (0, 0));
        assert!(spend(db, &entry(episode, 100), budget).await?);
    }
    Ok(())
}

#[tokio::test]
async fn many_at_once_do_not_spend_more_than_there_is() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database;
        let episode = make_episode(db, "one").await?;
        let budget = Budget { characters: 100, ..Budget::UNLIMITED };
        let entry = entry(episode, 10);

        let all = (0..20).map(|_| spend(db, &entry, budget));
        let has_room = futures_util::future::join_all(all).await;

        let spent = has_room.into_iter().collect::<anyhow::Result<Vec<bool>>>()?;
        assert_eq!(spent.into_iter().filter(|had| *had).count(), 10);
        assert_eq!(spoken::spent_in(&db.read, "stub", 202_611).await?.0, 100);
    }
    Ok(())
}

#[tokio::test]
async fn the_ledger_sums_by_month_voice_and_site() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database;
        let (one, two) = (make_episode(db, "one").await?, make_episode(db, "two").await?);
        for episode in [one, one, two] {
            spend(db, &entry(episode, 10), Budget::UNLIMITED).await?;
        }
        let old = Spoken { month: 202_512, ..entry(one, 7) };
        spend(db, &old, Budget::UNLIMITED).await?;

        let sums = spoken::sums(&db.read, 202_601).await?;

        assert_eq!(sums.len(), 1);
        let sum = &sums[0];
        assert_eq!((sum.month, sum.voice.as_str()), (202_611, "stub-one"));
        assert_eq!(sum.site.as_deref(), Some("news.example"));
        assert_eq!((sum.episodes, sum.calls, sum.characters), (2, 3, 30));
        assert_eq!((sum.cost_micros, sum.currency.as_str()), (480, "USD"));
        assert_eq!(spoken::sums(&db.read, 202_512).await?.len(), 2);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_tried_counts_for_the_budget_and_is_told_apart() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database;
        let episode = make_episode(db, "one").await?;
        let tried = Spoken { episode_id: None, ..entry(0, 30) };
        let budget = Budget { characters: 100, ..Budget::UNLIMITED };
        assert!(spend(db, &entry(episode, 30), budget).await?);
        assert!(spend(db, &tried, budget).await? && spend(db, &tried, budget).await?);

        assert!(!spend(db, &tried, budget).await?, "no room");
        let transaction = db.begin().await?;
        spoken::give_back(&transaction, &tried).await?;
        transaction.commit().await?;

        let sums = spoken::sums(&db.read, 202_611).await?;
        let told: Vec<_> = sums
            .iter()
            .map(|sum| (sum.site.as_deref(), sum.episodes, sum.calls, sum.characters))
            .collect();
        assert_eq!(told, [(Some("news.example"), 1, 1, 30), (None, 0, 1, 30)]);
        assert_eq!(spoken::spent_in(&db.read, "stub", 202_611).await?, (60, 960));
        assert!(spoken::sums(&db.read, 202_612).await?.is_empty());
    }
    Ok(())
}
