//! Recognition of near duplicates, over real texts.

mod quality;
