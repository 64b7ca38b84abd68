//! The vendors' look-alike: the five APIs in the vendors' own wire formats, strict and deterministic.
//!
//! It knows neither socket nor clock: a [`SimRequest`] and the time go in, a [`SimResponse`] comes out. Signatures,
//! clock, nonce, keys and tokens are verified, the documented ranges and grains are enforced, and failures come in the
//! vendors' own envelopes, echo of signing material included. What an API is called, how its answer is written and
//! what its limits are is read from the registry of `originscope-apis`.
//!
//! Traffic is a function of seed, domain and time. Named incidents live on well-known domains: [`demo_domains`].

mod alibaba;
mod answer;
mod asked;
mod demo;
mod envelope;
mod guard;
mod huawei;
mod incidents;
mod key;
mod limits;
mod mix;
mod noise;
mod request;
mod signal;
mod simulator;
mod stamp;

pub use demo::{DemoDomain, demo_domains};
pub use key::{DefaultKeys, Key, default_keys};
pub use limits::LimitsMode;
pub use request::{SimRequest, SimResponse};
pub use simulator::{SimConfig, Simulator};
