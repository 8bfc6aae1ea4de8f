//! Files that come piece by piece.

use super::*;
use crate::artifacts::{Content, Ready};

fn publish_pieces(site: &Site, pieces: &[&str]) -> Result<Published, Diagnostic> {
    let request = site.request();
    let publication = Publication::open(request)?;
    let piece = |number: usize| pieces.get(number).map(|piece| Ok(piece.as_bytes().to_vec()));
    let path = SitePath::new("long.json").unwrap();
    let file = Ready::new(path, Inputs::default(), Content::Pieces(&piece));
    let made = publication.take(&file)?;
    let whole = pieces.concat();
    assert_eq!((made.sha256.as_str(), made.length), (&*crate::artifacts::sha256(whole.as_bytes()), whole.len() as u64));
    publication.finish(&[made], Warnings::default())
}

#[test]
fn pieces_are_written_from_the_first_that_differs() {
    let site = Site::new();
    for pieces in [&["ab", "cd"][..], &["ab", "xx"], &["ab"], &["ab", "xx", "yy"], &["zb", "xx", "yy"], &[], &["ab"]] {
        assert!(publish_pieces(&site, pieces).unwrap().changed, "{pieces:?}");
        assert_eq!(site.read("long.json"), pieces.concat());
        assert!(!publish_pieces(&site, pieces).unwrap().changed, "{pieces:?} again");
        site.is_tidy();
    }
}

#[test]
fn a_piece_that_cannot_be_made_leaves_the_former_site() {
    let site = Site::new();
    publish_pieces(&site, &["ab", "cd"]).unwrap();
    let publication = Publication::open(site.request()).unwrap();
    let broken = || Diagnostic::new(Code::Template, "no such piece");
    let piece = |number: usize| Some(if number == 0 { Ok(b"xx".to_vec()) } else { Err(broken()) });
    let path = SitePath::new("long.json").unwrap();
    let file = Ready::new(path, Inputs::default(), Content::Pieces(&piece));
    assert_eq!(publication.take(&file).unwrap_err().code, Code::Template);
    drop(publication);
    assert_eq!(site.read("long.json"), "abcd");
    site.is_tidy();
}
