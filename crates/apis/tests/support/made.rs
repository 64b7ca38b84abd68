//! Answers made up for one row of the acceptance suite.

use super::decode;
use originscope_apis::DecodeError;
use originscope_core::{Data, Frame, Values};

pub const FIRST: &str = "2018-03-01T11:00:00Z";
pub const SECOND: &str = "2018-03-01T12:00:00Z";

/// A DCDN answer: its interval as JSON, and slots of (time, codes as JSON).
pub fn ws(interval: &str, slots: &[(&str, &str)]) -> Result<Frame, DecodeError> {
    let slots: Vec<_> = slots
        .iter()
        .map(|(at, codes)| {
            format!(
                r#"{{"TimeStamp":"{at}","WebsocketHttpCode":{{"HttpCodeDataModule":{codes}}}}}"#
            )
        })
        .collect();
    let slots = slots.join(",");
    let body = format!(
        r#"{{"DataInterval":{interval},"HttpCodeDataPerInterval":{{"DataModule":[{slots}]}}}}"#
    );
    decode("dcdn-ws-codes", &body).map(|decoded| decoded.frame)
}

/// One code of a DCDN answer.
pub fn code(code: &str, count: &str, share: &str) -> String {
    format!(r#"{{"Code":{code},"Count":{count},"Proportion":{share}}}"#)
}

/// A DCDN answer with one slot of one code.
pub fn one(code_: &str, count: &str, share: &str) -> Frame {
    ws(
        "3600",
        &[(FIRST, &format!("[{}]", code(code_, count, share)))],
    )
    .expect("an answer")
}

/// A realtime traffic answer with these values, a minute apart.
pub fn traffic(values: &[&str]) -> Frame {
    let slots: Vec<_> = values
        .iter()
        .enumerate()
        .map(|(minute, value)| {
            format!(r#"{{"TimeStamp":"2015-12-10T20:{minute:02}:00Z","Value":{value}}}"#)
        })
        .collect();
    let slots = slots.join(",");
    let body = format!(
        r#"{{"DataInterval":"60","RealTimeSrcTrafficDataPerInterval":{{"DataModule":[{slots}]}}}}"#
    );
    decode("cdn-origin-traffic-rt", &body)
        .expect("an answer")
        .frame
}

pub fn shape(path: &str, expected: &'static str) -> DecodeError {
    DecodeError::Shape {
        path: path.to_owned(),
        expected,
    }
}

pub fn counts(frame: &Frame) -> Vec<Vec<f64>> {
    let Data::Codes(columns) = &frame.data else {
        panic!("codes expected")
    };
    let counts = columns.counts.iter().flatten();
    counts.map(Values::to_vec).collect()
}

pub fn bits(frame: &Frame) -> Vec<f64> {
    let Data::Traffic(bits) = &frame.data else {
        panic!("traffic expected")
    };
    bits.to_vec()
}
