//! From bytes to slots: what all decoders share.
//!
//! The order of reading: [`body`] looks at the bytes as a whole, [`xml`] turns XML into JSON of the same shape,
//! [`envelope`] walks to the list of slots, [`codes`] and [`traffic`] read the slots straight into columns. [`trace`]
//! knows where the reader is, for the error. Before all of that
//! [`quick`] tries: it reads the plain answers, which are nearly all.

mod body;
mod clean;
mod codes;
mod envelope;
mod failure;
mod keys;
mod number;
mod quick;
mod scalar;
mod trace;
mod traffic;
mod xml;

pub use body::MAX_BODY_BYTES;
pub(crate) use body::json;
pub(crate) use clean::{clean, clean_domains};
pub(crate) use codes::{CodesShape, decode_codes};
pub use failure::{VendorFailure, vendor_error};
pub(crate) use quick::{quick_codes, quick_traffic};
pub(crate) use scalar::{Any, Scalar, Single, Stamp, Words};
pub(crate) use traffic::{TrafficShape, decode_traffic};
