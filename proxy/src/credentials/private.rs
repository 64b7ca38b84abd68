//! Files with secrets: small, text, and not for everybody's eyes.

use super::keys::NotGiven;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use zeroize::Zeroizing;

/// More than any such file has, bytes.
const MOST: u64 = 1_048_576;

/// A file that is there.
pub(crate) struct Found {
    pub(crate) text: Zeroizing<String>,
    /// Every user of the machine may read or write it. The group may: systemd's credentials and the volumes of
    /// Kubernetes show themselves so.
    pub(crate) is_open: bool,
}

/// A file with or without secrets, nothing if there is none.
///
/// # Errors
/// A sentence with the path.
pub(crate) fn read_any(path: &Path) -> Result<Option<Found>, String> {
    let said = |what: &str| format!("{} {what}.", path.display());
    let unread = |error: std::io::Error| said(&format!("cannot be read: {}", error.kind()));
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(unread(error)),
    };
    let about = file.metadata().map_err(unread)?;
    if !about.is_file() {
        return Err(said("is not a file"));
    }
    if about.len() > MOST {
        return Err(said("is longer than 1 MiB, which no file with keys is"));
    }
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(MOST).read_to_end(&mut bytes).map_err(unread)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| said("is not UTF-8 text"))?;
    Ok(Some(Found {
        text: Zeroizing::new(text.trim_start_matches('\u{feff}').to_owned()),
        is_open: about.permissions().mode() & 0o006 != 0,
    }))
}

/// The text of a file with secrets, nothing if there is none.
///
/// # Errors
/// A sentence with the path.
pub(super) fn read(path: &Path) -> Result<Option<Zeroizing<String>>, String> {
    match read_any(path)? {
        Some(found) if found.is_open => Err(format!(
            "{} is open to every user of this machine; make it private: chmod 600.",
            path.display()
        )),
        found => Ok(found.map(|found| found.text)),
    }
}

/// The token in a file: one line that a header carries. Platforms write these for everybody's eyes in the container.
///
/// # Errors
/// Why there is none.
pub(super) fn token(path: &Path) -> Result<Zeroizing<String>, NotGiven> {
    let mut text = Zeroizing::new(String::new());
    let file = File::open(path).map_err(|_| "the file with the token cannot be read")?;
    let read = file.take(MOST).read_to_string(&mut text);
    read.map_err(|_| "the file with the token cannot be read")?;
    let token = Zeroizing::new(text.trim().to_owned());
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("the file with the token has none in it".into());
    }
    Ok(token)
}
