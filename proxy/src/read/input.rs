//! Bytes of the files named, or of standard input.

use originscope_apis::MAX_FILE_BYTES;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// One file to read.
pub(super) struct Input {
    /// As it was named; `standard input` for that.
    pub(super) name: String,
    /// Its bytes; one more than is looked at, at most, so that a giant is recognised as one.
    pub(super) bytes: io::Result<Vec<u8>>,
}

/// All files; no file at all and `-` are standard input.
pub(super) fn read_all(files: &[PathBuf], standard: &mut dyn Read) -> Vec<Input> {
    if files.is_empty() {
        return vec![from_standard(standard)];
    }
    let mut inputs = Vec::with_capacity(files.len());
    for file in files {
        inputs.push(if file.as_os_str() == "-" {
            from_standard(standard)
        } else {
            Input {
                name: file.display().to_string(),
                bytes: File::open(file).and_then(|mut file| bounded(&mut file)),
            }
        });
    }
    inputs
}

fn from_standard(standard: &mut dyn Read) -> Input {
    Input {
        name: "standard input".to_owned(),
        bytes: bounded(standard),
    }
}

fn bounded(from: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_FILE_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
