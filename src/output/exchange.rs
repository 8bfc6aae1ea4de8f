//! The step from the old site to the new one, and what to do when it was interrupted.

use super::disk;
use super::manifest::{self, Manifest};
use super::ownership::Former;
use super::place::Place;
use super::staging;
use crate::diagnostics::{Code, Diagnostic};

/// Publishes the staged site. Afterwards the former one is in the staging folder.
pub(super) fn put_in_place(place: &Place, former: &Former) -> Result<(), Diagnostic> {
    let site = staging::site(place);
    if !former.exists {
        disk::rename(&site, &place.output)?;
    } else if !disk::exchange(&site, &place.output)? {
        rename_twice(place)?;
    }
    disk::flush_entries(&place.staging());
    disk::flush_entries(&place.parent);
    Ok(())
}

/// The way where two folders cannot change places at once. The place of each is the journal: with `former`
/// filled and the output absent, [`recover`] knows that the second rename is still to be done.
fn rename_twice(place: &Place) -> Result<(), Diagnostic> {
    let (site, former) = (staging::site(place), staging::former(place));
    disk::rename(&place.output, &former)?;
    disk::rename(&site, &place.output).map_err(|failure| match disk::rename(&former, &place.output) {
        Ok(()) => failure,
        Err(_) => {
            failure.hint(format!("the former site is in `{}`; the next build brings the output back", former.display()))
        }
    })
}

/// Completes or undoes what an interrupted build left. Only the holder of the lock may call this.
pub(super) fn recover(place: &Place) -> Result<(), Diagnostic> {
    staging::refuse_foreign(place)?;
    let former = staging::former(place);
    // Only a folder was ever moved there. What else has the name is deleted with the rest, and a link not followed.
    if disk::kind(&former)? == Some(disk::Kind::Folder) {
        let site = staging::site(place);
        if disk::kind(&place.output)?.is_none() {
            // The former site was moved away only after the new one was complete and on the disk; look
            // again all the same, for the former one is known to be good.
            let complete = is_site(&site)?;
            disk::rename(if complete { &site } else { &former }, &place.output)?;
        } else if !is_site(&place.output)? {
            let message = format!(
                "an interrupted build left the former site in `{}`, and `{}` is not a site",
                former.display(),
                place.shown.display()
            );
            return Err(Diagnostic::new(Code::OutputRefused, message)
                .hint("move the former site back to the output folder, or delete it"));
        }
    }
    staging::discard(place)
}

fn is_site(folder: &std::path::Path) -> Result<bool, Diagnostic> {
    let path = folder.join(manifest::NAME);
    Ok(disk::kind(folder)? == Some(disk::Kind::Folder)
        && disk::kind(&path)? == Some(disk::Kind::File)
        && Manifest::parse(&disk::read(&path, manifest::LARGEST)?).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::tests::{Site, tree};

    /// A place with a published site and a complete new one, not yet exchanged.
    fn staged(site: &Site) -> Place {
        site.publish(&[("index.html", "old"), ("old.html", "old")]);
        site.put("CNAME", "example.org");
        let place = Place::resolve(&site.request()).unwrap();
        let other = Site::at(site.base(), "other");
        other.publish(&[("index.html", "new")]);
        disk::create_folder(&place.staging()).unwrap();
        disk::write_new(&place.staging().join("made-by-shortfall"), b"").unwrap();
        disk::rename(&other.output(), &staging::site(&place)).unwrap();
        place
    }

    #[test]
    fn two_renames_end_as_an_exchange_does() {
        let site = Site::new();
        let place = staged(&site);
        rename_twice(&place).unwrap();
        assert_eq!(site.read("index.html"), "new");
        assert!(!site.output().join("old.html").exists());
        assert_eq!(tree(&staging::former(&place)), ["CNAME", "index.html", "manifest.json", "old.html"]);
        recover(&place).unwrap();
        assert!(place.is_quiet().unwrap());
        assert_eq!(site.read("index.html"), "new");
    }

    #[test]
    fn an_interruption_between_the_renames_is_completed() {
        let site = Site::new();
        let place = staged(&site);
        disk::rename(&place.output, &staging::former(&place)).unwrap();
        recover(&place).unwrap();
        assert_eq!(tree(&site.output()), ["index.html", "manifest.json"]);
        assert!(place.is_quiet().unwrap());
    }

    #[test]
    fn without_a_complete_new_site_the_former_one_comes_back() {
        let site = Site::new();
        let place = staged(&site);
        disk::rename(&place.output, &staging::former(&place)).unwrap();
        disk::remove_file(&staging::site(&place).join("manifest.json")).unwrap();
        recover(&place).unwrap();
        assert_eq!(tree(&site.output()), ["CNAME", "index.html", "manifest.json", "old.html"]);
        assert!(place.is_quiet().unwrap());
    }

    #[test]
    fn publishing_recovers_first() {
        let site = Site::new();
        let place = staged(&site);
        disk::rename(&place.output, &staging::former(&place)).unwrap();
        disk::remove_tree(&staging::site(&place)).unwrap();
        let published = site.publish(&[("index.html", "newest"), ("old.html", "old")]);
        assert_eq!((published.written, published.unchanged), (1, 1));
        assert_eq!(tree(&site.output()), ["CNAME", "index.html", "manifest.json", "old.html"]);
        assert!(place.is_quiet().unwrap());
    }

    #[test]
    fn a_second_rename_that_fails_is_undone() {
        let site = Site::new();
        let place = staged(&site);
        disk::remove_tree(&staging::site(&place)).unwrap();
        assert_eq!(rename_twice(&place).unwrap_err().code, Code::OutputFailed);
        assert_eq!(site.read("index.html"), "old");
        assert_eq!(disk::kind(&staging::former(&place)).unwrap(), None);
    }

    #[test]
    fn the_only_copy_of_a_site_is_never_discarded() {
        let site = Site::new();
        let place = staged(&site);
        disk::rename(&place.output, &staging::former(&place)).unwrap();
        staging::discard(&place).unwrap();
        assert!(staging::former(&place).join("index.html").exists());
        disk::create_folder(&place.output).unwrap();
        assert_eq!(recover(&place).unwrap_err().code, Code::OutputRefused);
        assert!(staging::former(&place).join("index.html").exists());
    }
}
