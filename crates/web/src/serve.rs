//! Serving on a listener, until told to stop.

use std::{io, net::SocketAddr, time::Duration};

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{Site, router};

/// How long answers that are under way may take after the stop; a long download is then cut, and
/// its client asks for the rest.
const GRACE: Duration = Duration::from_secs(5);

/// Serves the site until `stop` is cancelled; then takes no new connection, and ends when all
/// answers are given, at the latest after five seconds.
///
/// # Errors
/// When the listener fails. Another try needs another listener.
pub async fn serve(listener: TcpListener, site: Site, stop: CancellationToken) -> io::Result<()> {
    let service = router(site).into_make_service_with_connect_info::<SocketAddr>();
    let late = stop.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(stop.cancelled_owned());
    let patience = async {
        late.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = server.into_future() => ended,
        () = patience => Ok(()),
    }
}
