//! One hop: an address in, an answer out.
//!
//! The order holds the promises: the address is checked before anything leaves the process, a turn
//! at its IP address is taken, the headers are awaited and measured, and only a body that is wanted
//! is read, against its cap. Absent: following, repeating, pacing.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::{HeaderMap, HeaderValue, USER_AGENT};
use reqwest::{Method, StatusCode};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};
use url::{Host, Url};

use crate::address::Gate;
use crate::archive::{self, Archive, Heads, Recorder};
use crate::body::Meter;
use crate::decode::{self, Cap, Coding};
use crate::error::{Deadline, FetchError};
use crate::request::Request;
use crate::resolver::Resolver;
use crate::response::{Answer, Headers, Response, redirect_target, without_credentials};
use crate::room::{LARGE_AT_ONCE, Room};
use crate::settings::{Limits, Settings};
use crate::tls;
use crate::trail::Trail;
use crate::turns::{Turn, Turns};

/// How long a connection waits for its next request: longer than the longest crawl-delay.
const IDLE: Duration = Duration::from_secs(45);

/// Connections that wait at one host: its lease allows one request at a time, and a second covers
/// the moment between two holders.
const IDLE_PER_HOST: usize = 2;

/// The client. Clones share connections, turns and resolved names.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    shared: Arc<Shared>,
    recorder: Option<Recorder>,
    archive: Option<Archive>,
    trail: Option<Trail>,
}

struct Shared {
    gate: Arc<Gate>,
    resolver: Resolver,
    turns: Turns,
    limits: Limits,
    /// Turns of bodies that are larger than the ordinary cap.
    large: Arc<Semaphore>,
    behind_proxy: bool,
}

/// When a request was made.
struct Started {
    started: Instant,
    first_byte: Duration,
    asked_at: DateTime<Utc>,
}

impl Client {
    /// Sets up connections, trust and fences. Reads the system's certificate authorities.
    ///
    /// # Errors
    /// [`FetchError::Setting`] with the field that is not usable.
    pub fn new(settings: Settings) -> Result<Self, FetchError> {
        let gate = Arc::new(Gate::new(&settings));
        let behind_proxy = settings.proxy.is_some();
        let checked = (!behind_proxy).then(|| Arc::clone(&gate));
        let (names, kept) = (Arc::clone(&settings.names), settings.limits.name_kept);
        let resolver = Resolver::new(names, kept, checked);
        let http = connections(&settings, resolver.clone())?;
        let turns = Turns::new(settings.limits.max_per_ip);
        let limits = settings.limits;
        let large = Arc::new(Semaphore::new(LARGE_AT_ONCE));
        let shared = Arc::new(Shared { gate, resolver, turns, limits, large, behind_proxy });
        Ok(Self { http, shared, recorder: None, archive: None, trail: None })
    }

    /// The same client, each of whose exchanges is kept before it counts as answered.
    #[must_use]
    pub fn recording(self, recorder: Recorder) -> Self {
        Self { recorder: Some(recorder), ..self }
    }

    /// The same client, but that every answer comes from an archive: it connects to nobody.
    #[must_use]
    pub fn replaying(self, archive: Archive) -> Self {
        Self { archive: Some(archive), ..self }
    }

    /// The same client, but that it leaves a trail.
    #[must_use]
    pub fn leaving(self, trail: Trail) -> Self {
        Self { trail: Some(trail), ..self }
    }

    /// Asks once (a request with a form is a POST), and follows nothing. Waits first while too many
    /// requests are at the same IP address; from then on [`Limits`] bound the time.
    ///
    /// # Errors
    /// Why there is no answer; [`FetchError::may_pass`] tells whether another try can help.
    pub async fn get(&self, request: &Request) -> Result<Response, FetchError> {
        let answered = self.get_unnoted(request).await;
        if let Some(trail) = &self.trail {
            trail.note(&request.address, answered.as_ref().map_err(|error| *error));
        }
        answered
    }

