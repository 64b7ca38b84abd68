//! Keys: they cannot be printed, and their memory is wiped when they go.

use crate::hash::same;
use zeroize::Zeroizing;

/// An access key: id, secret and, for temporary ones, the security token.
///
/// It has neither `Debug` nor `Display`, so that no log line, panic message or derived output can hold a secret:
///
/// ```compile_fail
/// println!("{:?}", originscope_sign::Credential::new("id", "secret", None));
/// ```
/// ```compile_fail
/// println!("{}", originscope_sign::Credential::new("id", "secret", None));
/// ```
#[derive(Clone)]
pub struct Credential {
    id: String,
    secret: Zeroizing<String>,
    token: Option<Zeroizing<String>>,
}

/// In constant time.
impl PartialEq for Credential {
    fn eq(&self, other: &Self) -> bool {
        same(&self.id, &other.id) & same(&self.secret, &other.secret) & self.token_is(other.token())
    }
}

impl Credential {
    /// A key as the vendor issued it. Nothing is trimmed; an empty part is refused when something is signed.
    #[must_use]
    pub fn new(id: &str, secret: &str, token: Option<&str>) -> Self {
        Self {
            id: id.to_owned(),
            secret: Zeroizing::new(secret.to_owned()),
            token: token.map(|text| Zeroizing::new(text.to_owned())),
        }
    }

    /// The key id (AccessKeyId, AK). It goes over the wire in the open, but do not log it: see [`Credential::id_tail`].
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The last four characters of the id, for people to recognise a key by; nothing of ids shorter than 8.
    #[must_use]
    pub fn id_tail(&self) -> &str {
        let mut starts = self.id.char_indices().rev();
        match (starts.nth(3), starts.nth(3)) {
            (Some((at, _)), Some(_)) => &self.id[at..],
            _ => "",
        }
    }

    /// Whether it is a temporary key, which signs with a token.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        self.token.is_some()
    }

    /// Whether `sent` is this key's token: both absent, or both there and equal. In constant time.
    #[must_use]
    pub fn token_is(&self, sent: Option<&str>) -> bool {
        match (self.token(), sent) {
            (None, None) => true,
            (Some(mine), Some(sent)) => same(mine, sent),
            _ => false,
        }
    }

    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_ref().map(|token| token.as_str())
    }
}

/// A user token of Huawei's IAM, valid for 24 hours: as secret as a key, and as little printable.
///
/// ```compile_fail
/// println!("{:?}", originscope_sign::AuthToken::new("token"));
/// ```
#[derive(Clone)]
pub struct AuthToken(Zeroizing<String>);

/// In constant time.
impl PartialEq for AuthToken {
    fn eq(&self, other: &Self) -> bool {
        self.is(other.text())
    }
}

impl AuthToken {
    /// The value of IAM's `X-Subject-Token` header.
    #[must_use]
    pub fn new(token: &str) -> Self {
        Self(Zeroizing::new(token.to_owned()))
    }

    /// Whether `sent` is this token, in constant time.
    #[must_use]
    pub fn is(&self, sent: &str) -> bool {
        same(&self.0, sent)
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_four_characters_of_long_ids_only() {
        let tail = |id: &str| Credential::new(id, "s", None).id_tail().to_owned();
        assert_eq!(tail("LTAI5tSomething"), "hing");
        assert_eq!(tail("12345678"), "5678");
        assert_eq!(tail("1234567"), "");
        assert_eq!(tail(""), "");
        assert_eq!(tail("键键键键键键键键"), "键键键键");
    }

    #[test]
    fn keys_are_equal_in_all_parts_only() {
        let key = |id, secret, token| Credential::new(id, secret, token);
        assert!(key("i", "s", Some("t")) == key("i", "s", Some("t")));
        for other in [
            key("j", "s", Some("t")),
            key("i", "z", Some("t")),
            key("i", "s", None),
            key("i", "s", Some("u")),
        ] {
            assert!(key("i", "s", Some("t")) != other);
        }
        assert!(
            AuthToken::new("a") == AuthToken::new("a")
                && AuthToken::new("a") != AuthToken::new("b")
        );
    }

    #[test]
    fn token_presence_must_match() {
        let plain = Credential::new("i", "s", None);
        let temporary = Credential::new("i", "s", Some("t"));
        assert!(plain.token_is(None) && !plain.token_is(Some("t")) && !plain.token_is(Some("")));
        assert!(
            temporary.token_is(Some("t"))
                && !temporary.token_is(None)
                && !temporary.token_is(Some("u"))
        );
        assert!(temporary.is_temporary() && !plain.is_temporary());
    }
}
