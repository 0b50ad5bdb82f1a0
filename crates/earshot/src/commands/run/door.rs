//! The one listener, behind which one site after the other may be served.

use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{instance::Instance, settings::Settings};

/// The bound listener.
pub(super) struct Door {
    listener: std::net::TcpListener,
    address: String,
}

/// A site that is being served.
pub(super) struct OpenSite {
    stop: CancellationToken,
    task: JoinHandle<std::io::Result<()>>,
}

impl Door {
    /// Binds the address of `EARSHOT_LISTEN`.
    pub(super) async fn open(settings: &Settings) -> anyhow::Result<Self> {
        let listener = super::super::serve::listen(settings).await?.into_std()?;
        let address = format!("http://{}", listener.local_addr()?);
        Ok(Self { listener, address })
    }

    /// `http://` and the bound address.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Serves an instance's site until it is closed.
    pub(super) fn serve(&self, instance: &Instance) -> anyhow::Result<OpenSite> {
        let listener = TcpListener::from_std(self.listener.try_clone()?)?;
        let stop = CancellationToken::new();
        let site = instance.site(self.address.clone());
        let task = tokio::spawn(web::serve(listener, site, stop.clone()));
        Ok(OpenSite { stop, task })
    }
}

impl OpenSite {
    /// Closes the site; connections that wait are served by the next one.
    pub(super) async fn close(self) {
        self.stop.cancel();
        let _ended = self.task.await;
    }
}
