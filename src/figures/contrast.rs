//! How different two colours look, also to eyes that lack a kind of cone.

use crate::quantities::Rgb;

/// Contrast after WCAG 2: 1 to 21.
pub(crate) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let [one, other] = [one, other].map(|colour| luminance(linear(colour)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance([r, g, b]: [f64; 3]) -> f64 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The smallest difference (CIEDE2000) over four ways of seeing, and which one it is.
pub(crate) fn least_difference(one: Rgb, other: Rgb) -> (f64, &'static str) {
    let seen = |matrix: &[[f64; 3]; 3]| {
        let [a, b] = [one, other].map(|colour| lab(times(matrix, linear(colour))));
        difference(a, b)
    };
    let all = VISIONS.iter().map(|(vision, matrix)| (seen(matrix), *vision));
    all.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, ""))
}

/// How light a colour is, from 0 to 100.
pub(crate) fn lightness(colour: Rgb) -> f64 {
    lab(linear(colour))[0]
}

/// The same hue as light as asked for, as far as a screen can show it.
pub(crate) fn with_lightness(colour: Rgb, lightness: f64) -> Rgb {
    let [_, a, b] = lab(linear(colour));
    encoded(from_lab([lightness, a, b]))
}

/// Ways of seeing: Machado, Oliveira and Fernandes 2009 at severity 1.0, for linear RGB.
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deutan",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritan",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

fn linear(rgb: Rgb) -> [f64; 3] {
    rgb.map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
}

/// As a screen shows it.
fn encoded(linear: [f64; 3]) -> Rgb {
    linear.map(|channel| {
        let c = channel.clamp(0.0, 1.0);
        let c = if c <= 0.003_130_8 { c * 12.92 } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 };
        (c * 255.0).round() as u8
    })
}

/// Of D65.
const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];

/// CIE L*a*b* under D65, of linear sRGB.
fn lab(linear: [f64; 3]) -> [f64; 3] {
    const TO_XYZ: [[f64; 3]; 3] = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    let [x, y, z] = times(&TO_XYZ, linear.map(|channel| channel.clamp(0.0, 1.0)));
    let [x, y, z] = [x / WHITE[0], y / WHITE[1], z / WHITE[2]].map(|t| {
        let edge: f64 = 6.0 / 29.0;
        if t > edge.powi(3) { t.cbrt() } else { t / (3.0 * edge * edge) + 4.0 / 29.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Linear sRGB of CIE L*a*b*; below 0 or above 1 where no screen can show it.
fn from_lab([l, a, b]: [f64; 3]) -> [f64; 3] {
    const FROM_XYZ: [[f64; 3]; 3] = [
        [3.240_454_2, -1.537_138_5, -0.498_531_4],
        [-0.969_266_0, 1.876_010_8, 0.041_556_0],
        [0.055_643_4, -0.204_025_9, 1.057_225_2],
    ];
    let y = (l + 16.0) / 116.0;
    let [x, y, z] = [y + a / 500.0, y, y - b / 200.0].map(|t| {
        let edge: f64 = 6.0 / 29.0;
        if t > edge { t.powi(3) } else { 3.0 * edge * edge * (t - 4.0 / 29.0) }
    });
    times(&FROM_XYZ, [x * WHITE[0], y * WHITE[1], z * WHITE[2]])
}

/// CIEDE2000 with all weights 1, after Sharma, Wu and Dalal 2005.
fn difference([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let pull = |chroma: f64| (chroma.powi(7) / (chroma.powi(7) + 25.0_f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - pull(f64::midpoint(a1.hypot(b1), a2.hypot(b2))));
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let (dl, dc, dh) = (l2 - l1, c2 - c1, 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin());
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let h = match (h1 - h2).abs() > 180.0 {
        _ if grey => h1 + h2,
        false => f64::midpoint(h1, h2),
        true if h1 + h2 < 360.0 => f64::midpoint(h1, h2) + 180.0,
        true => f64::midpoint(h1, h2) - 180.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.20 * cos(4.0 * h - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let bend = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rt = -(2.0 * bend).to_radians().sin() * 2.0 * pull(c);
    ((dl / sl).powi(2) + (dc / sc).powi(2) + (dh / sh).powi(2) + rt * (dc / sc) * (dh / sh)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formula_gives_the_published_differences() {
        // Sharma, Wu and Dalal, table 1: pairs 1, 7, 13, 17, 25 and 31.
        for (one, other, published) in [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
            ([50.0, -0.001, 2.49], [50.0, 0.0011, -2.49], 4.7461),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
            ([90.8027, -2.0831, 1.441], [91.1528, -1.6435, 0.0447], 1.4441),
        ] {
            assert!((difference(one, other) - published).abs() < 1e-4, "{one:?} {other:?} {}", difference(one, other));
        }
    }

    #[test]
    fn a_colour_is_found_again_at_its_own_lightness() {
        for colour in [[0x1A, 0x5F, 0x95], [0x9A, 0x3B, 0x00], [0, 0, 0], [255, 255, 255], [0x12, 0x12, 0x12]] {
            assert_eq!(with_lightness(colour, lightness(colour)), colour);
        }
        assert!(lightness(with_lightness([0x1A, 0x5F, 0x95], 60.0)) > lightness([0x1A, 0x5F, 0x95]));
    }

    #[test]
    fn black_and_white_are_as_far_apart_as_can_be() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!(least_difference([0; 3], [255; 3]).0 > 99.0);
    }
}
