//! The signing proxy: it alone holds the keys, and the `originscope` command serves it.
//!
//! A request runs through `routes`, `series`, `params` and `validate`, `request` (which signs), `upstream` and
//! `answer`. The proxy is a constructor, not a forwarder: no host, path, header or unknown parameter of the caller
//! reaches a vendor, and on success the vendor's body goes back byte for byte.
#![allow(clippy::result_large_err)] // a problem is made once a refused request: boxing it would only add a step

mod access;
mod admin;
mod answer;
mod attempts;
mod base;
mod cache;
mod check;
pub mod cli;
mod clock;
mod config;
mod contract;
mod cors;
mod credentials;
mod deadline;
mod decode_problem;
mod entity;
mod fetch;
mod gate;
mod guard;
mod live;
mod log;
mod metrics;
mod page_headers;
mod params;
mod prefix;
mod problem;
mod read;
mod reload;
mod replay;
mod replicas;
mod request;
mod room;
mod routes;
mod series;
mod serve;
mod server;
mod simulate;
mod site;
mod skew;
mod sources;
mod state;
mod upstream;
mod validate;
mod vendor_error;

pub use admin::operators;
pub use check::check;
pub use clock::Clock;
pub use config::{Config, ConfigError, Env, Flags, Origin};
pub use log::{LogForm, log_aside, log_to};
pub use read::{ReadIo, read};
pub use reload::keep_up;
pub use routes::app;
pub use serve::serve;
pub use server::{Patience, run_patiently, run_until};
pub use simulate::{Simulation, simulate, simulator_app};
pub use state::Proxy;
