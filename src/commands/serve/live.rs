//! What a page is given while it is served, and never in `output/`: a script that notices a newer site, and a banner
//! while what was saved last has errors. The page's Content-Security-Policy is widened by exactly that.

use base64::Engine as _;
use sha2::Digest as _;

use super::site::State;
use crate::diagnostics::escape_html;

const SCRIPT: &str = include_str!("../../../assets/serve/live.js");
pub(super) const STYLE: &str = include_str!("../../../assets/serve/style.css");

/// Addresses of this server that no site has.
pub(super) const STREAM: &str = "__shortfall/live";
pub(super) const PROBLEMS: &str = "__shortfall/errors";
pub(super) const STYLE_SHEET: &str = "__shortfall/style.css";

/// A page as it is served at an address as it was typed. `is_lost`: there is no such address, in whatever folder.
pub(super) fn dress(html: &str, state: &State, typed: &str, is_lost: bool) -> String {
    let Some(end) = html.find("</head>") else { return html.to_owned() };
    let (before, after) = html.split_at(end);
    let mut page = widen(before, is_lost);
    if is_lost && let Some(at) = page.find("<head>") {
        page.insert_str(at + "<head>".len(), "\n<base href=\"/\">");
    }
    page += &head(state, None);
    match (&state.problems, after.find("<body").and_then(|body| Some(body + after[body..].find('>')? + 1))) {
        (Some(problems), Some(at)) => {
            page += &after[..at];
            let (count, from) = (&problems.count, escape_html(&typed.replace('%', "%25")));
            page += &format!(
                "\n<p class=\"shortfall-banner\"><a href=\"/{PROBLEMS}?from={from}\">{count}: this page is as it was before</a></p>"
            );
            page += &after[at..];
        }
        _ => page += after,
    }
    page
}

/// For the head of a page. `from`: where a page of errors leads back to, escaped.
pub(super) fn head(state: &State, from: Option<&str>) -> String {
    let from = from.map(|from| format!(" data-from=\"{from}\"")).unwrap_or_default();
    let name = state.name();
    format!(
        "<link rel=\"stylesheet\" href=\"/{STYLE_SHEET}\">\n<script data-state=\"{name}\"{from}>{SCRIPT}</script>\n"
    )
}

/// What is allowed besides: the script by its hash, its stream, the banner's style.
fn allowed() -> [(&'static str, String); 3] {
    let digest = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(SCRIPT));
    let own = || "'self'".to_owned();
    [("script-src", format!("'sha256-{digest}'")), ("connect-src", own()), ("style-src", own())]
}

pub(super) fn policy_of_problems() -> String {
    let rules = allowed().map(|(name, source)| format!("{name} {source}")).join("; ");
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; {rules}\">\n")
}

/// Widens the policy in a page's head; one without a policy allows everything.
fn widen(head: &str, is_lost: bool) -> String {
    const OPENING: &str = "http-equiv=\"Content-Security-Policy\" content=\"";
    let Some(start) = head.find(OPENING).map(|at| at + OPENING.len()) else { return head.to_owned() };
    let Some(length) = head[start..].find('"') else { return head.to_owned() };
    let mut rules: Vec<Vec<String>> = head[start..start + length]
        .split(';')
        .map(|rule| rule.split_whitespace().map(str::to_owned).collect())
        .filter(|rule: &Vec<String>| !rule.is_empty())
        .collect();
    for (name, source) in allowed() {
        allow(&mut rules, name, source);
    }
    if is_lost {
        allow(&mut rules, "base-uri", "'self'".to_owned());
    }
    let rules: Vec<String> = rules.iter().map(|rule| rule.join(" ")).collect();
    format!("{}{}{}", &head[..start], rules.join("; "), &head[start + length..])
}

/// Each rule is its name and its sources. What has no rule of its own follows `default-src`, but for `base-uri`.
fn allow(rules: &mut Vec<Vec<String>>, name: &str, source: String) {
    let at = |rules: &[Vec<String>], name: &str| rules.iter().position(|rule| rule[0] == name);
    let place = match (at(rules, name), at(rules, "default-src")) {
        (Some(place), _) => place,
        (None, Some(default)) if name != "base-uri" => {
            let mut rule = rules[default].clone();
            name.clone_into(&mut rule[0]);
            rules.push(rule);
            rules.len() - 1
        }
        _ => return,
    };
    rules[place].retain(|known| known != "'none'" && *known != source);
    rules[place].push(source);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_widened_by_what_is_put_in() {
        let page = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
            script-src 'sha256-x'; style-src 'self'; base-uri 'none'\"></head><body class=\"a\"><p>";
        let hash = allowed()[0].1.clone();
        let policy = |base: &str| {
            format!(
                "content=\"default-src 'none'; script-src 'sha256-x' {hash}; style-src 'self'; base-uri {base}; connect-src 'self'\">"
            )
        };
        let served = dress(page, &State::default(), "/", false);
        assert!(served.contains(&policy("'none'")), "{served}");
        assert!(served.contains("<script data-state=\"- -\">") && served.ends_with("</head><body class=\"a\"><p>"));
        let lost = dress(page, &State::default(), "/", true);
        assert!(lost.contains(&policy("'self'")) && lost.starts_with("<head>\n<base href=\"/\">"), "{lost}");
        assert_eq!(dress("a fragment", &State::default(), "/", false), "a fragment");
        assert!(!SCRIPT.contains("</script"));
    }
}
