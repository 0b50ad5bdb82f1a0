//! Where the ONNX runtime lies on this machine.

use std::fs;
use std::path::{Path, PathBuf};

/// What the library's file is called, whatever its version.
pub(crate) const LIBRARY: &str = "libonnxruntime.so";

/// Folders of libraries.
const FOLDERS: [&str; 5] =
    ["/usr/local/lib", "/usr/lib", "/usr/lib64", "/usr/local/lib64", "/opt/onnxruntime/lib"];

/// The ONNX runtime in one of these folders, or where systems keep their libraries; the first folder
/// that has one, and of several there the newest.
#[must_use]
pub fn find_library(first: &[&Path]) -> Option<PathBuf> {
    let system = FOLDERS.iter().flat_map(|folder| {
        let folder = PathBuf::from(folder);
        // Debian's folders, such as x86_64-linux-gnu.
        let own = folder.join(format!("{}-linux-gnu", std::env::consts::ARCH));
        [own, folder]
    });
    first.iter().map(PathBuf::from).chain(system).find_map(|folder| newest_in(&folder))
}

fn newest_in(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?;
    let mut found: Vec<(Vec<u64>, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((version(entry.file_name().to_str()?)?, entry.path())))
        .filter(|(_, path)| path.is_file())
        .collect();
    found.sort();
    found.pop().map(|(_, path)| path)
}

/// The version of a library's file: 1, 22 of `libonnxruntime.so.1.22`. None if it is another file.
fn version(name: &str) -> Option<Vec<u64>> {
    let rest = name.strip_prefix(LIBRARY)?;
    if rest.is_empty() {
        return Some(Vec::new());
    }
    rest.strip_prefix('.')?.split('.').map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_library_of_the_first_folder_that_has_one_is_taken() {
        let (empty, full) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for name in ["libonnxruntime.so.1.9", "libonnxruntime.so.1.22", "libonnxruntime.so.part"] {
            fs::write(full.path().join(name), "").unwrap();
        }
        fs::write(full.path().join("libonnxruntime_providers_shared.so"), "").unwrap();

        let found = find_library(&[empty.path(), full.path()]).unwrap();

        assert_eq!(found, full.path().join("libonnxruntime.so.1.22"));
    }
}
