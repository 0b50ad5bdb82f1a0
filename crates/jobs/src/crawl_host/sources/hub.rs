//! Who tells of a source's news: the hub that its header or its feed names (WebSub, section 4).

use std::time::Duration;

use database::{
    Transaction,
    subscription::{self, Offer},
};
use discover::{Address, read_hub_links};
use uuid::Uuid;

use crate::{Context, clock::now};

/// The least interval of asking unbidden while a hub tells us of news. Chosen: what a hub loses comes
/// an hour late.
pub(super) const WHILE_TOLD: Duration = Duration::from_hours(1);

/// What an answer says of a hub.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// Nothing was read.
    #[default]
    Unread,
    /// There is none; the topic in case that a header names one.
    Nobody { topic: String },
    /// There is one, by which the source is known as the topic.
    Hub { hub: String, topic: String },
}

impl Named {
    /// As a feed names it; a feed that does not name itself is known by its address.
    pub(super) fn of(hub: Option<String>, topic: Option<String>, address: &Address) -> Self {
        let topic = topic.unwrap_or_else(|| address.as_str().to_owned());
        match hub {
            Some(hub) => Self::Hub { hub, topic },
            None => Self::Nobody { topic },
        }
    }

    /// The header `Link` comes first, if it names a hub. Only what may have a hub is asked for it.
    pub(super) fn or_in_header(self, link: Option<&str>, address: &Address) -> Self {
        let (Self::Nobody { topic } | Self::Hub { topic, .. }) = &self else { return self };
        let links = link.map(|link| read_hub_links(link, address)).unwrap_or_default();
        match links.hub {
            Some(hub) => Self::Hub { hub, topic: links.topic.unwrap_or_else(|| topic.clone()) },
            None => self,
        }
    }
}

/// Keeps what was read of a source's hub, where hubs can reach us. Tells whether one tells us of the
/// source's news at present.
pub(super) async fn keep(
    context: &Context,
    transaction: &Transaction,
    source_id: i64,
    named: Named,
) -> anyhow::Result<bool> {
    let Some(callback) = &context.settings.callback else { return Ok(false) };
    match named {
        Named::Unread => {}
        Named::Nobody { .. } => subscription::leave(transaction, source_id).await?,
        Named::Hub { hub, topic } => {
            let random = || Uuid::new_v4().simple().to_string();
            let (token, secret) = (random(), random() + &random());
            let offer = Offer { source_id, hub, topic, token, secret };
            subscription::offer(transaction, &offer).await?;
        }
    }
    Ok(subscription::is_active(transaction, source_id, callback, now()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hub(hub: &str, topic: &str) -> Named {
        Named::Hub { hub: hub.to_owned(), topic: topic.to_owned() }
    }

    #[test]
    fn the_header_comes_before_the_feed() {
        let address = Address::parse("https://news.example/feed").unwrap();
        let read = |name: Option<&str>, link| {
            Named::of(name.map(str::to_owned), None, &address).or_in_header(link, &address)
        };
        let link = Some("<https://b.example/>; rel=hub, <https://news.example/?b&a>; rel=self");

        assert_eq!(read(Some("https://a.example/"), link), {
            hub("https://b.example/", "https://news.example/?b&a")
        });
        assert_eq!(read(None, Some("<https://b.example/>; rel=hub")), {
            hub("https://b.example/", "https://news.example/feed")
        });
        assert_eq!(read(Some("https://a.example/"), Some("</s.css>; rel=preload")), {
            hub("https://a.example/", "https://news.example/feed")
        });
        assert_eq!(Named::Unread.or_in_header(link, &address), Named::Unread);
    }
}
