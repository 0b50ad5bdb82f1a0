//! The ONNX runtime out of the archive in which its makers release it.

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use reqwest::{Client, Url};

use crate::address::shown;
use crate::onnx::LIBRARY;

use super::download::{Expected, Part, Source, write_whole};
use super::error::CatalogueError;

/// The most bytes of an archive, and of a library; the makers' have some 10 and 30 MB.
const MOST_ARCHIVE: u64 = 512 * 1024 * 1024;
const MOST_LIBRARY: u64 = 512 * 1024 * 1024;

/// The most bytes of a licence.
const MOST_LICENCE: u64 = 1024 * 1024;

/// Bytes of an ELF file's head that tell its machine, and where they do.
const HEAD: usize = 20;
const MAGIC: &[u8] = b"\x7fELF";

pub(super) async fn fetch(
    client: &Client,
    address: &Url,
    folder: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<PathBuf, CatalogueError> {
    let sha256 = address.fragment().and_then(|it| it.strip_prefix("sha256="));
    let sha256 = sha256.map(str::to_ascii_lowercase);
    let expected = Expected { most: MOST_ARCHIVE, sha256, ..Expected::default() };
    let whole = folder.join("onnxruntime.tgz");
    Source { client, address, expected }.into_file(&whole, progress).await?;
    let whole = Part(whole);

    let target = folder.join(LIBRARY);
    let unfit = |error: io::Error| {
        let (address, reason) = (shown(address), error.to_string());
        CatalogueError::Archive { address, reason }
    };
    unpack(&whole.0, &target).map_err(unfit)?;
    Ok(target)
}

/// Takes the library and the licence out of an archive; nothing else of it is written.
/// The most bytes that an archive may unpack to: the runtime has some 30 MB.
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;

fn unpack(archive: &Path, target: &Path) -> io::Result<()> {
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(archive)?).take(MOST_UNPACKED));
    let mut is_found = false;
    for entry in archive.entries()? {
        let entry = entry?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = entry.path()?.into_owned();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with(LIBRARY) && !is_found {
            keep_library(entry, target)?;
            is_found = true;
        } else if name == "LICENSE" {
            let mut licence = Vec::new();
            entry.take(MOST_LICENCE).read_to_end(&mut licence)?;
            let file = target.with_file_name("onnxruntime.LICENSE");
            write_whole(&file, &licence).map_err(io::Error::other)?;
        }
    }
    if is_found { Ok(()) } else { Err(io::Error::other(format!("no {LIBRARY} is in the archive"))) }
}

fn keep_library(mut entry: impl Read, target: &Path) -> io::Result<()> {
    let mut head = [0; HEAD];
    entry.read_exact(&mut head)?;
    check_machine(head).map_err(io::Error::other)?;
    let part = Part::beside(target);
    let mut file = File::create(&part.0)?;
    file.write_all(&head)?;
    let mut rest = entry.take(MOST_LIBRARY);
    io::copy(&mut rest, &mut file)?;
    if rest.limit() == 0 {
        return Err(io::Error::other("the library is far too large"));
    }
    file.sync_all()?;
    fs::rename(&part.0, target)
}

/// Whether a library is for this machine: `e_machine` of the ELF head.
fn check_machine(head: [u8; HEAD]) -> Result<(), String> {
    let [.., low, high] = head;
    let is_fit = match (std::env::consts::ARCH, u16::from_le_bytes([low, high])) {
        ("x86_64", machine) => machine == 0x3e,
        ("aarch64", machine) => machine == 0xb7,
        _ => true,
    };
    if !head.starts_with(MAGIC) {
        return Err(format!("{LIBRARY} in the archive is no library"));
    }
    if !is_fit {
        let machine = std::env::consts::ARCH;
        return Err(format!("the library in the archive is for another machine than {machine}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_for_another_machine_is_refused() {
        let mut head = [0; HEAD];
        assert!(check_machine(head).unwrap_err().contains("no library"));
        head[..4].copy_from_slice(MAGIC);
        // A 32-bit ARM.
        head[18] = 0x28;
        assert!(check_machine(head).unwrap_err().contains("another machine"));
        head[18] = if cfg!(target_arch = "x86_64") { 0x3e } else { 0xb7 };
        assert_eq!(check_machine(head), Ok(()));
    }
}