    async fn get_unnoted(&self, request: &Request) -> Result<Response, FetchError> {
        if let Some(archive) = &self.archive {
            return Box::pin(archive.get(request, &self.shared.limits)).await;
        }
        // What is sent to a hub bears a secret, and is no part of a crawl.
        let recorder = self.recorder.as_ref().filter(|_| request.form.is_none());
        if recorder.is_some_and(Recorder::has_failed) {
            return Err(FetchError::Unrecorded);
        }
        let _turn = self.admit(&request.address).await?;
        let (started, asked_at) = (Instant::now(), archive::instant());
        let limits = &self.shared.limits;

        let asked = timeout(limits.first_byte.min(limits.whole), self.ask(request)).await;
        let response = asked.map_err(|_| FetchError::Timeout { which: Deadline::FirstByte })??;
        let started = Started { started, first_byte: started.elapsed(), asked_at };
        let recording = recorder.map(|recorder| {
            (recorder, Box::new(self.heads(request, &response, recorder, asked_at)))
        });
        let answered = self.take(request, response, &started).await;
        if let Some((recorder, heads)) = recording {
            Box::pin(recorder.keep(*heads, &answered)).await?;
        }
        answered
    }

    /// What is known of an exchange by now.
    fn heads(
        &self,
        request: &Request,
        response: &reqwest::Response,
        recorder: &Recorder,
        asked_at: DateTime<Utc>,
    ) -> Heads {
        let mut asked = request.headers();
        if let Ok(name) = HeaderValue::from_str(recorder.user_agent()) {
            asked.insert(USER_AGENT, name);
        }
        let ip = response.remote_addr().map(|socket| socket.ip());
        Heads {
            asked_at,
            address: response.url().clone(),
            request: asked,
            status: response.status(),
            version: response.version(),
            headers: response.headers().clone(),
            ip: ip.filter(|_| !self.shared.behind_proxy),
        }
    }

    /// Takes of a response what is wanted.
    async fn take(
        &self,
        request: &Request,
        response: reqwest::Response,
        Started { started, first_byte, asked_at }: &Started,
    ) -> Result<Response, FetchError> {
        let limits = &self.shared.limits;
        check_size(response.headers(), limits)?;
        let status = response.status();
        let headers = Headers::read(response.headers());
        let (answer, bytes_received) =
            self.answer(request, response, &headers, *started + limits.whole).await?;
        let elapsed = started.elapsed();
        Ok(Response {
            answer,
            status: status.as_u16(),
            headers,
            asked_at: *asked_at,
            bytes_received,
            first_byte: *first_byte,
            elapsed,
        })
    }

    /// Checks an address and takes a turn at its IP address. Behind a proxy a name has no address
    /// that is known here, and no turn.
    async fn admit(&self, address: &Url) -> Result<Option<Turn>, FetchError> {
        if !matches!(address.scheme(), "http" | "https") {
            return Err(FetchError::Scheme);
        }
        let port = address.port_or_known_default().ok_or(FetchError::Port)?;
        let gate = &self.shared.gate;
        let literal = match address.host() {
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
            Some(Host::Domain(_)) if self.shared.behind_proxy => {
                return gate.check_port_unseen(port).map(|()| None);
            }
            Some(Host::Domain(name)) => return self.admit_name(name, port).await.map(Some),
            None => return Err(FetchError::Scheme),
        };
        gate.check_literal(literal, port)?;
        Ok(Some(self.shared.turns.take(literal).await))
    }

    /// Whether an address may be asked at all, as far as it tells by itself: scheme, port, and an IP
    /// address written out. A name is looked up only when it is asked.
    ///
    /// # Errors
    /// [`FetchError::Scheme`], [`FetchError::Port`] or [`FetchError::PrivateAddress`], all final.
    pub fn check(&self, address: &Url) -> Result<(), FetchError> {
        let checked = self.check_unnoted(address);
        if let (Some(trail), Err(error)) = (&self.trail, checked) {
            trail.note(address, Err(error));
        }
        checked
    }

    fn check_unnoted(&self, address: &Url) -> Result<(), FetchError> {
        let port = address.port_or_known_default().ok_or(FetchError::Scheme)?;
        let gate = &self.shared.gate;
        match address.host() {
            _ if !matches!(address.scheme(), "http" | "https") => Err(FetchError::Scheme),
            Some(Host::Ipv4(ip)) => gate.check_literal(IpAddr::V4(ip), port),
            Some(Host::Ipv6(ip)) => gate.check_literal(IpAddr::V6(ip), port),
            Some(Host::Domain(_)) if self.shared.behind_proxy => gate.check_port_unseen(port),
            Some(Host::Domain(_)) => gate.check_port(port),
            None => Err(FetchError::Scheme),
        }
    }

