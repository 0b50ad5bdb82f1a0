//! What every handler is given.

use std::sync::Arc;

use crate::Settings;

/// The state of the web site. Cheap to clone but for the settings; the router shares one.
#[derive(Clone)]
pub struct Site {
    /// The rows.
    pub database: database::Database,
    /// The objects.
    pub store: storage::Store,
    /// The full-text index; `None` in a process that serves no search.
    pub index: Option<Arc<search::Index>>,
    /// What time it is, for what hubs tell us.
    pub clock: fn() -> database::Micros,
    /// What the operator decided.
    pub settings: Settings,
}

/// The state as handlers take it.
pub(crate) type Shared = axum::extract::State<Arc<Site>>;
