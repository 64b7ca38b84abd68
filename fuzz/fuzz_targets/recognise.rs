//! Any file: something sound, or a refusal in a sentence.
#![no_main]

use originscope_apis::{Recognised, SNAPSHOT_VERSION, recognise};

libfuzzer_sys::fuzz_target!(|file: &[u8]| match recognise(file) {
    Ok(found) => {
        assert!(!found.is_empty());
        for found in found {
            match found {
                Recognised::Answer(answer) => {
                    assert!(answer.decoded.frame.is_sound());
                    assert_eq!(answer.candidates.first(), Some(&answer.source));
                    assert!(answer.asked.is_none_or(|range| !range.is_empty()));
                }
                Recognised::Snapshot { version, text } => {
                    assert!((1..=SNAPSHOT_VERSION).contains(&version));
                    assert!(file.ends_with(text.as_bytes()));
                }
            }
        }
    }
    Err(refused) => {
        originscope_fuzz::sentence(&refused.to_string());
        assert!(!refused.key().is_empty());
    }
});