    async fn admit_name(&self, name: &str, port: u16) -> Result<Turn, FetchError> {
        let Shared { gate, resolver, turns, limits, .. } = &*self.shared;
        gate.check_port(port)?;
        let found = timeout(limits.connect, resolver.lookup(name)).await;
        let addresses = found.map_err(|_| FetchError::Timeout { which: Deadline::Connect })??;
        addresses.iter().try_for_each(|ip| gate.check_resolved(*ip, port))?;
        let first = addresses.first().ok_or(FetchError::Dns)?;
        Ok(turns.take(*first).await)
    }

    /// Sends the request and awaits the headers.
    async fn ask(&self, request: &Request) -> Result<reqwest::Response, FetchError> {
        let address = without_credentials(request.address.clone()).ok_or(FetchError::Scheme)?;
        let method = if request.form.is_some() { Method::POST } else { Method::GET };
        let mut asking = reqwest::Request::new(method, address);
        *asking.headers_mut() = request.headers();
        *asking.body_mut() = request.form.as_ref().map(|form| form.encoded().to_owned().into());
        self.http.execute(asking).await.map_err(|error| FetchError::of_transfer(&error))
    }

    /// What the response amounts to, and the bytes of its body that came.
    async fn answer(
        &self,
        request: &Request,
        response: reqwest::Response,
        headers: &Headers,
        end: Instant,
    ) -> Result<(Answer, u64), FetchError> {
        let limits = &self.shared.limits;
        let bytes = request.body_bytes.unwrap_or(limits.body_bytes);
        let status = response.status();
        if is_page(status) {
            if !request.accept.takes(headers.content_type.as_deref()) {
                return Err(FetchError::ContentType);
            }
            let coding = Coding::of(response.headers())?;
            let mut meter = Meter::new(response, bytes, end, limits);
            let cap = Cap { bytes, truncate: request.truncate };
            let room = Room { free: limits.body_bytes, large: Arc::clone(&self.shared.large) };
            let page = decode::read(&mut meter, coding, (cap, room)).await?;
            return Ok((Answer::Page(page), meter.received));
        }
        let answer = without_body(request, status, response.headers(), headers)?;
        let mut meter = Meter::new(response, bytes, end, limits);
        meter.leave().await;
        Ok((answer, meter.received))
    }
}

/// 200 and 203 carry the page. Others of the same class do not: 202 is a challenge to browsers,
/// 204 is empty, 206 was not asked for.
pub(crate) fn is_page(status: StatusCode) -> bool {
    matches!(status, StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION)
}

pub(crate) fn without_body(
    request: &Request,
    status: StatusCode,
    raw: &HeaderMap,
    headers: &Headers,
) -> Result<Answer, FetchError> {
    let conditional = request.etag.is_some() || request.last_modified.is_some();
    let code = status.as_u16();
    match code {
        304 if conditional => Ok(Answer::NotModified),
        301 | 302 | 303 | 307 | 308 => {
            let to = redirect_target(&request.address, raw)?;
            Ok(Answer::Redirect { status: code, to })
        }
        _ => Ok(Answer::Status { status: code, retry_after: headers.retry_after }),
    }
}

/// hyper itself holds at most 100 headers or 408 KiB (HTTP/1), or what it is told (HTTP/2).
pub(crate) fn check_size(headers: &HeaderMap, limits: &Limits) -> Result<(), FetchError> {
    let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    let fits = u64::try_from(size).is_ok_and(|size| size <= u64::from(limits.header_bytes));
    fits.then_some(()).ok_or(FetchError::HeadersTooLarge)
}

fn connections(settings: &Settings, resolver: Resolver) -> Result<reqwest::Client, FetchError> {
    let limits = &settings.limits;
    let builder = reqwest::Client::builder()
        .user_agent(&settings.user_agent)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .dns_resolver(Arc::new(resolver))
        .tls_backend_preconfigured(tls::config(settings.ca_file_pem.as_deref())?)
        .connect_timeout(limits.connect)
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(IDLE_PER_HOST)
        .http2_max_header_list_size(limits.header_bytes);
    let builder = match &settings.proxy {
        Some(proxy) => {
            let proxy = reqwest::Proxy::all(proxy.clone());
            builder.proxy(proxy.map_err(|_| FetchError::Setting { name: "proxy" })?)
        }
        None => builder.no_proxy(),
    };
    // All else has been checked: what is left to fail is a header from the user agent.
    builder.build().map_err(|_| FetchError::Setting { name: "user_agent" })
}
