//! Flags and licence: which places of the page raise them.

use super::Witnesses;
use crate::body::absolute;
use crate::metadata::flags;
use crate::origin::{Origin, Source};

impl Witnesses<'_, '_> {
    pub(super) fn paywalled(&self) -> Origin {
        Origin::of(&flags::paywalled(self.head), Source::Shown)
    }

    pub(super) fn live(&self) -> Origin {
        Origin::of(&flags::live(self.head, self.dates.address), Source::Shown)
    }

    pub(super) fn mainly_video(&self) -> Origin {
        Origin::of(&flags::mainly_video(self.head), Source::Text)
    }

    pub(super) fn reserved(&self) -> Origin {
        Origin::of(&flags::reserved(self.head, self.headers), Source::Header)
    }

    pub(super) fn licence(&self, licence: &str) -> Origin {
        let is_it = |told: &String| told == licence;
        let mut witnesses = Vec::new();
        let linked = flags::told_licence(self.head, self.base);
        witnesses.extend(linked.filter(is_it).map(|_| Source::JsonLd));
        let link = self.head.link("license").and_then(|link| absolute(self.base, link));
        witnesses.extend(link.filter(is_it).map(|_| Source::Head));
        let anchor = flags::licence_link(self.dom).and_then(|link| absolute(self.base, link));
        witnesses.extend(anchor.filter(is_it).map(|_| Source::Markup));
        let header = self.headers.link("license").and_then(|link| absolute(self.base, link));
        witnesses.extend(header.filter(is_it).map(|_| Source::Header));
        Origin::of(&witnesses, Source::Markup)
    }
}
