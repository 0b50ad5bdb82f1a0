//! `earshot serve`: pages, API, feeds, media; the index follows the database.

use std::{process::ExitCode, sync::Arc};

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{instance::web_settings, metrics, output, settings::Settings, wiring};

pub(super) async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let stopped = super::stop_signal()?;
    let listener = listen(&settings).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let database = wiring::database(&settings).await?;
    metrics::serve(&settings, &database, None).await?;
    let index = wiring::index(&settings)?;
    let stop = CancellationToken::new();
    let following = jobs::keep_following(Arc::clone(&index), database.clone(), stop.clone());
    let following = tokio::spawn(following);
    output::note(&format!("Serving {address}"));
    let site = web::Site {
        database,
        store: wiring::store(&settings).await?,
        index: Some(index),
        clock: jobs::clock::now,
        settings: web_settings(&settings, address, false),
    };
    let serving = tokio::spawn(web::serve(listener, site, stop.clone()));
    stopped.await;
    stop.cancel();
    serving.await??;
    following.await?;
    Ok(ExitCode::SUCCESS)
}

/// Binds the address of `EARSHOT_LISTEN`.
pub(super) async fn listen(settings: &Settings) -> anyhow::Result<TcpListener> {
    TcpListener::bind(settings.listen).await.with_context(|| {
        format!("EARSHOT_LISTEN: {} cannot be had; another port may be free", settings.listen)
    })
}
