#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
use super::*;
use crate::code::Code;
use crate::frame::{CodeColumns, Data};
use crate::time::TimeRange;
use crate::time_text::{parse_time, parse_time_strict};
use proptest::prelude::*;

fn timeline(start: i64, grain: i64, states: Vec<SlotState>, data: Data) -> Timeline {
    let end = start + grain * i64::try_from(states.len()).unwrap();
    Timeline {
        source: "live-codes".to_owned(),
        range: TimeRange::new(start, end),
        grain,
        states,
        data,
        due_until: end,
    }
}

fn sheet<'a>(timeline: &'a Timeline, domains: &'a [String]) -> Sheet<'a> {
    Sheet {
        timeline,
        vantage: Vantage::ViewerSide,
        domains,
    }
}

fn codes(columns: &[(i64, &[f64], &[f64])]) -> Data {
    Data::Codes(CodeColumns {
        codes: columns.iter().map(|(code, ..)| Code::new(*code)).collect(),
        shares: columns
            .iter()
            .map(|(_, shares, _)| shares.to_vec().into())
            .collect(),
        counts: Some(
            columns
                .iter()
                .map(|(.., counts)| counts.to_vec().into())
                .collect(),
        ),
    })
}

/// Header and rows, by an independent reader that is strict about RFC 4180.
fn parsed(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_reader(text.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let header = cells(reader.headers().unwrap());
    let rows = reader
        .records()
        .map(|record| cells(&record.unwrap()))
        .collect();
    (header, rows)
}

#[test]
fn the_long_form_is_the_documented_one() {
    let none = f64::NAN;
    let states = vec![
        SlotState::Came,
        SlotState::Came,
        SlotState::Absent,
        SlotState::Provisional,
    ];
    let data = codes(&[
        (0, &[0.0, 0.0, none, 0.0], &[0.0, 0.0, none, 0.0]),
        (200, &[99.9, 0.0, none, 100.0], &[999.0, 0.0, none, 3.0]),
        (503, &[0.1, 0.0, none, 0.0], &[1.0, 0.0, none, 0.0]),
    ]);
    let timeline = timeline(1_748_781_240, 60, states, data);
    let domains = ["a.example.com".to_owned(), "b.example.com".to_owned()];
    let text = csv(&[sheet(&timeline, &domains)], &Options::default());
    // 2025-06-01T12:34:00Z is research 3.10's own example; `date -u +%s` gives 1748781240.
    let start = "time_utc,epoch_s,interval_s,source,vantage,domain,metric,code,share_pct,count,bytes,bps,state\r\n\
        2025-06-01T12:34:00Z,1748781240,60,live-codes,viewer-side,a.example.com b.example.com,status-codes,other,0,0,,,zero\r\n\
        2025-06-01T12:34:00Z,1748781240,60,live-codes,viewer-side,a.example.com b.example.com,status-codes,200,99.9,999,,,ok\r\n\
        2025-06-01T12:34:00Z,1748781240,60,live-codes,viewer-side,a.example.com b.example.com,status-codes,503,0.1,1,,,ok\r\n";
    assert!(text.starts_with(start), "{text}");
    let (_, rows) = parsed(&text);
    assert_eq!(rows.len(), 12);
    let tails: Vec<String> = rows.iter().map(|row| row[7..].join("|")).collect();
    assert_eq!(
        tails[4], "200||0|||zero",
        "no requests: a count of 0 and no share"
    );
    assert_eq!(tails[7], "200|||||absent", "missing is never 0");
    assert_eq!(tails[10], "200|100|3|||provisional");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
}

#[test]
fn each_state_has_its_word() {
    let states = vec![
        SlotState::Came,
        SlotState::Came,
        SlotState::Provisional,
        SlotState::Absent,
        SlotState::NotYet,
        SlotState::OutOfReach,
        SlotState::Failed,
        SlotState::Waiting,
    ];
    let none = f64::NAN;
    let data = Data::Traffic(vec![100.0, 0.0, 0.0, none, none, none, none, none].into());
    let timeline = timeline(0, 300, states, data);
    let sheets = [sheet(&timeline, &[])];
    let (header, rows) = parsed(&csv(&sheets, &Options::default()));
    let at = |name: &str| header.iter().position(|known| known == name).unwrap();
    let words: Vec<_> = rows.iter().map(|row| row[at("state")].as_str()).collect();
    let expected = [
        "ok",
        "zero",
        "provisional",
        "absent",
        "pending",
        "out_of_reach",
        "failed",
        "waiting",
    ];
    assert_eq!(words, expected);
    // 100 bits are 12.5 bytes; over 300 s a third of a bit per second, with all its digits.
    assert_eq!(
        (rows[0][at("bytes")].as_str(), rows[0][at("bps")].as_str()),
        ("12.5", "0.3333333333333333")
    );
    assert_eq!(
        (rows[1][at("bytes")].as_str(), rows[3][at("bytes")].as_str()),
        ("0", "")
    );
    let wide = Options {
        form: Form::Wide,
        ..Options::default()
    };
    let (header, rows) = parsed(&csv(&sheets, &wide));
    assert_eq!(
        header[3..],
        ["live-codes state", "live-codes bytes", "live-codes bps"]
    );
    let words: Vec<_> = rows.iter().map(|row| row[3].as_str()).collect();
    assert_eq!(words, expected);
    assert_eq!(rows[3][3..], ["absent", "", ""]);
}

#[test]
fn d31_a_day_of_25_hours_has_no_hour_twice() {
    // Berlin, 2025-10-26: +02:00 until 01:00 UTC, +01:00 from then on (IANA time zone database).
    let change = parse_time_strict("2025-10-26T01:00:00Z").unwrap();
    let berlin = move |at: i64| if at < change { 7_200 } else { 3_600 };
    let start = parse_time_strict("2025-10-25T22:00:00Z").unwrap();
    let timeline = timeline(
        start,
        3_600,
        vec![SlotState::Came; 25],
        Data::Traffic(vec![1.0; 25].into()),
    );
    for form in [Form::Long, Form::Wide] {
        let options = Options {
            form,
            excel: false,
            offset: Some(&berlin),
        };
        let (header, rows) = parsed(&csv(&[sheet(&timeline, &[])], &options));
        assert_eq!(
            header[..4],
            ["time_utc", "time_local", "epoch_s", "interval_s"]
        );
        let unique = |column: usize| {
            rows.iter()
                .map(|row| row[column].clone())
                .collect::<std::collections::BTreeSet<_>>()
                .len()
        };
        assert_eq!((unique(0), unique(1), unique(2)), (25, 25, 25));
        assert_eq!(rows[2][1], "2025-10-26T02:00:00+02:00");
        assert_eq!(rows[3][1], "2025-10-26T02:00:00+01:00");
        for row in &rows {
            let at: i64 = row[2].parse().unwrap();
            assert_eq!(
                (parse_time_strict(&row[0]), parse_time(&row[1])),
                (Some(at), Some(at))
            );
        }
    }
    // St. John's in summer: a negative offset that is no whole hour.
    let options = Options {
        offset: Some(&|_| -9_000),
        ..Options::default()
    };
    let (_, rows) = parsed(&csv(&[sheet(&timeline, &[])], &options));
    assert_eq!(rows[0][1], "2025-10-25T19:30:00-02:30");
}

#[test]
fn d32_no_text_is_a_formula_and_numbers_stay_numbers() {
    for evil in [
        "=HYPERLINK(\"http://x\",\"y\")",
        "+cmd|' /C calc'!A0",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
    ] {
        let data = Data::Traffic(vec![-0.0].into());
        let line = timeline(0, 60, vec![SlotState::Came], data);
        let domains = [evil.to_owned()];
        for form in [Form::Long, Form::Wide] {
            let sheets = [sheet(&line, &domains), sheet(&line, &domains)];
            let text = csv(
                &sheets,
                &Options {
                    form,
                    ..Options::default()
                },
            );
            let (header, rows) = parsed(&text);
            for cell in header.iter().chain(rows.iter().flatten()) {
                assert!(!cell.starts_with(FORMULA), "{cell:?}");
            }
            if form == Form::Long {
                assert_eq!(rows[0][5], format!("'{evil}"));
                assert_eq!(rows[0][10], "0");
            }
        }
    }
    const FORMULA: [char; 8] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝'];
    let mut out = String::new();
    let mut row = cell::Row::new(&mut out);
    row.number(Some(-1.5)).unwrap();
    row.text("a;b").unwrap();
    row.text("say \"so\", then\r\nend").unwrap();
    row.end().unwrap();
    assert_eq!(out, "-1.5,\"a;b\",\"say \"\"so\"\", then\r\nend\"\r\n");
}

#[test]
fn excel_gets_a_mark_and_nothing_else() {
    let timeline = timeline(
        0,
        60,
        vec![SlotState::Came],
        Data::Traffic(vec![1.0].into()),
    );
    for form in [Form::Long, Form::Wide] {
        let plain = csv(
            &[sheet(&timeline, &[])],
            &Options {
                form,
                ..Options::default()
            },
        );
        let excel = Options {
            form,
            excel: true,
            offset: None,
        };
        assert_eq!(
            csv(&[sheet(&timeline, &[])], &excel),
            format!("\u{feff}{plain}")
        );
    }
}

#[test]
fn the_wide_form_sets_sources_side_by_side_by_time_and_length() {
    let minutes = timeline(
        0,
        60,
        vec![SlotState::Came, SlotState::Came],
        codes(&[(200, &[100.0, 0.0], &[5.0, 0.0])]),
    );
    let later = Timeline {
        source: "cdn-origin-traffic-rt".to_owned(),
        ..timeline(
            60,
            60,
            vec![SlotState::Came],
            Data::Traffic(vec![480.0].into()),
        )
    };
    let hour = Timeline {
        source: "cdn-origin-traffic".to_owned(),
        ..timeline(
            0,
            3_600,
            vec![SlotState::Came],
            Data::Traffic(vec![8.0].into()),
        )
    };
    let sheets = [sheet(&minutes, &[]), sheet(&later, &[]), sheet(&hour, &[])];
    let (header, rows) = parsed(&csv(
        &sheets,
        &Options {
            form: Form::Wide,
            ..Options::default()
        },
    ));
    assert_eq!(
        header[3..6],
        [
            "live-codes state",
            "live-codes 200 share_pct",
            "live-codes 200 count"
        ]
    );
    let rows: Vec<_> = rows.iter().map(|row| row[1..].join("|")).collect();
    assert_eq!(
        rows,
        [
            "0|60|ok|100|5||||||",
            "0|3600|||||||ok|1|0.0022222222222222222",
            "60|60|zero||0|ok|60|8|||",
        ]
    );
}

#[test]
fn a_source_without_any_code_still_has_its_slots() {
    let data = Data::Codes(CodeColumns::default());
    let timeline = timeline(0, 60, vec![SlotState::Came, SlotState::Failed], data);
    let (_, rows) = parsed(&csv(&[sheet(&timeline, &[])], &Options::default()));
    assert_eq!(rows[0][7..], ["", "", "", "", "", "zero"]);
    assert_eq!(rows[1][7..], ["", "", "", "", "", "failed"]);
}

#[test]
fn a_file_name_is_safe_everywhere() {
    let range = TimeRange::new(1_748_781_240, 1_748_784_840);
    let name = |domains: &[&str]| {
        let domains: Vec<String> = domains.iter().map(|name| (*name).to_owned()).collect();
        file_name("live-codes", &domains, range, 60)
    };
    assert_eq!(
        name(&["a.example.com"]),
        "cdn_live-codes_a.example.com_20250601T123400Z_20250601T133400Z_60s.csv"
    );
    assert!(name(&["a.com", "b.com", "c.com"]).starts_with("cdn_live-codes_a.com-and-2-more_"));
    assert!(name(&[]).starts_with("cdn_live-codes_all_"));
    let odd = name(&[&format!("../..\\:*?\"<>|\n\0中{}", "x".repeat(500))]);
    assert!(
        odd.len() < 255 && !odd.contains(['/', '\\', ':', '"', '\n', '\0']),
        "{odd}"
    );
}

proptest! {
    /// What a strict reader takes out of the file is what went in, to the last bit.
    #[test]
    fn every_value_and_text_survives(
        bits in proptest::collection::vec(prop_oneof![Just(f64::NAN), 0.0..1e18_f64, 0.0..1e-3_f64], 1..40),
        domain in "\\PC{0,20}",
        start in 0..4_000_000_000_i64,
    ) {
        let states = bits
            .iter()
            .map(|bits| if bits.is_nan() { SlotState::Absent } else { SlotState::Came })
            .collect();
        let timeline = timeline(start, 60, states, Data::Traffic(bits.clone().into()));
        let domains = [domain.clone()];
        let (header, rows) = parsed(&csv(&[sheet(&timeline, &domains)], &Options::default()));
        prop_assert_eq!((header.len(), rows.len()), (13, bits.len()));
        for (slot, (row, bits)) in rows.iter().zip(&bits).enumerate() {
            prop_assert_eq!(row[1].parse::<i64>().unwrap(), timeline.time_of(slot));
            prop_assert_eq!(row[5].strip_prefix('\'').unwrap_or(&row[5]), domain.strip_prefix('\'').unwrap_or(&domain));
            match row[10].parse::<f64>() {
                Ok(bytes) => prop_assert_eq!(bytes, bits / 8.0),
                Err(_) => prop_assert!(row[10].is_empty() && bits.is_nan()),
            }
        }
    }
}
