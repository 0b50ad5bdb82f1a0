//! An error of a disk or a database file -> what the operator can do about it.

use std::io::{self, ErrorKind};

use database::{DatabaseError, Fault};

use crate::output;

/// An error with its causes, and what can be done where that is known.
pub(crate) fn told(error: &anyhow::Error) -> String {
    let told = output::told(error);
    match advice(error) {
        Some(advice) => format!("{told}; {advice}"),
        None => told,
    }
}

fn advice(error: &anyhow::Error) -> Option<&'static str> {
    error.chain().find_map(|cause| {
        let fault = cause.downcast_ref::<DatabaseError>().and_then(DatabaseError::fault);
        let fault = fault.or_else(|| of_disk(cause.downcast_ref::<io::Error>()?.kind()));
        fault.map(of_fault)
    })
}

fn of_disk(kind: ErrorKind) -> Option<Fault> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some(Fault::Full),
        ErrorKind::ReadOnlyFilesystem => Some(Fault::ReadOnly),
        _ => None,
    }
}

fn of_fault(fault: Fault) -> &'static str {
    match fault {
        Fault::ReadOnly => {
            "it can be read and not written: see that the file, its folder and its disk may be \
             written by the user who runs Earshot"
        }
        Fault::Full => "the disk is full: free some of it, and start again; what was stored stays",
        Fault::Broken => {
            "the file is damaged, or no database: put a copy that you kept in its place, or name \
             another EARSHOT_DATA_DIR"
        }
        Fault::Closed => {
            "see that the file and its folder are there, and belong to the user who runs Earshot"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_with_what_to_do() {
        let error =
            anyhow::Error::new(io::Error::from(ErrorKind::StorageFull)).context("the index");
        assert!(told(&error).contains("; the disk is full: free some of it"), "{}", told(&error));
    }

    #[test]
    fn what_nobody_can_advise_on_is_told_as_it_is() {
        let error = anyhow::anyhow!("it rains");
        assert_eq!(told(&error), "it rains");
    }
}
