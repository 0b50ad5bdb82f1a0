//! The picture of the podcast.
//!
//! One picture for every channel, drawn in `art/cover.svg`, whose head tells how it is rendered.

/// The cover for feeds: a square JPEG of 2000 px, RGB, 72 dpi.
pub const COVER_JPEG: &[u8] = include_bytes!("../art/cover.jpg");

/// The same picture of 600 px, for the tags of each MP3.
pub const COVER_SMALL_JPEG: &[u8] = include_bytes!("../art/cover-600.jpg");

/// The file name under which [`COVER_JPEG`] is published. It holds the beginning of the picture's
/// SHA-256: podcast apps fetch a picture again only when its address changes.
pub const COVER_NAME: &str = "cover-e3cbfa49e78d0717.jpg";

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// What the frame header (ITU T.81, B.2.2) says: width and height in pixels, components.
    fn frame(jpeg: &[u8]) -> Option<(u16, u16, u8)> {
        let mut rest = jpeg.get(2..)?;
        while let [0xff, marker, high, low, ..] = *rest {
            if matches!(marker, 0xc0..=0xc2) {
                let [h1, h2, w1, w2, components] = *rest.first_chunk::<10>()?.last_chunk::<5>()?;
                let [height, width] = [[h1, h2], [w1, w2]].map(u16::from_be_bytes);
                return Some((width, height, components));
            }
            rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..)?;
        }
        None
    }

    #[track_caller]
    fn check(jpeg: &[u8], pixels: u16) {
        assert_eq!(frame(jpeg), Some((pixels, pixels, 3)));
        // The JFIF header: the unit 1 is dots per inch, then the density across and down.
        assert_eq!(jpeg.get(6..11), Some(&b"JFIF\0"[..]));
        assert_eq!(jpeg.get(13..18), Some(&[1, 0, 72, 0, 72][..]));
        assert!(jpeg.len() <= 512 * 1024, "{} bytes", jpeg.len());
    }

    #[test]
    fn the_covers_are_square_rgb_jpegs_of_72_dpi() {
        check(COVER_JPEG, 2000);
        check(COVER_SMALL_JPEG, 600);
    }

    #[test]
    fn another_picture_has_another_name() {
        let hash = hex::encode(Sha256::digest(COVER_JPEG));
        assert_eq!(COVER_NAME, format!("cover-{}.jpg", hash.get(..16).unwrap()));
    }
}
