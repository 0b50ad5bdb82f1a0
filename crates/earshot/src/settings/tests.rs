//! Values that are right, and the sentences for those that are not.

use std::collections::BTreeMap;

use super::{
    OnnxRuntime, Settings,
    table::{NAMES, Value},
};

fn of(pairs: &[(&str, &str)]) -> Result<Settings, String> {
    let values: BTreeMap<String, Value> = pairs
        .iter()
        .map(|(name, text)| {
            let source = format!("EARSHOT_{}", name.to_ascii_uppercase());
            ((*name).to_owned(), Value { text: (*text).to_owned(), source })
        })
        .collect();
    Settings::of(&values).map_err(|error| error.to_string())
}

#[track_caller]
fn refused(name: &str, text: &str, expected: &str) {
    let message = of(&[(name, text)]).map(|_| ()).expect_err("a bad value must be refused");
    assert!(message.contains(expected), "{message}");
    assert!(message.starts_with(&format!("EARSHOT_{}", name.to_ascii_uppercase())), "{message}");
}

#[test]
fn every_setting_has_a_default_that_works() {
    assert!(of(&[]).is_ok());
}

#[test]
fn every_name_can_be_set() {
    for name in NAMES {
        let problem = of(&[(name, "")]).map(|_| ()).err().unwrap_or_default();
        assert!(!problem.contains("is no setting"), "{problem}");
    }
}

#[test]
fn a_bad_value_is_named_with_what_was_expected() {
    refused("listen", "localhost", "127.0.0.1:8000");
    refused("fetch_min_delay_ms", "soon", "a whole number");
    refused("storage", "tape", "disk or s3");
    refused("audio_format", "aac", "mp3 or opus");
    refused("loudness_lufs", "0", "-40 to -9");
    refused("audience", "friends", "household or public");
    refused("lease_seconds", "0", "1 to 3600");
    refused("log", "verbose", "error, warn, info, debug or trace");
    refused("fetch_timeout_seconds", "1", "5 to 600");
    refused("fetch_max_megabytes", "1000", "1 to 64");
    refused("fetch_contact", "me (the owner)", "me@news.example");
    refused("fetch_allow_networks", "127.0.0.0/99", "a network");
    refused("voice_catalogue", "ftp://voices.example/voices.json", "the http address");
    refused("onnxruntime", "ftp://voices.example/runtime.tgz", "a file, or the http address");
}

#[test]
fn the_onnx_runtime_is_a_file_or_an_archive() {
    let runtime = |text| of(&[("onnxruntime", text)]).unwrap().onnx_runtime;
    assert_eq!(runtime("/opt/lib.so"), Some(OnnxRuntime::Library("/opt/lib.so".into())));
    let archive = "https://voices.example/onnxruntime.tgz";
    assert_eq!(runtime(archive), Some(OnnxRuntime::Archive(archive.parse().unwrap())));
    assert_eq!(runtime(""), None);
}

#[test]
fn a_single_address_is_a_network() {
    let settings = of(&[("fetch_allow_networks", "127.0.0.1, 10.0.0.0/8,::1")]).unwrap();
    let expected = ["127.0.0.1/32", "10.0.0.0/8", "::1/128"].map(|it| it.parse().unwrap());
    assert_eq!(settings.fetch_allow_networks, expected);
}

#[test]
fn a_database_address_is_not_repeated_in_its_error() {
    let message = of(&[("database_url", "mysql://me:hunter2@host/db")]).map(|_| ()).unwrap_err();
    assert!(!message.contains("hunter2"), "{message}");
}

#[test]
fn addresses_are_repeated_without_their_secrets() {
    for (name, text) in [
        ("fetch_proxy", "http://me:hunter2@proxy:99999999"),
        ("voice_catalogue", "ftp://me:hunter2@a.example/voices.json?token=s3cret"),
        ("onnxruntime", "ftp://me:hunter2@a.example/runtime.tgz?token=s3cret"),
    ] {
        let message = of(&[(name, text)]).map(|_| ()).unwrap_err();
        assert!(!message.contains("hunter2") && !message.contains("s3cret"), "{message}");
    }
}

#[test]
fn secrets_print_redacted() {
    let settings = of(&[("database_url", "postgres://me:hunter2@host/db")]).unwrap();
    assert!(!format!("{settings:?}").contains("hunter2"));
}

#[test]
fn a_household_is_not_open_to_everybody() {
    let message = of(&[("listen", "0.0.0.0:80")]).map(|_| ()).unwrap_err();
    assert!(message.starts_with("EARSHOT_LISTEN"), "{message}");
    assert!(of(&[("listen", "192.168.1.5:80")]).is_ok());
    assert!(of(&[("listen", "0.0.0.0:80"), ("audience", "public")]).is_ok());
    assert!(of(&[("listen", "0.0.0.0:80"), ("trusted_proxies", "10.0.0.0/8")]).is_ok());
}
