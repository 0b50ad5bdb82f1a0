//! What surrounds every page: head, masthead, navigation, foot.

use crate::{Audience, Settings, paging::Links, static_files};

/// The values of `templates/layout.html`.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The newspaper's name.
    pub(crate) newspaper: String,
    /// What the page is called, without the newspaper's name; empty on the front page.
    pub(crate) title: String,
    /// One sentence or two for search engines and previews.
    pub(crate) description: String,
    /// The absolute, lasting address of the page; empty where there is none.
    pub(crate) canonical: String,
    /// OpenGraph's word for what the page is.
    pub(crate) kind: &'static str,
    /// The RSS of the same list: its title and path.
    pub(crate) feed: Option<(String, String)>,
    /// Which entry of the navigation is this page: `front`, `listen`, `search`, or none.
    pub(crate) here: &'static str,
    /// Whether the built-in sample newspaper is shown.
    pub(crate) sample: bool,
    /// Whether search engines may list the page.
    pub(crate) listed: bool,
    /// The neighbours of a page of a list.
    pub(crate) links: Links,
    /// The path of the style sheet.
    pub(crate) style: &'static str,
    /// The path of the icon.
    pub(crate) icon: &'static str,
}

impl Frame {
    /// The frame of a page of this title.
    pub(crate) fn new(settings: &Settings, title: impl Into<String>) -> Self {
        Self {
            newspaper: settings.title.clone(),
            title: title.into(),
            description: "The news of the sites you trust, to read, search and hear.".to_owned(),
            canonical: String::new(),
            kind: "website",
            feed: None,
            here: "",
            sample: settings.sample,
            listed: settings.audience == Audience::Public,
            links: Links::default(),
            style: &static_files::STYLE.path,
            icon: &static_files::ICON.path,
        }
    }

    /// A page that no search engine lists.
    pub(crate) fn hidden(mut self) -> Self {
        self.listed = false;
        self
    }

    /// A page of a list: its neighbours, its canonical address, and its feed.
    pub(crate) fn list(
        mut self,
        settings: &Settings,
        links: Links,
        feed: (String, String),
    ) -> Self {
        self.canonical = settings.absolute(&links.here);
        self.links = links;
        self.feed = Some(feed);
        self
    }

    /// The page at this path.
    pub(crate) fn at(mut self, settings: &Settings, path: &str) -> Self {
        self.canonical = settings.absolute(path);
        self
    }

    /// Whether an entry of the navigation is this page.
    pub(crate) fn is_here(&self, entry: &str) -> bool {
        self.here == entry
    }

    /// The text of the browser's tab.
    pub(crate) fn whole_title(&self) -> String {
        if self.title.is_empty() {
            self.newspaper.clone()
        } else {
            format!("{} · {}", self.title, self.newspaper)
        }
    }
}
