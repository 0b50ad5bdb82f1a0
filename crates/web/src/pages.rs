//! The pages: one file each, with the template of the same name. Each file also makes the RSS of
//! its list.

pub(crate) mod article;
pub(crate) mod author;
pub(crate) mod front;
pub(crate) mod keyword;
mod list;
pub(crate) mod podcast;
pub(crate) mod search;
pub(crate) mod site;
