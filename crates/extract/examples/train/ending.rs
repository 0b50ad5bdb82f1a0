//! How a program for people ends: with 2 and a sentence where something was wrong.

use std::fmt::Display;
use std::process::ExitCode;

pub(crate) fn of<E: Display>(ended: Result<(), E>) -> ExitCode {
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::from(2)
        }
    }
}
