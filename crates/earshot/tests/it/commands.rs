//! What people type, and what they are told when it is wrong.

use tempfile::TempDir;
use testkit::{Site, Story, newspaper};

use crate::earshot::Earshot;

#[track_caller]
fn refused(earshot: &Earshot, arguments: &[&str], expected: &str) {
    let output = earshot.run(arguments).expect("the program");
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains(expected), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_named_and_end_with_2() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?;
    refused(&earshot, &["cron", "nothing like a site"], "nothing like a site");
    refused(&earshot, &["frobnicate"], "frobnicate");
    refused(&earshot.clone().with("LISTEN", "here"), &["doctor"], "EARSHOT_LISTEN");
    refused(&earshot.clone().with("LISTNE", "1"), &["doctor"], "did you mean “EARSHOT_LISTEN”?");
    refused(&earshot.clone().with("CONFIG", "/no/such.toml"), &["doctor"], "EARSHOT_CONFIG");
    std::fs::write(folder.path().join("bad.toml"), "[[site]]\nname = \"A\"\nhoem = \"x\"\n")?;
    let bad = folder.path().join("bad.toml").display().to_string();
    refused(&earshot.clone().with("SITES", &bad), &["cron"], "hoem");
    let hint = "expected a TOML file, a folder of them, or built-in; did you mean “built-in”?";
    refused(&earshot.clone().with("SITES", "buildin"), &["cron"], hint);
    let voices =
        format!("[[site]]\nname = \"A\"\nhome = \"{}/\"\nvoices = [\"pcio\"]\n", site.base());
    std::fs::write(&bad, voices)?;
    let place = format!("{bad}: line 4: site “A”: voices: no voice or engine “pcio”");
    refused(&earshot.with("SITES", &bad), &["cron"], &place);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistyped_command_with_one_near_match_runs() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?;
    let output = earshot.run(&["serch", "--json", "rain"])?;
    assert!(String::from_utf8_lossy(&output.stderr).contains("search"));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "{\"hits\":[],\"total\":0}");
    for asked in [&["help"][..], &["help", "site"], &["version"]] {
        let output = earshot.run(asked)?;
        assert!(output.status.success() && !output.stdout.is_empty(), "{asked:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_takes_its_flags_anywhere_and_words_with_a_hyphen() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    newspaper(&site, &[Story::numbered(0), Story::numbered(1)]);
    let earshot = Earshot::over(folder.path(), &site)?;
    earshot.json(&["cron", "--no-audio", "--json"])?;
    let total = |arguments: &[&str]| anyhow::Ok(earshot.json(arguments)?["total"].clone());
    assert_eq!(total(&["search", "--json", "committee"])?, 2);
    assert_eq!(total(&["search", "committee", "--json", "--limit", "1"])?, 2);
    assert_eq!(total(&["search", "committee", "-harbour", "--json"])?, 1);
    refused(&earshot, &["search", "committee", "--jsn"], "--jsn");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_over_the_same_folder_is_refused() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?;
    std::fs::create_dir(folder.path().join("data"))?;
    let lock = std::fs::File::create(folder.path().join("data/run.lock"))?;
    lock.lock()?;
    let output = earshot.run(&["run", "--sample"])?;
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("another `earshot run`"), "{message}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn doctor_checks_every_part() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let output = Earshot::over(folder.path(), &site)?.run(&["doctor"])?;
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}");
    assert!(report.contains("which was not there and is made now"), "{report}");
    for part in ["settings", "listen", "sites", "crawler", "database", "store", "index", "voice"] {
        let line = report.lines().find(|line| line.starts_with(part));
        assert!(line.is_some_and(|line| line.contains("ok")), "{part}: {report}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_the_databases_file_alone_has_all_of_it() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let stories: Vec<Story> = (0..3).map(Story::numbered).collect();
    newspaper(&site, &stories);
    Earshot::over(folder.path(), &site)?.json(&["cron", "--no-audio", "--json"])?;
    let copy = folder.path().join("copy");
    std::fs::create_dir(&copy)?;
    std::fs::copy(folder.path().join("data/earshot.db"), copy.join("earshot.db"))?;

    let database = crate::story::sqlite_at(&copy).await?;

    let every = database::article::Which::Every;
    assert_eq!(database::article::count(&database.read, &every).await?, 3);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn doctor_takes_a_whitelist_that_is_not_there_for_wrong_usage() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?;
    refused(&earshot.with("SITES", "/no/such.toml"), &["doctor"], "/no/such.toml");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_is_down_fails_the_crawl_and_is_named() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?;
    drop(site);
    let output = earshot.run(&["cron", "--no-audio", "--json"])?;
    assert_eq!(output.status.code(), Some(1));
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    assert!(summary["sites"][0]["error"].as_str().is_some_and(|it| !it.is_empty()), "{summary}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_shows_and_stores_nothing_and_add_finds_the_feed() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let stories: Vec<Story> = (0..3).map(Story::numbered).collect();
    newspaper(&site, &stories);
    // The whitelist is of another site: what it names is not added.
    let listed = Site::start().await?;
    let earshot = Earshot::over(folder.path(), &listed)?;
    let front = earshot.run(&["site", "check", &site.base()])?;
    let shown = String::from_utf8_lossy(&front.stdout).into_owned();
    assert!(shown.contains("feed.xml") && shown.contains(&stories[0].path), "{shown}");
    let page = format!("{}{}", site.base(), stories[0].path);
    let article = earshot.run(&["site", "check", &page])?;
    let shown = String::from_utf8_lossy(&article.stdout).into_owned();
    assert!(shown.contains(&stories[0].title) && shown.contains(&stories[0].author), "{shown}");
    let database = crate::story::sqlite_at(&folder.path().join("data")).await?;
    let every = database::article::Which::Every;
    assert_eq!(database::article::count(&database.read, &every).await?, 0, "a check stores none");
    assert!(database::site::everything(&database.read).await?.is_empty(), "nor a site");
    let added = earshot.run(&["site", "add", &site.base()])?;
    let said = String::from_utf8_lossy(&added.stderr).into_owned();
    assert!(said.contains("1 feed, 1 news sitemap"), "{said}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn doctor_says_that_the_address_is_taken() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let taken = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();

    let output = Earshot::over(folder.path(), &site)?.with("LISTEN", &address).run(&["doctor"])?;

    let report = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{report}");
    assert!(report.contains(&format!("{address} is taken")), "{report}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_away_is_named_in_one_sentence() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let port = crate::earshot::free_port()?;
    let url = format!("postgres://me:hunter2@127.0.0.1:{port}/news");

    let output =
        Earshot::over(folder.path(), &site)?.with("DATABASE_URL", &url).run(&["migrate"])?;

    let message = String::from_utf8_lossy(&output.stderr);
    let expected =
        format!("earshot: EARSHOT_DATABASE_URL: 127.0.0.1:{port} refuses the connection");
    assert_eq!(message.trim(), expected);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_cannot_be_opened_is_named_by_its_file() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let earshot = Earshot::over(folder.path(), &site)?;
    for file in ["earshot.db", "jobs.db"] {
        let data = folder.path().join(format!("data-of-{file}"));
        // A folder stands where the file is wanted.
        std::fs::create_dir_all(data.join(file))?;

        let output =
            earshot.clone().with("DATA_DIR", &data.display().to_string()).run(&["migrate"])?;

        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains(&data.join(file).display().to_string()), "{message}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn doctor_does_not_say_of_a_folder_that_it_was_made_when_it_was_not() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let file = folder.path().join("sites.toml/data").display().to_string();

    let output = Earshot::over(folder.path(), &site)?.with("DATA_DIR", &file).run(&["doctor"])?;

    let report = String::from_utf8_lossy(&output.stdout);
    let settings = report.lines().find(|line| line.starts_with("settings")).unwrap_or_default();
    assert!(settings.contains("FAILED") && settings.contains("EARSHOT_DATA_DIR"), "{report}");
    assert!(!report.contains("made now"), "{report}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_and_its_addresses_are_taken_alike() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    let story = Story::numbered(0);
    newspaper(&site, std::slice::from_ref(&story));
    let earshot = Earshot::over(folder.path(), &site)?;
    let home = format!("{}/", site.base());
    let page = format!("{}{}", site.base(), story.path);

    refused(&earshot, &["cron", &page], "is a page of");
    assert!(site.seen().is_empty(), "{:?}", site.seen());
    for name in [site.host(), home] {
        earshot.json(&["cron", "--no-audio", "--json", &name])?;
        let output = earshot.run(&["site", "log", &name])?;
        let log = String::from_utf8_lossy(&output.stdout);
        for told in ["feed.xml", "news_sitemap", &story.path, "due"] {
            assert!(log.contains(told), "{told} is not in {log}");
        }
    }
    refused(&earshot, &["cron", &page], "site check");
    refused(&earshot, &["site", "log", &site.host(), "--reason", "nonsense"], "too_little_text");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_reads_as_a_plan() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = Site::start().await?;
    newspaper(&site, &[Story::numbered(0), Story::numbered(1)]);

    let output = Earshot::over(folder.path(), &site)?.run(&["cron", "--dry-run"])?;

    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("Would ask for 2 pages"), "{told}");
    assert!(!told.contains("budget") && !told.contains("failed"), "{told}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_of_one_site_serves_a_list_of_many() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let (site, other) = (Site::start().await?, Site::start().await?);
    newspaper(&site, &[Story::numbered(0)]);
    let earshot = Earshot::over(folder.path(), &site)?;
    let archive = folder.path().join("archive").display().to_string();
    earshot.json(&["cron", "--no-audio", "--json", "--warc", &archive])?;
    let many = folder.path().join("many.toml");
    let entry = |site: &Site| format!("[[site]]\nname = \"A\"\nhome = \"{}/\"\n", site.base());
    std::fs::write(&many, format!("{}{}", entry(&site), entry(&other)))?;
    let elsewhere =
        earshot.clone().with("DATA_DIR", &folder.path().join("b").display().to_string());
    let elsewhere = elsewhere.with("SITES", &many.display().to_string());

    let output = elsewhere.run(&["cron", "--no-audio", "--from-warc", &archive])?;

    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains("no page of an article of 1 site.") && !told.contains("FAILED"),
        "{told}"
    );
    assert!(told.contains("1 new article "), "{told}");

    let third = earshot.with("DATA_DIR", &folder.path().join("c").display().to_string());
    std::fs::write(&many, entry(&other))?;
    let third = third.with("SITES", &many.display().to_string());
    let bare =
        third.json(&["cron", "--no-audio", "--json", "--from-warc", &archive, &site.host()])?;
    assert_eq!(bare["totals"]["stored"], 1, "{bare}");
    Ok(())
}
