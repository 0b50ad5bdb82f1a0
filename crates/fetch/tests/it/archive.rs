//! What is recorded is answered again, and files of any kind do no harm.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use fetch::{Accept, Answer, Archive, ArchiveError, Client, FetchError, Form, Recorder, Request};
use flate2::read::MultiGzDecoder;
use tempfile::TempDir;
use url::Url;

use crate::bodies::gzip;
use crate::site::{Answered, Asked, answered, client, full, limits, site};

fn newspaper(asked: &Asked) -> Answered {
    let etag = ("etag", "\"a\"");
    match asked.uri().path() {
        "/story" if asked.headers().contains_key("if-none-match") => {
            answered(304, &[etag], full(""))
        }
        "/story" => answered(
            200,
            &[("content-type", "text/html"), ("content-encoding", "gzip"), etag],
            full(gzip(b"<p>Rain.</p>")),
        ),
        "/old" => answered(301, &[("location", "/story")], full("over there")),
        "/long" => answered(200, &[("content-type", "text/plain")], full(vec![b'x'; 70_000])),
        "/wall" => answered(302, &[("location", "/wall"), ("set-cookie", "met=4711")], full("")),
        "/sound" => answered(200, &[("content-type", "audio/mpeg")], full("")),
        "/broken" => answered(200, &[("content-encoding", "gzip")], full("no gzip")),
        _ => answered(404, &[], full("not here")),
    }
}

fn request(site: &Url, path: &str) -> Request {
    Request::new(site.join(path).unwrap(), Accept::Page)
}

/// Asks for paths of a site, and keeps the exchanges.
async fn record(folder: &Path, requests: &[Request]) {
    let client = client(limits());
    let recording = client.recording(Recorder::start(folder, "Earshot/1 (+me)").unwrap());
    for request in requests {
        // What it comes to is compared below.
        drop(recording.get(request).await);
    }
}

