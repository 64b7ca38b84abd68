//! Colours by role. The page gives them from its CSS tokens; the crate holds no colour of its own.

use crate::panel::Role;
use originscope_core::Class;
use plotters::style::RGBAColor;

/// A colour with straight alpha.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rgba {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity, 0 to 1.
    pub a: f64,
}

impl Rgba {
    /// An opaque colour.
    #[must_use]
    pub const fn opaque(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 1.0 }
    }

    /// Reads `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb(1, 2, 3)` and `rgba(1 2 3 / 0.5)`, as CSS gives them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(hex) = text.strip_prefix('#') {
            return Self::parse_hex(hex);
        }
        let inner = text
            .strip_prefix("rgba(")
            .or_else(|| text.strip_prefix("rgb("))?
            .strip_suffix(')')?;
        let mut parts = inner.split([',', ' ', '/']).filter(|part| !part.is_empty());
        let mut channel = || parts.next()?.parse::<u8>().ok();
        let (r, g, b) = (channel()?, channel()?, channel()?);
        let a = parts
            .next()
            .map_or(Some(1.0), |part| part.parse::<f64>().ok())?;
        Some(Self {
            r,
            g,
            b,
            a: a.clamp(0.0, 1.0),
        })
    }

    fn parse_hex(hex: &str) -> Option<Self> {
        if !hex.is_ascii() {
            return None;
        }
        let pair = |at: usize| {
            hex.get(at..at + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        };
        let single = |at: usize| {
            hex.get(at..=at)
                .and_then(|one| u8::from_str_radix(one, 16).ok())
                .map(|v| v * 17)
        };
        match hex.len() {
            3 => Some(Self::opaque(single(0)?, single(1)?, single(2)?)),
            6 => Some(Self::opaque(pair(0)?, pair(2)?, pair(4)?)),
            8 => Some(Self {
                a: f64::from(pair(6)?) / 255.0,
                ..Self::opaque(pair(0)?, pair(2)?, pair(4)?)
            }),
            _ => None,
        }
    }

    /// The same hue at this opacity.
    #[must_use]
    pub const fn at(self, a: f64) -> Self {
        Self { a, ..self }
    }

    /// What the eye sees when this colour lies at opacity `alpha` on an opaque ground.
    #[must_use]
    pub fn over(self, ground: Self, alpha: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        // a mix of two u8 is within u8
        let mix = |top: u8, under: u8| {
            (f64::from(top) * alpha + f64::from(under) * (1.0 - alpha)).round() as u8
        };
        Self::opaque(
            mix(self.r, ground.r),
            mix(self.g, ground.g),
            mix(self.b, ground.b),
        )
    }

    /// The colour for plotters.
    #[must_use]
    pub const fn to_plotters(self) -> RGBAColor {
        RGBAColor(self.r, self.g, self.b, self.a)
    }
}

/// All colours that a panel needs; the fields are named as the design's tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// Ground of the panel.
    pub surface: Rgba,
    /// Out of reach.
    pub sunken: Rgba,
    /// Grid lines.
    pub grid: Rgba,
    /// The zero line.
    pub edge: Rgba,
    /// Edges of missing and provisional parts, outlines of slots without requests.
    pub mark: Rgba,
    /// The missing pattern.
    pub hatch: Rgba,
    /// Main text.
    pub ink: Rgba,
    /// Secondary text.
    pub ink2: Rgba,
    /// Axis text.
    pub ink3: Rgba,
    /// Graphics of 1xx to 5xx.
    pub class: [Rgba; 5],
    /// Text in the hue of 1xx to 5xx.
    pub class_text: [Rgba; 5],
    /// Traffic.
    pub slate: Rgba,
    /// Opacity of the compared period's lines.
    pub ghost: f64,
    /// Opacity of the fill under 5xx.
    pub soft: f64,
    /// Opacity of the fill under traffic.
    pub softer: f64,
    /// Opacity of the 2xx band.
    pub band2: f64,
    /// Opacity of the 3xx band.
    pub band3: f64,
    /// Whether classes are told by dash and hatch and not by hue: in forced colours and on paper.
    pub patterned: bool,
}

impl Palette {
    /// The hue of a role's lines and fills.
    #[must_use]
    pub const fn graphic(&self, role: Role) -> Rgba {
        let [c1, c2, c3, c4, c5] = self.class;
        match role.class() {
            None => self.slate,
            Some(Class::ServerError) => c5,
            Some(Class::ClientError) => c4,
            Some(Class::Redirect) => c3,
            Some(Class::Success) => c2,
            Some(Class::Informational | Class::Other) => c1,
        }
    }

    /// The hue of a role's text.
    #[must_use]
    pub const fn text(&self, role: Role) -> Rgba {
        let [c1, c2, c3, c4, c5] = self.class_text;
        match role.class() {
            None => self.ink2,
            Some(Class::ServerError) => c5,
            Some(Class::ClientError) => c4,
            Some(Class::Redirect) => c3,
            Some(Class::Success) => c2,
            Some(Class::Informational | Class::Other) => c1,
        }
    }

    /// The fill of a role's band in the stack, opaque on the surface, so many steps paler than its class. A step is the
    /// ghost's: the design's second colour of 5xx is its first at that opacity.
    #[must_use]
    pub fn band(&self, role: Role, shade: u8) -> Rgba {
        let full = match role.class() {
            Some(Class::Redirect) => self.band3,
            Some(Class::Success) => self.band2,
            _ => 1.0,
        };
        // Beyond three steps a band would not be told from the surface.
        let paler = self.ghost.powi(i32::from(shade.min(3)));
        self.graphic(role).over(self.surface, full * paler)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_css_gives() {
        assert_eq!(Rgba::parse(" #B31532 "), Some(Rgba::opaque(179, 21, 50)));
        assert_eq!(Rgba::parse("#fff"), Some(Rgba::opaque(255, 255, 255)));
        assert_eq!(Rgba::parse("rgb(1, 2, 3)"), Some(Rgba::opaque(1, 2, 3)));
        assert_eq!(
            Rgba::parse("rgba(1 2 3 / 0.5)"),
            Some(Rgba::opaque(1, 2, 3).at(0.5))
        );
        for bad in ["", "#12", "red", "#zzzzzz", "rgb(1,2)", "#ÄÖ"] {
            assert_eq!(Rgba::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn mixes_over_a_ground() {
        // 2xx of the light theme at 34 % on white: 255 - 0.34 * (255 - c) per channel.
        assert_eq!(
            Rgba::opaque(0x32, 0x9B, 0x73).over(Rgba::opaque(255, 255, 255), 0.34),
            Rgba::opaque(185, 221, 207)
        );
    }
}
