//! Pages that are missing for a while: announced before they are there, gone for one bad minute, failing or
//! denied until somebody mends it.

use anyhow::{Context as _, ensure};
use database::{ConnectionTrait as _, Database};
use testkit::Other;

use crate::guest::{CRON, World, log, worlds};

/// As if the time had come at which each address is asked again.
async fn let_time_pass(database: &Database) -> anyhow::Result<()> {
    let text = "UPDATE address SET due_at = 1 WHERE due_at IS NOT NULL";
    database.write.execute_unprepared(text).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_feed_announces_before_it_is_there_is_asked_for_again() -> anyhow::Result<()> {
    for World { site, stories, earshot, database, .. } in worlds(3).await? {
        site.answer(&stories[0].path, &Other::status(404), 1);
        site.answer(&stories[1].path, &Other::status(410), 2);
        site.answer(&stories[2].path, &Other::status(404), 9);
        let stored_by = async || -> anyhow::Result<i64> {
            let summary = earshot.json(&CRON)?;
            let_time_pass(&database).await?;
            summary["totals"]["stored"].as_i64().context("a number")
        };
        let mut stored = Vec::new();
        for _run in 0..6 {
            stored.push(stored_by().await?);
        }
        ensure!(stored == [0, 1, 1, 0, 0, 0], "{stored:?}");
        // The one that never comes was asked for at once, and three times later.
        let asked = site.seen().iter().filter(|seen| seen.path == stories[2].path).count();
        ensure!(asked == 4, "{asked}");
        let lines = log(&earshot, &site)?;
        let refused = lines.iter().find(|line| line["outcome"] == "refused").context("refused")?;
        ensure!(refused["reason"] == "http_status" && refused["due"].is_null(), "{refused}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_minute_ends_no_looks_at_an_article() -> anyhow::Result<()> {
    for World { site, stories, earshot, database, .. } in worlds(1).await? {
        earshot.json(&CRON)?;
        site.answer(&stories[0].path, &Other::status(404), 1);
        for _run in 0..2 {
            let_time_pass(&database).await?;
            earshot.json(&CRON)?;
        }
        let lines = log(&earshot, &site)?;
        let [line] = lines.as_slice() else { anyhow::bail!("{lines:?}") };
        ensure!(line["outcome"] == "stored" && line["reason"].is_null(), "{line}");
        ensure!(!line["due"].is_null(), "it is looked at again: {line}");
        let statuses: Vec<u16> = site
            .seen()
            .iter()
            .filter(|seen| seen.path == stories[0].path)
            .map(|seen| seen.status)
            .collect();
        // Its validators outlived the bad answer.
        ensure!(statuses == [200, 404, 304], "{statuses:?}");
    }
    Ok(())
}

/// As if each address had failed as often as it may within a minute.
async fn let_fail_often(database: &Database) -> anyhow::Result<()> {
    let text = "UPDATE address SET outcome = NULL, reason = NULL, attempts = 4, due_at = 1";
    database.write.execute_unprepared(text).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_fails_for_a_minute_is_asked_again_when_it_may_be_mended() -> anyhow::Result<()>
{
    for World { site, stories, earshot, database, .. } in worlds(1).await? {
        site.answer(&stories[0].path, &Other::status(404), 1);
        earshot.json(&CRON)?;
        let_fail_often(&database).await?;
        site.answer(&stories[0].path, &Other::status(502), 1);
        earshot.json(&CRON)?;
        let lines = log(&earshot, &site)?;
        let [line] = lines.as_slice() else { anyhow::bail!("{lines:?}") };
        ensure!(line["outcome"] == "refused" && line["reason"] == "http_status", "{line}");
        ensure!(!line["due"].is_null(), "it is asked again: {line}");

        let_time_pass(&database).await?;
        let summary = earshot.json(&CRON)?;
        ensure!(summary["totals"]["stored"] == 1, "{summary}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_denied_for_a_moment_is_asked_for_when_it_is_allowed() -> anyhow::Result<()> {
    for World { site, stories, earshot, database, .. } in worlds(2).await? {
        let folder = stories[0].path.rsplit_once('/').context("a folder")?.0.to_owned();
        let rules = format!("User-agent: *\nDisallow: {folder}/\n");
        site.put("/robots.txt", "text/plain", &rules);
        let summary = earshot.json(&CRON)?;
        ensure!(summary["totals"]["stored"] == 0, "{summary}");
        let denied = log(&earshot, &site)?;
        ensure!(denied.iter().all(|line| line["reason"] == "robots"), "{denied:?}");

        site.put("/robots.txt", "text/plain", "User-agent: *\nAllow: /\n");
        let_time_pass(&database).await?;
        database.write.execute_unprepared("UPDATE host SET robots_until = 1").await?;
        let summary = earshot.json(&CRON)?;
        ensure!(summary["totals"]["stored"] == 2, "{summary}");
    }
    Ok(())
}
