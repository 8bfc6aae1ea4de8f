//! The fuzzers' targets for a moment, on seeds and what becomes of them: `fuzz/README.md` has the long way.

use std::fs;

use crate::common::repository;

#[path = "../../fuzz/targets.rs"]
mod targets;

/// Its name, what it does, how often it is tried.
type Target = (&'static str, fn(&[u8]), usize);

/// A small generator: the same tries in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// One to four cuts, doublings, exchanges of signs.
fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    const SIGNS: [&[u8]; 16] = [
        b"{",
        b"}",
        b"[",
        b"\n  ",
        b": ",
        b"- ",
        b"\"",
        b"<script>",
        b"&x",
        b"*x",
        b"99999999999999999999",
        b"-1",
        b"| a |\n",
        b"\xe2\x80\xae",
        b"\0",
        b"](javascript:x)",
    ];
    let mut text = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(4) {
        let (a, b) = (dice.below(text.len() + 1), dice.below(text.len() + 1));
        let (a, b) = (a.min(b), a.max(b).min(a.min(b) + 60));
        match dice.below(4) {
            0 => drop(text.drain(a..b)),
            1 => drop(text.splice(a..a, SIGNS[dice.below(SIGNS.len())].iter().copied())),
            2 => {
                let part = text[a..b].to_vec();
                let at = dice.below(text.len() + 1);
                drop(text.splice(at..at, part));
            }
            _ => {
                let other = &seeds[dice.below(seeds.len())];
                let at = dice.below(other.len() + 1);
                drop(text.splice(a..b, other[at..(at + 40).min(other.len())].iter().copied()));
            }
        }
    }
    text
}

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = repository("fuzz/seeds").join(name);
    let mut seeds: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    seeds.sort();
    seeds.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn every_fuzz_target_for_a_moment() {
    let targets: [Target; 7] = [
        ("snapshot", targets::snapshot, 150),
        ("site_and_front", targets::site_and_front, 150),
        ("amounts_and_dates", targets::amounts_and_dates, 20_000),
        ("markdown", targets::markdown, 100),
        ("svg_text", targets::svg_text, 1),
        ("slugs", targets::slugs, 20_000),
        ("pipeline", targets::pipeline, 1),
    ];
    for (name, target, tries) in targets {
        let seeds = seeds(name);
        seeds.iter().for_each(|seed| target(seed));
        let mut dice = Dice(0x5EED);
        for _ in 0..tries {
            target(&mutated(&seeds, &mut dice));
        }
    }
}
