//! Credentials files in ini form, as the vendors' SDKs read them.

use zeroize::Zeroizing;

/// The entries of one section.
pub(super) struct Section(Vec<(String, Zeroizing<String>)>);

impl Section {
    /// The section of this name, `None` if there is none.
    pub(super) fn of(text: &str, name: &str) -> Option<Self> {
        let mut found = None;
        let mut within = false;
        for line in text.lines().map(str::trim) {
            if let Some(rest) = line.strip_prefix('[') {
                within = rest.split(']').next().map(str::trim) == Some(name);
                if within && found.is_none() {
                    found = Some(Vec::new());
                }
            } else if within
                && !line.starts_with(['#', ';'])
                && let Some((key, value)) = line.split_once(['=', ':'])
                && let Some(found) = &mut found
            {
                let value = Zeroizing::new(value.trim().to_owned());
                found.push((key.trim().to_ascii_lowercase(), value));
            }
        }
        found.map(Self)
    }

    /// A value that is set to something.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let mut entries = self.0.iter().rev();
        let (_, value) = entries.find(|(name, _)| name == key)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    /// The same without a comment behind it: Alibaba's SDKs end a value at `#`.
    pub(super) fn bare(&self, key: &str) -> Option<&str> {
        let value = self.get(key)?.split('#').next()?.trim();
        Some(value).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn sections_keys_and_comments() {
        let text = "# top\r\n[other]\r\na = 0\r\n[default]\r\n; no = 1\r\nA = one # and why\r\nb:two=2\r\nempty =\r\n\r\n[ last ]\r\na=3";
        let section = Section::of(text, "default").unwrap();
        assert_eq!(section.bare("a"), Some("one"));
        assert_eq!(section.get("a"), Some("one # and why"));
        assert_eq!(section.get("b"), Some("two=2"));
        assert_eq!((section.get("empty"), section.get("no")), (None, None));
        assert_eq!(Section::of(text, "last").unwrap().get("a"), Some("3"));
        assert!(Section::of(text, "none").is_none() && Section::of("", "default").is_none());
    }
}
