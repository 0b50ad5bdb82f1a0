//! What a page says about itself: in JSON-LD, in its head, in its markup, in that order of belief.

pub(crate) mod authors;
pub(crate) mod credits;
pub(crate) mod dates;
pub(crate) mod flags;
pub(crate) mod head;
pub(crate) mod image;
pub(crate) mod json_ld;
pub(crate) mod language;
pub(crate) mod live;
pub(crate) mod origins;
pub(crate) mod publication;
pub(crate) mod standfirst;
pub(crate) mod tags;
pub(crate) mod title;
pub(crate) mod wording;
