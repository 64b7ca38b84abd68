//! What was asked of the proxy and what came back, call by call: for whoever has to explain a number or a hole.

use originscope_core::{Ask, Window, WindowView};
use std::collections::VecDeque;
use std::sync::Arc;

/// Calls that are remembered; more than a busy hour makes.
const MOST_CALLS: usize = 512;
/// Bytes of answers that are remembered; older ones can be asked for again.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// What the head of an answer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// HTTP status; 0 where no answer came.
    pub status: u16,
    /// The proxy's id of the request.
    pub proxy_id: Option<String>,
    /// The vendor's id of the request that the answer came from.
    pub vendor_id: Option<String>,
    /// Whether the proxy had the answer already, in its own word.
    pub cache: Option<String>,
    /// How long it had had it, seconds.
    pub age: Option<String>,
}

/// A call that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The source's id.
    pub source: String,
    /// What was asked.
    pub ask: Ask,
    /// When it began, milliseconds since 1970.
    pub began_ms: i64,
    /// How long it took until its last byte was here, milliseconds.
    pub took_ms: i64,
    /// The head of the answer.
    pub told: Told,
    /// Bytes of the answer.
    pub size: usize,
    /// The answer; nothing once newer ones took its room.
    pub body: Option<Vec<u8>>,
    /// Length of the answer's slots, seconds; nothing if it was not read.
    pub grain: Option<i64>,
    /// How many slots came; nothing if it was not read.
    pub slots: Option<usize>,
}

/// The last calls, the newest first.
#[derive(Debug, Default)]
pub struct Log(VecDeque<Arc<Called>>);

impl Log {
    /// Takes in a call that ended; it stands for earlier ones that asked the same.
    pub fn put(&mut self, called: Called) {
        let is_other = |old: &Arc<Called>| old.source != called.source || old.ask != called.ask;
        self.0.retain(is_other);
        self.0.push_front(Arc::new(called));
        self.0.truncate(MOST_CALLS);
        let mut held = 0_usize;
        for call in &mut self.0 {
            held = held.saturating_add(call.body.as_ref().map_or(0, Vec::len));
            if held > MOST_BYTES && call.body.is_some() {
                Arc::make_mut(call).body = None;
            }
        }
    }

    /// The last call that asked this.
    pub fn find(&self, source: &str, ask: &Ask) -> Option<Arc<Called>> {
        let is_it = |call: &&Arc<Called>| call.source == source && call.ask == *ask;
        self.0.iter().find(is_it).cloned()
    }
}

/// A window of the strip with all that is known of its call.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspected {
    /// How it stands.
    pub view: WindowView,
    /// What it asks.
    pub window: Window,
    /// The address at the proxy.
    pub address: String,
    /// Its last call that ended, if it is remembered.
    pub called: Option<Arc<Called>>,
}

impl Inspected {
    /// How many slots the call should bring, of the length that came or else was asked for.
    pub fn expected(&self, planned: i64) -> i64 {
        let came = self.called.as_ref().and_then(|called| called.grain);
        let grain = came.filter(|grain| *grain > 0).unwrap_or(planned).max(1);
        let seconds = self.window.ask.range.seconds();
        seconds.checked_div(grain).unwrap_or(0)
    }
}

/// JSON with a line for each value, nothing else about it changed; other text as it is. At most about `most` characters:
/// the flag says that there is more.
pub fn pretty(text: &str, most: usize) -> (String, bool) {
    let is_json = text.trim_start().starts_with(['{', '[']);
    let mut out = String::new();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut rest = text.trim().chars().peekable();
    while let Some(char) = rest.next() {
        if out.len() >= most {
            return (out, true);
        }
        if !is_json || quoted {
            out.push(char);
            quoted = escaped || char != '"';
            escaped = !escaped && char == '\\';
            continue;
        }
        match char {
            '{' | '[' => {
                out.push(char);
                let closes = |next: &char| matches!(next, '}' | ']');
                while rest.next_if(|next| next.is_whitespace()).is_some() {}
                if let Some(end) = rest.next_if(closes) {
                    out.push(end);
                    continue;
                }
                depth = depth.saturating_add(1);
                line(&mut out, depth);
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(char);
            }
            ',' => {
                out.push(char);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            char if char.is_whitespace() => {}
            char => {
                quoted = char == '"';
                out.push(char);
            }
        }
    }
    (out, false)
}

/// A new line, two blanks a level.
fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth.min(32)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use originscope_core::TimeRange;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn called(start: i64, size: usize) -> Called {
        Called {
            source: "s".to_owned(),
            ask: Ask {
                domains: vec!["a.example".to_owned()],
                range: TimeRange::new(start, start + 60),
                grain: None,
                isp: None,
                region: None,
                codes: Vec::new(),
            },
            began_ms: 0,
            took_ms: 1,
            told: Told::default(),
            size,
            body: Some(vec![b' '; size]),
            grain: Some(60),
            slots: Some(1),
        }
    }

    #[test]
    fn the_last_call_of_a_window_is_found() {
        let mut log = Log::default();
        log.put(called(0, 1));
        log.put(called(60, 1));
        log.put(Called {
            took_ms: 2,
            ..called(0, 1)
        });
        let took = |start: i64| {
            log.find("s", &called(start, 1).ask)
                .map(|call| call.took_ms)
        };
        assert_eq!([took(0), took(60), took(120)], [Some(2), Some(1), None]);
        assert_eq!(log.find("other", &called(0, 1).ask), None);
    }

    #[test]
    fn old_answers_make_room_and_their_calls_stay() {
        let mut log = Log::default();
        log.put(called(0, MOST_BYTES / 2));
        log.put(called(60, MOST_BYTES / 2));
        log.put(called(120, 2));
        let has_body = |start: i64| {
            let call = log.find("s", &called(start, 1).ask);
            call.map(|call| call.body.is_some())
        };
        let bodies = [has_body(0), has_body(60), has_body(120)];
        assert_eq!(bodies, [Some(false), Some(true), Some(true)]);
        for start in 0..=MOST_CALLS {
            log.put(called(i64::try_from(start).unwrap_or(0) * 60, 1));
        }
        assert_eq!(log.find("s", &called(0, 1).ask), None);
    }

    #[test]
    fn json_gets_lines_and_keeps_its_order_and_its_strings() {
        let text = r#"{"b":[1, 2],"a":{},"s":"x,\"{y}\": [z]\\","n":[ ]}"#;
        let lines = "{\n  \"b\": [\n    1,\n    2\n  ],\n  \"a\": {},\n  \"s\": \"x,\\\"{y}\\\": [z]\\\\\",\n  \"n\": []\n}";
        assert_eq!(pretty(text, 1_000), (lines.to_owned(), false));
        let (cut, is_cut) = pretty(text, 10);
        assert!(is_cut && cut.len() < 30 && lines.starts_with(&cut), "{cut}");
        let xml = "<a b=\"c\">\n {x}</a>";
        assert_eq!(pretty(xml, 1_000), (xml.to_owned(), false));
    }
}
