//! `earshot work`: workers on the queues, and the scheduler.

use std::process::ExitCode;

use jobs::queue::Name;

use crate::{
    arguments::{QueueName, Work},
    instance::Instance,
    output,
    settings::Settings,
};

pub(super) async fn run(settings: Settings, work: &Work) -> anyhow::Result<ExitCode> {
    let stopped = super::stop_signal()?;
    let wanted = |name: QueueName| work.queue.is_empty() || work.queue.contains(&name);
    // Whoever does not speak needs no voice.
    let speaks = wanted(QueueName::Speech);
    let whitelist = if speaks { super::whitelist_with_voices } else { super::whitelist };
    let whitelist = whitelist(&settings)?;
    let instance = Instance::open(settings, &whitelist, None).await?;
    instance.serve_metrics().await?;
    let queues: Vec<Name> = [
        (QueueName::Crawl, Name::Crawl),
        (QueueName::Speech, Name::Speech),
        (QueueName::Publish, Name::Publish),
    ]
    .into_iter()
    .filter(|(name, _)| wanted(*name))
    .map(|(_, queue)| queue)
    .collect();
    let background = instance.start(&queues, wanted(QueueName::Schedule), false);
    output::note("At work.");
    stopped.await;
    background.stop().await;
    Ok(ExitCode::SUCCESS)
}
