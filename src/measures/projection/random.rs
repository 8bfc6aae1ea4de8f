//! Chance that is the same on every machine: a seed from the data, and SplitMix64.

use sha2::Digest as _;

use crate::quantities::{Amount, Moment};

/// A seed for each snapshot, from the history up to it: the first eight bytes of the SHA-256 of one line a snapshot, its
/// date and the exact sum.
pub(super) fn seeds(history: &[(Moment, Amount)]) -> Vec<u64> {
    let mut hash = sha2::Sha256::new();
    let seed = |(at, sum): &(Moment, Amount)| {
        hash.update(format!("{at} {sum}\n"));
        hash.clone().finalize().iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
    };
    history.iter().map(seed).collect()
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
pub(super) struct SplitMix64(u64);

impl SplitMix64 {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number below `end`, all of them equally likely but for one part in 2⁶⁴ / `end`.
    pub(super) const fn below(&mut self, end: usize) -> usize {
        ((self.next() as u128 * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        let mut random = SplitMix64::new(1_234_567);
        let first = [0; 5].map(|_| random.next());
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(first, published);
        assert!((0..1000).all(|_| random.below(7) < 7));
    }
}
