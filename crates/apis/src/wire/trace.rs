//! Where in the answer the reader is, so that an error can say so.

use crate::api::DecodeError;
use std::fmt::Write;

/// One step from the root of the answer.
#[derive(Clone, Copy, Debug)]
enum Step {
    Key(&'static str),
    Index(usize),
}

/// The steps to the value that is being read, each with what should be there.
///
/// A step is taken back only after its value was read, so after an error the trace points at the fault.
#[derive(Debug, Default)]
pub(crate) struct Trace(Vec<(Step, &'static str)>);

impl Trace {
    /// Goes to a member of an object.
    pub(crate) fn key(&mut self, name: &'static str, expected: &'static str) {
        self.0.push((Step::Key(name), expected));
    }

    /// Goes to an element of a list.
    pub(crate) fn index(&mut self, index: usize, expected: &'static str) {
        self.0.push((Step::Index(index), expected));
    }

    /// Goes back one step.
    pub(crate) fn back(&mut self) {
        self.0.pop();
    }

    /// What is wrong at the place where reading stopped.
    pub(crate) fn fault(&self) -> DecodeError {
        let mut path = String::new();
        for (step, _) in &self.0 {
            // Writing into a String cannot fail.
            let _ = match step {
                Step::Key(name) if path.is_empty() => write!(path, "{name}"),
                Step::Key(name) => write!(path, ".{name}"),
                Step::Index(index) => write!(path, "[{index}]"),
            };
        }
        DecodeError::Shape {
            path,
            expected: self.0.last().map_or("an object", |(_, expected)| expected),
        }
    }

    /// The decode error for an error of serde_json: ours if the JSON itself is right.
    pub(crate) fn error(&self, error: &serde_json::Error) -> DecodeError {
        if error.is_data() {
            return self.fault();
        }
        // serde_json counts columns from 0 at the very start of a line.
        DecodeError::Syntax {
            line: error.line().max(1),
            column: error.column().max(1),
            truncated: error.is_eof(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_a_path() {
        let mut trace = Trace::default();
        assert_eq!(
            trace.fault(),
            DecodeError::Shape {
                path: String::new(),
                expected: "an object"
            }
        );
        trace.key("HttpCodeDataPerInterval", "an object");
        trace.key("DataModule", "an array");
        trace.index(2, "an object");
        trace.back();
        trace.index(3, "an object");
        trace.key("TimeStamp", "present");
        let path = "HttpCodeDataPerInterval.DataModule[3].TimeStamp".to_owned();
        assert_eq!(
            trace.fault(),
            DecodeError::Shape {
                path,
                expected: "present"
            }
        );
    }
}
