//! What is told of the articles that might be heard.

use anyhow::{Context as _, ensure};
use serde_json::Value;
use tempfile::TempDir;
use testkit::{Site, Story, newspaper};

use crate::earshot::Earshot;

const DUTCH: [&str; 3] = [
    "De gemeenteraad heeft dinsdag besloten de oude spoorbrug te heropenen, die sinds de \
     overstromingen van vorig voorjaar gesloten was. De ingenieurs zeiden dat het herstel langer \
     had geduurd dan gepland, omdat de pijlers zwakker waren dan iedereen had verwacht.",
    "De eerste treinen rijden in maart weer over de rivier, maar het voetpad blijft tot de zomer \
     dicht. Wie te voet naar de andere oever wil, neemt zolang de kleine veerboot bij de haven, \
     die elk kwartier vertrekt en voor bewoners niets kost.",
    "De wethouder noemde het besluit een opluchting voor de winkels aan het plein, die een jaar \
     lang veel minder klanten zagen. Volgens haar komt er nu ook geld voor nieuwe lantaarns en \
     voor bankjes langs het water.",
];

const SWEDISH: [&str; 3] = [
    "Kommunfullmäktige beslutade på tisdagen att åter öppna den gamla järnvägsbron, som har varit \
     stängd sedan översvämningarna förra våren. Ingenjörerna sade att arbetet hade tagit längre \
     tid än planerat, eftersom pelarna var svagare än någon hade väntat.",
    "De första tågen går över älven igen i mars, men gångvägen förblir stängd till sommaren. Den \
     som vill till andra sidan får så länge ta den lilla färjan vid hamnen, som går varje kvart \
     och inte kostar något för dem som bor i staden.",
    "Borgmästaren kallade beslutet en lättnad för butikerna vid torget, som under ett helt år hade \
     haft mycket färre kunder. Enligt henne finns det nu också pengar till nya lyktor och till \
     bänkar längs vattnet.",
];

/// An article in another language.
fn story(number: usize, title: &str, paragraphs: [&str; 3]) -> Story {
    let paragraphs = paragraphs.map(str::to_owned).to_vec();
    Story { title: title.to_owned(), paragraphs, ..Story::numbered(number) }
}

/// The story's page, which names its language.
fn page(language: &str, story: &Story) -> String {
    let Story { title, author, published, paragraphs, .. } = story;
    let paragraphs = paragraphs.join("</p><p>");
    format!(
        "<!doctype html><html lang=\"{language}\"><head><title>{title}</title><meta \
         property=\"og:type\" content=\"article\"><meta property=\"article:published_time\" \
         content=\"{published}\"></head><body><article><h1>{title}</h1><p class=\"byline\">\
         {author}</p><p>{paragraphs}</p></article></body></html>"
    )
}

/// One article in a language of each kind: with a voice and rules, with a voice alone, with neither.
async fn in_three_languages() -> anyhow::Result<Site> {
    let site = Site::start().await?;
    let dutch = story(1, "De oude spoorbrug gaat weer open", DUTCH);
    let swedish = story(2, "Den gamla järnvägsbron öppnas igen", SWEDISH);
    newspaper(&site, &[Story::numbered(0), dutch.clone(), swedish.clone()]);
    for (language, story) in [("nl", &dutch), ("sv", &swedish)] {
        site.put(&story.path, "text/html; charset=utf-8", &page(language, story));
    }
    Ok(site)
}

fn listed(earshot: &Earshot, more: &[&str]) -> anyhow::Result<Vec<Value>> {
    let output = earshot.run(&[&["episode", "list", "--json"], more].concat())?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    text.lines().map(|line| serde_json::from_str(line).context("a line of JSON")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_nobody_can_read_aloud_is_skipped_and_the_reason_is_told()
-> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let site = in_three_languages().await?;
    let voices = folder.path().join("voices.toml");
    let text = "[engine.tone]\nkind = \"tone\"\nlanguages = [\"en\", \"sv\"]\n\
                [languages]\nen = \"tone\"\n";
    std::fs::write(&voices, text)?;
    let earshot =
        Earshot::over(folder.path(), &site)?.with("VOICES", &voices.display().to_string());

    let report = earshot.json(&["cron", "--json"])?;

    ensure!(report["totals"]["episodes"] == 1, "{report}");
    let lines = listed(&earshot, &[])?;
    let of = |language: &str| lines.iter().find(|line| line["language"] == language);
    let english = of("en").with_context(|| format!("{lines:?}"))?;
    ensure!(english["state"] == "published" && english["voice"] == "tone-en", "{english}");
    for (language, reason) in [("nl", "no_voice"), ("sv", "no_rules")] {
        let line = of(language).with_context(|| format!("{language}: {lines:?}"))?;
        ensure!(line["state"] == "not_chosen" && line["reason"] == reason, "{line}");
    }
    ensure!(listed(&earshot, &["--state", "not_chosen"])?.len() == 2);
    ensure!(listed(&earshot, &["--state", "failed"])?.is_empty());
    let table = String::from_utf8(earshot.run(&["episode", "ls"])?.stdout)?;
    ensure!(table.contains("no_rules") && table.contains(&site.base()), "{table}");
    Ok(())
}
