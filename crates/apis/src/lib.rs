//! The vendor APIs: one file an API, one registry, wire helpers. After `decode` no vendor exists.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod api;
pub mod catalogue;
mod decode_error;
#[cfg(feature = "encode")]
mod document;
mod domains;
mod policy;
mod recognise;
mod registry;
mod snapshot_json;
mod tiers;
mod wire;

// One module an API; each stands in the registry, and a test there fails for one that does not.
mod cdn_origin_codes;
mod cdn_origin_traffic;
mod cdn_origin_traffic_rt;
mod dcdn_ws_codes;
mod live_codes;

pub use api::{Answer, AnswerSlot, Api, Call, DecodeError, Decoded, Format, Style};
pub use policy::policy;
pub use recognise::{
    MAX_FILE_BYTES, NotRecognised, Origin, Recognised, SNAPSHOT_KEY, SNAPSHOT_VERSION, SavedAnswer,
    recognise,
};
pub use registry::{find, registry};
pub use snapshot_json::{SnapshotError, read_snapshot, write_snapshot};
pub use wire::{MAX_BODY_BYTES, VendorFailure, vendor_error};
