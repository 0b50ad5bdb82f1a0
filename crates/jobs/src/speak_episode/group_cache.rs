//! Finished groups of sentences, kept on disk by the hash of what they say.
//!
//! A cache: a file that is missing, cut off or cannot be written only costs speaking once more.

use std::{path::Path, time::Duration};

use speech::Pcm;
use tokio::fs;
use tracing::warn;

/// Files older than this are removed: their episodes are long published.
const KEPT: Duration = Duration::from_hours(7 * 24);

/// A group that was spoken before.
pub(crate) async fn get(folder: &Path, key: &str) -> Option<Pcm> {
    let bytes = fs::read(folder.join(key)).await.ok()?;
    let (rate, rest) = bytes.split_first_chunk::<4>()?;
    let (length, samples) = rest.split_first_chunk::<8>()?;
    if u64::from_le_bytes(*length) != samples.len() as u64 {
        return None;
    }
    let samples = samples.as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
    Some(Pcm { samples, rate: u32::from_le_bytes(*rate) })
}

/// Keeps a group, under a temporary name first.
pub(crate) async fn put(folder: &Path, key: &str, pcm: &Pcm) {
    let mut bytes = Vec::with_capacity(12 + pcm.samples.len() * 2);
    bytes.extend(pcm.rate.to_le_bytes());
    bytes.extend((pcm.samples.len() as u64 * 2).to_le_bytes());
    bytes.extend(pcm.samples.iter().flat_map(|sample| sample.to_le_bytes()));
    let temporary = folder.join(format!("{key}.{}.part", uuid::Uuid::new_v4().simple()));
    let written = async {
        fs::create_dir_all(folder).await?;
        fs::write(&temporary, &bytes).await?;
        fs::rename(&temporary, folder.join(key)).await
    };
    if let Err(error) = written.await {
        warn!(%error, "A group of sentences could not be kept: it may be spoken again");
    }
}

/// Removes what is too old to be of use.
pub(crate) async fn clean(folder: &Path) -> std::io::Result<()> {
    let mut files = match fs::read_dir(folder).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    while let Some(file) = files.next_entry().await? {
        let modified = file.metadata().await?.modified()?;
        if modified.elapsed().is_ok_and(|age| age > KEPT) {
            fs::remove_file(file.path()).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn gives_back_what_it_kept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let pcm = Pcm { samples: vec![1, -2, i16::MAX], rate: 16_000 };
        put(folder.path(), "key", &pcm).await;
        assert_eq!(get(folder.path(), "key").await, Some(pcm));
        assert_eq!(get(folder.path(), "other").await, None);
        clean(folder.path()).await.unwrap();
        assert!(get(folder.path(), "key").await.is_some(), "young files stay");
        let file = folder.path().join("key");
        let whole = std::fs::read(&file).unwrap();
        std::fs::write(&file, &whole[..whole.len() - 2]).unwrap();
        assert_eq!(get(folder.path(), "key").await, None, "half a sentence is none");
    }
}
