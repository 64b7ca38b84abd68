//! Fixtures and frames, as the tests look at them.
#![allow(dead_code, unreachable_pub)] // every test file uses some of it

pub mod made;
pub mod tree;

use originscope_apis::{Api, DecodeError, Decoded, find};
use originscope_core::{Code, Data, Frame, NoteKind, parse_time_strict};
use std::{fs, path::PathBuf};

/// The folder of an API's fixtures.
pub fn folder(api: &dyn Api) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(api.spec().id)
}

/// Name and bytes of every saved answer of an API, errors included.
pub fn fixtures(api: &dyn Api) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = fs::read_dir(folder(api))
        .expect("every API has fixtures")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|ext| ext == "json" || ext == "xml")
        })
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(&path).unwrap(),
            )
        })
        .collect();
    all.sort();
    all
}

/// One row of a frame in long form: time, code, share or bits, count.
pub type Row = (i64, Option<Code>, Option<f64>, Option<f64>);

/// The rows of `expected.csv`.
pub fn expected(api: &dyn Api) -> Vec<Row> {
    let text =
        fs::read_to_string(folder(api).join("expected.csv")).expect("every API has expected.csv");
    let number = |cell: &str| {
        if cell.is_empty() {
            None
        } else {
            Some(cell.parse().expect("a number"))
        }
    };
    text.lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<_> = line.split(',').collect();
            let at = parse_time_strict(cells[0]).expect("a time");
            match cells.as_slice() {
                [_, bits] => (at, None, number(bits), None),
                [_, code, share, count] => (
                    at,
                    number(code).map(|c| Code::new(c as i64)),
                    number(share),
                    number(count),
                ),
                _ => panic!("{line}"),
            }
        })
        .collect()
}

/// A frame in long form. Codes that nobody asked for in a slot are left out unless a count says so explicitly.
pub fn rows(frame: &Frame, explicit_zeros: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for (slot, at) in frame.times.iter().enumerate() {
        match &frame.data {
            Data::Traffic(bits) => rows.push((*at, None, bits.get(slot), None)),
            Data::Codes(columns) => {
                let before = rows.len();
                for (index, code) in columns.codes.iter().enumerate() {
                    let share = columns.shares[index].get(slot).unwrap();
                    let count = columns
                        .counts
                        .as_ref()
                        .and_then(|counts| counts[index].get(slot));
                    if share > 0.0 || explicit_zeros {
                        rows.push((*at, Some(*code), Some(share), count));
                    }
                }
                if rows.len() == before {
                    rows.push((*at, None, None, None));
                }
            }
        }
    }
    rows
}

/// Asserts that two lists of rows are the same, values to 9 digits after the point.
pub fn assert_rows(actual: &[Row], expected: &[Row], what: &str) {
    assert_eq!(actual.len(), expected.len(), "{what}: {actual:?}");
    for (a, e) in actual.iter().zip(expected) {
        let near = |a: Option<f64>, e: Option<f64>| match (a, e) {
            (Some(a), Some(e)) => (a - e).abs() < 1e-9,
            (a, e) => a == e,
        };
        assert!(
            a.0 == e.0 && a.1 == e.1 && near(a.2, e.2) && near(a.3, e.3),
            "{what}: {a:?} is not {e:?}"
        );
    }
}

/// Decodes with the API of this id.
pub fn decode(id: &str, body: &str) -> Result<Decoded, DecodeError> {
    find(id).expect("a registered API").decode(body.as_bytes())
}

/// The kinds of a frame's notes.
pub fn kinds(frame: &Frame) -> Vec<NoteKind> {
    frame.notes.iter().map(|note| note.kind).collect()
}

/// The frame of a code answer: share of a code in a slot, by time.
pub fn share(frame: &Frame, code: i64, at: &str) -> Option<f64> {
    let Data::Codes(columns) = &frame.data else {
        panic!("codes expected")
    };
    let slot = frame
        .times
        .iter()
        .position(|time| Some(*time) == parse_time_strict(at))?;
    let index = columns.codes.iter().position(|c| *c == Code::new(code))?;
    columns.shares[index].get(slot)
}
