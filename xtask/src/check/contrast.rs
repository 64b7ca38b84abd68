//! Contrast, measured from `style/tokens.css` itself, in both themes: 4.5 for text, 3 for graphics (WCAG 2.2, 1.4.3 and 1.4.11).

use super::Finding;

const TOKENS: &str = "style/tokens.css";
const TEXT: f64 = 4.5;
const GRAPHICS: f64 = 3.0;

/// The themes, by the selector that opens each one's block, with its leading blanks.
const LIGHT: &str = "\n:root {";
const DARK: [&str; 2] = [
    "\n:root[data-theme=dark] {",
    "\n  :root:not([data-theme]) {",
];

/// What stands on what, and how far apart the two must be. A colour may be `token*opacity`, the opacity a
/// number or a token: what stands in front is laid over what is behind, and that over the surface.
const PAIRS: [(&str, &[&str], f64); 18] = [
    (
        "ink",
        &[
            "surface", "page", "sunken", "raised", "thumb", "failbg", "warnbg",
        ],
        TEXT,
    ),
    (
        "ink2",
        &["surface", "page", "sunken", "raised", "failbg", "warnbg"],
        TEXT,
    ),
    (
        "ink3",
        &["surface", "page", "sunken", "raised", "ink*slotband"],
        TEXT,
    ),
    ("c5t", &["surface", "failbg"], TEXT),
    ("c4t", &["surface", "warnbg"], TEXT),
    ("c3t", &["surface"], TEXT),
    ("c2t", &["surface"], TEXT),
    // The pill on the axis, badges, the primary button.
    ("surface", &["ink"], TEXT),
    // The glyph in the failing sign.
    ("onfail", &["c5"], GRAPHICS),
    ("c1", &["surface"], GRAPHICS),
    ("c2", &["surface"], GRAPHICS),
    ("c3", &["surface"], GRAPHICS),
    // Lines also cross the fill under the line of 5xx.
    ("c4", &["surface", "c5*soft"], GRAPHICS),
    ("c5", &["surface", "c5*soft"], GRAPHICS),
    ("c5*ghost", &["surface"], GRAPHICS),
    ("slate*ghost", &["surface"], GRAPHICS),
    // The crosshair, also where it crosses the band of 2xx.
    ("ink*.55", &["surface", "c2*fill2"], GRAPHICS),
    ("mark", &["surface"], GRAPHICS),
];

/// Graphics that have no line of their own above.
const ALONE: [&str; 2] = ["slate", "c5b"];

/// Colours that nobody has to see, and what says the same.
const DECORATIVE: [(&str, &str); 6] = [
    ("line", "parts panels that also stand apart"),
    ("grid", "the ticks and their numbers say where it runs"),
    (
        "edge",
        "the label names the button; the zero line has its number",
    ),
    ("hatch", "a line of mark and words stand at the same place"),
    (
        "failline",
        "the sign's shape and the words say that it fails",
    ),
    (
        "warnline",
        "the sign's shape and the words say that it is degraded",
    ),
];

/// Places where two colours are too close, a theme lacks one, or nobody said what a colour is for.
pub(crate) fn findings(sources: &[(String, String)]) -> Vec<Finding> {
    let text = sources.iter().find(|(path, _)| path == TOKENS);
    let wrong = text.map_or_else(|| vec!["is missing".to_owned()], |(_, text)| faults(text));
    let finding = |what| Finding {
        path: TOKENS.to_owned(),
        line: 0,
        what,
    };
    wrong.into_iter().map(finding).collect()
}

fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for selector in [LIGHT].into_iter().chain(DARK) {
        let theme = Theme::read(text, selector);
        let name = selector.trim().trim_end_matches(" {");
        let alone = ALONE.iter().map(|token| (*token, "surface", GRAPHICS));
        let pairs = PAIRS.iter().flat_map(|(front, backs, least)| {
            backs.iter().map(move |back| (*front, *back, *least))
        });
        for (front, back, least) in pairs.chain(alone) {
            match theme.contrast(front, back) {
                Some(found) if found >= least => {}
                Some(found) => faults.push(format!(
                    "{name}: {front} on {back} has a contrast of {found:.2}, under {least}"
                )),
                None => faults.push(format!(
                    "{name}: {front} or {back} is missing or unreadable"
                )),
            }
        }
        faults.extend(theme.unplaced().map(|token| {
            format!("{name}: nobody said on what --{token} stands: name it in check/contrast.rs")
        }));
    }
    let [chosen, of_system] = DARK.map(|selector| Theme::read(text, selector).0);
    if chosen != of_system {
        faults.push("the two dark themes differ".to_owned());
    }
    faults
}

