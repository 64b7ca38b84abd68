//! The environment and the files in which keys are looked for, and which were looked at: the proxy watches those.

use super::private;
use super::written::Fault;
use crate::config::Env;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The values of two variables that belong together.
type Pair = (Zeroizing<String>, Zeroizing<String>);

/// The environment, and the files read so far.
pub(crate) struct Places<'a> {
    env: Env<'a>,
    looked: RefCell<Vec<PathBuf>>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(env: Env<'a>) -> Self {
        Self {
            env,
            looked: RefCell::default(),
        }
    }

    /// A variable that is set to something.
    pub(super) fn env(&self, name: &str) -> Option<String> {
        (self.env)(name).filter(|value| !value.is_empty())
    }

    /// A secret variable.
    pub(super) fn secret(&self, name: &str) -> Option<Zeroizing<String>> {
        self.env(name).map(Zeroizing::new)
    }

    /// Whether a switch is on.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.env(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// Two variables that belong together.
    ///
    /// # Errors
    /// `half` if one is set without the other.
    pub(super) fn both(&self, a: &str, b: &str) -> Result<Option<Pair>, Fault> {
        match (self.secret(a), self.secret(b)) {
            (Some(a), Some(b)) => Ok(Some((a, b))),
            (None, None) => Ok(None),
            _ => Err(Fault::Said(format!(
                "Of {a} and {b} only one is set: set both or none."
            ))),
        }
    }

    /// A file under the user's home, if there is a home.
    pub(super) fn at_home(&self, path: &str) -> Option<PathBuf> {
        self.env("HOME").map(|home| Path::new(&home).join(path))
    }

    /// The text of a file with secrets; nothing if there is none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(&self, path: &Path) -> Result<Option<Zeroizing<String>>, Fault> {
        self.looked.borrow_mut().push(path.to_owned());
        private::read(path).map_err(Fault::Said)
    }

    /// All files that were looked for, there or not.
    pub(crate) fn looked(self) -> Vec<PathBuf> {
        self.looked.into_inner()
    }
}
