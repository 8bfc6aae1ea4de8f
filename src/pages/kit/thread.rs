//! A thread of short posts, numbered.

use super::subject::cut;
use super::view::KitView;

/// Most characters of a post.
pub(super) const LONGEST_POST: usize = 280;
/// What `12/14 ` takes of them.
const NUMBER: usize = 6;

/// What stands between two posts.
pub(super) const BETWEEN: &str = "\n\n---\n\n";

/// The posts: the headline, the brief, what each chart shows, and where to read on.
pub(super) fn posts(kit: &KitView) -> String {
    let most = LONGEST_POST - NUMBER;
    let mut posts = vec![cut(&format!("{} ({}, {})", kit.report.title, kit.site, kit.report.long_date), most)];
    let mut full = true;
    for sentence in &kit.brief {
        let sentence = cut(sentence, most);
        match posts.last_mut().filter(|last| !full && length(last) + 1 + length(&sentence) <= most) {
            Some(last) => *last += &format!(" {sentence}"),
            None => posts.push(sentence),
        }
        full = false;
    }
    posts.extend(kit.charts.iter().map(|chart| cut(&chart.title, most)));
    posts.push(format!("{}\n{}", cut(&kit.action.text, 120), kit.action.url));
    let all = posts.len();
    let numbered = posts.iter().enumerate().map(|(at, post)| format!("{}/{all} {post}", at + 1));
    numbered.collect::<Vec<_>>().join(BETWEEN) + "\n"
}

fn length(text: &str) -> usize {
    text.chars().count()
}
