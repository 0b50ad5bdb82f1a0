//! Pages, feeds and media.
