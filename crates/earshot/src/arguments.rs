//! What is typed: commands, their arguments, and a hand for those that are mistyped.

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, builder::PossibleValuesParser};

use crate::output;

/// A self-hosted news service: crawl the sites that you trust, read them, search them, hear them.
#[derive(Debug, Parser)]
#[command(version, about, after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_HELP: &str = "\
To start:       earshot run        everything in one process, here and now
To crawl once:  earshot cron       one crawl, up to the published episodes
In production:  earshot migrate, serve, work
Settings are variables (EARSHOT_DATA_DIR, EARSHOT_LISTEN, …) or lines of earshot.toml; see the README.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run everything in one process: crawl, speak, and serve the site.
    Run(Run),
    /// Crawl once, now, all the way to the feed.
    Cron(Cron),
    /// Serve pages, feeds and media.
    Serve,
    /// Work on the queues.
    Work(Work),
    /// The whitelist.
    #[command(subcommand)]
    Site(Site),
    /// The voices.
    #[command(subcommand)]
    Voice(Voice),
    /// The episodes.
    #[command(subcommand)]
    Episode(Episode),
    /// Search the articles.
    Search(Search),
    /// Bring the database's schema up to date.
    Migrate,
    /// Build the search index anew.
    Reindex,
    /// Check settings, database, store, index and voice.
    Doctor,
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// `earshot run`.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Serve the built-in sample newspaper, without asking any real site.
    #[arg(long)]
    pub(crate) sample: bool,
    /// Listen on this machine's address in the local network, for phones.
    #[arg(long)]
    pub(crate) lan: bool,
}

/// `earshot cron`.
#[derive(Debug, Args)]
pub(crate) struct Cron {
    /// Hosts of the whitelist, or any addresses; all sites of the whitelist when none is named.
    pub(crate) sites: Vec<String>,
    /// Stop before speech.
    #[arg(long)]
    pub(crate) no_audio: bool,
    /// Ask for feeds, sitemaps and lists alone, and print which pages would be asked for.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Keep every exchange in a folder, as WARC files; it is made where it is missing.
    #[arg(long, value_name = "DIR")]
    pub(crate) warc: Option<PathBuf>,
    /// Take every answer from such a folder, or one file, and ask nobody: extracts again what was
    /// fetched once.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["warc", "dry_run"])]
    pub(crate) from_warc: Option<PathBuf>,
    /// Print the summary as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `earshot work`.
#[derive(Debug, Args)]
pub(crate) struct Work {
    /// Work on this queue only; may be given several times.
    #[arg(long)]
    pub(crate) queue: Vec<QueueName>,
}

/// The queues, and the schedule that rings for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum QueueName {
    /// Crawl hosts.
    Crawl,
    /// Speak episodes.
    Speech,
    /// Publish episodes.
    Publish,
    /// Ring for rows that wait, choose episodes, clean up.
    Schedule,
}

