//! The ONNX runtime, where this machine has one.

use std::{fs, path::PathBuf, process::Command};

/// The runtime for tests: the one that `EARSHOT_TEST_ONNXRUNTIME` names (`make test` fetches one),
/// or that of Python's package `onnxruntime`. None, and a line that says so, where there is none:
/// the test is passed over.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a test is told its library by a variable")]
#[expect(clippy::print_stderr, reason = "a test that is passed over must say so")]
pub fn onnx_runtime() -> Option<PathBuf> {
    let named = std::env::var_os("EARSHOT_TEST_ONNXRUNTIME").filter(|file| !file.is_empty());
    let found = named.map(PathBuf::from).or_else(of_python);
    if found.is_none() {
        eprintln!("SKIPPED: there is no ONNX runtime; run `make test`");
    }
    found
}

/// Its library has the version behind its name: `libonnxruntime.so.1.22.0`.
fn of_python() -> Option<PathBuf> {
    let script = "import importlib.util as i; print(i.find_spec('onnxruntime').origin)";
    let said = Command::new("python3").args(["-c", script]).output().ok()?;
    let package = PathBuf::from(String::from_utf8(said.stdout).ok()?.trim());
    let files = fs::read_dir(package.parent()?.join("capi")).ok()?;
    let is_library = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with("libonnxruntime.so"))
    };
    files.flatten().map(|file| file.path()).find(is_library)
}