/// The tokens of one block, names without their dashes.
struct Theme<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Theme<'a> {
    fn read(text: &'a str, selector: &str) -> Self {
        let block = text
            .split_once(selector)
            .and_then(|(_, rest)| rest.split_once('}'));
        let lines = block.map_or("", |(block, _)| block).split(';');
        let token = |line: &'a str| line.trim().strip_prefix("--")?.split_once(": ");
        Self(lines.filter_map(token).collect())
    }

    fn value(&self, token: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(name, _)| *name == token);
        found.map(|(_, value)| *value)
    }

    fn contrast(&self, front: &str, back: &str) -> Option<f64> {
        let back = self.over(back, self.over("surface", [0.0; 3])?)?;
        let [one, other] = [luminance(self.over(front, back)?), luminance(back)];
        Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
    }

    /// A token laid over what is below, with the opacity that its name ends with: channels from 0 to 1.
    fn over(&self, name: &str, below: [f64; 3]) -> Option<[f64; 3]> {
        let (token, opacity) = name.split_once('*').unwrap_or((name, "1"));
        let opacity = self.opacity(opacity)?;
        let [red, green, blue] = hex(self.value(token)?)?;
        let [red_below, green_below, blue_below] = below;
        let mixed = |front: f64, below: f64| front * opacity + below * (1.0 - opacity);
        Some([
            mixed(red, red_below),
            mixed(green, green_below),
            mixed(blue, blue_below),
        ])
    }

    /// A number, a token that is one, or the alpha of a token that is `rgb(r g b / alpha)`.
    fn opacity(&self, name: &str) -> Option<f64> {
        let text = self.value(name).unwrap_or(name);
        let alpha = text.rsplit_once("/ ").map_or(text, |(_, alpha)| alpha);
        alpha.trim_end_matches(')').parse().ok()
    }

    /// Colours that neither a pair nor the decorative ones name.
    fn unplaced(&self) -> impl Iterator<Item = &'a str> {
        let is_named = |token: &str| {
            let base = |name: &str| name.split('*').next() == Some(token);
            PAIRS
                .iter()
                .any(|(front, backs, _)| base(front) || backs.iter().any(|back| base(back)))
                || ALONE.contains(&token)
                || DECORATIVE.iter().any(|(name, _)| *name == token)
        };
        let colours = self.0.iter().filter(|(_, value)| value.starts_with('#'));
        colours
            .map(|(name, _)| *name)
            .filter(move |name| !is_named(name))
    }
}

/// `#RRGGBB`, channels from 0 to 1.
fn hex(text: &str) -> Option<[f64; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    Some([16, 8, 0].map(|shift| f64::from((number >> shift) & 0xFF) / 255.0))
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::{DARK, LIGHT, Theme, faults};

    const TOKENS: &str = include_str!("../../../style/tokens.css");

    #[test]
    fn every_pair_is_far_enough_apart() {
        assert_eq!(faults(TOKENS), Vec::<String>::new());
    }

    // The numbers are those of the design's table, measured apart from this code.
    #[test]
    fn the_measure_is_that_of_the_design() {
        for (selector, front, back, stated) in [
            (LIGHT, "ink2", "surface", 8.53),
            (LIGHT, "c5", "c5*soft", 5.18),
            (LIGHT, "ink*.55", "c2*fill2", 3.57),
            (DARK[0], "ink3", "sunken", 5.46),
            (DARK[1], "c5b", "surface", 3.35),
        ] {
            let found = Theme::read(TOKENS, selector).contrast(front, back);
            // A browser mixes in whole steps of 255.
            assert!(
                found.is_some_and(|found| (found - stated).abs() < 0.03),
                "{front} on {back}: {found:?}"
            );
        }
    }

    #[test]
    fn a_pale_text_a_new_colour_and_unequal_themes_are_found() {
        let pale = TOKENS.replacen("--ink3: #626B79", "--ink3: #9AA3B0", 1);
        assert!(
            faults(&pale)
                .iter()
                .any(|fault| fault.contains("ink3 on surface"))
        );
        let new = TOKENS.replacen("--c1: ", "--accent: #0000FF; --c1: ", 1);
        assert!(faults(&new).iter().any(|fault| fault.contains("--accent")));
        let unequal = TOKENS.replacen("--ink: #EEF1F5", "--ink: #FFFFFF", 1);
        assert!(
            faults(&unequal)
                .iter()
                .any(|fault| fault.contains("differ"))
        );
    }
}
