//! Tokens and shared secrets as they are kept: hashed, and compared in a time that says nothing.

use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

/// The SHA-256 of a secret. There is no `==` for it on purpose: [`Hashed::is`] is the only comparison.
///
/// Even where a comparison did tell how many bytes are alike, they would be those of a hash: who does not know the secret
/// cannot choose them.
pub(crate) struct Hashed([u8; 32]);

impl Hashed {
    /// The hash of a secret as it was sent or configured.
    pub(crate) fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// Whether both are of one secret, by [`subtle`]: all bytes are looked at, whatever they are.
    pub(crate) fn is(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::marker::PhantomData;

    /// Says of a type whether it can be compared by `==`: an inherent constant goes before a trait's, where there is one.
    struct Probe<T>(PhantomData<T>);
    trait Usual {
        const HAS_EQ: bool = false;
    }
    impl<T> Usual for Probe<T> {}
    impl<T: PartialEq> Probe<T> {
        const HAS_EQ: bool = true;
    }

    #[test]
    fn a13_secrets_have_no_comparison_but_the_one_in_constant_time() {
        const { assert!(Probe::<[u8; 32]>::HAS_EQ && !Probe::<Hashed>::HAS_EQ) };
        let known = Hashed::of("a-token");
        assert!(bool::from(known.is(&Hashed::of("a-token"))));
        for other in ["", "a-toke", "a-token ", "A-token"] {
            assert!(!bool::from(known.is(&Hashed::of(other))), "{other}");
        }
    }
}
