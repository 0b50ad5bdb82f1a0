//! A site on loopback: pages by path, with ETag, 304, other answers for a while, and a log of what was
//! asked.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use tokio::net::TcpListener;

/// A running site, gone when it is dropped.
#[derive(Debug)]
pub struct Site {
    /// Where it listens.
    pub address: SocketAddr,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

/// One request that the site saw.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Path and query.
    pub path: String,
    /// The status that was answered.
    pub status: u16,
    /// When it came.
    pub at: Instant,
    /// Its `Cookie` header.
    pub cookies: Option<String>,
}

/// A wall before pages: who does not bring its cookie is led to `/consent`, which sets it, and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentWall {
    /// Paths that begin so lie behind it.
    pub before: &'static str,
    /// What is to be brought, as `consent=1`.
    pub cookie: &'static str,
    /// Whether it lets anybody in; one that does not leads those who bring its cookie to `/refused`,
    /// and from there back.
    pub opens: bool,
}

/// An answer that is no page: its status and headers.
#[derive(Debug, Clone)]
pub struct Other {
    /// The status.
    pub status: u16,
    /// Headers, as `("location", "/there")`.
    pub headers: Vec<(&'static str, String)>,
}

impl Other {
    /// A bare status.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new() }
    }

    /// A status with a header.
    #[must_use]
    pub fn with(status: u16, name: &'static str, value: impl Into<String>) -> Self {
        Self { status, headers: vec![(name, value.into())] }
    }

    /// The same with one more header.
    #[must_use]
    pub fn and(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

#[derive(Debug, Default)]
struct Shared {
    pages: Mutex<HashMap<String, (String, String)>>,
    answers: Mutex<HashMap<String, Vec<Other>>>,
    seen: Mutex<Vec<Seen>>,
    is_forgetful: AtomicBool,
    wall: Mutex<Option<ConsentWall>>,
    set_cookie: Mutex<Option<HeaderValue>>,
}

impl Site {
    /// Starts an empty site on a free port of loopback.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            let _ended = axum::serve(listener, router).await;
        });
        Ok(Self { address, shared, task })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The name of its host, with the port.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Puts a page at a path; `{base}` in it becomes the site's own address.
    pub fn put(&self, path: &str, content_type: &str, body: &str) {
        let body = body.replace("{base}", &self.base());
        let mut pages = self.shared.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.insert(path.to_owned(), (content_type.to_owned(), body));
    }

    /// Answers so at a path the next `times`, before the page that is there.
    pub fn answer(&self, path: &str, other: &Other, times: usize) {
        let mut answers = self.shared.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.insert(path.to_owned(), vec![other.clone(); times]);
    }

    /// Sends no `ETag` from now on, so that every answer is a whole one.
    pub fn forget_etags(&self) {
        self.shared.is_forgetful.store(true, Ordering::Relaxed);
    }

    /// Builds a wall.
    pub fn wall_off(&self, wall: ConsentWall) {
        *self.shared.wall.lock().unwrap_or_else(PoisonError::into_inner) = Some(wall);
    }

    /// Sets a cookie with every answer from now on.
    pub fn set_cookie(&self, line: &'static str) {
        let line = Some(HeaderValue::from_static(line));
        *self.shared.set_cookie.lock().unwrap_or_else(PoisonError::into_inner) = line;
    }

    /// What was asked so far.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let cookies = request.headers().get(header::COOKIE).and_then(|line| line.to_str().ok());
    let mut response = other(&shared, &path)
        .or_else(|| walled(&shared, &path, cookies))
        .unwrap_or_else(|| page(&shared, &path, request.headers()));
    if let Some(line) = &*shared.set_cookie.lock().unwrap_or_else(PoisonError::into_inner) {
        response.headers_mut().append(header::SET_COOKIE, line.clone());
    }
    let (status, at) = (response.status().as_u16(), Instant::now());
    let seen = Seen { path, status, at, cookies: cookies.map(str::to_owned) };
    shared.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
    response
}

/// What the wall answers, where it stands.
fn walled(shared: &Shared, path: &str, cookies: Option<&str>) -> Option<Response> {
    let wall = shared.wall.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
    let led = |to: String| (StatusCode::FOUND, [(header::LOCATION, to)]).into_response();
    if let Some(back) = path.strip_prefix("/consent?return=") {
        let mut response = led(back.to_owned());
        let line = format!("{}; Path=/", wall.cookie).parse().ok()?;
        response.headers_mut().insert(header::SET_COOKIE, line);
        return Some(response);
    }
    if let Some(back) = path.strip_prefix("/refused?return=") {
        return Some(led(back.to_owned()));
    }
    let has_cookie = cookies.is_some_and(|line| line.split("; ").any(|it| it == wall.cookie));
    let is_shut =
        path.starts_with(wall.before) && path != "/robots.txt" && !(has_cookie && wall.opens);
    let step = if has_cookie { "refused" } else { "consent" };
    is_shut.then(|| led(format!("/{step}?return={path}")))
}

fn other(shared: &Shared, path: &str) -> Option<Response> {
    let other =
        shared.answers.lock().unwrap_or_else(PoisonError::into_inner).get_mut(path)?.pop()?;
    let mut response = Response::new("not now".into());
    *response.status_mut() = StatusCode::from_u16(other.status).ok()?;
    for (name, value) in other.headers {
        response.headers_mut().insert(name, value.parse().ok()?);
    }
    Some(response)
}

fn page(shared: &Shared, path: &str, headers: &HeaderMap) -> Response {
    let without_query = path.split('?').next().unwrap_or(path);
    let found = {
        let pages = shared.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(path).or_else(|| pages.get(without_query)).cloned()
    };
    let Some((content_type, body)) = found else {
        return (StatusCode::NOT_FOUND, "not found").into_response();
    };
    if shared.is_forgetful.load(Ordering::Relaxed) {
        return ([(header::CONTENT_TYPE, content_type)], body).into_response();
    }
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    let etag = format!("\"{:x}\"", hasher.finish());
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    let headers = [(header::CONTENT_TYPE, content_type), (header::ETAG, etag)];
    (headers, body).into_response()
}
