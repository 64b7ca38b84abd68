//! What a healthy source's responses are made of.

use originscope_core::{Spec, Vantage};

/// Codes, ascending, with their usual parts of the whole; the parts are relative.
pub(crate) type Mix = &'static [(u16, f64)];

/// Back to origin: mostly whole and partial objects, some revalidation.
const ORIGIN: Mix = &[
    (200, 862.0),
    (206, 48.0),
    (302, 3.0),
    (304, 46.0),
    (403, 4.0),
    (404, 29.0),
    (416, 0.6),
    (499, 5.2),
    (500, 0.6),
    (502, 0.8),
    (503, 0.3),
    (504, 0.5),
];

/// WebSocket handshakes: success is 101.
const WEBSOCKET: Mix = &[
    (101, 961.0),
    (400, 5.0),
    (403, 16.0),
    (404, 7.0),
    (429, 3.0),
    (499, 6.0),
    (500, 0.5),
    (502, 0.8),
    (503, 0.3),
    (504, 0.4),
];

/// Pulls by viewers: redirects of the scheduler, streams that are over.
const VIEWER: Mix = &[
    (200, 938.0),
    (206, 8.0),
    (302, 26.0),
    (304, 3.0),
    (403, 8.0),
    (404, 14.0),
    (499, 1.6),
    (500, 0.2),
    (502, 0.5),
    (503, 0.3),
    (504, 0.4),
];

/// The mix of a source.
pub(crate) fn mix(spec: &Spec) -> Mix {
    match spec.vantage {
        Vantage::OriginSide => ORIGIN,
        Vantage::ViewerSide if spec.api.contains("Websocket") => WEBSOCKET,
        Vantage::ViewerSide => VIEWER,
    }
}

/// The sum of a mix's parts.
pub(crate) fn whole(mix: Mix) -> f64 {
    mix.iter().map(|(_, part)| part).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use originscope_apis::registry;

    #[test]
    fn mixes_are_ascending_and_healthy() {
        for api in registry() {
            let mix = mix(api.spec());
            assert!(mix.windows(2).all(|pair| pair[0].0 < pair[1].0));
            let failing: f64 = mix
                .iter()
                .filter(|(code, _)| *code >= 500)
                .map(|(_, part)| part)
                .sum();
            // Well under the 1 % line of the page.
            assert!(failing / whole(mix) < 0.005, "{}", api.spec().id);
            for code in [502, 503, 504] {
                assert!(
                    mix.iter().any(|(known, _)| *known == code),
                    "incidents add {code}"
                );
            }
        }
    }
}
