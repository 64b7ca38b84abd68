//! Where the page's files are: in a folder, or in this very program.

use bytes::Bytes;
use std::path::{Path, PathBuf};

/// The files of the page.
pub(crate) enum Files {
    /// Below a folder, read when they are asked for.
    Folder(PathBuf),
    /// In the program: from the name below the page's root to the content.
    Within(Find),
}

/// Finds a file in the program.
type Find = fn(&str) -> Option<&'static [u8]>;

/// The page that this program was built with, if it was.
pub(super) fn within() -> Option<Files> {
    BUILT_IN.map(Files::Within)
}

#[cfg(not(feature = "embedded"))]
const BUILT_IN: Option<Find> = None;

#[cfg(feature = "embedded")]
const BUILT_IN: Option<Find> = {
    static PAGE: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../dist");
    Some(|name| PAGE.get_file(name).map(include_dir::File::contents))
};

impl Files {
    /// The folder as the system knows it; `None` if it is none.
    pub(super) fn below(folder: &Path) -> Option<Self> {
        let folder = folder.canonicalize().ok()?;
        folder.is_dir().then_some(Self::Folder(folder))
    }

    /// The content of the file behind a path. Only plain names lead to one: what is encoded, begins with a dot, or is a
    /// link to elsewhere is not there.
    pub(super) async fn read(&self, path: &str) -> Option<Bytes> {
        let name = path.strip_prefix('/')?;
        if !name.split('/').all(is_plain) {
            return None;
        }
        match self {
            Self::Folder(folder) => {
                let file = without_links(folder, name)?;
                tokio::fs::read(file).await.ok().map(Bytes::from)
            }
            Self::Within(find) => find(name).map(Bytes::from_static),
        }
    }
}

fn is_plain(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain)
}

/// A regular file under the folder, reached through regular folders.
fn without_links(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut at = folder.to_path_buf();
    for part in name.split('/') {
        at.push(part);
        if at.symlink_metadata().ok()?.is_symlink() {
            return None;
        }
    }
    at.is_file().then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn s01_s02_names_in_the_program_are_as_plain_as_those_in_a_folder() {
        let files = Files::Within(|_| Some(b"found"));
        assert_eq!(
            files.read("/sub/index.html").await.as_deref(),
            Some(&b"found"[..])
        );
        for path in [
            "",
            "index.html",
            "/",
            "//etc/passwd",
            "/../x",
            "/.env",
            "/.git/config",
            "/a/",
            "/a//b",
            "/%2e%2e/x",
            "/a%00",
            "/a\\b",
            "/index.html~",
            "/....//x",
        ] {
            assert_eq!(files.read(path).await, None, "{path}");
        }
    }
}
