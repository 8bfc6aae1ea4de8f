//! Every chart of the sample and of the ugly cases, in every layout and theme, for looking at.
//!
//! `cargo test --lib gallery -- --ignored` draws it into `target/gallery/`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::*;
use crate::diagnostics::Report;

#[test]
#[ignore = "draws some three thousand pictures that nobody but an eye can judge"]
fn gallery() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/gallery");
    let mut shown: Vec<(String, Story)> = sample();
    shown.extend(stories().into_iter().map(|(name, story)| (name.to_owned(), story)));
    let mut links = String::new();
    for id in ChartId::ALL {
        let name = id.as_str();
        let _ = writeln!(links, "<li><a href=\"{name}.html\">{name}</a>: {}", id.question());
        let figures: Vec<(&str, Figure)> =
            shown.iter().map(|(story, told)| (story.as_str(), Figure::new(*id, told, id.tell(told), None))).collect();
        let sections: Vec<String> = figures.par_iter().map(|(story, figure)| section(&folder, story, figure)).collect();
        write(&folder, &format!("{name}.html"), page(name, &sections.concat()).as_bytes());
    }
    write(&folder, "index.html", page("Gallery", &format!("<ul>\n{links}</ul>\n")).as_bytes());
}

/// The first and the newest snapshot of the sample.
fn sample() -> Vec<(String, Story)> {
    let mut report = Report::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let study = crate::study(root, &crate::files::read_limited, &mut report).unwrap();
    let newest = study.rescue.snapshots.len() - 1;
    let told = |index: usize| adapt::story(&study.rescue, &study.measures, index).unwrap();
    [0, newest].map(|index| (format!("sample {}", study.rescue.snapshots[index].slug), told(index))).into()
}

/// A story's chart: layouts side by side, light over dark.
fn section(folder: &Path, story: &str, figure: &Figure) -> String {
    let mut html = format!("<h2>{story}</h2>\n<p>{}</p>\n", figure.title.replace('<', "&lt;"));
    for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let _ = write!(html, "<div class={word}>");
        for layout in Layout::ALL {
            let path = format!("{}/{}-{}-{word}.png", figure.id.as_str(), story.replace(' ', "-"), layout.as_str());
            write(folder, &path, &figure.picture(layout, theme, 1).unwrap());
            let _ = write!(html, "<img loading=lazy alt=\"\" src=\"{path}\">");
        }
        html.push_str("</div>\n");
    }
    html
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><title>{title}</title>\n<style>body {{ font: 16px sans-serif }} div {{ \
         display: flex; gap: 24px; align-items: start; padding: 12px }} .dark {{ background: #111 }}</style>\n<h1>{title}</h1>\n{body}"
    )
}

#[allow(clippy::disallowed_methods, reason = "the one test of figures that is there for its files")]
fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
