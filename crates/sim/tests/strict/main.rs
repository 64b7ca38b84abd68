//! The simulator as a client meets it: signed requests in, the vendors' bytes out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod alibaba_guard;
mod answers;
mod domains;
mod huawei_guard;
mod parameters;
mod plans;
mod sdk_vectors;
mod wire;
