//! The parts of the benchmark; each can be run alone.

mod cold;
mod decode;
mod draw;
mod growth;
pub(crate) mod native;
mod pointer;
mod proxy;
mod through;

use crate::results::Section;
use anyhow::Result;

/// A part, by the name on the command line.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
}

/// In the order of the report.
pub(crate) const ALL: [Part; 8] = [
    Part {
        name: "draw",
        title: "Drawing",
    },
    Part {
        name: "decode",
        title: "Decoding",
    },
    Part {
        name: "pointer",
        title: "Pointer",
    },
    Part {
        name: "cold",
        title: "Cold load",
    },
    Part {
        name: "memory",
        title: "Memory",
    },
    Part {
        name: "growth",
        title: "Growth",
    },
    Part {
        name: "native",
        title: "Natively",
    },
    Part {
        name: "proxy",
        title: "Proxy",
    },
];

/// Measures a part.
///
/// # Errors
/// Something that it needs is missing or failed.
pub(crate) async fn run(part: &Part) -> Result<Vec<Section>> {
    match part.name {
        "draw" => draw::measure().await,
        "decode" => decode::measure().await,
        "pointer" => pointer::measure().await,
        "cold" => cold::measure().await,
        "memory" => growth::memory().await,
        "growth" => growth::measure().await,
        "native" => native::measure(),
        _ => proxy::measure().await,
    }
}