/// `earshot site`.
#[derive(Debug, Subcommand)]
pub(crate) enum Site {
    /// Find a site's feeds and sitemaps, and add it.
    Add {
        /// Address of its front page.
        address: String,
    },
    /// List the sites.
    #[command(visible_alias = "ls")]
    List {
        /// Print one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Show what would be found and extracted at an address, and store nothing.
    Check {
        /// Address of a front page or an article.
        address: String,
    },
    /// Show what became of a site's addresses: each with its outcome and the reason.
    Log(SiteLog),
    /// Crawl a site no longer; its articles stay.
    #[command(visible_alias = "rm")]
    Remove {
        /// The site's host, or an address of it.
        host: String,
    },
}

/// `earshot voice`.
#[derive(Debug, Subcommand)]
pub(crate) enum Voice {
    /// List the voices: whether each works now, and what it costs.
    #[command(visible_alias = "ls")]
    List {
        /// Print one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Speak a text as an episode would say it, mastered as one, into a file.
    ///
    /// Names are said by the lexicon, and the next voice steps in when one fails, unless one is named.
    /// What a voice costs is told, written into the ledger and held against its budget.
    Try(VoiceTry),
    /// Tell what was spoken, by month, voice and site, and what it cost.
    Cost {
        /// So many months, the running one included.
        #[arg(long, value_name = "NUMBER", default_value_t = 3)]
        months: u32,
        /// Print one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Fetch a voice of Piper's, and what it needs; without a name, list what there is.
    Add(VoiceAdd),
}

/// `earshot voice add`.
#[derive(Debug, Args)]
pub(crate) struct VoiceAdd {
    /// The voice's name in the catalogue, as en_US-lessac-medium.
    pub(crate) name: Option<String>,
    /// List only voices of this language, as de or en-GB.
    #[arg(long, value_name = "TAG", conflicts_with = "name")]
    pub(crate) language: Option<String>,
    /// The licence is fine: ask nothing.
    #[arg(long, short)]
    pub(crate) yes: bool,
}

/// `earshot episode`.
#[derive(Debug, Subcommand)]
pub(crate) enum Episode {
    /// Show what became of articles: heard, waiting, failed, or never chosen, and why.
    #[command(visible_alias = "ls")]
    List(EpisodeList),
    /// Try failed or withdrawn episodes again, or have any spoken anew: whoever speaks next does it.
    Retry(EpisodeRetry),
}

/// `earshot episode retry`.
#[derive(Debug, Args)]
pub(crate) struct EpisodeRetry {
    /// Addresses of articles, as `earshot episode list` shows them.
    #[arg(value_name = "ADDRESS", required_unless_present = "all_failed")]
    pub(crate) addresses: Vec<String>,
    /// All that have failed, but those whose language nobody speaks.
    #[arg(long, conflicts_with = "addresses")]
    pub(crate) all_failed: bool,
    /// Speak every sentence anew, also of what is published, though it was spoken before; a voice that is
    /// paid is paid again. Until it is spoken the episode is not in the feed.
    #[arg(long, conflicts_with = "all_failed")]
    pub(crate) anew: bool,
}

/// `earshot episode list`.
#[derive(Debug, Args)]
pub(crate) struct EpisodeList {
    /// Only those in this state.
    #[arg(long, value_parser = ["waiting", "spoken", "published", "failed", "withdrawn", "not_chosen"])]
    pub(crate) state: Option<String>,
    /// How many at most, those considered last first.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// Print one JSON object a line.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The most characters that are tried at once: some ten minutes, and for a voice that is paid some cents.
pub(crate) const TRIED_CHARACTERS: usize = 10_000;

/// `earshot voice try`.
#[derive(Debug, Args)]
pub(crate) struct VoiceTry {
    /// What to say, at most 10,000 characters; `-` takes it from standard input.
    pub(crate) text: String,
    /// A voice, or an engine, and no other; without it those that would read an episode.
    #[arg(long, value_name = "NAME")]
    pub(crate) voice: Option<String>,
    /// The text's language, as en or de-AT; the voice's, or English, when it is not named.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Where to put it: .mp3, .opus, or .wav for what the voice gave before mastering. Into the current
    /// folder, called as the voice and of the kind that `EARSHOT_AUDIO_FORMAT` tells, when it is not named.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Print the figures as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `earshot site log`.
#[derive(Debug, Args)]
pub(crate) struct SiteLog {
    /// The site's host, or an address of it.
    pub(crate) host: String,
    /// Only addresses that ended so.
    #[arg(long, value_parser = ["stored", "same", "refused", "waiting"])]
    pub(crate) outcome: Option<String>,
    /// Only addresses with this reason.
    #[arg(long, value_parser = PossibleValuesParser::new(jobs::reasons()))]
    pub(crate) reason: Option<String>,
    /// How many addresses at most, those asked last first.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// Print one JSON object a line.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `earshot search`.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words, "phrases", -without, site:, author:, after:, before:.
    #[arg(required = true, allow_hyphen_values = true)]
    pub(crate) words: Vec<String>,
    /// Newest first, rather than best first.
    #[arg(long)]
    pub(crate) newest: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
    /// How many hits at most.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) limit: u32,
}

/// The words of a search may begin with a hyphen, so its own flags are put before them.
fn flags_first(words: Vec<OsString>) -> Vec<OsString> {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    let mut words = words.into_iter();
    first.extend(words.by_ref().take(2));
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--limit") => {
                first.push(word);
                first.extend(words.next());
            }
            Some("--json" | "--newest" | "--help" | "-h") => first.push(word),
            Some(word_is) if word_is.starts_with("--limit=") => first.push(word),
            _ => rest.push(word),
        }
    }
    first.extend(rest);
    first
}

/// Parses the command line. A mistyped command with exactly one near match runs, and says so.
///
/// # Errors
/// The exit code, after the message was printed.
pub(crate) fn parse() -> Result<Arguments, ExitCode> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    mend(&mut words);
    if words.get(1).is_some_and(|word| word == "search") {
        words = flags_first(words);
    }
    Arguments::try_parse_from(words).map_err(|error| {
        let _printed = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

/// Puts the commands that were meant in the place of those that were typed, and says so.
fn mend(words: &mut [OsString]) {
    if words.get(1).is_some_and(|word| word == "version") {
        words[1] = "--version".into();
    }
    let mut level = Arguments::command();
    for word in words.iter_mut().skip(1) {
        let Some(typed) = word.to_str() else { return };
        if let Some(meant) = near_match(&level, typed) {
            output::note(&format!("earshot: taking “{typed}” for “{meant}”"));
            *word = meant.into();
        }
        let Some(next) = level.find_subcommand(&*word) else { return };
        level = next.clone();
    }
}

/// The one command that a mistyped word must mean; none where it is a command, or unclear, or where
/// there are no commands.
fn near_match(level: &clap::Command, word: &str) -> Option<String> {
    let is_known = level.find_subcommand(word).is_some() || word == "help";
    if word.starts_with('-') || is_known {
        return None;
    }
    let names: Vec<&str> = level.get_subcommands().map(clap::Command::get_name).collect();
    let distance = |name: &&str| strsim::damerau_levenshtein(word, name);
    let nearest = names.iter().map(distance).min().filter(|nearest| *nearest <= 2)?;
    let mut near = names.into_iter().filter(|name| distance(name) == nearest);
    let first = near.next()?;
    near.next().is_none().then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_mistyped_command_with_one_near_match_is_understood() {
        let mended = |typed: &str| {
            let mut words: Vec<OsString> = typed.split(' ').map(OsString::from).collect();
            mend(&mut words);
            words.join(std::ffi::OsStr::new(" ")).into_string().unwrap()
        };
        for (typed, meant) in [
            ("earshot serch rain", "earshot search rain"),
            ("earshot corn", "earshot cron"),
            ("earshot cron", "earshot cron"),
            ("earshot everything", "earshot everything"),
            ("earshot site chek a.example", "earshot site check a.example"),
            ("earshot site ls", "earshot site ls"),
            ("earshot search corn", "earshot search corn"),
            ("earshot help", "earshot help"),
            ("earshot version", "earshot --version"),
        ] {
            assert_eq!(mended(typed), meant);
        }
    }
}
