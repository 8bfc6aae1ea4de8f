//! What decides every byte of a site: the program, the options it was given, and the files it read.

use std::collections::BTreeMap;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::files::Files;

/// The digests of all of it: the same recipe gives the same site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipe {
    /// Of the program's own sources and of the options.
    pub program: String,
    /// Of every file that was read, by path from the site's root.
    pub files: BTreeMap<String, String>,
}

impl Recipe {
    /// `options`: what was said on the command line and decides bytes.
    #[must_use]
    pub fn of(files: &Files, options: &[&str]) -> Self {
        let program = sha256(format!("{}\n{}", env!("SHORTFALL_SOURCES"), options.join("\n")).as_bytes());
        let texts: Vec<_> = files.texts().collect();
        let texts = texts.into_par_iter().map(|source| (source.path.clone(), sha256(source.text.as_bytes())));
        let statics =
            files.statics.par_iter().map(|file| (format!("content/static/{}", file.path), sha256(&file.bytes)));
        Self { program, files: texts.chain(statics).collect() }
    }
}

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The digest and the length of what comes in pieces.
#[derive(Clone, Debug, Default)]
pub struct Digested {
    digest: Sha256,
    length: u64,
}

impl Digested {
    /// Goes on with a piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.digest.update(piece);
        self.length += piece.len() as u64;
    }

    /// How many bytes there were so far.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// SHA-256 in lower-case hexadecimal, and the number of bytes.
    #[must_use]
    pub fn close(self) -> (String, u64) {
        (hexadecimal(&self.digest.finalize()), self.length)
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
