//! `earshot completions`: a script for a shell.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;

pub(super) fn run(shell: Shell) -> ExitCode {
    let mut command = Arguments::command();
    clap_complete::generate(shell, &mut command, "earshot", &mut std::io::stdout().lock());
    ExitCode::SUCCESS
}
