//! `serve` and `build --watch` as a browser, an editor and a hostile neighbour meet them. No waiting is for a time:
//! each is for something to happen, with a limit that a loaded machine does not reach.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::{Site, transcript};

const LONG: Duration = Duration::from_secs(120);
const NEWEST: &str = "content/snapshots/2026-01-09.yaml";
const PAGE: &str = "content/pages/about.md";

/// A program that goes on until it is dropped, and the lines that it says.
struct Running {
    child: Child,
    /// Behind a lock, so that many clients may ask at a time.
    lines: Mutex<Receiver<String>>,
}

impl Running {
    fn start(site: &Site, arguments: &[&str], stream: fn(&mut Child) -> Box<dyn std::io::Read + Send>) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shortfall"))
            .args(arguments)
            .current_dir(site.path("."))
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = lines(BufReader::new(stream(&mut child)));
        Self { child, lines: Mutex::new(lines) }
    }

    /// The next line with a text.
    #[track_caller]
    fn wait(&self, text: &str) -> String {
        loop {
            let line = self
                .lines
                .lock()
                .unwrap()
                .recv_timeout(LONG)
                .unwrap_or_else(|error| panic!("no line has `{text}`: {error}"));
            if line.contains(text) {
                return line;
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(reader: impl std::io::BufRead + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    thread::spawn(move || reader.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    lines
}

/// A site that is served, and what is said of it.
struct Served {
    running: Running,
    address: SocketAddr,
}

impl Served {
    /// Once its first renewal is over.
    fn start(site: &Site) -> Self {
        let arguments = ["serve", "--port", "0", "--format", "json"];
        let running = Running::start(site, &arguments, |child| Box::new(child.stdout.take().unwrap()));
        let line: Value = serde_json::from_str(&running.wait("address")).unwrap();
        assert_eq!((&line["format"], &line["command"]), (&1.into(), &"serve".into()));
        let address = line["address"].as_str().unwrap();
        let address = address.strip_prefix("http://").and_then(|rest| rest.strip_suffix('/')).unwrap().parse().unwrap();
        let served = Self { running, address };
        served.renewed();
        served
    }

    /// What the next renewal found.
    #[track_caller]
    fn renewed(&self) -> Value {
        serde_json::from_str(&self.running.wait("\"renewed\"")).unwrap()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream
    }

    /// The whole answer to what is sent. A server that refuses may close before all was sent.
    fn send(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, method: &str, target: &str, host: &str) -> String {
        self.send(format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
    }

    fn get(&self, target: &str) -> String {
        self.ask("GET", target, "localhost")
    }

    /// The names of states as the stream tells them; the present one is taken out.
    fn listen(&self) -> Receiver<String> {
        let mut stream = self.connect();
        stream.write_all(b"GET /__shortfall/live HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let (sender, names) = channel();
        thread::spawn(move || {
            let lines = BufReader::new(stream).lines().map_while(Result::ok);
            lines.filter_map(|line| line.strip_prefix("data: ").map(str::to_owned)).try_for_each(|n| sender.send(n))
        });
        names.recv_timeout(LONG).unwrap();
        names
    }
}

#[track_caller]
fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_else(|| panic!("no answer: `{answer}`"))
}

/// The state that a page was made for.
fn name_in(page: &str) -> &str {
    page.split("data-state=\"").nth(1).unwrap().split('"').next().unwrap()
}

#[test]
fn a_site_is_answered_from_memory_and_to_this_machine_alone() {
    let site = Site::fixture("small");
    site.replace("content/site.yaml", "format: 1\n", "format: 1\nbase_url: https://rescue.example/fund\n");
    let before = site.tree(".");
    let served = Served::start(&site);
    let index = served.get("/");
    assert!(index.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"), "{index}");
    assert!(index.contains("script-src 'sha256-") && index.contains("connect-src 'self'"), "the policy is in the way");
    let kinds = [
        ("/style.css", "text/css; charset=utf-8"),
        ("/data/rescue.json", "application/json"),
        ("/reports/2026-01-09/charts/who.svg", "image/svg+xml"),
        ("/reports/2026-01-09/charts/who.png", "image/png"),
        ("/fonts/Inter-Regular.woff2", "font/woff2"),
        ("/hello.txt?x=../..", "text/plain; charset=utf-8"),
    ];
    for (target, kind) in kinds {
        let answer = served.get(target);
        assert_eq!(status(&answer), "200", "{target}");
        assert!(answer.contains(&format!("Content-Type: {kind}\r\n")), "{target}: {:?}", answer.lines().nth(1));
    }
    let head = served.ask("HEAD", "/", "127.0.0.1");
    assert!(head.ends_with("\r\n\r\n") && head.contains("Content-Length: "), "{head}");
    assert!(served.get("/reports").contains("\r\nLocation: /reports/\r\n"));
    let lost = served.get("/no/such/page");
    assert!(status(&lost) == "404" && lost.contains("There is no such page") && lost.contains("<base href=\"/\">"));
    // Where it will be published, its addresses start in a folder.
    assert!(lost.contains("href=\"/fund/index.html\"") && status(&served.get("/fund/style.css")) == "200");

    let outside = ["/../content/site.yaml", "/%2e%2e/site.yaml", "/a/..%2f..%2fx", "/..%5cx", "//etc/passwd", "/a%00"];
    for target in outside {
        assert_eq!(status(&served.get(target)), "400", "{target}");
    }
    for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "192.168.0.1"] {
        assert_eq!(status(&served.ask("GET", "/", host)), "403", "{host}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "BREW"] {
        let answer = served.ask(method, "/", "localhost");
        assert!(status(&answer) == "405" && answer.contains("\r\nAllow: GET, HEAD\r\n"), "{answer}");
    }
    for broken in
        ["\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9\r\n\r\n", "GET / HTTP/1.1\r\nno\r\n\r\n", "\u{16}\u{3}\r\n\r\n"]
    {
        assert_eq!(status(&served.send(broken.as_bytes())), "400", "{broken:?}");
    }
    let large = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(200_000));
    assert_eq!(status(&served.send(large.as_bytes())), "431");
    assert_eq!(status(&served.get(&format!("/{}", "x".repeat(10_000)))), "400");
    assert_eq!(status(&served.get("/")), "200", "it is still there");
    assert_eq!(before, site.tree("."), "something was written");
}

#[test]
fn what_is_saved_reaches_the_browser_once() {
    let site = Site::fixture("small");
    // Not in the navigation: other pages do not depend on it.
    site.write(PAGE, "---\ntitle: About\n---\nText.\n");
    let before: Vec<String> = site.tree(".").into_keys().collect();
    let served = Served::start(&site);
    let names = served.listen();
    let page = served.get("/about/");

    // A burst is one renewal. A machine that stops between two writes makes it two: then once more.
    let is_one = (0..3).any(|round| {
        for write in 0..20 {
            site.write(&format!("{NEWEST}~"), "An editor's own.");
            site.write(PAGE, format!("---\ntitle: About\n---\nText {round}.{write}.\n"));
        }
        let text = format!("Text {round}.19.");
        let until = Instant::now() + LONG;
        let page = std::iter::repeat_with(|| served.get("/about/"))
            .find(|page| page.contains(&text) || Instant::now() > until);
        let (page, mut told) = (page.unwrap(), 1);
        assert!(page.contains(&text), "{page}");
        while names.recv_timeout(LONG).unwrap() != name_in(&page) {
            told += 1;
        }
        told == 1
    });
    assert!(is_one, "each of three bursts was told more than once");
    assert_ne!(name_in(&page), name_in(&served.get("/about/")));
    let renewed = served.renewed();
    let (made, files) = (&renewed["renewed"]["made"], &renewed["renewed"]["files"]);
    assert!(made.as_u64().unwrap() * 4 < files.as_u64().unwrap(), "a page's text made {made} of {files} files again");

    // Errors: the browser is told, the old site stays, and says so.
    let (good, old) = (std::fs::read_to_string(site.path(NEWEST)).unwrap(), served.get("/reports/2026-01-09/"));
    site.replace(NEWEST, "stage: committed", "stage: <b>commited");
    let told = names.recv_timeout(LONG).unwrap();
    assert!(told.split(' ').next() == name_in(&old).split(' ').next() && !told.ends_with(" -"), "{told}");
    let page = served.get("/__shortfall/errors?from=%2Freports%2F2026-01-09%2F");
    assert_eq!(name_in(&page), told);
    for part in
        ["unknown-word", NEWEST, "<mark>&lt;b&gt;commited</mark>", "class=\"hint\"", "href=\"/reports/2026-01-09/\""]
    {
        assert!(page.contains(part), "no `{part}`: {page}");
    }
    assert!(!page.contains("<b>"), "what a file says became markup");
    assert!(!served.get("/__shortfall/errors?from=%2F%2Fevil.example%2F").contains("evil"), "it leads elsewhere");
    let shown = served.get("/reports/2026-01-09/");
    assert!(
        status(&shown) == "200" && shown.contains("class=\"shortfall-banner\"") && !old.contains("shortfall-banner")
    );

    site.write(NEWEST, good);
    assert_eq!(names.recv_timeout(LONG).unwrap(), name_in(&old), "mended, it is what it was");
    assert!(served.get("/__shortfall/errors?from=%2Fabout%2F").contains("\r\nLocation: /about/\r\n"));

    // A template's error is found while pages are made: then, too, the former site comes back.
    site.write("templates/page.html", "{{ nobody.knows }}");
    let told = std::iter::repeat_with(|| names.recv_timeout(LONG).unwrap()).find(|told| !told.ends_with(" -")).unwrap();
    assert_eq!(told.split(' ').next(), name_in(&old).split(' ').next());
    assert!(served.get("/about/").contains("class=\"shortfall-banner\""));
    assert!(served.get("/__shortfall/errors").contains("templates/page.html:1:"));
    std::fs::remove_file(site.path("templates/page.html")).unwrap();
    assert_eq!(names.recv_timeout(LONG).unwrap(), name_in(&old));

    std::fs::remove_file(site.path(&format!("{NEWEST}~"))).unwrap();
    assert_eq!(before, site.tree(".").into_keys().collect::<Vec<_>>(), "something was written");
}

#[test]
fn a_site_without_a_first_edition_says_why_everywhere() {
    let site = Site::fixture("small");
    site.replace("content/site.yaml", "format: 1", "format: 9");
    let served = Served::start(&site);
    let names = served.listen();
    let page = served.get("/reports/");
    assert!(
        status(&page) == "503" && page.contains("unknown-format") && page.contains("data-from=\"/reports/\""),
        "{page}"
    );
    site.replace("content/site.yaml", "format: 9", "format: 1");
    assert!(names.recv_timeout(LONG).unwrap().ends_with(" -"));
    assert_eq!(status(&served.get("/reports/")), "200");
}

#[test]
fn what_is_not_there_yet_is_not_said_to_be_shown() {
    let site = Site::fixture("small");
    std::fs::remove_dir_all(site.path("content")).unwrap();
    let running = Running::start(&site, &["serve"], |child| Box::new(child.stderr.take().unwrap()));
    running.wait("1 error: there is no site to show yet");
}

#[test]
fn slow_and_many_clients_keep_nobody_out() {
    let site = Site::of(
        "",
        "a: { name: A, kind: dao }\n",
        &[("2026-01-02", "pledges: { a: { amount: 1, stage: committed } }")],
    );
    let served = Served::start(&site);
    let slow: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = served.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
            stream
        })
        .collect();
    assert_eq!(status(&served.get("/style.css")), "200");
    thread::scope(|scope| {
        let asked: Vec<_> = (0..300).map(|_| scope.spawn(|| served.get("/style.css"))).collect();
        for answer in asked {
            assert_eq!(status(&answer.join().unwrap()), "200");
        }
    });
    // More than it keeps at a time, and none of them says a word.
    let silent: Vec<TcpStream> = (0..450).map(|_| served.connect()).collect();
    assert_eq!(status(&served.get("/style.css")), "200");
    let mut answer = String::new();
    let ended = (&slow[0]).read_to_string(&mut answer);
    assert!(ended.is_err() || answer.is_empty() || status(&answer) == "408", "{answer}");
    drop(silent);
    assert_eq!(status(&served.get("/")), "200");
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Site::fixture("small").run(&["serve", "--port", &port]);
    let text = transcript(&output);
    assert!(output.status.code() == Some(3) && text.contains("error[cannot-listen]"), "{text}");
}

#[test]
fn a_build_that_watches_builds_again_and_keeps_the_former_site() {
    let site = Site::of(
        "",
        "a: { name: A, kind: dao }\n",
        &[("2026-01-02", "pledges: { a: { amount: 1, stage: committed } }")],
    );
    let running = Running::start(&site, &["build", "--watch"], |child| Box::new(child.stderr.take().unwrap()));
    running.wait("built again when a file is saved");
    let former = site.tree("output");
    assert!(former.contains_key("index.html"));
    site.replace("content/snapshots/2026-01-02.yaml", "committed", "commited");
    running.wait("nothing was written: 1 error");
    assert_eq!(former, site.tree("output"));
    site.replace("content/snapshots/2026-01-02.yaml", "commited", "proposed");
    running.wait("wrote ");
    assert_ne!(former["index.html"], site.tree("output")["index.html"]);
    assert!(!site.built("index.html").contains("__shortfall"), "what is served is in the output");
}
