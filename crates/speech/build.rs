//! Finds Pico's voice files and lists them for `include_bytes!`.
//!
//! In: the package `ttspico-sys` as cargo has it, whose source holds the six voices; or the folder
//! that `EARSHOT_PICO_VOICES` names. Out: `voice_files.rs` in `OUT_DIR`, and the package's version
//! as `PICO_VERSION`.
//!
//! The folder is asked of `cargo metadata`, about a manifest with this one dependency: asked about
//! the whole workspace it would want development dependencies, which a fresh machine lacks. The
//! copy of `Cargo.lock` keeps the answer at the version that is being built. Works offline once the
//! dependencies are fetched, with `--locked` and with `cargo vendor`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The version pinned in the workspace's manifest.
const PICO_VERSION: &str = "0.1.5";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=EARSHOT_PICO_VOICES");
    println!("cargo::rustc-env=PICO_VERSION={PICO_VERSION}");

    let folder = match variable("EARSHOT_PICO_VOICES") {
        Ok(folder) => PathBuf::from(folder),
        Err(_) => package_folder()?.join("build/pico/lang"),
    };
    println!("cargo::rerun-if-changed={}", folder.display());

    let files = voice_files(&folder)
        .map_err(|error| format!("voice files of Pico in {}: {error}", folder.display()))?;
    fs::write(out_folder()?.join("voice_files.rs"), listing(&files))?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts by the environment")]
fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}"))
}

fn out_folder() -> Result<PathBuf, String> {
    variable("OUT_DIR").map(PathBuf::from)
}

/// Where cargo keeps the source of `ttspico-sys`.
fn package_folder() -> Result<PathBuf, Box<dyn Error>> {
    let workspace = workspace_folder()?;
    let question = out_folder()?.join("where_is_pico");
    write_question(&question, &workspace)?;

    let answer = Command::new(variable("CARGO")?)
        .args(["metadata", "--offline", "--format-version", "1"])
        .args(["--filter-platform", &variable("TARGET")?])
        .arg("--manifest-path")
        .arg(question.join("Cargo.toml"))
        // So that the workspace's cargo configuration (vendoring) holds, wherever OUT_DIR is.
        .current_dir(&workspace)
        .output()?;
    if !answer.status.success() {
        let reason = String::from_utf8_lossy(&answer.stderr);
        return Err(format!(
            "cargo metadata did not find ttspico-sys (EARSHOT_PICO_VOICES may name the folder \
             of the voice files instead): {reason}"
        )
        .into());
    }
    let metadata: serde_json::Value = serde_json::from_slice(&answer.stdout)?;
    manifest_of_pico(&metadata)
        .and_then(Path::parent)
        .map(Path::to_path_buf)
        .ok_or_else(|| "cargo metadata does not name ttspico-sys".into())
}

/// The nearest folder above this crate that holds a `Cargo.lock`.
fn workspace_folder() -> Result<PathBuf, String> {
    let crate_folder = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    crate_folder
        .ancestors()
        .find(|folder| folder.join("Cargo.lock").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| format!("no Cargo.lock above {}", crate_folder.display()))
}

/// A package without code, whose only dependency is the one looked for.
fn write_question(folder: &Path, workspace: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let manifest = format!(
        "[package]\nname = \"where_is_pico\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\nttspico-sys = \"={PICO_VERSION}\"\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(())
}

fn manifest_of_pico(metadata: &serde_json::Value) -> Option<&Path> {
    let packages = metadata.get("packages")?.as_array()?;
    let pico = packages.iter().find(|package| package["name"] == "ttspico-sys")?;
    pico.get("manifest_path")?.as_str().map(Path::new)
}

/// Names and absolute paths of the `.bin` files, by name.
fn voice_files(folder: &Path) -> Result<Vec<(String, PathBuf)>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path().canonicalize()?;
        let name = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        if let Some(name) = name.filter(|_| path.extension().is_some_and(|end| end == "bin")) {
            files.push((name, path));
        }
    }
    if files.is_empty() {
        return Err("no .bin file".into());
    }
    files.sort();
    Ok(files)
}

/// The files as a Rust expression; `Debug` writes names and paths as string literals.
fn listing(files: &[(String, PathBuf)]) -> String {
    let line = |(name, path): &(String, PathBuf)| {
        format!("    ({name:?}, include_bytes!({:?})),\n", path.to_string_lossy())
    };
    format!("&[\n{}]\n", files.iter().map(line).collect::<String>())
}
