//! How a feature becomes a byte.
//!
//! In: numbers. Out: bytes in the same order, coarser where numbers are large: a model only asks
//! whether one is above another, and a page's rows are then a quarter the size.

/// The byte of what isn't there, below that of all that is, in `share`.
pub(crate) const NONE: u8 = 0;

/// A count, exact up to 255.
pub(crate) fn count(value: usize) -> u8 {
    value.min(255) as u8
}

/// A length or a number of things: 16 steps from each power of two to the next, up to 2^16.
pub(crate) fn size(value: f32) -> u8 {
    steps::<16>(value).min(255) as u8
}

/// A share of a whole, 0 to 1.
pub(crate) fn share(value: f32) -> u8 {
    1 + (value * 254.0).clamp(0.0, 254.0) as u8
}

/// How far apart two places are: 8 steps from each power of two to the next on both sides.
pub(crate) fn difference(value: f32) -> u8 {
    let steps = steps::<8>(value.abs()).min(127) as u8;
    if value < 0.0 { 128 - steps } else { 128 + steps }
}

/// A number between `from` and `to`, in steps of the same size.
pub(crate) fn between(from: f32, to: f32, value: f32) -> u8 {
    ((value - from) / (to - from) * 255.0).clamp(0.0, 255.0) as u8
}

/// 0 below 1; from there on the leading bits of the number say where it is.
fn steps<const STEPS_AN_OCTAVE: u32>(value: f32) -> u32 {
    const MANTISSA_BITS: u32 = f32::MANTISSA_DIGITS - 1;
    if value < 1.0 {
        return 0;
    }
    1 + ((value.to_bits() - 1.0_f32.to_bits()) >> (MANTISSA_BITS - STEPS_AN_OCTAVE.ilog2()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_numbers_never_have_smaller_bytes() {
        let values: Vec<f32> = (0..80_000).map(|it| it as f32 * 1.1 - 3000.0).collect();
        for pair in values.windows(2) {
            assert!(size(pair[0]) <= size(pair[1]), "{pair:?}");
            assert!(difference(pair[0]) <= difference(pair[1]), "{pair:?}");
            assert!(share(pair[0] / 1000.0) <= share(pair[1] / 1000.0), "{pair:?}");
            assert!(between(-1.0, 2.0, pair[0] / 1000.0) <= between(-1.0, 2.0, pair[1] / 1000.0));
        }
    }

    #[test]
    fn small_numbers_are_told_apart() {
        let sizes: Vec<u8> = (0..16_u8).map(|it| size(f32::from(it))).collect();
        assert!(sizes.windows(2).all(|pair| pair[0] < pair[1]), "{sizes:?}");
        assert_eq!((size(0.0), size(1e9)), (0, 255));
        assert_eq!((share(0.0), share(1.0), count(1000)), (1, 255, 255));
        assert_eq!((difference(-1e9), difference(0.0), difference(1e9)), (1, 128, 255));
    }
}
