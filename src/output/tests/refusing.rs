//! What is refused, what fails, and that the former site is untouched then.

use super::*;

#[test]
fn a_foreign_file_in_the_way_is_not_overwritten() {
    let site = Site::new();
    site.publish(PAGES);
    site.put("robots.txt", "mine");
    site.put("data", "mine");
    site.put("feed.xml/mine.txt", "mine");
    let wanted = [PAGES[0], ("data/all.csv", "1"), ("feed.xml", "<feed/>"), ("robots.txt", "ours")];
    site.refuses(&wanted, "output/robots.txt` is in the way");
    let hints = site.try_publish(&wanted).unwrap_err().hints.join(" ");
    assert!(hints.contains("output/data`") && hints.contains("output/feed.xml/mine.txt`"), "{hints}");
    site.is_tidy();
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = Site::new();
    site.put("photos/cat.jpg", "cat");
    site.refuses(PAGES, "holds `photos`");
    let site = Site::new();
    site.put(".gitkeep", "");
    site.put("index.html", "by hand");
    site.refuses(PAGES, "holds `index.html`");
    let site = Site::new();
    fs::create_dir_all(site.output().join(".gitkeep")).unwrap();
    site.refuses(PAGES, "holds `.gitkeep`");
    let site = Site::new();
    site.put("manifest.json", "{ \"name\": \"a web app\" }");
    site.refuses(PAGES, "it is not a manifest of this program");
    let site = Site::new();
    site.put("manifest.json", "{ \"format\": 2, \"program\": \"shortfall\" }");
    site.refuses(PAGES, "it is of format 2");
}

#[test]
fn addresses_where_authors_work_are_refused() {
    let site = Site::new();
    for (folder, words) in [
        ("", "is the site's own root"),
        (".", "is the site's own root"),
        ("..", "holds the site's root"),
        ("content", "`content`"),
        ("content/static/public", "`content`"),
        ("output/../templates/out", "leads through a folder that does not exist"),
        ("templates/../templates/out", "`templates`"),
        ("src/site", "`src`"),
        (".git/site", "`.git`"),
        ("Content/site", "`content`"),
        ("TEMPLATES", "`templates`"),
    ] {
        Site::at(site.base(), folder).refuses(PAGES, words);
    }
    let root = Request { folder: Path::new("/"), ..site.request() };
    assert_eq!(publish(&[], &root).unwrap_err().code, Code::OutputRefused);
    let unnamed = Request { folder: Path::new(""), ..site.request() };
    assert_eq!(publish(&[], &unnamed).unwrap_err().code, Code::OutputRefused);
    if let Some(home) = std::env::home_dir() {
        let home = Request { folder: &home, ..site.request() };
        assert_eq!(publish(&[], &home).unwrap_err().code, Code::OutputRefused);
    }
}

#[test]
fn a_manifest_does_not_make_a_forbidden_address_ours() {
    let site = Site::new();
    site.publish(PAGES);
    fs::copy(site.output().join("manifest.json"), site.base().join("manifest.json")).unwrap();
    Site::at(site.base(), "").refuses(PAGES, "is the site's own root");
}

#[test]
fn a_file_is_not_an_output_folder() {
    let site = Site::new();
    fs::write(site.output(), "text").unwrap();
    let diagnostic = site.try_publish(PAGES).unwrap_err();
    assert!(diagnostic.message.ends_with("is not a folder"), "{}", diagnostic.message);
    assert_eq!(fs::read_to_string(site.output()).unwrap(), "text");
}

#[test]
fn a_stale_copy_of_ours_is_replaced_and_another_folder_is_not() {
    let site = Site::new();
    site.publish(PAGES);
    let staging = Place::resolve(&site.request()).unwrap().staging();
    fs::create_dir_all(staging.join("site/reports")).unwrap();
    fs::write(staging.join("site/reports/half"), "ha").unwrap();
    site.refuses(&[("index.html", "new")], "was not made by a build");
    fs::write(staging.join("made-by-shortfall"), "").unwrap();
    assert!(!site.publish(PAGES).changed, "a stale copy is deleted by a build that changes nothing, too");
    site.is_tidy();
    fs::create_dir(&staging).unwrap();
    assert!(site.publish(&[("index.html", "new")]).changed, "an empty folder has nothing to lose");
    site.is_tidy();
}

#[test]
fn two_builds_at_once_are_refused() {
    let site = Site::new();
    site.publish(PAGES);
    let place = Place::resolve(&site.request()).unwrap();
    let lock = Lock::take(&place).unwrap();
    let diagnostic = site.try_publish(&[("index.html", "new")]).unwrap_err();
    assert_eq!(diagnostic.code, Code::OutputFailed);
    assert!(diagnostic.message.starts_with("another build is publishing to `"), "{}", diagnostic.message);
    assert_eq!(site.read("index.html"), "home");
    assert!(place.lock().exists());
    drop(lock);
    site.publish(&[("index.html", "new")]);
    site.is_tidy();
}

#[test]
fn a_lock_that_a_dead_build_left_locks_nobody_out() {
    let site = Site::new();
    fs::write(Place::resolve(&site.request()).unwrap().lock(), "").unwrap();
    site.publish(PAGES);
    site.is_tidy();
}

#[test]
fn builds_from_many_threads_end_in_one_whole_site() {
    let site = Site::new();
    site.publish(PAGES);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let site = &site;
            scope.spawn(move || {
                for round in 0..10 {
                    let text = format!("{writer} {round}");
                    let pages = [("a.html", text.as_str()), ("b/c.html", &text)];
                    match site.try_publish(&pages) {
                        Ok(_) => {}
                        Err(diagnostic) => assert_eq!(diagnostic.code, Code::OutputFailed, "{}", diagnostic.message),
                    }
                }
            });
        }
    });
    site.publish(PAGES);
    assert_eq!(tree(&site.output()), ["index.html", "manifest.json", "reports/a/index.html", "reports/index.html"]);
    site.is_tidy();
}

#[test]
fn what_changes_while_a_site_is_made_is_not_published_over() {
    let site = Site::new();
    site.publish(PAGES);
    let publication = Publication::open(site.request()).unwrap();
    let files = rendered(&[("index.html", "home"), ("reports/index.html", "new")]);
    let made: Vec<Made> = take_all(&publication, &files);
    site.put("index.html", "other");
    let diagnostic = publication.finish(&made, Warnings::default()).unwrap_err();
    assert_eq!(diagnostic.code, Code::OutputFailed);
    assert!(diagnostic.message.ends_with("was changed while the new site was made"), "{}", diagnostic.message);
    assert_eq!((site.read("index.html"), site.read("reports/index.html")), ("other".to_owned(), "all".to_owned()));
    site.is_tidy();
}

#[test]
fn a_publication_that_is_given_up_leaves_nothing() {
    let site = Site::new();
    site.publish(PAGES);
    let before = site.identities().split_off(1);
    let publication = Publication::open(site.request()).unwrap();
    take_all(&publication, &rendered(&[("index.html", "new"), ("more.html", "more")]));
    drop(publication);
    assert_eq!(site.identities().split_off(1), before);
    site.is_tidy();
}
