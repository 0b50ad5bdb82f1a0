//! Names that resolve as a test says, and sockets that count who comes.

use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use fetch::Names;
use futures_util::future::{self, BoxFuture};
use tokio::net::TcpListener;

/// Any name has the addresses of the first answer, then those of the next; the last one stays.
#[derive(Debug)]
pub(crate) struct Told {
    answers: Mutex<VecDeque<Vec<IpAddr>>>,
    asked: AtomicUsize,
}

impl Told {
    pub(crate) fn new(answers: &[&[&str]]) -> Arc<Self> {
        let ips = |texts: &&[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        let answers = Mutex::new(answers.iter().map(ips).collect());
        Arc::new(Self { answers, asked: AtomicUsize::new(0) })
    }

    /// How often anything was asked.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Names for Told {
    fn addresses(&self, _: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
        drop(answers);
        Box::pin(future::ready(answer.ok_or_else(|| io::ErrorKind::NotFound.into())))
    }
}

/// A socket that nobody should come to.
pub(crate) struct Trap {
    pub(crate) socket: SocketAddr,
    came: Arc<AtomicUsize>,
}

impl Trap {
    /// At this address, as `127.0.0.1:0`.
    pub(crate) async fn at(address: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let (socket, came) = (listener.local_addr()?, Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&came);
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Ok(Self { socket, came })
    }

    /// At every address of this machine, of both families where it has both.
    pub(crate) async fn everywhere() -> Self {
        match Self::at("[::]:0").await {
            Ok(trap) => trap,
            Err(_) => Self::at("0.0.0.0:0").await.unwrap(),
        }
    }

    /// How many came by now. Whoever came before this is called, and whoever is still on the way,
    /// is counted: connections are accepted in their order, and the last is our own.
    pub(crate) async fn came(&self) -> usize {
        let mut own = self.socket;
        if own.ip().is_unspecified() {
            own.set_ip("127.0.0.1".parse().unwrap());
        }
        let before = self.came.load(Ordering::SeqCst);
        drop(tokio::net::TcpStream::connect(own).await.unwrap());
        while self.came.load(Ordering::SeqCst) == before {
            tokio::task::yield_now().await;
        }
        // Those in the queue before our own were accepted before it.
        self.came.fetch_sub(1, Ordering::SeqCst) - 1
    }
}
