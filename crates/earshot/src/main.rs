//! The one binary: settings, wiring, commands.
//!
//! In: arguments, the environment, a settings file. Out: a running service, or one command's result;
//! exit code 0 done, 1 failed, 2 wrong usage. What the commands do is in the crates below.

use std::process::ExitCode;

mod advice;
mod arguments;
mod away;
mod commands;
mod instance;
mod metrics;
mod output;
mod reach;
mod resources;
mod sample;
mod settings;
mod sites;
mod wiring;

/// The hidden command by which the program serves itself as a child process of a voice.
const VOICE_CHILD: &str = "voice-child";

fn main() -> ExitCode {
    // Before settings, logging and threads: the child speaks on standard output alone.
    if std::env::args_os().nth(1).is_some_and(|first| first == VOICE_CHILD) {
        let served = speech::serve_child(std::io::stdin().lock(), std::io::stdout().lock());
        return if served.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let arguments = match arguments::parse() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    commands::run(arguments)
}
