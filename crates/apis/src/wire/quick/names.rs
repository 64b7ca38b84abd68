//! Which member of an object comes next.

use super::scan::Scan;
use super::{GiveUp, Quick};

/// Bytes of a name's token that are compared at once.
pub(super) const HEAD: usize = 16;

/// The names of an object's members, in groups that may stand for one another.
pub(super) struct Names(Vec<Name>);

/// A name as it stands in the body when nothing is between it and its value: `"Code":`.
struct Name {
    group: usize,
    name: &'static str,
    token: String,
    /// The first bytes of the token as one number, and which of its bits are the token's.
    head: u128,
    mask: u128,
}

impl Names {
    pub(super) fn new(groups: &[&[&'static str]]) -> Self {
        let of_group = |(group, names): (usize, &&[&'static str])| {
            let names = names.iter().map(move |name| Name::new(group, name));
            names.collect::<Vec<_>>()
        };
        Self(groups.iter().enumerate().flat_map(of_group).collect())
    }

    /// The names that a list may have, if it stands in an object at all.
    pub(super) fn of_list(names: &[&'static str]) -> Option<Self> {
        (!names.is_empty()).then(|| Self::new(&[names]))
    }

    /// The group whose token the bytes start with, and the token's length.
    fn at(&self, bytes: &[u8]) -> Option<(usize, usize)> {
        let head = u128::from_le_bytes(*bytes.first_chunk::<HEAD>()?);
        let is_next = |name: &&Name| head & name.mask == name.head && name.has_tail(bytes);
        let name = self.0.iter().find(is_next)?;
        Some((name.group, name.token.len()))
    }

    /// The group of a name that was read.
    fn find(&self, name: &str) -> Option<usize> {
        let found = self.0.iter().find(|known| known.name == name)?;
        Some(found.group)
    }
}

impl Name {
    fn new(group: usize, name: &'static str) -> Self {
        let token = format!("\"{name}\":");
        let number = |byte: &dyn Fn(u8) -> u8| {
            let mut bytes = [0; HEAD];
            for (to, from) in bytes.iter_mut().zip(token.bytes()) {
                *to = byte(from);
            }
            u128::from_le_bytes(bytes)
        };
        Self {
            group,
            name,
            head: number(&|byte| byte),
            mask: number(&|_| u8::MAX),
            token,
        }
    }

    /// Whether the bytes go on as the token does after its head.
    fn has_tail(&self, bytes: &[u8]) -> bool {
        self.token.len() <= HEAD || bytes.starts_with(self.token.as_bytes())
    }
}

/// Walks over the members of an object; a second one of the same group is nothing plain.
pub(super) struct Members {
    seen: u32,
    is_first: bool,
}

impl Members {
    /// Goes into an object, which must have a member.
    pub(super) fn open(scan: &mut Scan<'_>) -> Quick<Self> {
        scan.expect(b'{')?;
        Ok(Self {
            seen: 0,
            is_first: true,
        })
    }

    /// The group of the next known member; the plain values of unknown ones are skipped. `None` at the end.
    #[inline(always)]
    pub(super) fn next(&mut self, scan: &mut Scan<'_>, names: &Names) -> Quick<Option<usize>> {
        while std::mem::take(&mut self.is_first) || scan.goes_on(b'}')? {
            let Some(group) = key(scan, names)? else {
                scan.skip()?;
                continue;
            };
            let bit = u32::try_from(group).map_err(|_| GiveUp)?;
            let bit = 1_u32.checked_shl(bit).ok_or(GiveUp)?;
            if self.seen & bit != 0 {
                return Err(GiveUp);
            }
            self.seen |= bit;
            return Ok(Some(group));
        }
        Ok(None)
    }
}

/// The group of a key, with its colon; `None` for a name that nobody knows.
fn key(scan: &mut Scan<'_>, names: &Names) -> Quick<Option<usize>> {
    if let Some((group, length)) = names.at(scan.rest()) {
        scan.advance(length);
        return Ok(Some(group));
    }
    let group = names.find(scan.text()?);
    scan.expect(b':')?;
    Ok(group)
}
