//! `originscope read` as a process, and answers for it.
#![allow(dead_code, clippy::unwrap_used)] // every test file uses a part of it

use originscope_core::iso_seconds;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// 2020-06-04T07:00:00Z by `date -u -d @1591254000`.
pub(crate) const START: i64 = 1_591_254_000;

pub(crate) fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_originscope"))
        .arg("read")
        .args(args)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads files only does not take it.
    let _not_taken = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

pub(crate) fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/apis/fixtures");
    folder.join(name).to_str().unwrap().to_owned()
}

/// A folder of files for one test, gone at its end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let name = format!("originscope-read-{test}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// Huawei's answer: minutes from the `first` on with 1000 responses, so many of them 503; `None` is no request.
pub(crate) fn live(first: i64, errors: &[Option<u32>]) -> String {
    let slot = |(minute, errors): (usize, &Option<u32>)| {
        let time = iso_seconds(START + (first + i64::try_from(minute).unwrap()) * 60);
        let codes = errors.map(|errors| {
            json!([{"code": 200, "count": 1000 - errors, "proportion": f64::from(1000 - errors) / 1000.0},
                   {"code": 503, "count": errors, "proportion": f64::from(errors) / 1000.0}])
        });
        json!({"time": time, "http_codes": codes.unwrap_or_else(|| json!([]))})
    };
    let slots: Vec<Value> = errors.iter().enumerate().map(slot).collect();
    json!({ "data_series": slots }).to_string()
}

/// Alibaba's answer about origin traffic, an hour a slot.
pub(crate) fn traffic(first: i64, hours: i64) -> String {
    let slot = |hour: i64| json!({"TimeStamp": iso_seconds(first + hour * 3600), "Value": "7200"});
    let slots: Vec<Value> = (0..hours).map(slot).collect();
    json!({"DomainName": "a.com", "DataInterval": "3600", "SrcFlowDataPerInterval": {"DataModule": slots}})
        .to_string()
}
