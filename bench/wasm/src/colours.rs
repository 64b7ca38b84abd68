//! The light tokens of style/tokens.css.

use originscope_plot::{Palette, Rgba};

/// The palette of the page on a screen.
pub(crate) const PALETTE: Palette = Palette {
    surface: Rgba::opaque(255, 255, 255),
    sunken: Rgba::opaque(236, 238, 242),
    grid: Rgba::opaque(236, 238, 242),
    edge: Rgba::opaque(201, 207, 216),
    mark: Rgba::opaque(123, 133, 148),
    hatch: Rgba::opaque(195, 202, 212),
    ink: Rgba::opaque(18, 22, 28),
    ink2: Rgba::opaque(69, 77, 90),
    ink3: Rgba::opaque(98, 107, 121),
    class: [
        Rgba::opaque(111, 120, 140),
        Rgba::opaque(50, 155, 115),
        Rgba::opaque(20, 81, 220),
        Rgba::opaque(179, 108, 3),
        Rgba::opaque(179, 21, 50),
    ],
    class_text: [
        Rgba::opaque(69, 77, 90),
        Rgba::opaque(31, 110, 80),
        Rgba::opaque(20, 81, 220),
        Rgba::opaque(135, 81, 0),
        Rgba::opaque(163, 17, 44),
    ],
    slate: Rgba::opaque(79, 93, 117),
    ghost: 0.66,
    soft: 0.16,
    softer: 0.09,
    band2: 0.34,
    band3: 0.5,
    patterned: false,
};
