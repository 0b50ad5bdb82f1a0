//! The fences of the house, over what cargo knows of every crate.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

/// Bytes and values in, values out.
const PURE: [&str; 5] = ["discover", "extract", "stories", "narration", "podcast"];
/// The outside world: one crate for each part of it.
const IO: [&str; 5] = ["fetch", "database", "search", "speech", "storage"];
/// What no pure crate may reach, however far down.
const OUTSIDE: [&str; 8] =
    ["tokio", "reqwest", "sqlx", "sea-orm", "axum", "hyper", "aws-config", "aws-sdk-s3"];

fn metadata() -> Metadata {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let mut command = MetadataCommand::new();
    // Only what this machine needs was fetched to build the test.
    let options = ["--offline", "--locked", "--filter-platform", "host-tuple"];
    command.manifest_path(manifest).other_options(options.map(str::to_owned));
    command.exec().expect("cargo metadata")
}

/// The normal dependencies of each package, by id.
fn edges(metadata: &Metadata) -> BTreeMap<PackageId, Vec<PackageId>> {
    let resolve = metadata.resolve.as_ref().expect("a resolved workspace");
    let normal = |node: &cargo_metadata::Node| {
        node.deps
            .iter()
            .filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal))
            .map(|dep| dep.pkg.clone())
            .collect()
    };
    resolve.nodes.iter().map(|node| (node.id.clone(), normal(node))).collect()
}

fn name<'a>(metadata: &'a Metadata, id: &PackageId) -> &'a str {
    &metadata[id].name
}

fn of_crate(metadata: &Metadata, name: &str) -> PackageId {
    let packages = metadata.workspace_packages();
    packages.iter().find(|package| package.name == name).expect(name).id.clone()
}

/// The house's own crates that one names directly.
fn own_dependencies(metadata: &Metadata, crate_name: &str) -> BTreeSet<String> {
    let members: BTreeSet<_> = metadata.workspace_members.iter().collect();
    edges(metadata)[&of_crate(metadata, crate_name)]
        .iter()
        .filter(|id| members.contains(id))
        .map(|id| name(metadata, id).to_owned())
        .collect()
}

#[test]
fn no_pure_crate_reaches_the_outside() {
    let metadata = metadata();
    let edges = edges(&metadata);
    for pure in PURE {
        let mut open = vec![of_crate(&metadata, pure)];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            let reached = name(&metadata, &id);
            let is_outside = OUTSIDE.contains(&reached) || reached.starts_with("aws-");
            assert!(!is_outside, "{pure} reaches {reached}");
            if seen.insert(id.clone()) {
                open.extend(edges[&id].iter().cloned());
            }
        }
    }
}

#[test]
fn pure_crates_know_no_other_crate_but_narration_the_blocks() {
    let metadata = metadata();
    for pure in PURE {
        let allowed = if pure == "narration" { vec!["extract"] } else { vec![] };
        let known = own_dependencies(&metadata, pure);
        assert_eq!(known, allowed.into_iter().map(str::to_owned).collect(), "{pure}");
    }
}

#[test]
fn crates_of_the_outside_do_not_know_one_another() {
    let metadata = metadata();
    for io in IO {
        let mut known = own_dependencies(&metadata, io);
        if io == "database" {
            known.remove("migrations");
        }
        assert!(known.iter().all(|it| PURE.contains(&it.as_str())), "{io} knows {known:?}");
    }
}

#[test]
fn dependencies_point_down() {
    let metadata = metadata();
    let jobs = own_dependencies(&metadata, "jobs");
    assert!(jobs.iter().all(|it| PURE.contains(&it.as_str()) || IO.contains(&it.as_str())));
    let web = own_dependencies(&metadata, "web");
    assert!(!web.contains("earshot") && !web.contains("testkit"), "{web:?}");
    assert!(!own_dependencies(&metadata, "earshot").contains("testkit"));
}

#[test]
fn every_pure_crate_has_its_fence_of_forbidden_methods() {
    for pure in PURE {
        let file = format!("{}/../{pure}/clippy.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&file).expect(&file);
        for forbidden in ["SystemTime::now", "std::fs::File", "TcpStream", "std::env::var"] {
            assert!(text.contains(forbidden), "{file} does not forbid {forbidden}");
        }
    }
}

/// Every Rust file below a folder.
fn sources(folder: std::path::PathBuf) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let list = if path.is_dir() { &mut folders } else { &mut files };
            list.push(path);
        }
    }
    files.retain(|path| path.extension().is_some_and(|it| it == "rs"));
    files
}

#[test]
fn the_queue_library_is_named_in_one_module() {
    let crates = format!("{}/..", env!("CARGO_MANIFEST_DIR"));
    let mut naming = sources(crates.into());
    naming.retain(|path| {
        let text = std::fs::read_to_string(path).expect("a source file");
        text.contains("apalis::") || text.contains("use apalis")
    });
    naming.retain(|path| !path.ends_with("tests/it/architecture.rs"));
    assert!(!naming.is_empty());
    let is_queue = |path: &std::path::PathBuf| {
        path.ends_with("jobs/src/queue.rs")
            || path.parent().is_some_and(|it| it.ends_with("jobs/src/queue"))
    };
    assert!(naming.iter().all(is_queue), "{naming:?}");
}
