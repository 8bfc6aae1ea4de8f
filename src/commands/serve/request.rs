//! One request, read within limits of size and time and judged before anything is looked up.

use std::borrow::Cow;
use std::io::{ErrorKind, Read as _};
use std::net::TcpStream;
use std::time::Duration;

use percent_encoding::percent_decode_str;

use super::super::clock;
use crate::artifacts::SitePath;

/// The largest head of a request. Browsers send about one KB.
const LARGEST: usize = 16 * 1024;
/// How long a client may take for all of it.
const PATIENCE: Duration = Duration::from_secs(5);
/// A page on another site whose name leads here must not read what is served.
const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Only the head of the answer is wanted.
    pub(super) is_head: bool,
    /// As it was typed, without the query.
    pub(super) typed: String,
    /// The file that is asked for; a folder's is its page.
    pub(super) path: SitePath,
    pub(super) query: String,
}

/// Why there is no request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nobody is there any more.
    Gone,
    /// With status and a sentence.
    Refused(u16, &'static str),
}

use Refusal::{Gone, Refused};

pub(super) fn read(stream: &TcpStream) -> Result<Request, Refusal> {
    parse(&read_head(stream)?)
}

fn read_head(mut stream: &TcpStream) -> Result<Vec<u8>, Refusal> {
    let until = clock::instant() + PATIENCE;
    let (mut head, mut piece) = (Vec::new(), [0; 2048]);
    loop {
        let left = until.saturating_duration_since(clock::instant());
        if left.is_zero() {
            return Err(Refused(408, "the request took too long"));
        }
        stream.set_read_timeout(Some(left)).map_err(|_| Gone)?;
        let count = match stream.read(&mut piece) {
            Ok(0) => return Err(Gone),
            Ok(count) => count,
            Err(error)
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted) =>
            {
                continue;
            }
            Err(_) => return Err(Gone),
        };
        let from = head.len().saturating_sub(3);
        head.extend_from_slice(&piece[..count]);
        let end = head[from..].windows(4).position(|window| window == b"\r\n\r\n").map(|at| from + at);
        if end.unwrap_or(head.len()) > LARGEST {
            return Err(Refused(431, "the head of the request is too large"));
        }
        if let Some(end) = end {
            head.truncate(end);
            return Ok(head);
        }
    }
}

fn parse(head: &[u8]) -> Result<Request, Refusal> {
    const BROKEN: Refusal = Refused(400, "this is not a request of HTTP/1.1");
    let head = str::from_utf8(head).map_err(|_| BROKEN)?;
    let mut lines = head.split("\r\n");
    let parts: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let &[method, target, version] = parts.as_slice() else { return Err(BROKEN) };
    let headers: Option<Vec<(&str, &str)>> = lines.map(|line| line.split_once(':')).collect();
    let headers = headers.ok_or(BROKEN)?;
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
    if !["HTTP/1.1", "HTTP/1.0"].contains(&version) || !headers.iter().all(|(name, _)| is_name(name)) {
        return Err(BROKEN);
    }
    let hosts: Vec<&str> =
        headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("host")).map(|(_, value)| value.trim()).collect();
    let &[host] = hosts.as_slice() else { return Err(Refused(400, "a request names one host")) };
    if !is_local(host) {
        return Err(Refused(403, "this server answers to 127.0.0.1 and localhost alone"));
    }
    if !["GET", "HEAD"].contains(&method) {
        return Err(Refused(405, "this server knows GET and HEAD alone"));
    }
    let (typed, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path_of(typed).ok_or(Refused(400, "no site has such an address"))?;
    Ok(Request { is_head: method == "HEAD", typed: typed.to_owned(), path, query: query.to_owned() })
}

fn is_local(host: &str) -> bool {
    let is_port = |port: &str| !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
    let name = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
    NAMES.iter().any(|local| name.eq_ignore_ascii_case(local))
}

/// The file behind an address as it is typed. Nothing is read from the disk for it, and still nothing that would
/// lead out of a folder is let in.
pub(super) fn path_of(typed: &str) -> Option<SitePath> {
    let decoded = decode(typed.strip_prefix('/')?)?;
    let is_folder = decoded.is_empty() || decoded.ends_with('/');
    SitePath::new(&if is_folder { decoded + "index.html" } else { decoded })
}

/// Percent-encoded UTF-8, without encoded slashes.
pub(super) fn decode(typed: &str) -> Option<String> {
    let is_digit = |at: usize| typed.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
    let is_sound = |at: usize| is_digit(at + 1) && is_digit(at + 2) && !typed[at..at + 3].eq_ignore_ascii_case("%2f");
    let is_decodable = typed.match_indices('%').all(|(at, _)| is_sound(at));
    is_decodable.then(|| percent_decode_str(typed).decode_utf8().ok()).flatten().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_no_site_has_are_refused() {
        let path = |typed: &str| path_of(typed).map(|path| path.to_string());
        assert_eq!(path("/").as_deref(), Some("index.html"));
        assert_eq!(path("/reports/").as_deref(), Some("reports/index.html"));
        assert_eq!(path("/a%20b/%C3%B6.txt").as_deref(), Some("a b/ö.txt"));
        for typed in [
            "",
            "x",
            "//e.example/",
            "/..",
            "/../x",
            "/a/../b",
            "/%2e%2e/x",
            "/a/%2E%2e/b",
            "/..%2fx",
            "/a%2fb",
            "/a\\..\\b",
            "/%5c",
            "/a%00",
            "/%",
            "/%4",
            "/%zz",
            "/%ff",
            "/a/./b",
            "/c:/x",
            "/a%0d%0ab",
            "http://127.0.0.1/",
            "*",
        ] {
            assert_eq!(path(typed), None, "{typed}");
        }
    }

    #[test]
    fn requests_are_judged() {
        let ask = |head: &str| parse(head.as_bytes());
        let status = |head: &str| match ask(head) {
            Err(Refused(status, _)) => status,
            other => panic!("{head}: {other:?}"),
        };
        let request = ask("HEAD /data/?x=1 HTTP/1.1\r\nAccept: */*\r\nhost: LocalHost:4180").unwrap();
        assert_eq!((request.is_head, request.path.as_str(), request.query.as_str()), (true, "data/index.html", "x=1"));
        for host in ["127.0.0.1", "127.0.0.1:80", "localhost:1", "[::1]", "[::1]:4180"] {
            assert!(ask(&format!("GET / HTTP/1.1\r\nHost: {host}")).is_ok(), "{host}");
        }
        for host in
            ["evil.example", "127.0.0.1.evil.example", "localhost.", "127.0.0.1:x", "10.0.0.1", "", "0.0.0.0:80"]
        {
            assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: {host}")), 403, "{host}");
        }
        for method in ["POST", "OPTIONS", "CONNECT", "get", ""] {
            assert_eq!(status(&format!("{method} / HTTP/1.1\r\nHost: localhost")), 405, "{method}");
        }
        for broken in [
            "",
            "GET /",
            "GET / HTTP/2",
            "GET / x HTTP/1.1\r\nHost: localhost",
            "GET / HTTP/1.1",
            "GET / HTTP/1.1\r\nHost",
            "GET / HTTP/1.1\r\nHost : localhost",
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost",
            "GET / HTTP/1.1\r\nHost: localhost\r\n folded: x",
        ] {
            assert_eq!(status(broken), 400, "{broken}");
        }
    }
}