/// A client that answers from an archive, and may reach nobody.
fn replaying(path: &Path) -> Client {
    let client = Client::new(fetch::Settings { limits: limits(), ..fetch::Settings::default() });
    client.unwrap().replaying(Archive::open(path).unwrap())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn the_file(folder: &Path) -> PathBuf {
    let files = files(folder);
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

/// Everything in a file, unpacked.
fn unpacked(file: &Path) -> String {
    let mut text = String::new();
    let mut reader = MultiGzDecoder::new(fs::File::open(file).unwrap());
    reader.read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn cookies_and_what_is_sent_to_hubs_are_no_part_of_an_archive() {
    let (site, folder) = (site(newspaper).await, TempDir::new().unwrap());
    let mut met = request(&site, "/wall");
    met.cookies = Some("met=m0nster".to_owned());
    let told = Form::of(&[("hub.secret", "s3cr3t")]);
    let hub = Request::post(site.join("/hub").unwrap(), told);

    record(folder.path(), &[met, hub, request(&site, "/old")]).await;

    let kept = unpacked(&the_file(folder.path())).to_lowercase();
    assert!(kept.contains("/wall") && kept.contains("location: /story"), "{kept}");
    for private in ["cookie", "m0nster", "s3cr3t", "/hub"] {
        let lines: Vec<&str> = kept.lines().filter(|line| line.contains(private)).collect();
        // The file says itself what it leaves out.
        assert!(lines.iter().all(|line| line.starts_with("description:")), "{lines:?}");
    }
}

#[tokio::test]
async fn every_kind_of_answer_is_given_again_as_it_was() {
    let (site, folder) = (site(newspaper).await, TempDir::new().unwrap());
    let paths = ["/story", "/old", "/long", "/sound", "/broken", "/nothing"];
    let mut requests = paths.map(|path| request(&site, path)).to_vec();
    let robots = Request::new(site.join("/long").unwrap(), Accept::Text);
    requests.push(Request { body_bytes: Some(9), truncate: true, ..robots });
    record(folder.path(), &requests).await;
    let replaying = replaying(folder.path());

    for request in &requests[..6] {
        let live = client(limits()).get(request).await;
        let again = replaying.get(request).await;

        match (live, again) {
            (Ok(live), Ok(again)) => {
                assert_eq!((live.answer, live.status), (again.answer, again.status));
                assert_eq!(live.headers, again.headers);
            }
            (live, again) => assert_eq!(live.err(), again.err(), "{}", request.address),
        }
    }
    let rules = replaying.get(&requests[6]).await.unwrap();
    assert!(
        matches!(&rules.answer, Answer::Page(page) if page.truncated && page.body.len() == 9),
        "{rules:?}"
    );
}

#[tokio::test]
async fn what_was_not_modified_comes_whole_and_with_its_time() {
    let (site, folder) = (site(newspaper).await, TempDir::new().unwrap());
    let again = Request { etag: Some("\"a\"".to_owned()), ..request(&site, "/story") };
    record(folder.path(), &[request(&site, "/story"), again.clone()]).await;

    let archive = Archive::open(folder.path()).unwrap();
    let response = replaying(folder.path()).get(&again).await.unwrap();

    assert!(matches!(&response.answer, Answer::Page(page) if page.body == "<p>Rain.</p>"));
    assert_eq!(archive.dates(&again.address), [response.asked_at]);
}

#[tokio::test]
async fn an_address_that_was_never_asked_is_not_archived() {
    let (site, folder) = (site(newspaper).await, TempDir::new().unwrap());
    record(folder.path(), &[request(&site, "/story")]).await;

    let error = replaying(folder.path()).get(&request(&site, "/other")).await.unwrap_err();

    assert_eq!(error, FetchError::NotArchived);
    assert!(error.may_pass());
}

#[tokio::test]
async fn of_several_answers_the_newest_page_counts_or_the_first_since_a_time() {
    let (first, second, folder) = (TempDir::new(), TempDir::new(), TempDir::new());
    let (first, second, folder) = (first.unwrap(), second.unwrap(), folder.unwrap());
    let count = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let site = site(move |_| match count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
        0 => answered(200, &[], full("first")),
        1 => answered(200, &[], full("second")),
        _ => answered(503, &[], full("")),
    })
    .await;
    let asked = request(&site, "/");
    record(first.path(), std::slice::from_ref(&asked)).await;
    record(second.path(), &[asked.clone(), asked.clone()]).await;
    for (name, from) in [("b", &first), ("a", &second)] {
        let to = folder.path().join(format!("{name}.warc.gz"));
        fs::copy(the_file(from.path()), to).unwrap();
    }
    let replaying = replaying(folder.path());
    let dates = Archive::open(folder.path()).unwrap().dates(&asked.address);

    let newest = replaying.get(&asked).await.unwrap();
    let oldest = replaying
        .get(&Request { archived_from: dates.first().copied(), ..asked.clone() })
        .await
        .unwrap();

    assert_eq!(dates, [oldest.asked_at, newest.asked_at]);
    assert!(matches!(oldest.answer, Answer::Page(page) if page.body == "first"));
    assert!(matches!(newest.answer, Answer::Page(page) if page.body == "second"));
}

#[tokio::test]
async fn the_records_say_who_asked_whom_and_what_came() {
    let (site, folder) = (site(newspaper).await, TempDir::new().unwrap());
    record(folder.path(), &[request(&site, "/story"), request(&site, "/long")]).await;

    let text = unpacked(&the_file(folder.path()));

    assert!(text.starts_with("WARC/1.1\r\nWARC-Type: warcinfo\r\n"), "{text}");
    for line in [
        "software: Earshot/1\r\n",
        "robots: obey\r\n",
        "Content-Type: application/http; msgtype=request\r\n",
        "WARC-IP-Address: 127.0.0.1\r\n",
        "GET /story HTTP/1.1\r\nhost: 127.0.0.1",
        "user-agent: Earshot/1 (+me)\r\n",
        "HTTP/1.1 200 OK\r\n",
        "x-orig-content-encoding: gzip\r\n",
        "content-length: 12\r\n\r\n<p>Rain.</p>\r\n\r\n",
        "WARC-Truncated: length\r\n",
    ] {
        assert!(text.contains(line), "{line:?} is not in {text}");
    }
    assert_eq!(text.matches("WARC-Concurrent-To: <urn:uuid:").count(), 4);
}

#[tokio::test]
async fn a_torn_end_costs_what_is_in_it_and_no_more() {
    let (site, folder) = (site(newspaper).await, TempDir::new().unwrap());
    let requests = [request(&site, "/story"), request(&site, "/old")];
    record(folder.path(), &requests).await;
    let file = the_file(folder.path());
    let bytes = fs::read(&file).unwrap();
    let mut left = Vec::new();

    for length in 0..bytes.len() {
        fs::write(&file, &bytes[..length]).unwrap();
        let archive = match Archive::open(folder.path()) {
            Ok(archive) => archive,
            Err(error) => {
                assert!(matches!(error, ArchiveError::Empty { .. }), "{error}");
                continue;
            }
        };
        left.push(requests.iter().filter(|it| !archive.dates(&it.address).is_empty()).count());
    }

    assert!(left.is_sorted() && left.contains(&1) && left.last() == Some(&2), "{left:?}");
}

#[tokio::test]
async fn files_that_are_no_archives_are_named_or_passed_over() {
    let folder = TempDir::new().unwrap();
    let open = || Archive::open(folder.path()).err().map(|error| error.to_string());

    assert!(open().is_some_and(|error| error.contains("holds no archive")));
    for content in [b"plain text".to_vec(), gzip(b"plain text"), gzip(&vec![b'x'; 200_000])] {
        fs::write(folder.path().join("a.warc.gz"), content).unwrap();
        assert!(open().is_some_and(|error| error.contains("holds no archive")));
    }
    let missing = Archive::open(&folder.path().join("missing"));
    assert!(matches!(missing.err(), Some(ArchiveError::Read { .. })));
}

#[tokio::test]
async fn clients_that_record_at_once_share_a_folder() {
    let (site, folder) = (site(newspaper).await, TempDir::new().unwrap());
    let one = [request(&site, "/story")];
    let other = [request(&site, "/old")];

    tokio::join!(record(folder.path(), &one), record(folder.path(), &other));

    assert_eq!(files(folder.path()).len(), 2);
    let replaying = replaying(folder.path());
    assert!(replaying.get(&one[0]).await.is_ok() && replaying.get(&other[0]).await.is_ok());
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named_before_anything_is_asked() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();

    let error = Recorder::start(&file.join("folder"), "Earshot/1").err().unwrap();

    assert!(error.to_string().contains("cannot be written"), "{error}");
}
