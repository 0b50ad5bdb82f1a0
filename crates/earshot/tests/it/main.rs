//! The architecture, and the whole story with real processes.

mod architecture;
mod archive;
mod away;
mod beside;
mod commands;
mod consent;
mod earshot;
mod episodes;
mod guest;
mod kept;
mod lexicon;
mod looks;
mod metrics;
mod one_article;
mod pages;
mod polite;
mod push;
mod rehearsal;
mod rights;
mod story;
mod voice;
mod voice_add;
mod voice_health;
mod voice_try;
mod voices;
mod whitelist;
