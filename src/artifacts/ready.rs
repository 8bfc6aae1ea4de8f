//! A file of the site when it is known what it holds: made now, standing as it would be made, or so long that it is
//! handed on piece by piece.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Digested, Inputs, Made, Rendered, SitePath, sha256};
use crate::diagnostics::Diagnostic;

/// One file of the site, handed on.
pub struct Ready<'r> {
    /// Where it goes.
    pub path: SitePath,
    /// The files it came from.
    pub inputs: Inputs,
    /// What it holds.
    pub content: Content<'r>,
    /// The addresses in it that lead to a part of another page, once they were followed.
    pub fragments: Vec<String>,
}

/// What a file holds.
pub enum Content<'r> {
    /// It was made.
    Whole(Vec<u8>),
    /// It need not be made.
    Found(Found<'r>),
    /// It would be long in memory.
    Pieces(&'r Pieces<'r>),
}

/// The pieces of a long file by their number, from 0; `None` after the last.
pub type Pieces<'r> = dyn Fn(usize) -> Option<Result<Vec<u8>, Diagnostic>> + 'r;

/// A file that was made before, with the bytes that it would be made of now.
pub struct Found<'r> {
    /// The digest of its bytes.
    pub sha256: String,
    /// How many there are.
    pub length: u64,
    /// The addresses in it that lead to a part of another page, if all others are known to lead somewhere.
    pub fragments: Option<Vec<String>>,
    /// Which state of the file it is, if it lies on a disk.
    pub stamp: Option<Stamp>,
    /// Fetches them.
    pub read: Box<dyn Fn() -> Result<Vec<u8>, Diagnostic> + 'r>,
}

/// What tells one state of a file on a disk from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// How many bytes it has.
    pub length: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub changed: i128,
}

impl Found<'static> {
    /// One that is held in memory.
    #[must_use]
    pub fn in_memory(file: &Arc<Rendered>) -> Self {
        let Made { sha256, length, .. } = Made::of(file);
        let file = Arc::clone(file);
        Self { sha256, length, fragments: None, stamp: None, read: Box::new(move || Ok(file.bytes.clone())) }
    }
}

impl<'r> Ready<'r> {
    /// One of which no address was followed yet.
    #[must_use]
    pub const fn new(path: SitePath, inputs: Inputs, content: Content<'r>) -> Self {
        Self { path, inputs, content, fragments: Vec::new() }
    }

    /// All that it holds.
    ///
    /// # Errors
    /// A piece that cannot be made, or a file that cannot be read any more.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, Diagnostic> {
        Ok(match &self.content {
            Content::Whole(bytes) => Cow::Borrowed(bytes),
            Content::Found(found) => Cow::Owned((found.read)()?),
            Content::Pieces(pieces) => Cow::Owned(each(*pieces).collect::<Result<Vec<_>, _>>()?.concat()),
        })
    }

    /// What is known of it, once its bytes have been let go of.
    ///
    /// # Errors
    /// A piece that cannot be made.
    pub fn made(&self) -> Result<Made, Diagnostic> {
        let (sha256, length) = match &self.content {
            Content::Whole(bytes) => (sha256(bytes), bytes.len() as u64),
            Content::Found(found) => (found.sha256.clone(), found.length),
            Content::Pieces(pieces) => {
                let mut digest = Digested::default();
                each(*pieces).try_for_each(|piece| piece.map(|piece| digest.add(&piece)))?;
                digest.close()
            }
        };
        let (path, inputs, fragments) = (self.path.clone(), self.inputs.clone(), self.fragments.clone());
        Ok(Made { path, inputs, sha256, length, fragments })
    }

    /// The same in memory.
    ///
    /// # Errors
    /// As [`Ready::bytes`].
    pub fn whole(self) -> Result<Rendered, Diagnostic> {
        let bytes = self.bytes()?.into_owned();
        Ok(Rendered { path: self.path, inputs: self.inputs, bytes })
    }
}

/// One after the other.
pub fn each<'r>(pieces: &'r Pieces<'r>) -> impl Iterator<Item = Result<Vec<u8>, Diagnostic>> + 'r {
    (0..).map_while(pieces)
}

impl From<Rendered> for Ready<'_> {
    fn from(file: Rendered) -> Self {
        Self::new(file.path, file.inputs, Content::Whole(file.bytes))
    }
}
