//! The vendors' printed samples and the address codec, in 32-bit WebAssembly.

use originscope_core::{Code, Data, Frame, Query, parse_time};
use wasm_bindgen_test::wasm_bindgen_test;

/// Id, sample and what a person reads in it; `ORIGIN.md` beside each says where it comes from.
const SAMPLES: [(&str, &str, &str); 5] = [
    (
        "dcdn-ws-codes",
        include_str!("../../crates/apis/fixtures/dcdn-ws-codes/sample.json"),
        include_str!("../../crates/apis/fixtures/dcdn-ws-codes/expected.csv"),
    ),
    (
        "cdn-origin-codes",
        include_str!("../../crates/apis/fixtures/cdn-origin-codes/sample.json"),
        include_str!("../../crates/apis/fixtures/cdn-origin-codes/expected.csv"),
    ),
    (
        "cdn-origin-traffic-rt",
        include_str!("../../crates/apis/fixtures/cdn-origin-traffic-rt/sample.json"),
        include_str!("../../crates/apis/fixtures/cdn-origin-traffic-rt/expected.csv"),
    ),
    (
        "cdn-origin-traffic",
        include_str!("../../crates/apis/fixtures/cdn-origin-traffic/sample.json"),
        include_str!("../../crates/apis/fixtures/cdn-origin-traffic/expected.csv"),
    ),
    (
        "live-codes",
        include_str!("../../crates/apis/fixtures/live-codes/sample.json"),
        include_str!("../../crates/apis/fixtures/live-codes/expected.csv"),
    ),
];

#[wasm_bindgen_test]
fn every_source_decodes_to_the_printed_numbers() {
    for api in originscope_apis::registry() {
        let id = api.spec().id;
        let (_, body, expected) = SAMPLES.iter().find(|(sample, ..)| *sample == id).expect(id);
        let frame = api.decode(body.as_bytes()).expect(id).frame;
        let mut compared = 0;
        for line in expected.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let at = parse_time(cells[0]).expect(line);
            let row = frame
                .times
                .binary_search(&at)
                .unwrap_or_else(|_| panic!("{id} has no slot {line}"));
            if let Some(wanted) = cells
                .get(cells.len().min(3) - 1)
                .and_then(|cell| cell.parse::<f64>().ok())
            {
                let got = value(&frame, row, cells[1]);
                assert!((got - wanted).abs() < 1e-9, "{id}: {got} instead of {line}");
                compared += 1;
            }
        }
        assert!(compared > 1, "{id}: nothing was compared");
    }
}

/// The share of a code, or the volume, in a row.
fn value(frame: &Frame, row: usize, code: &str) -> f64 {
    match &frame.data {
        Data::Traffic(bits) => bits.get(row).expect("a slot"),
        Data::Codes(columns) => {
            let code = Code::new(code.parse().expect("a code"));
            let place = columns.position(code).expect("a column");
            columns.shares[place].get(row).expect("a slot")
        }
    }
}

#[wasm_bindgen_test]
fn an_address_reads_back_as_it_was_written() {
    let text = "src=live-codes&d=a.example,b.example&from=2020-06-04T07:00:00Z&to=2020-06-04T08:00:00Z&tz=browser&theme=dark&later=kept";
    let (query, notes) = Query::parse(text);
    assert!(notes.is_empty(), "{notes:?}");
    // 2020-06-04T07:00:00Z, beyond what 32 bits of milliseconds hold: `date -u -d 2020-06-04T07:00 +%s`.
    assert_eq!(query.range(0).start, 1_591_254_000);
    assert_eq!(Query::parse(&query.to_string()).0, query);
}
