//! One style sheet of the many that the page is written in: nothing is painted before the last of them is there, and eight
//! requests take a phone a round trip more than one.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;

/// How trunk writes a link to a style sheet.
const LINK: &str = "<link rel=\"stylesheet\" href=\"./";
/// How such a link ends.
const END: &str = "/>";

/// The page with one link for all its style sheets, in their order; the folder has one file instead of theirs.
///
/// # Errors
/// The page names no style sheet, or one that is not in the folder; the folder cannot be written.
pub(super) fn joined(folder: &Path, page: &str) -> Result<String> {
    let (before, names, after) = taken_apart(page);
    ensure!(!names.is_empty(), "the page names no style sheet");
    let mut sheet = String::new();
    for name in &names {
        let file = folder.join(name);
        sheet += &fs::read_to_string(&file).with_context(|| format!("{name} is not there"))?;
        fs::remove_file(file)?;
    }
    let name = file_name(&sheet);
    fs::write(folder.join(&name), &sheet)?;
    let sum = STANDARD.encode(Sha384::digest(&sheet));
    Ok(format!(
        "{before}{LINK}{name}\" integrity=\"sha384-{sum}\"{END}\n  {after}"
    ))
}

/// What stands before the first link to a style sheet, the files that the links name, and the rest without links.
fn taken_apart(page: &str) -> (&str, Vec<&str>, String) {
    let mut parts = page.split(LINK);
    let before = parts.next().unwrap_or_default();
    let mut names = Vec::new();
    let mut rest = String::new();
    for part in parts {
        let (link, after) = part.split_once(END).unwrap_or((part, ""));
        names.extend(link.split('"').next());
        rest += after.trim_start();
    }
    (before, names, rest)
}

/// A name that changes with the content, as those of the other files do: browsers keep it for good.
fn file_name(sheet: &str) -> String {
    let hash: String = Sha256::digest(sheet)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("style-{hash}.css")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::joined;
    use std::fs;

    #[test]
    fn the_sheets_become_one_in_their_order() {
        let folder = std::env::temp_dir().join(format!("originscope-sheet-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("b-1.css"), "b{}\n").unwrap();
        fs::write(folder.join("a-2.css"), "a{}\n").unwrap();
        let page = "<head>\n  <link rel=\"stylesheet\" href=\"./b-1.css\" integrity=\"x\"/>\n  <link rel=\"stylesheet\" href=\"./a-2.css\"/>\n  \
                    <title>t</title>\n</head>";
        let one = joined(&folder, page).unwrap();
        let left: Vec<_> = fs::read_dir(&folder).unwrap().flatten().collect();
        assert_eq!(left.len(), 1, "the page has no use for the others");
        let name = left[0].file_name().into_string().unwrap();
        assert_eq!(fs::read_to_string(left[0].path()).unwrap(), "b{}\na{}\n");
        let expected = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"sha384-");
        assert!(one.contains(&expected), "{one}");
        assert_eq!(one.matches("<link").count(), 1);
        assert!(one.contains("<title>t</title>"));
        assert!(joined(&folder, &one.replace("style-", "gone-")).is_err());
        assert!(joined(&folder, "<head></head>").is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
